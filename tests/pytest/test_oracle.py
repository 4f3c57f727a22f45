"""Hundreds of invented leads in one run, each held against an oracle that knows the design and not the SQL.

Examples written by hand test what their author thought of. Here hypothesis draws the leads, with everything that
happened to them piled up on the edges of the windows, where a wrong bound or a forgotten cut shows. Whoever changes the
numbers of the default model changes them in oracle.py too, or deletes both files.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import count, takewhile

import pytest
from conftest import Marts
from hypothesis import Phase, given, seed, settings
from hypothesis import strategies as st
from hypothesis.internal.conjecture import providers
from oracle import Verdict, gates, judge, points_of
from oracle_facts import HAND_RAISES, History, Profile
from oracle_lookups import DOMAINS, INDUSTRIES, MONTHS, RECYCLE, TITLE_WORDS, TYPES, Row

AS_OF = datetime(2026, 3, 2, 8, 0, 0)
CASES = 1200
SHOWN = 5  # of the leads that differ
TABLES = ("leads", "activities", "sales_outcomes")
Case = dict[str, list[Row]]  # the raw rows of one lead, by table
DAY = 86_400
NIGHT = (8 * 3600 - 1, 8 * 3600, 8 * 3600 + 1)  # as_of is eight hours after a midnight
STAGES = {"customer", "opportunity", "sql", "sal", "disqualified", "recycled", "mql", "engaged", "lead"}
FLAGS = ["hand_raiser", "sales_ready", "customer_is_back"]
RULES = {"hand_raised", "right_fit_and_intent", "fair_fit_strong_intent", "unknown_fit_strong_intent"}
RULES |= {"ideal_buyer_keeps_engaging"}


def any_of(**columns: list[str]) -> st.SearchStrategy[Row]:
    return st.fixed_dictionaries({column: st.sampled_from(values) for column, values in columns.items()})


def moments(days: list[int], *shifts: int) -> st.SearchStrategy[str]:
    """Times around these ages in days: to the second, one second to either side, and as many seconds off."""
    around = st.sampled_from([-1, 0, 1, *shifts])
    return st.builds(lambda age, shift: at(age * DAY + shift), st.sampled_from(days), around)


def at(seconds_ago: int) -> str:
    return (AS_OF - timedelta(seconds=seconds_ago)).strftime("%Y-%m-%d %H:%M:%S")


RECENT = st.one_of(st.integers(-DAY, 20 * DAY).map(at), moments([0, 1, 2, 3, 4, 6, 7, 8, 14], *NIGHT))
EDGES = moments([0, 7, 14, 21, 28, 30, 60, 90, 98, 180, 365], *NIGHT)
LONG_AGO = st.integers(0, 400 * DAY).map(at)
# Sales and the lead act at the very same moments now and then: who came first decides much.
TURNS = moments([0, 1, 7, 29, 30, 30, 30, 30, 60, 90, 180, 365, 400])
TITLES = st.builds(
    lambda words, joint: joint.join(words).title(),
    st.lists(st.sampled_from([*TITLE_WORDS, "wizard", "leadership"]), max_size=3),
    st.sampled_from([" ", ", ", " & ", "-", " of "]),
)
BUYERS = st.sampled_from(["VP Marketing", "Director, Demand Generation", "Sales Manager", "CMO", "Founder", "Student"])
SIZES = ["1", "8", "10", "11", "50", "51", "400", "1000", "1,001", "11-50", "501-1,000", "10,001 or more", "unknown"]
PRIVATE, WORK = ["pat@gmail.com", ""], ["pat@acme-tools.io", "Kim@Alder.com"]
SPECIAL = list({kind: domain for domain, kind in DOMAINS.items()}.values())  # one domain of each kind
TRAPS = [f"pat@{domain}" for domain in SPECIAL * 2 + list(DOMAINS)[::11]] + ["test@acme-tools.io", "qwerty@gmail.com"]
BASE = any_of(created_at=[at(500 * DAY)], country=["US", "de", "Germany", "BR", ""], phone=["", "+1 555 0100"])
KNOWN = any_of(
    email=[*WORK, *WORK, *PRIVATE],
    industry=["", "Retail", "Basket Weaving", *["Computer Software"] * 5, *sorted(INDUSTRIES)],
    employee_count=["", *["51-200"] * 5, *SIZES],
)
STRANGE = any_of(email=PRIVATE, industry=["", "", "", "Basket Weaving"])
# What is odd about a lead is one thing at a time: with everything at once nobody would get past the gates.
ODDITIES = [
    *[st.just({})] * 14,
    *[any_of(stated_need=["", "Leads we can trust"], purchase_timeframe=["", "some day", *MONTHS])] * 5,
    *[any_of(email=TRAPS)] * 2,
    any_of(email=[*WORK, *TRAPS], company_domain=["acme-tools.io", *SPECIAL]),
    any_of(first_name=["Test", "max", "No", "Pat"], last_name=["Doe", "Mustermann", "NAME", "Tester", ""]),
    any_of(country=["", "Atlantis", "IR", "Cuba", "SE", "in"]),
    any_of(email_status=["", "valid", "unknown", "bounced", "bounced", "spam_reported"]),
    any_of(lifecycle_stage=["", "lead", "Customer", "EVANGELIST"], lead_status=["", "New", "Junk_Lead", "Not qualified "]),
]


@st.composite
def people(draw: st.DrawFn) -> Row:
    title = {"job_title": draw(draw(st.sampled_from([BUYERS, BUYERS, TITLES])))}
    company = draw(draw(st.sampled_from([KNOWN, KNOWN, STRANGE])))
    return draw(BASE) | title | company | draw(draw(st.sampled_from(ODDITIES)))


def bursts(kinds: list[str], when: st.SearchStrategy[str], mixed: bool = False) -> st.SearchStrategy[list[Row]]:
    """One habit: the same thing done several times, of the same product or of another; mixed: different things."""
    what = st.sampled_from(["", "", "p-1", "p-1", "p-2"])
    one = st.fixed_dictionaries({"occurred_at": when, "content_id": what})
    several = st.lists(st.tuples(one, any_of(activity_type=kinds)), min_size=2, max_size=5)
    if mixed:
        return several.map(lambda rows: [row | kind for row, kind in rows])
    return st.builds(lambda kind, rows: [row | kind for row, _ in rows], any_of(activity_type=kinds), several)


def routines(kinds: list[str]) -> st.SearchStrategy[list[Row]]:
    """The same on so many days in a row, at the hour of as_of or a second beside it."""
    visits = any_of(activity_type=kinds, content_id=["p-3"])
    spans = st.tuples(st.integers(0, 12), st.sampled_from([2, 3, 5, 8, 14, 28]), st.integers(-1, 1))
    days = spans.map(lambda span: [at(day * DAY + span[2]) for day in range(span[0], span[0] + span[1])])
    return st.builds(lambda visit, times: [visit | {"occurred_at": time} for time in times], visits, days)


BORING = ["email_delivered", "email_opened", "email_bounced", "unsubscribed", "spam_reported", "teleported"]
WANTED = [kind for kind in TYPES if kind not in [*BORING, "order_placed"]]
INTENT = [kind for kind in TYPES if TYPES[kind]["signal"] == "intent"]
CART = ["cart_item_added", "cart_item_removed", "checkout_started", "wishlist_item_added"]
MAIL = ["newsletter_subscribed", "unsubscribed", "email_bounced", "email_delivered", "spam_reported", "demo_requested"]
VISITS = ["product_viewed", "product_used", "pricing_page_viewed", "content_downloaded"]
TRIALS = ["trial_started", "trial_activated", "demo_downloaded", "comparison_page_viewed", "page_viewed"]
FLAT = ["pricing_page_viewed", "comparison_page_viewed", "product_viewed", "product_viewed"]
FANS = bursts(["webinar_attended", "content_downloaded", "email_replied", "event_attended"], RECENT, mixed=True)
HABITS = st.one_of(
    bursts(WANTED, RECENT),
    bursts(INTENT, RECENT),
    bursts(WANTED, EDGES),
    bursts([*WANTED, *BORING, "order_placed"], EDGES),
    bursts([*TYPES, *BORING], LONG_AGO, mixed=True),
    bursts([*HAND_RAISES, *HAND_RAISES, "order_placed"], TURNS),
    bursts(MAIL, moments([1, 30, 90]), mixed=True),
    bursts(CART, RECENT, mixed=True),
    bursts(["careers_page_viewed", "careers_page_viewed", *VISITS, *TRIALS], moments([2, 7, 29, 30]), mixed=True),
    bursts(FLAT, moments([1, 3, 5, 6, 29, 30]), mixed=True),
    routines([*VISITS, "page_viewed"]),
)
# The same row once more under the same id: at another time, or as another thing at the same moment.
RELOADS = st.one_of(any_of(activity_type=WANTED), st.fixed_dictionaries({"occurred_at": EDGES}), st.just({}))
PATHS = """attempted, connected, accepted, meeting_held, accepted meeting_held, qualified opportunity_created, won, won,
accepted opportunity_created lost, won lost, rejected accepted, lost qualified rejected meeting_held, rejected, rejected,
lost, lost rejected, rejected rejected""".split(",")


@st.composite
def outcomes(draw: st.DrawFn) -> list[Row]:
    """What sales recorded; a refusal often as long ago as its reason makes a lead rest."""
    rows = []
    for outcome in draw(st.sampled_from(PATHS)).split():
        row = {"outcome": outcome, "occurred_at": draw(st.one_of(TURNS, LONG_AGO))}
        if outcome in ("rejected", "lost"):
            reason = draw(st.sampled_from(["", "", "", *RECYCLE])).replace("lost", "other")
            days = RECYCLE["lost" if outcome == "lost" else reason or "other"]["days"]
            row |= {"reason": reason, "occurred_at": draw(st.one_of(TURNS, moments([int(days or 400)])))}
        rows.append(row)
    if draw(st.integers(0, 4)) == 0:
        rows = [row | {"occurred_at": rows[0]["occurred_at"]} for row in rows]
    return rows


@st.composite
def versions(draw: st.DrawFn) -> list[Row]:
    """What is known about one lead; now and then in two versions, one of them perhaps later than as_of."""
    if draw(st.integers(0, 7)) > 0:
        return [draw(people())]
    edges = [at(200 * DAY), at(1), at(0), at(-1), at(-DAY)]
    times = draw(st.lists(st.sampled_from(edges), min_size=2, max_size=2, unique=True))
    return [draw(people()) | {"updated_at": time} for time in times]


@st.composite
def histories(draw: st.DrawFn) -> list[Row]:
    """What one lead did."""
    habit, most = draw(st.sampled_from([(HABITS, 1), (HABITS, 3), (HABITS, 5), (FANS, 2)]))
    habits = draw(st.lists(habit, min_size=1, max_size=most))
    done = [row | {"activity_id": f"{n:02d}"} for n, row in enumerate(row for habit in habits for row in habit)]
    for row in done:
        # A mail of its own for every click: several clicks in one mail within seconds are a machine's.
        row["content_id"] = row["activity_id"] if row["activity_type"].startswith("email_") else row["content_id"]
    changes = draw(st.lists(RELOADS, max_size=2))
    return done + [row | change for row, change in zip(done[::2], changes, strict=False)]


def examples(strategy: st.SearchStrategy[list[Row]], number: int) -> list[list[Row]]:
    """Different examples, the same on every machine.

    They come from many short searches: a long one varies what it has found before, and soon draws the same family again.
    """
    drawn: list[list[Row]] = []

    @settings(max_examples=10, database=None, deadline=None, phases=[Phase.generate])
    @given(strategy)
    def collect(example: list[Row]) -> None:
        if example not in drawn:
            drawn.append(example)

    with pytest.MonkeyPatch.context() as patch:
        # It also tries the constants of all modules that are loaded: any edit anywhere would draw other leads.
        patch.setattr(providers, "_get_local_constants", providers.Constants)
        patch.setattr(providers, "CONSTANTS_CACHE", {})
        for search in takewhile(lambda _: len(drawn) < number, count()):
            seed(search)(collect)()
    return drawn[:number]


def own_address(row: Row, number: int) -> Row:
    """Two persons share no address, but for those that somebody made up."""
    mailbox, _, domain = row.get("email", "").partition("@")
    return row | {"email": f"{mailbox}{number}@{domain}"} if mailbox.lower() in ("pat", "kim") else row


def draw_cases() -> dict[str, Case]:
    """Everyone, everything done and everything sold is drawn on its own and then paired, as examples come in families."""
    persons, done, sold = examples(versions(), CASES // 2), examples(histories(), CASES), examples(outcomes(), CASES // 4)
    cases = {}
    for number in range(CASES):
        lead_id = f"case-{number:04d}"
        person, deals = persons[number * 7 % len(persons)], sold[number * 11 % len(sold)] if number % 4 else []
        if number % 4 == 1:  # sales acts at the very moment the lead did
            asked = [row for row in done[number] if row["activity_type"] in HAND_RAISES] or done[number]
            deals = [*deals[:-1], deals[-1] | {"occurred_at": asked[-1]["occurred_at"]}]
        if number % 6 == 2:  # refused, and the rest is just over
            deals = [*deals, {"outcome": "rejected", "reason": "unreachable", "occurred_at": at(30 * DAY)}]
        person = [own_address(row, number) for row in person]
        acts = [row | {"activity_id": f"{lead_id}-{row['activity_id']}"} for row in done[number]]
        rows = zip(TABLES, (person, acts, deals), strict=True)
        cases[lead_id] = {table: [row | {"lead_id": lead_id} for row in given] for table, given in rows}
    return cases


def tables(cases: dict[str, Case]) -> dict[str, list[Row]]:
    return {table: [row for case in cases.values() for row in case[table]] for table in TABLES}


@pytest.fixture(scope="module")
def cases() -> dict[str, Case]:
    return draw_cases()


@pytest.fixture(scope="module")
def expected(cases: dict[str, Case]) -> dict[str, Verdict]:
    return judge(**tables(cases), as_of=AS_OF)


def test_the_invented_leads_reach_every_stage_criterion_gate_and_rule(expected: dict[str, Verdict]) -> None:
    """Otherwise the comparison below could pass by asking nothing."""
    verdicts = expected.values()
    nobody = Profile({"created_at": str(AS_OF)}), History([], [], AS_OF)
    wanted = {(part, name) for part, criteria in points_of(*nobody).items() for name in [*criteria, "limit"]}
    assert len(verdicts) == CASES
    assert {verdict["stage"] for verdict in verdicts} == STAGES
    assert {reason for verdict in verdicts for reason in verdict["reasons"]} == wanted
    assert {gate for verdict in verdicts for gate in verdict["gates"]} == set(gates(*nobody))
    assert {rule for verdict in verdicts for rule in (verdict["qualified_by"] or "").split(", ") if rule} == RULES
    assert {verdict["grade"][0] for verdict in verdicts} == set("ABCDU")
    assert {verdict["grade"][1] for verdict in verdicts} == set("1234")
    # A refused lead that meets a rule is no mql before it shows intent again.
    assert any(verdict["qualified_by"] and verdict["stage"] == "engaged" for verdict in verdicts)
    assert all({verdict[flag] for verdict in verdicts} == {True, False} for flag in FLAGS)


def test_every_invented_lead_is_scored_as_the_design_says(
    build: Callable[..., Marts], cases: dict[str, Case], expected: dict[str, Verdict]
) -> None:
    actual = verdicts_of(build(**tables(cases), as_of=str(AS_OF)))
    assert set(actual) == set(expected)
    wrong = [lead_id for lead_id in cases if differences(expected[lead_id], actual[lead_id])]
    wrong.sort(key=lambda lead_id: sum(map(len, cases[lead_id].values())))
    shown = [story(cases[lead_id], expected[lead_id], actual[lead_id]) for lead_id in wrong[:SHOWN]]
    assert not wrong, "\n".join([f"{len(wrong)} of {len(cases)} leads differ, the simplest first:", *shown])


def verdicts_of(marts: Marts) -> dict[str, Verdict]:
    """What the SQL says, in the shape in which the oracle says it."""
    said = marts.by_lead("lead_scores")
    for lead_id, row in marts.by_lead("lead_stages").items():
        said[lead_id] |= row | {"reasons": {}, "gates": set()}
    for row in marts.rows("lead_score_reasons"):
        said[row["lead_id"]]["reasons"][row["dimension"], row["criterion"]] = row["points"]
    for row in marts.query("select * from lead_criteria where dimension = 'disqualification' and criterion_status = 'met'"):
        said[row["lead_id"]]["gates"].add(row["criterion"])
    return said


def differences(expected: Verdict, actual: Verdict) -> list[str]:
    """One line for each thing that the oracle and the SQL say differently; columns the oracle does not know are free."""
    lines = []
    for name, said in expected.items():
        found = actual[name]
        if name == "reasons":
            said, found = dict(said.items() - actual[name].items()), dict(found.items() - expected[name].items())
        if said != found:
            lines.append(f"  {name}: expected {said}, found {found}")
    return lines


def story(case: Case, expected: Verdict, actual: Verdict) -> str:
    """The raw rows of a lead, in the order of time, and what is wrong with it."""
    rows = sorted(case["activities"] + case["sales_outcomes"], key=lambda row: row["occurred_at"])
    told = [f"  {row.pop('occurred_at', 'lead')}: {row}" for row in map(dict, case["leads"] + rows)]
    return "\n".join(["", *told, *differences(expected, actual)])
