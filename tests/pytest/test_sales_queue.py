"""Who is called next, worked out again in plain Python from the other marts of the sample."""

import csv
from collections import Counter, defaultdict
from datetime import datetime, timedelta

import duckdb
from conftest import PROJECT, Marts, dbt

OLD = datetime(1970, 1, 1)


def first_touches(sample: Marts) -> dict[str, list[datetime]]:
    touches = defaultdict(list)
    for row in sample.rows("int_sales_outcomes"):
        touches[row["lead_id"]].append(row["occurred_at"])
    return touches


def sellers(sample: Marts) -> dict[str, str]:
    """By company: who has most of its leads."""
    counts: dict[str, Counter] = defaultdict(Counter)
    for row in sample.rows("scored_leads"):
        if row["company_domain"] and row["owner_id"]:
            counts[row["company_domain"]][row["owner_id"]] += 1
    return {company: min(owners, key=lambda owner: (-owners[owner], owner)) for company, owners in counts.items()}


def test_the_queue_of_the_sample(sample: Marts) -> None:
    leads, stages = sample.by_lead("scored_leads"), sample.by_lead("lead_stages")
    owners, touches = sellers(sample), first_touches(sample)
    with (PROJECT / "seeds/lookups/daily_caps.csv").open(encoding="utf-8") as file:
        caps = {row["value"]: int(row["leads_per_day"]) for row in csv.DictReader(file)}
    queues = defaultdict(list)
    for step in sample.rows("lead_next_steps"):
        lead, stage = leads[step["lead_id"]], stages[step["lead_id"]]
        if step["next_step"] and step["who_acts"] != "marketing" and not lead["is_anonymous"]:
            seller = owners.get(lead["company_domain"], lead["owner_id"])
            order = (
                not stage["hand_raiser"],
                not stage["sales_ready"],
                -lead["lead_score"],
                OLD - (lead["last_intent_at"] or OLD),
                lead["lead_id"],
            )
            queues[seller].append((order, step, stage, lead))
    expected = []
    for seller in sorted(queues, key=lambda seller: (seller is not None, seller)):
        others = 0
        for place, (_, step, stage, lead) in enumerate(sorted(queues[seller], key=lambda entry: entry[0]), start=1):
            others += not stage["hand_raiser"]
            waits = bool(seller) and not stage["hand_raiser"] and others > caps.get(seller, caps["(everyone)"])
            touched = min((at for at in touches[lead["lead_id"]] if at >= step["due_from"]), default=None)
            hours = (step["act_by"] - lead["as_of"]) / timedelta(hours=1)
            expected.append(
                (
                    seller,
                    place,
                    lead["lead_id"],
                    waits,
                    touched,
                    (touched or lead["as_of"]) > step["act_by"],
                    round(hours, 1),
                )
            )
    names = ("owner_id", "place_in_queue", "lead_id", "turn", "first_touch_at", "is_breached", "hours_left")
    found = sorted(sample.rows("sales_queue"), key=lambda row: row["queue_rank"])
    assert [row["queue_rank"] for row in found] == list(range(1, len(found) + 1))
    actual = [tuple(row[name] for name in names) for row in found]
    actual = [(*row[:3], row[3] == "waits", *row[4:6], float(row[6])) for row in actual]
    assert actual == expected
    # Otherwise it could pass by asking nothing.
    assert {entry[3] for entry in expected} == {entry[5] for entry in expected} == {True, False}
    assert all((row["waits_because"] is not None) == (row["turn"] == "waits") for row in found)


def test_leads_of_one_company_go_to_one_seller(sample: Marts) -> None:
    sellers_by_company = defaultdict(set)
    for row in sample.rows("sales_queue"):
        sellers_by_company[row["company_domain"] or row["lead_id"]].add(row["owner_id"])
    assert {len(names) for names in sellers_by_company.values()} == {1}


def test_every_row_says_who_it_is_and_why_it_stands_there(sample: Marts) -> None:
    listed, leads, people = sample.by_lead("qualified_leads"), sample.by_lead("scored_leads"), sample.by_lead("int_leads")
    off_the_list = set()
    for row in sample.rows("sales_queue"):
        lead, person = leads[row["lead_id"]], people[row["lead_id"]]
        assert (row["first_name"], row["last_name"]) == (person["first_name"], person["last_name"])
        assert (row["company_name"], row["job_title"]) == (lead["company_name"], lead["job_title"])
        if row["lead_id"] in listed and listed[row["lead_id"]]["why_now_1"]:
            assert row["why_now_1"] == listed[row["lead_id"]]["why_now_1"]
            continue
        days = (lead["as_of"] - lead["last_hand_raise_at"]).days if lead["last_hand_raise_at"] else None
        ago = {None: "", 0: "today", 1: "1 day ago"}.get(days, f"{days} days ago")
        assert row["why_now_1"] in (
            f"Customer, asked to talk again {ago}",
            "Customer, looks to buy again",
            f"Asked to talk {ago}, nobody answered",
        )
        off_the_list.add(row["why_now_1"].split(" ")[0])
    assert off_the_list


def test_who_waited_in_vain_and_who_came_back_say_so(parsed_copy, tmp_path) -> None:
    """Who asked, how long ago it was, what else is true of it, and what the queue says."""
    columns = "last_hand_raise_at, last_purchase_at, customer_is_back, hand_raiser, qualified_by, stage, as_of"
    now = "timestamp '2026-05-20 12:00:00'"
    cases = {
        f"{now} - interval 287 hour, null, false, true, null, 'engaged', {now}": (
            "Asked to talk 11 days ago, nobody answered"
        ),
        f"{now} - interval 25 hour, null, false, true, 'a', 'engaged', {now}": "Asked to talk 1 day ago, nobody answered",
        f"{now} - interval 23 hour, null, false, true, null, 'mql', {now}": "Asked to talk today, nobody answered",
        f"{now} - interval 3 day, {now} - interval 90 day, true, false, null, 'customer', {now}": (
            "Customer, asked to talk again 3 days ago"
        ),
        f"{now} - interval 95 day, {now} - interval 90 day, true, false, null, 'customer', {now}": (
            "Customer, looks to buy again"
        ),
        f"null, {now} - interval 90 day, true, false, null, 'customer', {now}": "Customer, looks to buy again",
        f"null, null, false, false, 'fit_and_intent', 'mql', {now}": "Meets fit_and_intent",
        f"null, null, false, false, null, 'sal', {now}": "In stage sal",
    }
    inline = "select {{ why_in_queue('leads') }} as why from leads"
    compiled = dbt(parsed_copy(tmp_path), "compile", "--inline", inline).result.results[0].node.compiled_code
    rows = ", ".join(f"({case})" for case in cases)
    found = duckdb.sql(f"with leads as (select * from (values {rows}) as given ({columns})) {compiled}").fetchall()
    assert [why for (why,) in found] == list(cases.values())
