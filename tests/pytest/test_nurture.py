"""Nurturing: the queue of the sample worked out again in plain Python, and verdicts held against the formula."""

import csv
import math
import shutil
from collections import defaultdict
from datetime import timedelta
from pathlib import Path

import duckdb
import pytest
from conftest import PROJECT, Marts

EVERY = {"lost": 60, "recycled": 30, "waiting_mql": 7, "stalled": 14, "intent_gone_cold": 14, "fit_without_engagement": 14}
EVERY |= {"engagement_without_fit": 30, "new": 7, "customer": 30, "in_touch": 30}
JOURNEY = dict.fromkeys(EVERY, "awareness") | dict.fromkeys(("recycled", "intent_gone_cold"), "consideration")
JOURNEY |= dict.fromkeys(("lost", "waiting_mql", "stalled", "customer"), "decision")
Row = dict[str, object]


def had(sample: Marts) -> dict[str, set[str]]:
    """The content of every lead's activities, whatever these are, unless a program reported them."""
    contents = defaultdict(set)
    for row in sample.query("""
        select leads.lead_id, spellings.content_id
        from int_activities_deduped as activities
        join int_leads as leads using (lead_number)
        join content_spellings as spellings using (content_number)
        where not activities.is_by_known_agent
    """):
        contents[row["lead_id"]].add(row["content_id"])
    return contents


def chosen(lead: Row, stage: Row, contents: list[Row], had: set[str]) -> tuple[str, str] | None:
    """The id of the content to send, and why."""
    concern = lead["refusal_reason"] if stage["stage"] == "recycled" else None
    topics = [lead["top_topic"], lead["second_topic"]] if lead["is_profiled"] else []
    journey, persona = JOURNEY[stage["nurture_segment"]], lead["persona"] if lead["is_profiled"] else None
    offers = []
    for content in contents:
        reasons = {
            f"answers {concern}": concern and content["concern"] == concern,
            f"about {content['topic']}": content["topic"] and content["topic"] in topics,
            f"for {journey}": content["journey_stage"] == journey,
            f"for the persona {persona}": persona and content["persona"] == persona,
        }
        by_concern, by_topic, by_journey, by_persona = map(bool, reasons.values())
        place = topics.index(content["topic"]) if by_topic else 2
        order = (not by_concern, place, not by_journey, not by_persona, content["content_id"])
        if any(reasons.values()) and content["content_id"] not in had:
            offers.append((order, content["content_id"], "; ".join(text for text, holds in reasons.items() if holds)))
    return min(offers)[1:] if offers else None


def may_mail(lead: Row, countries: dict[str, str]) -> bool:
    left, came = lead["unsubscribed_last_at"], lead["newsletter_subscribed_last_at"]
    subscribes = came is not None and (left is None or came > left)
    refuses = lead["marketing_consent"] == "opted_out" or lead["spam_reported_at"] or (left and not subscribes)
    agrees = lead["marketing_consent"] == "opted_in" or subscribes or countries.get(lead["country"]) == "yes"
    return bool(lead["has_email"] and not lead["is_email_bounced"] and not refuses and agrees)


def test_the_queue_of_the_sample(sample: Marts) -> None:
    leads, content_of = sample.by_lead("scored_leads"), had(sample)
    contents = [row for row in sample.rows("stg_content") if row["kind"] not in (None, "page", "product", "mail")]
    with (PROJECT / "seeds/lookups/consent_by_country.csv").open(encoding="utf-8") as file:
        countries = {row["value"]: row["may_email_without_consent"] for row in csv.DictReader(file)}
    expected = {}
    for stage in (stage for stage in sample.rows("lead_stages") if stage["nurture_segment"]):
        lead = leads[stage["lead_id"]]
        by_phone = lead["has_phone"] and not lead["do_not_call"] and (lead["has_raised_hand"] or not lead["is_shopper"])
        contact = "e-mail" if may_mail(lead, countries) else "phone" if by_phone else "none"
        touched = [at for at in (lead["email_delivered_last_at"], lead["last_outcome_at"]) if at]
        days = [lead["as_of"].date()]
        days += [(max(touched) + timedelta(days=EVERY[stage["nurture_segment"]])).date()] if touched else []
        if stage["stage"] == "recycled":
            days.append(lead["recycled_until"] and lead["recycled_until"].date())
        day = max(days) if contact != "none" and None not in days else None
        offer = chosen(lead, stage, contents, content_of[stage["lead_id"]]) or (None, None)
        expected[stage["lead_id"]] = (stage["stage"], stage["nurture_segment"], contact, day, *offer)
    names = ("stage", "nurture_segment", "contact_by", "next_contact_on", "content_id", "content_because")
    found = {lead_id: tuple(row[name] for name in names) for lead_id, row in sample.by_lead("nurture_queue").items()}
    assert found == expected
    # Otherwise it could pass by asking nothing.
    assert {row[1] for row in expected.values()} == set(EVERY)
    assert {row[2] for row in expected.values()} == {"e-mail", "phone", "none"}
    assert any(row[3] is None and row[2] != "none" for row in expected.values())
    assert any(content_of[lead_id] & {content["content_id"] for content in contents} for lead_id in expected)


