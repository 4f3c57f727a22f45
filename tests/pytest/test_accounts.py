"""Accounts and segments worked out a second time, in plain Python, on the sample and on its crowd put into few companies."""

import csv
import re
from collections import Counter
from datetime import timedelta

import pytest
from conftest import PROJECT, Marts, Row
from oracle_facts import title_says
from oracle_lookups import DOMAINS

from lead_scoring.contract import COLUMNS

ROLES = ("decision", "budget", "use", "technical")
QUALIFIED = ("mql", "sal", "sql")
NO_COMPANY = {"free_mail", "disposable", "own_company", "competitor", "partner"}
# What both questions are worked out from; the titles, domains and sums are looked up and added up here.
LEADS = """
    select lead_id, leads.as_of, created_at, job_title, company_name, company_domain, email_domain, industry, employee_count,
        owner_id, leads.is_profiled, last_activity_at, active_days_7d, active_days_21d_before, last_purchase_at, is_shopper,
        scores.engagement_score, scores.intent_score, scores.lead_score, scores.grade, stages.stage
    from scored_leads as leads join lead_scores as scores using (lead_id) join lead_stages as stages using (lead_id)
"""
Lead = dict[str, object]


def raw_tables() -> dict[str, list[Row]]:
    paths = {table: PROJECT / "seeds" / "raw" / f"sample_{table}.csv" for table in COLUMNS}
    return {table: list(csv.DictReader(path.open(encoding="utf-8", newline=""))) for table, path in paths.items()}


@pytest.fixture(scope="module")
def crowded(build) -> Marts:
    """The sample with its crowd in 14 companies, some of their people writing from elsewhere or objecting to profiling."""
    tables = raw_tables()
    for number, lead in enumerate(lead for lead in tables["leads"] if lead["lead_id"].startswith("lead-")):
        company = re.sub(r" ?\d+$", "", lead["company_name"])
        lead["email"] = re.sub(r"(?i)@([a-z]+)\d+\.com", r"@\1.com", lead["email"])
        lead["company_name"] = ["", company, f"{company} Inc", company.lower()][number % 4]
        if number % 17 == 0:
            lead |= {"company_domain": "alder.com", "email": f"p{number}@{list(DOMAINS)[-1 - number % 5]}"}
        if number % 7 == 0:
            objection = {"lead_id": lead["lead_id"], "request": "profiling_objection", "requested_at": "2026-01-01"}
            tables["privacy_requests"].append(objection)
    return build(with_tests=False, **tables)


@pytest.fixture(params=["sample", "crowded"])
def marts(request: pytest.FixtureRequest) -> Marts:
    return request.getfixturevalue(request.param)


def persona(title: object) -> str | None:
    seniority, department = title_says(str(title or ""))
    if seniority in ("owner", "c_level", "vp"):
        return "decision"
    for role, departments in {"budget": ("finance", "procurement"), "technical": ("it", "engineering")}.items():
        if department in departments:
            return role
    return "use" if seniority in ("director", "manager", "specialist") else None


