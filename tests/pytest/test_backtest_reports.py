"""The reports on a back-test of invented leads, worked out again by definition: pair by pair, lead by lead."""

import random
from collections.abc import Callable
from math import sqrt

import duckdb
import pytest
from conftest import Marts, assert_passed, copy_of_project, dbt
from sklearn.metrics import average_precision_score, roc_auc_score

DATES = ["2026-01-01", "2026-02-01", "2026-03-01"]
WITHIN = 30
Lead = dict[str, object]


def invented() -> list[Lead]:
    """Leads of three dates, many of one score, who buy the more often the higher it is."""
    chance = random.Random(7)
    leads = []
    for as_of in DATES:
        scores = sorted((chance.choice(range(0, 101, 4)) for _ in range(403)), reverse=True)
        for number, score in enumerate(scores):
            bought = chance.random() < 0.02 + score / 250
            leads.append({
                "as_of": as_of, "lead_number": number, "lead_score": score, "is_converted": bought,
                # 403 leads: the first three deciles have 41.
                "decile": number // 41 + 1 if number < 123 else (number - 123) // 40 + 4,
                "is_disqualified": chance.random() < 0.1,
                "attributes_are_later": chance.random() < 0.05,
            })  # fmt: skip
    return leads


LEADS = invented()
# Every third lead has a score of its own system too, of a scale of its own, and on the last date nobody has.
VENDORS = [
    (lead, lead["lead_number"] % 7 * 100 - 250 + 60 * lead["is_converted"])
    for lead in LEADS
    if lead["lead_number"] % 3 == 0 and lead["as_of"] != DATES[-1]
]


@pytest.fixture(scope="module")
def marts(tmp_path_factory: pytest.TempPathFactory) -> Marts:
    project = copy_of_project(tmp_path_factory.mktemp("reports"))
    assert_passed(dbt(project, "run", "--select", "backtest_dates", "backtest_leads", "backtest_vendor_scores"))
    compiled = dbt(project, "compile", "--inline", "{{ criteria_version() }}")
    version = compiled.result.results[0].node.compiled_code
    with duckdb.connect(project / "warehouse.duckdb") as connection:
        for day in DATES:
            connection.execute(
                "insert into analytics.backtest_dates (as_of, within_days, criteria_version) values (?, ?, ?)",
                [day, WITHIN, version],
            )
        names = ", ".join(LEADS[0])
        connection.executemany(
            f"insert into analytics.backtest_leads ({names}) values ({', '.join('?' * len(LEADS[0]))})",
            [[*lead.values()] for lead in LEADS],
        )
        connection.executemany(
            "insert into analytics.backtest_vendor_scores (as_of, lead_number, vendor_score) values (?, ?, ?)",
            [[lead["as_of"], lead["lead_number"], score] for lead, score in VENDORS],
        )
    reports = ["score_ranks", "score_performance", "vendor_score_performance", "calibration"]
    assert_passed(dbt(project, "run", "--select", *reports))
    return Marts(project / "warehouse.duckdb")


def of(tested_on: str, keep: Callable[[Lead], bool] = lambda lead: True) -> list[Lead]:
    return [lead for lead in LEADS if tested_on in ("all dates", lead["as_of"]) and keep(lead)]


