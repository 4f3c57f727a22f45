"""What a back-test prints above its deciles: whether the score ranks better than lots do."""

import pytest

from lead_scoring.evaluate import summary as backtest_summary

LOTS = "That is no better than chance: 0.5 lies in the interval.\n"


def printed(low: float, area: float, high: float, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture) -> str:
    whole = {
        **{"leads": 100, "conversions": 10, "attributes_are_later": 0, "average_precision": 0.1},
        **{"auc": area, "auc_low": low, "auc_high": high},
    }
    monkeypatch.setattr(backtest_summary, "ask", lambda sql: [whole] if "decile = 0" in sql else [])
    backtest_summary.print_backtest()
    return capsys.readouterr().out


@pytest.mark.parametrize("low, area, high", [(0.45, 0.52, 0.59), (0.5, 0.57, 0.64), (0.36, 0.43, 0.5)])
def test_a_score_that_ranks_no_better_than_lots_is_said_to(low, area, high, monkeypatch, capsys):
    assert LOTS in printed(low, area, high, monkeypatch, capsys)


@pytest.mark.parametrize("low, area, high", [(0.5001, 0.57, 0.64), (0.36, 0.43, 0.4999)])
def test_where_the_interval_is_beside_one_half_nothing_is_said(low, area, high, monkeypatch, capsys):
    assert "lots" not in printed(low, area, high, monkeypatch, capsys)


def test_our_score_is_printed_beside_that_of_the_leads_own_system(monkeypatch, capsys):
    both = [
        {
            "score": score,
            "leads": 1200,
            "conversions": 80,
            "auc": auc,
            "auc_low": 0.6,
            "auc_high": 0.9,
            "best_tenth_lift": 2.5,
        }
        for score, auc in (("lead_score", 0.81), ("vendor_score", 0.7))
    ]
    monkeypatch.setattr(backtest_summary, "ask", lambda sql: both)
    backtest_summary.print_vendors_score()
    said = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert ["lead_score", "1,200", "80", "0.81", "0.6", "0.9", "2.5"] in said
    assert ["vendor_score", "1,200", "80", "0.7", "0.6", "0.9", "2.5"] in said
    monkeypatch.setattr(backtest_summary, "ask", lambda sql: [])
    backtest_summary.print_vendors_score()
    assert capsys.readouterr().out == ""
