"""Values in any spelling meet the lookups, which may be written in any case; of several, the first known one counts."""

from conftest import WITHOUT_REPORTS, Marts, assert_passed, copy_of_project, dbt, write_raw

# industry as given: as it is shown, and whether we sell to it
INDUSTRIES = {
    "COMPUTER_SOFTWARE": ("computer software", True),
    "Information  Technology & Services": ("information technology and services", True),
    "INFORMATION_TECHNOLOGY_AND_SERVICES": ("information technology and services", True),
    "Non Profit": ("non-profit", False),
    "Retail;Software": ("retail", False),
    "Gardening; SaaS;Retail": ("saas", True),
    "Fishing|Real_Estate": ("real estate", False),
    "Fishing\nInsurance": ("insurance", True),
    "Fishing;Bee_Keeping": ("fishing", None),
    ";": (";", None),
    "Legal, Services": ("legal services", False),
    "Software, Gardening": ("software, gardening", None),
}
SOURCES = {
    "ORGANIC_SEARCH": "organic_search",
    "Paid-Social": "paid_social",
    "Webinar; Paid Search": "events",
    "skywriting;Trade_Show": "events",
    "Carrier pigeon": None,
}
TIMEFRAMES = {"WITHIN_3_MONTHS": 3, "1 - 3 Months": 3, "one day;Just Looking": 99}
CAMPAIGNS = {"spring-2026; autumn-2025": "spring-2026", "a|b, c": "a|b, c"}
# As a data frame, a form without accents and a picklist write them.
COUNTRIES = {
    "North-Korea": "KP",
    "IRAN (IR)": "IR",
    "IR - Iran": "IR",
    "iran.": "IR",
    "Tehran, Iran": "IR",
    "Syria (Arab Republic)": "SY",
    "Georgia, United States": "US",
    "Los Angeles, CA": None,
    "Sudan (South-East)": None,
    "Co\u0302te d'Ivoire": "CI",
    "Curacao": "CW",
    "Curac\u0327ao": "CW",
    "Sao Tomé and Principe": "ST",
    "O\u0308sterreich": "AT",
    "Re\u0301union": "RE",
    "COTE_D\u2019IVOIRE": "CI",
    "UNITED_STATES": "US",
    "Kosovo": "XK",
    "İran": "IR",
    "Çad": "TD",
    "C\u0327ad": "TD",
    "Atlantis": None,
}


GIVEN = {
    "industry": INDUSTRIES,
    "lead_source": SOURCES,
    "purchase_timeframe": TIMEFRAMES,
    "country": COUNTRIES,
    "campaign_id": CAMPAIGNS,
}
ROWS = {
    "leads": [
        {"lead_id": f"{column} {number}", "created_at": "2026-01-01", column: text}
        for column, texts in GIVEN.items()
        for number, text in enumerate(texts)
    ]
}


def read(cells, column, *shown):
    rows = cells.query(
        f"select {', '.join(shown)} from lead_features where lead_id like '{column} %' "
        "order by cast(split_part(lead_id, ' ', 2) as integer)"
    )
    return [tuple(row.values()) if len(shown) > 1 else row[shown[0]] for row in rows]


def test_industries_are_read_in_any_spelling_and_the_first_known_one_counts(cells):
    assert read(cells, "industry", "industry", "is_target_industry") == list(INDUSTRIES.values())


def test_so_are_sources_and_timeframes(cells):
    assert read(cells, "lead_source", "channel") == list(SOURCES.values())
    assert read(cells, "purchase_timeframe", "purchase_within_months") == list(TIMEFRAMES.values())


def test_of_several_campaigns_the_first_counts(cells):
    assert read(cells, "campaign_id", "campaign_id") == list(CAMPAIGNS.values())


def test_countries_are_read_with_marks_of_their_own_and_without_accents(cells):
    assert dict(zip(COUNTRIES, read(cells, "country", "country"), strict=True)) == COUNTRIES


def test_what_no_lookup_knows_is_said(cells):
    found = cells.query("select attribute, unmapped_value from unmapped_values")
    assert {(row["attribute"], row["unmapped_value"]) for row in found if row["attribute"] in GIVEN} == {
        ("industry", "fishing"),
        ("industry", ";"),
        ("industry", "software, gardening"),
        ("lead_source", "carrier pigeon"),
        ("country", "atlantis"),
        ("country", "los angeles, ca"),
        ("country", "sudan (south-east)"),
    }


def shouted(path):
    """A lookup with its first column in capitals."""
    head, *lines = path.read_text(encoding="utf-8").splitlines()
    lines = [f"{value.upper()},{rest}" for value, _, rest in (line.partition(",") for line in lines)]
    path.write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")


def test_lookups_in_capitals_give_the_same(cells, tmp_path):
    project = copy_of_project(tmp_path)
    for lookup in (
        "target_industries",
        "lead_sources",
        "purchase_timeframes",
        "company_domains",
        "job_title_words",
        "consent_words",
    ):
        shouted(project / "seeds" / "lookups" / f"{lookup}.csv")
    (project / "seeds" / "lookups" / "target_countries.csv").write_text("value,note\nus,\nci,\n")
    write_raw(project, ROWS)
    result = dbt(project, "build", "--exclude-resource-type", "unit_test", *WITHOUT_REPORTS, as_of="2026-03-02 08:00:00")
    assert_passed(result)
    again = Marts(project / "warehouse.duckdb")
    columns = "lead_id, industry, is_target_industry, channel, purchase_within_months, country"
    sql = f"select {columns} from lead_features order by lead_id"
    own = {row["lead_id"] for row in ROWS["leads"]}
    assert again.query(sql) == [row for row in cells.query(sql) if row["lead_id"] in own]
    targets = again.query("select country from lead_features where is_target_country group by country order by country")
    assert [row["country"] for row in targets] == ["CI", "US"]


def test_a_value_that_stands_there_twice_in_two_spellings_is_refused(tmp_path):
    project = copy_of_project(tmp_path)
    lookup = project / "seeds" / "lookups" / "target_industries.csv"
    lookup.write_text(lookup.read_text() + "COMPUTER_SOFTWARE,no,\n")
    result = dbt(project, "build", "--select", "path:seeds/lookups", "lookups_are_written_as_they_are_compared")
    assert [node.node.name for node in result.result if node.status == "fail"] == [
        "lookups_are_written_as_they_are_compared"
    ]
