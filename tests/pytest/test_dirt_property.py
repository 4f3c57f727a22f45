"""Ten thousand spoiled records beside clean ones: nothing crashes, every row is accounted for, and no clean lead notices."""

import csv
from pathlib import Path

import pytest
from conftest import PROJECT, Marts
from mutations import Tables, spoil

from tools.contract import COLUMNS

RECORDS = 10_000
SEED = 20260302


def sample_rows() -> Tables:
    tables = {}
    for table in COLUMNS:
        with Path(PROJECT / "seeds/raw" / f"sample_{table}.csv").open(newline="", encoding="utf-8") as file:
            tables[table] = list(csv.DictReader(file))
    return tables


@pytest.fixture(scope="module")
def raw() -> Tables:
    clean = sample_rows()
    dirt = spoil(clean, RECORDS, SEED)
    return {table: [*clean[table], *dirt[table]] for table in clean}


@pytest.fixture(scope="module")
def marts(build, raw) -> Marts:
    """Every data test has passed: every raw row is accounted for, every point has its reason, every grain holds."""
    return build(**raw)


def test_every_row_is_read(marts, raw):
    counted = {row["raw_table"]: row["rows_in"] for row in marts.rows("load_reconciliation")}
    assert counted == {f"raw_{table}": len(rows) for table, rows in raw.items()}


@pytest.mark.parametrize("table", ["lead_scores", "lead_score_reasons", "lead_stages"])
def test_no_clean_lead_notices(marts, sample, table):
    clean = f"where lead_id in (select lead_id from read_csv('{PROJECT}/seeds/raw/sample_leads.csv', all_varchar=true)) order by all"
    assert marts.query(f"select * from {table} {clean}") == sample.query(f"select * from {table} {clean}")


def test_enough_of_it_was_bad_and_enough_was_not(marts):
    """Otherwise nothing has been asked."""
    reasons = {row["reject_reason"] for row in marts.rows("rejected_records")}
    assert {"missing id", "bad date", "dated in the future", "unknown lead", "unknown outcome"} <= reasons
    spoiled = marts.query(
        "select count(*) as leads, count(distinct lead_score) as scores from lead_scores where lead_id like '%spoiled%'"
    )
    assert spoiled[0]["leads"] > 500 and spoiled[0]["scores"] > 20, spoiled