def band(lead: Lead) -> int:
    return min(lead["lead_score"] // 10 * 10, 90)


def bought(leads: list[Lead]) -> int:
    return sum(lead["is_converted"] for lead in leads)


def highest_share(hits: int, of_all: int) -> float:
    """The highest share from which the one found is no further than 1.96 of its standard errors (Wilson), by halving."""
    low, high = hits / of_all, 1.0
    for _ in range(60):
        share = (low + high) / 2
        is_near = share - hits / of_all <= 1.959964 * sqrt(share * (1 - share) / of_all)
        low, high = (share, high) if is_near else (low, share)
    return low


def close(found: object, expected: float) -> bool:
    return abs(float(found) - expected) < 0.0000011


@pytest.mark.parametrize("tested_on", [*DATES, "all dates"])
def test_the_score_ranks_by_every_pair_of_one_who_bought_and_one_who_did_not(marts: Marts, tested_on: str) -> None:
    (row,) = [
        row for row in marts.rows("score_performance")
        if (row["tested_on"], row["score"], row["decile"]) == (tested_on, "lead_score", 0)
    ]  # fmt: skip
    hits = [lead["lead_score"] for lead in of(tested_on, lambda lead: lead["is_converted"])]
    misses = [lead["lead_score"] for lead in of(tested_on, lambda lead: not lead["is_converted"])]
    area = sum((hit > miss) + (hit == miss) / 2 for hit in hits for miss in misses) / (len(hits) * len(misses))
    assert close(row["auc"], area) and 0.6 < area < 0.95
    # Every threshold by itself: the share caught more than at the one before, times the rate above it.
    precision, caught = 0.0, 0
    for line in sorted({*hits, *misses}, reverse=True):
        above = of(tested_on, lambda lead, line=line: lead["lead_score"] >= line)
        precision += (bought(above) - caught) / len(hits) * bought(above) / len(above)
        caught = bought(above)
    assert close(row["average_precision"], precision)
    # And by those whom others ask.
    scores, outcomes = ([lead[name] for lead in of(tested_on)] for name in ("lead_score", "is_converted"))
    assert close(row["auc"], roc_auc_score(outcomes, scores))
    assert close(row["average_precision"], average_precision_score(outcomes, scores))
    assert (row["leads"], row["conversions"]) == (len(of(tested_on)), len(hits))
    assert row["auc_low"] < row["auc"] < row["auc_high"]


@pytest.mark.parametrize("tested_on", [*DATES, "all dates"])
def test_our_score_and_theirs_are_measured_on_the_same_leads(marts: Marts, tested_on: str) -> None:
    rows = {row["score"]: row for row in marts.rows("vendor_score_performance") if row["tested_on"] == tested_on}
    known = [(lead, score) for lead, score in VENDORS if tested_on in ("all dates", lead["as_of"])]
    assert set(rows) == ({"lead_score", "vendor_score"} if known else set())
    outcomes = [lead["is_converted"] for lead, _ in known]
    scores = {"lead_score": [lead["lead_score"] for lead, _ in known], "vendor_score": [score for _, score in known]}
    for score, row in rows.items():
        assert (row["leads"], row["conversions"]) == (len(known), sum(outcomes))
        assert close(row["auc"], roc_auc_score(outcomes, scores[score])) and row["auc_low"] < row["auc"] < row["auc_high"]
        # 135 leads a date: the first five tenths have 14. Those of one score are taken by lot.
        dates = {lead["as_of"] for lead, _ in known}
        assert row["best_tenth_leads"] == 14 * len(dates)
        surely, at_most = 0, 0
        for date in dates:
            on_it = [(given, lead["is_converted"]) for given, (lead, _) in zip(scores[score], known, strict=True)
                     if lead["as_of"] == date]  # fmt: skip
            line = sorted((given for given, _ in on_it), reverse=True)[13]
            above = [buys for given, buys in on_it if given > line]
            at_it = [buys for given, buys in on_it if given == line]
            surely += sum(above) + max(0, 14 - len(above) - (len(at_it) - sum(at_it)))
            at_most += sum(above) + min(sum(at_it), 14 - len(above))
        assert surely <= row["best_tenth_conversions"] <= at_most
        rate = row["best_tenth_conversions"] / row["best_tenth_leads"]
        assert close(row["best_tenth_lift"], rate / (sum(outcomes) / len(known)))


@pytest.mark.parametrize("tested_on", [*DATES, "all dates"])
def test_a_decile_has_its_rate_lift_interval_and_those_caught(marts: Marts, tested_on: str) -> None:
    rows = {row["decile"]: row for row in marts.rows("score_performance") if row["tested_on"] == tested_on and row["decile"]}
    assert rows.keys() == set(range(1, 11))
    everybody = of(tested_on)
    for decile, row in rows.items():
        leads = of(tested_on, lambda lead, decile=decile: lead["decile"] == decile)
        until = of(tested_on, lambda lead, decile=decile: lead["decile"] <= decile)
        rate = bought(leads) / len(leads)
        assert (row["leads"], row["conversions"]) == (len(leads), bought(leads))
        assert row["attributes_are_later"] == sum(lead["attributes_are_later"] for lead in leads)
        assert close(row["conversion_rate"], rate) and close(row["lift"], rate / (bought(everybody) / len(everybody)))
        assert close(row["customers_caught"], bought(until) / bought(everybody))
        assert close(row["conversion_rate_high"], highest_share(bought(leads), len(leads)))
        assert close(row["conversion_rate_low"], 1 - highest_share(len(leads) - bought(leads), len(leads)))


def test_a_band_expects_by_dates_that_were_over_and_tells_a_seller(marts: Marts) -> None:
    rows = {row["lowest_score"]: row for row in marts.rows("calibration")}
    assert rows.keys() == set(range(0, 100, 10))
    told = 0
    for lowest, row in rows.items():
        leads = of("all dates", lambda lead, lowest=lowest: not lead["is_disqualified"] and band(lead) == lowest)
        first, second, third = ([lead for lead in leads if lead["as_of"] == day] for day in DATES)
        # The 30 days after 1 January are over on 1 February, those after 1 February on 3 March.
        expected = bought(first) / len(first) * (len(second) + len(third))
        later = second + third
        assert (row["leads"], row["conversions"], row["later_leads"]) == (len(leads), bought(leads), len(later))
        assert close(row["expected_rate"], expected / len(later)) and close(row["observed_rate"], bought(later) / len(later))
        if len(leads) >= 100:
            told += 1
            assert row["leads_like_this"] == (
                f"Of 100 leads like this, {round(100 * bought(leads) / len(leads))} bought within 30 days"
            )
        else:
            assert row["leads_like_this"] is None
    assert 0 < told < 10
