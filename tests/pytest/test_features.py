"""`make features`: every column that can be used, once, with a meaning and what its values are."""

import pytest
from conftest import PROJECT

from lead_scoring.explain.features import LOOKUPS, features, print_features, print_unmapped
from lead_scoring.warehouse import fetch, open_warehouse


@pytest.fixture(scope="module")
def connection(sample):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DUCKDB_PATH", str(sample.database))
        with open_warehouse() as opened:
            yield opened


@pytest.fixture(scope="module")
def columns(connection):
    return features(connection, PROJECT)


def test_every_column_is_listed_once_with_a_meaning(connection, columns):
    of_leads = [row["column_name"] for row in fetch(connection, "describe lead_features")]
    of_rules = [row["column_name"] for row in fetch(connection, "describe scored_leads")]
    assert [column.name for column in columns if not column.for_rules_only] == of_leads
    assert [column.name for column in columns if column.for_rules_only] == [c for c in of_rules if c not in of_leads]
    assert [column.name for column in columns if not column.meaning.strip()] == []


def test_the_score_of_another_system_reaches_no_criterion_feature_or_rule(connection):
    having = fetch(connection, "select distinct table_name as name from duckdb_columns() where column_name = 'vendor_score'")
    raw = {"sample_leads", "raw_leads"}
    staged = {"int_lead_records", "int_leads_merged", "int_leads"}
    assert {row["name"] for row in having} == raw | staged | {"backtest_vendor_scored", "backtest_vendor_scores"}


def test_a_column_of_an_activity_says_what_is_measured_of_which(columns):
    meaning = {column.name: column.meaning for column in columns}
    assert meaning["demo_downloaded_weight"] == (
        "How many, each halving with its age every 30 days. demo_downloaded (intent): A demo to try, downloaded."
    )
    assert meaning["pricing_page_viewed_days_30d"] == "On how many days of the last 30. pricing_page_viewed (intent)."


def test_nulls_and_distributions_are_those_of_the_table(connection, columns):
    found = {column.name: column for column in columns}
    row = fetch(
        connection,
        """
        select count(*) as leads, count(*) - count(seniority) as no_seniority,
            count(*) filter (seniority = 'owner') as owners, count(*) filter (is_subscribed) as subscribed,
            max(active_days_30d) as most_days, count(*) filter (active_days_30d = 0) as never,
            min(created_at) as first, max(created_at) as last
        from lead_features
        """,
    )[0]
    known = row["leads"] - row["no_seniority"]
    assert (found["seniority"].leads, found["seniority"].nulls) == (row["leads"], row["no_seniority"])
    assert f"owner {100 * row['owners'] / known:.1f} %" in found["seniority"].distribution
    assert found["is_subscribed"].distribution == f"{100 * row['subscribed'] / row['leads']:.1f} % true"
    assert found["active_days_30d"].distribution.startswith(f"0 to {row['most_days']}, median ")
    assert found["active_days_30d"].distribution.endswith(f"; {100 * row['never'] / row['leads']:.1f} % are 0")
    assert found["created_at"].distribution == f"{row['first']:%Y-%m-%d} to {row['last']:%Y-%m-%d}"


def test_unmapped_words_are_printed_with_the_file_to_edit(connection, columns, capsys):
    print_features(columns)
    print_unmapped(connection)
    printed = capsys.readouterr().out
    unmapped = fetch(connection, "select attribute, unmapped_value, leads_affected from unmapped_values")
    assert unmapped
    for row in unmapped:
        expected = [row["attribute"], *row["unmapped_value"].split(), str(row["leads_affected"]), LOOKUPS[row["attribute"]]]
        assert expected in [line.split() for line in printed.splitlines()]
        assert (PROJECT / "seeds/lookups" / LOOKUPS[row["attribute"]]).is_file()