# nurtured leads, of which re-engaged; others, of which re-engaged. Each decides on one side of a limit or the other.
GROUPS = {
    "one_short": (29, 29, 30, 0),
    "all_of_30_and_none": (30, 30, 30, 0),
    "none_at_all": (30, 0, 30, 0),
    "just_enough": (30, 12, 30, 5),
    "just_not_enough": (30, 12, 30, 6),
    "the_other_way_round": (30, 5, 30, 12),
    "many_leads_small_difference": (1000, 140, 1000, 100),
    "many_leads_smaller_difference": (1000, 120, 1000, 100),
}


def verdict(nurtured: int, came: int, others: int, came_of_others: int) -> str:
    if min(nurtured, others) < 30:
        return "too few to say"
    one, other = (came + 1) / (nurtured + 2), (came_of_others + 1) / (others + 2)
    error = math.sqrt(one * (1 - one) / (nurtured + 2) + other * (1 - other) / (others + 2))
    return "no difference" if abs(one - other) <= 1.96 * error else "more" if one > other else "less"


@pytest.fixture(scope="module")
def judged(sample: Marts, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Row]:
    """nurture_performance of these groups, by the SQL that was compiled for the sample."""
    database = shutil.copy(sample.database, tmp_path_factory.mktemp("groups") / sample.database.name)
    compiled = sample.database.parent / "target/compiled/lead_scoring/models/marts/marketing/nurture_performance.sql"
    episodes = "(lead_id, nurture_segment, since, is_nurtured, is_re_engaged, is_converted, fate)"
    with duckdb.connect(str(database)) as connection:
        connection.execute("delete from analytics_build.nurture_episodes")
        for segment, (nurtured, came, others, came_of_others) in GROUPS.items():
            for is_nurtured, number, back in ((True, nurtured, came), (False, others, came_of_others)):
                # Each lead comes back once more, later, and as one that would turn the rates round.
                connection.execute(
                    f"insert into analytics_build.nurture_episodes {episodes} "
                    "select concat($1, $2, n), $1, timestamp '2026-01-01' + interval '1' day * later, $2 = (later = 0), "
                    "(n < $4) = (later = 0), n >= 1, 'compared' from range($3) as t(n), range(2) as s(later)",
                    [segment, is_nurtured, number, back],
                )
        connection.execute(
            f"insert into analytics_build.nurture_episodes {episodes} values "
            "('a', 'alone', timestamp '2026-01-01', false, false, false, 'left out'), "
            "('a', 'alone', timestamp '2026-01-02', true, true, false, 'compared'), "
            "('b', 'alone', timestamp '2026-01-02', false, false, false, 'still open')"
        )
        result = connection.execute(Path(compiled).read_text(encoding="utf-8"))
        names = [column[0] for column in result.description]
        return {row[0]: dict(zip(names, row, strict=True)) for row in result.fetchall()}


@pytest.mark.parametrize("segment", GROUPS)
def test_verdict(judged: dict[str, Row], segment: str) -> None:
    row, (nurtured, came, others, came_of_others) = judged[segment], GROUPS[segment]
    counts = ("nurtured_leads", "nurtured_re_engaged", "others_leads", "others_re_engaged")
    assert tuple(row[name] for name in counts) == GROUPS[segment]
    assert row["episodes"] == 2 * row["episodes_repeated"] == 2 * (nurtured + others)
    assert row["re_engaged_verdict"] == verdict(*GROUPS[segment])
    assert float(row["re_engaged_difference"]) == pytest.approx(came / nurtured - came_of_others / others, abs=2e-6)
    assert row["converted_verdict"] == verdict(nurtured, nurtured - 1, others, others - 1)


def test_every_verdict_is_asked_for() -> None:
    assert {verdict(*group) for group in GROUPS.values()} == {"more", "less", "no difference", "too few to say"}
    assert verdict(*GROUPS["just_enough"]) == "more" and verdict(*GROUPS["just_not_enough"]) == "no difference"


def test_episodes_that_are_not_compared_are_counted_apart(judged: dict[str, Row]) -> None:
    row = judged["alone"]
    names = ("episodes", "episodes_still_open", "episodes_left_out", "episodes_repeated", "nurtured_leads", "others_leads")
    assert tuple(row[name] for name in names) == (3, 1, 1, 0, 1, 0)
    assert (row["others_re_engaged_rate"], row["re_engaged_difference"]) == (None, None)
    assert judged["(all)"]["nurtured_leads"] == 1 + sum(group[0] for group in GROUPS.values())
