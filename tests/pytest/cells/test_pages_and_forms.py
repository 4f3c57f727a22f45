"""What an activity was, as the address of its page and the name of its form tell it."""

import pytest

# raw type, page, form: type, content
CASES = {
    "address": ("page_viewed", "https://www.acme.example/Pricing/?utm_source=x#top", "", "pricing_page_viewed", "/pricing"),
    "path": ("Page View", "/us-vs-them", "", "comparison_page_viewed", "/us-vs-them"),
    "no scheme": ("visited page", "acme.example:8080/careers", "", "careers_page_viewed", "/careers"),
    "host alone": ("page_viewed", "www.acme.example", "", "page_viewed", "/"),
    "bare name": ("page_viewed", "plans", "", "pricing_page_viewed", "/plans"),
    "article": ("page_viewed", "//acme.example/blog/pricing-tips", "", "page_viewed", "/blog/pricing-tips"),
    "German prices": ("page_viewed", "https://acme.example/de/preise/", "", "pricing_page_viewed", "/de/preise"),
    "Polish prices": ("page_viewed", "/pl/cennik-2026", "", "pricing_page_viewed", "/pl/cennik-2026"),
    "prices and prizes": ("page_viewed", "/fr/prix-nobel", "", "page_viewed", "/fr/prix-nobel"),
    "Portuguese careers": ("page_viewed", "/trabalhe-conosco", "", "careers_page_viewed", "/trabalhe-conosco"),
    "Italian comparison": (
        "page_viewed",
        "/it/confronto/noi-e-loro",
        "",
        "comparison_page_viewed",
        "/it/confronto/noi-e-loro",
    ),
    "article of a country": ("page_viewed", "/es/blog/precios-en-2026", "", "page_viewed", "/es/blog/precios-en-2026"),
    "looking at a form": ("page_viewed", "/de/demo-anfragen", "", "page_viewed", "/de/demo-anfragen"),
    "unheard of": ("page_viewed", "https://acme.example/moon", "", "page_viewed", "/moon"),
    "type empty": ("", "https://acme.example/jobs", "", "careers_page_viewed", "/jobs"),
    "type is a placeholder": (" N/A ", "/elsewhere", "", "page_viewed", "/elsewhere"),
    "page says nothing": ("page_viewed", "n/a", "", "page_viewed", None),
    "says more itself": ("product_viewed", "/pricing", "", "product_viewed", "/pricing"),
    "no view": ("email_clicked", "/pricing", "", "email_clicked", "/pricing"),
    "type unknown": ("scrolled", "/pricing", "", None, "/pricing"),
    "sent": ("form_submitted", "/contact", "Please book your free demo today!", "demo_requested", "/contact"),
    "alias": ("form fill", "", "Demo Download", "demo_downloaded", None),
    "German": ("Form Submission", "", "DE | Angebot anfordern (2026)", "quote_requested", None),
    "French": ("form_submitted", "", "Demande d\u2019un devis", "quote_requested", None),
    "Spanish": ("form_submitted", "", "ES_solicita-una-demo_v2", "demo_requested", None),
    "longest": ("form_submitted", "", "Webinar recording: contact sales", "content_downloaded", None),
    "order is no form": ("form_submitted", "", "Purchase", "form_submitted", None),
    "part of a word": ("form_submitted", "", "Rfqs and ebooklets", "form_submitted", None),
    "other form": ("form_submitted", "", "Live Demo", "form_submitted", None),
    "form of no type": ("", "/contact", "Mystery", "form_submitted", "/contact"),
    "hand-raise of no type": ("", "", "Talk to our sales team", "contact_sales_requested", None),
    "of a type unheard of": ("Marketo: Filled Out", "", "Nieuwsbrief 2026", "newsletter_subscribed", None),
    "both unheard of": ("Gizmo", "", "Mystery", None, None),
    "only looked at": ("Form viewed", "", "Request a demo", None, None),
    "mail to the lead": ("Sequence email sent", "", "Request a demo", None, None),
    "consent holds a word": ("Consent Form Completed", "", "Request a demo", "demo_requested", None),
    "chatbot holds a word": ("Chatbot: filled", "", "Request a demo", "demo_requested", None),
    "objects": ("Opted out of marketing e-mail", "", "", "unsubscribed", None),
    "objects by a form": ("E-Mail Preferences: Unsubscribed from all", "", "Request a demo", "unsubscribed", None),
    "objects in German": ("Newsletter abbestellt", "", "", "unsubscribed", None),
    "objects in French": ("Désabonnement", "", "", "unsubscribed", None),
    "reports": ("Feedback Loop Complaint", "", "", "spam_reported", None),
    "type is clear": ("webinar_attended", "", "Request a demo", "webinar_attended", None),
}
WITH_CONTENT = ("page_viewed", "/pricing", "", "pricing_page_viewed", "Our prices")
# How often each form was sent that no lookup knows, and each type was delivered.
FORMS = {"Live Demo": 3, "Kontakt": 2, "Mystery": 4}
TYPES = {"Demo booked": 2, "Contact created": 2}
AT = "2026-02-20 10:00:00"


