"""A page on LinkedIn or Facebook is no company's domain: it puts no companies together and stands in no address's way."""

# what the lead gives as web address, its e-mail address, and the domain of its company
CASES = {
    "a company page": ("https://www.linkedin.com/company/acme/", "", None),
    "a page in another language": ("pt-br.facebook.com/acme", "", None),
    "a mobile page": ("HTTPS://m.youtube.com/@acme", "", None),
    "a short link": ("x.com/acme", "ben@gmail.com", None),
    "a page beside an address": ("https://linktr.ee/acme", "ann@acme-tools.com", "acme-tools.com"),
    "somebody who works there": ("https://www.linkedin.com/in/ann", "ann@linkedin.com", "linkedin.com"),
    "a shop": ("www.acme-tools.com/x.com", "ann@gmail.com", "acme-tools.com"),
    "a name that ends alike": ("https://fedex.com", "", "fedex.com"),
}


FACTS = {"created_at": "2026-01-01", "company_name": "Acme"}
ROWS = {
    "leads": [{"lead_id": name, "company_domain": site, "email": email, **FACTS} for name, (site, email, _) in CASES.items()]
}


def test_a_social_page_is_no_domain_of_a_company(cells):
    leads = cells.by_lead("lead_features")
    assert {name: leads[name]["company_domain"] for name in CASES} == {
        name: domain for name, (_, _, domain) in CASES.items()
    }


def test_who_works_there_is_a_lead_of_that_company(cells):
    assert cells.by_lead("lead_features")["somebody who works there"]["company_domain_kind"] == "other"


def test_the_pages_are_counted_as_unread(cells):
    (found,) = cells.query("select unreadable_rows from unreadable_values where column_name = 'company_domain'")
    assert found["unreadable_rows"] == 6


def test_no_account_is_made_of_them(cells):
    accounts = {row["company_domain"]: row["leads"] for row in cells.rows("account_scores")}
    assert not [
        name
        for name in accounts
        if name.endswith(("facebook.com", "youtube.com", "x.com", "linktr.ee")) and name != "fedex.com"
    ]
    assert {name: accounts.get(name) for name in ("acme-tools.com", "linkedin.com", "fedex.com")} == {
        "acme-tools.com": 2,
        "linkedin.com": 1,
        "fedex.com": 1,
    }