def account(domain: str, leads: list[Lead]) -> dict[str, object]:
    as_of = leads[0]["as_of"]
    counted = [lead for lead in leads if lead["is_profiled"] and lead["stage"] != "disqualified"]
    counted.sort(key=lambda lead: (-lead["lead_score"], lead["lead_id"].encode()))
    roles = {role: [lead for lead in counted if persona(lead["job_title"]) == role] for role in ROLES}
    best, summed, grade = None, None, None
    if counted:
        best = counted[0]["lead_score"]
        others = [members for members in roles.values() if members and counted[0] not in members]
        done = [max(lead["engagement_score"] + lead["intent_score"] for lead in members) for members in others]
        summed = min(best + sum(done) // 2, 100)
        grade = min((lead["grade"][0] for lead in counted), key="ABCUD".index) + min(lead["grade"][1] for lead in counted)
    now, before = (sum(lead[days] for lead in counted) for days in ("active_days_7d", "active_days_21d_before"))
    active = [
        lead for lead in counted if lead["last_activity_at"] and as_of - lead["last_activity_at"] <= timedelta(days=14)
    ]
    names = Counter(lead["company_name"] for lead in leads if lead["company_name"])
    stages = [lead["stage"] for lead in leads]
    qualified = sorted((lead["lead_id"] for lead in leads if lead["stage"] in QUALIFIED), key=str.encode)
    return {
        "company_domain": domain,
        "company_name": min(names, key=lambda name: (-names[name], name.encode()), default=None),
        "relation": "customer" if "customer" in stages else "open_opportunity" if "opportunity" in stages else "none",
        "is_qualified": bool(qualified),
        "qualified_leads": ", ".join(qualified) or None,
        "summed_score": summed,
        "best_score": best,
        "grade": grade,
        "leads": len(leads),
        **{f"has_{role}": bool(members) for role, members in roles.items()},
        "roles_covered": sum(bool(members) for members in roles.values()),
        "people_active_14d": len(active),
        "surge": sum(lead["active_days_7d"] > 0 for lead in counted) > 1 and 3 * now > before,
        "owners": len({lead["owner_id"] for lead in leads} - {None}),
        "as_of": as_of,
    }


def place(row: dict[str, object]) -> tuple[object, ...]:
    scores = [-1 if row[score] is None else row[score] for score in ("summed_score", "best_score")]
    return not row["is_qualified"], *(-score for score in scores), -row["people_active_14d"], row["company_domain"].encode()


def accounts(leads: list[Lead]) -> list[dict[str, object]]:
    companies: dict[str, list[Lead]] = {}
    for lead in leads:
        kinds = {DOMAINS.get(lead["company_domain"]), DOMAINS.get(lead["email_domain"])} - {None}
        if (
            lead["company_domain"]
            and DOMAINS.get(lead["company_domain"]) is None
            and not kinds & (NO_COMPANY - {"free_mail"})
        ):
            companies.setdefault(lead["company_domain"], []).append(lead)
    ranked = sorted([account(domain, members) for domain, members in companies.items()], key=place)
    return [{"account_rank": number, **row} for number, row in enumerate(ranked, start=1)]


def test_accounts_are_what_their_leads_add_up_to(marts):
    found = marts.query("select * from account_scores order by account_rank")
    expected = accounts(marts.query(LEADS))
    assert found and [row["company_domain"] for row in found] == [row["company_domain"] for row in expected]
    for row, wanted in zip(found, expected, strict=True):
        assert row == wanted


def test_the_crowded_companies_try_every_column(crowded):
    rows = crowded.rows("account_scores")
    seen = {column: {row[column] for row in rows} for column in rows[0]}
    assert {0, 1, 2, 3, 4} <= seen["roles_covered"] and {0, 2, 3} <= seen["owners"]
    assert seen["relation"] == {"customer", "open_opportunity", "none"} and seen["surge"] == {True, False}
    assert {None, 100} <= seen["summed_score"] and max(seen["leads"]) > 9
    assert any(", " in ids for ids in seen["qualified_leads"] if ids)


def test_a_group_that_buys_stands_above_the_best_of_its_people(sample):
    (group,) = sample.query("select * from account_scores where company_domain = 'gantryworks.com'")
    assert (group["best_score"], group["summed_score"], group["roles_covered"]) == (57, 57 + (14 + 13) // 2, 3)
    assert (group["surge"], group["people_active_14d"], group["qualified_leads"]) == (True, 3, "buying_group_uses")


def segments(lead: Lead) -> dict[str, object]:
    people, kind = lead["employee_count"], DOMAINS.get(lead["company_domain"])
    bands = [
        band for most, band in ((10, "1-10"), (50, "11-50"), (1000, "51-1000")) if people is not None and people <= most
    ]
    facts = [
        lead["company_name"],
        lead["industry"],
        people,
        lead["company_domain"] if kind not in ("free_mail", "disposable") else None,
    ]
    private = "private" if DOMAINS.get(lead["email_domain"]) == "free_mail" else "unknown"
    ages = [(lead["as_of"] - at) / timedelta(days=1) for at in (lead["last_activity_at"], lead["last_purchase_at"]) if at]
    is_new = lead["as_of"] - lead["created_at"] <= timedelta(days=30)
    return {
        "lead_id": lead["lead_id"],
        "size_band": "unknown" if people is None else [*bands, "over 1000"][0],
        "industry": lead["industry"] or "unknown",
        "persona": persona(lead["job_title"]) or "unknown",
        "buyer_type": "shopper" if lead["is_shopper"] else "business" if any(f is not None for f in facts) else private,
        "visitor_type": "new" if is_new else "returning" if min(ages, default=31) <= 30 else "dormant",
    }


def test_segments_are_what_is_known_of_the_lead(marts):
    found = marts.by_lead("lead_segments")
    assert found == {lead["lead_id"]: segments(lead) for lead in marts.query(LEADS)}