def activity(number: str, kind: str, page: str, form: str, content: str = "") -> dict[str, str]:
    return {
        "activity_id": number, "lead_id": "ada", "occurred_at": AT,
        "activity_type": kind, "page_url": page, "form_name": form, "content_id": content,
    }  # fmt: skip


def activities() -> list[dict[str, str]]:
    rows = [activity(name, *case[:3]) for name, case in CASES.items()]
    rows.append(activity("with content", *WITH_CONTENT[:3], WITH_CONTENT[4]))
    rows += [activity(f"{form} {n}", "form_submitted", "", form) for form, times in FORMS.items() for n in range(times)]
    rows += [activity(f"{kind} {n}", kind, "", "") for kind, times in TYPES.items() for n in range(times)]
    # Copies that differ in nothing but their form.
    rows += [activity("copy", "form_submitted", "", form) for form in ("Mystery", "Request demo", "Mystery")]
    return rows


ROWS = {"leads": [{"lead_id": "ada", "created_at": "2026-01-01"}], "activities": activities()}


@pytest.mark.parametrize("case", [*CASES, "with content"])
def test_an_activity_is_what_its_type_its_form_and_its_page_say(cells, case):
    *_, kind, content = CASES.get(case, WITH_CONTENT)
    (found,) = cells.query(f"select activity_type, content_id from stg_activity_records where activity_id = '{case}'")
    assert (found["activity_type"], found["content_id"]) == (kind, content)


def test_what_features_read_is_the_same(cells):
    found = cells.query("""
        select records.activity_id, activities.activity_type, contents.content_id
        from int_activities_deduped as activities
        inner join stg_activity_records as records on activities.activity_key = records.activity_key
        left join (select distinct content_number, content_id from content_spellings) as contents
            on activities.content_number = contents.content_number
    """)
    told = {row["activity_id"]: (row["activity_type"], row["content_id"]) for row in found}
    assert {case: told[case] for case in CASES} == {case: expected[3:] for case, expected in CASES.items()}


def test_a_form_or_a_type_that_could_be_a_hand_raise_is_warned_of(cells):
    found = cells.query("select subject, warning from run_warnings where subject in ('form_words', 'activity_type_aliases')")
    forms = "count as other forms; add it to seeds/lookups/form_words.csv, as form_submitted if that is all it is."
    types = "score nothing; could it be a hand-raise? Add it to seeds/lookups/activity_type_aliases.csv."
    assert {(row["subject"], row["warning"]) for row in found} == {
        ("form_words", f'4 rows of the form "Live Demo" {forms}'),
        ("form_words", f'2 rows of the form "Kontakt" {forms}'),
        ("activity_type_aliases", f'2 rows of the activity type "demo booked" {types}'),
    }


def test_forms_that_no_lookup_knows_are_listed(cells):
    found = cells.query("select unmapped_value, row_count from unmapped_values where attribute = 'form'")
    listed = {row["unmapped_value"]: row["row_count"] for row in found}
    # One more each than planted as such, from the cases. Of copies the one with the lower type counts: the demo.
    assert {name: listed[name] for name in FORMS} == {"Live Demo": 4, "Kontakt": 2, "Mystery": 5}
    assert "Please book your free demo today!" not in listed
