"""The dashboard shows what the marts hold, says what to do where they hold nothing, and takes texts for texts."""

import csv
import io
import shutil
from pathlib import Path

import duckdb
import pytest
from conftest import PROJECT
from streamlit.testing.v1 import AppTest

from dashboard.download import as_csv
from dashboard.marts import PublishedError, open_marts
from dashboard.page import full_name
from tests.published import HOSTILE, HOSTILE_ID, add_backtest, empty_marts, make_hostile, publish

PAGES = ["today", "lead", "funnel", "channels", "criteria", "lines", "quality"]
# What a page shows first, and the query that gives it.
SHOWN = {
    "today": {
        "To call today": "select count(*) from sales_queue where turn = 'today'",
        "Asked to talk": "select count(*) from sales_queue where turn = 'today' and hand_raiser",
        "Waiting for their turn": "select count(*) from sales_queue where turn = 'waits'",
    },
    "lead": {
        "Score": "select lead_score from qualified_leads where lead_rank = 1",
        "Intent": "select sum(points) from lead_score_reasons where dimension = 'intent' and lead_id = "
        "(select lead_id from qualified_leads where lead_rank = 1)",
    },
    "funnel": {"Leads": "select count(*) from lead_scores", "Revenue": "select sum(revenue) from lead_funnel"},
    "channels": {
        "Media spend": "select sum(spend) from channel_performance",
        "Marketing CAC": "select sum(spend) / sum(customers) from channel_performance",
        "Clicked as recorded": "select 100 * sum(emails_clicked_as_recorded) / sum(emails_delivered) "
        "from channel_performance",
    },
    "criteria": {},
    "lines": {"Expected profit": "select expected_profit from threshold_performance where is_best_for_profit"},
    "quality": {
        "Raw rows": "select sum(rows_in) from load_reconciliation",
        "Rejected": "select count(*) from rejected_records",
        "Not accounted for": "select 0",
    },
}


@pytest.fixture(scope="module")
def published(sample, tmp_path_factory) -> Path:
    """The sample with a back-test, published."""
    path = publish(sample.database, tmp_path_factory.mktemp("dashboard") / "published")
    add_backtest(path)
    return path


@pytest.fixture
def copy(published, tmp_path, monkeypatch) -> Path:
    """A published file to spoil, which the dashboard reads."""
    monkeypatch.setenv("PUBLISHED", str(tmp_path))
    return Path(shutil.copy(published, tmp_path / "bi.duckdb"))


def opened(page: str) -> AppTest:
    app = AppTest.from_file(str(PROJECT / "dashboard/app.py"), default_timeout=60)
    # Where Streamlit looks for the page of an address, as it would come from another page.
    app = app.run() if page == "today" else app.run().switch_page(f"views/{page}.py").run()
    assert not app.exception, app.exception[0].stack_trace
    return app


@pytest.mark.parametrize("page", PAGES)
def test_a_page_shows_what_the_marts_hold(published, monkeypatch, page):
    monkeypatch.setenv("PUBLISHED", str(published.parent))
    app = opened(page)
    assert not app.error
    metrics = {
        metric.label: float(metric.value.replace(",", "").rstrip(" %"))
        for metric in app.metric
        if metric.label in SHOWN[page]
    }
    with open_marts() as marts:
        expected = {label: float(next(iter(marts.row(query).values()))) for label, query in SHOWN[page].items()}
    assert metrics == pytest.approx(expected, rel=0.01)
    if page == "criteria":
        shown = app.dataframe[0].value
        gates = shown["dimension"] == "disqualification"
        assert set(shown["suggested"][~gates]) == {"7 (6 to 8)"}
        assert set(shown["now"][gates]) == set(shown["suggested"][gates]) == {"a gate, no points"}


def test_filters_keep_the_leads_that_they_name(published, monkeypatch):
    monkeypatch.setenv("PUBLISHED", str(published.parent))
    app = opened("today")
    app.segmented_control[0].set_value("All qualified").run()
    app.segmented_control[1].set_value("Table").run()
    picked = {"Owner": ["rep-1", "(nobody)"], "Source": ["organic search"], "Grade": ["A1"], "Rule": ["hand_raised"]}
    for filter in app.multiselect:
        filter.set_value(picked[filter.label])
    found = app.run().dataframe[0].value
    with open_marts() as marts:
        expected = marts.rows("""
            select l.lead_id from qualified_leads as l left join sales_queue as q on l.lead_id = q.lead_id
            where coalesce(q.owner_id, l.owner_id, 'rep-1') = 'rep-1' and l.lead_source = 'organic search'
                and coalesce(q.grade, l.grade) = 'A1' and l.qualified_by like '%hand_raised%'
        """)
    assert len(expected) and {row["lead_id"] for row in expected} == set(found["lead_id"])
    app.text_input[0].set_value("%nobody_has this").run()
    assert "Take a filter away" in app.info[0].value


def test_a_slider_moves_the_line(published, monkeypatch):
    monkeypatch.setenv("PUBLISHED", str(published.parent))
    app = opened("lines")
    app.select_slider[0].set_value(50).run()
    assert {metric.label: metric.value for metric in app.metric}["Expected profit"] == "5,000"


@pytest.mark.parametrize("page", PAGES)
def test_texts_of_the_data_stay_texts(hostile, monkeypatch, page):
    monkeypatch.setenv("PUBLISHED", str(hostile.parent))
    app = opened(page)
    assert not app.error
    # What Streamlit reads as Markdown.
    rendered = [*app.markdown, *app.caption, *app.title, *app.subheader, *app.info, *app.success, *app.warning, *app.error]
    said = "\n".join([*(element.value for element in rendered), *(element.label for element in (*app.metric, *app.button))])
    assert not [word for word in (*HOSTILE, HOSTILE_ID, "elsewhere.example", "onerror", "drop table") if word in said]
    if page == "lead":
        with open_marts() as marts:
            lead = marts.row("select first_name, last_name from qualified_leads where lead_rank = 1")
        shown = " ".join(f"{lead['first_name']} {lead['last_name']}".split())
        assert app.text[0].value == shown


def test_no_name_turns_what_stands_beside_it():
    shown = {
        "Ada": "Ada",
        "\u202eAda": "\u2068\u202eAda\u2069",
        "Ada\u2069\u202e": "\u2068Ada\u202e\u2069",
        "\u2067Ada\u2029\u202e": "\u2068Ada \u202e\u2069",
        "\u0645\u0631\u062d\u0628\u0627": "\u2068\u0645\u0631\u062d\u0628\u0627\u2069",
    }
    found = {name: full_name({"first_name": name, "last_name": "Lovelace"}) for name in shown}
    assert found == {name: f"{first} Lovelace" for name, first in shown.items()}


@pytest.fixture(scope="module")
def hostile(published, tmp_path_factory) -> Path:
    path = Path(shutil.copy(published, tmp_path_factory.mktemp("hostile") / "bi.duckdb"))
    make_hostile(path)
    return path


def test_a_lead_is_found_by_any_text_and_its_id_whatever_is_in_them(hostile, monkeypatch):
    monkeypatch.setenv("PUBLISHED", str(hostile.parent))
    app = opened("lead")
    app.text_input[0].set_value(HOSTILE_ID).run()
    assert app.selectbox[0].value == HOSTILE_ID
    app.text_input[0].set_value("'; drop table qualified_leads; --%").run()
    assert app.info and not app.exception


def test_a_lead_that_is_not_on_the_list_shows_what_is_published_of_it(published, monkeypatch):
    monkeypatch.setenv("PUBLISHED", str(published.parent))
    with open_marts() as marts:
        (lead,) = marts.rows("""
            select nurture.*, segments.industry
            from nurture_queue as nurture
            inner join lead_segments as segments on nurture.lead_id = segments.lead_id
            where nurture.lead_id = 'buying_group_decides'
        """)
    app = opened("lead")
    app.text_input[0].set_value(lead["lead_id"]).run()
    name, about, todo = (text.value for text in app.text[:3])
    assert name == lead["lead_id"] and "Not on the list" in about and f"Industry: {lead['industry']}" in about
    assert todo.splitlines()[0] == lead["action"] and f"Offer {lead['next_content']}" in todo


def test_a_download_is_complete_and_no_formula(hostile, monkeypatch):
    monkeypatch.setenv("PUBLISHED", str(hostile.parent))
    rows = list(
        csv.DictReader(
            io.StringIO(as_csv("select lead_id, company_name, as_of from qualified_leads order by lead_rank", []))
        )
    )
    with open_marts() as marts:
        assert len(rows) == marts.row("select count(*) as leads from qualified_leads")["leads"]
    names = {row["company_name"] for row in rows}
    assert '\'=HYPERLINK("http://elsewhere.example","x")' in names and HOSTILE[0] in names
    assert not [name for name in names if name.startswith(("=", "+", "-", "@"))]


@pytest.mark.parametrize("page", PAGES)
def test_marts_without_a_row_say_what_to_do(copy, page):
    empty_marts(copy)
    app = opened(page)
    assert "make run" in app.info[0].value


def test_pages_without_a_backtest_say_what_to_do(sample, tmp_path, monkeypatch):
    publish(sample.database, tmp_path / "published")
    monkeypatch.setenv("PUBLISHED", str(tmp_path / "published"))
    for page in ("criteria", "lines", "quality"):
        assert any("make backtest" in info.value for info in opened(page).info)


def test_what_is_missing_or_broken_is_one_sentence(copy, monkeypatch):
    copy.write_bytes(copy.read_bytes()[:5000])
    assert "damaged" in opened("today").error[0].value
    copy.write_text("not a database")
    assert "damaged" in opened("today").error[0].value
    copy.unlink()
    assert "make run" in opened("today").error[0].value
    monkeypatch.setenv("DBT_TARGET", "postgres")
    monkeypatch.setenv("POSTGRES_HOST", "127.0.0.1")
    monkeypatch.setenv("POSTGRES_PORT", "1")
    monkeypatch.setenv("POSTGRES_PASSWORD", "a secret")
    (error,) = opened("today").error
    assert "PostgreSQL does not answer" in error.value and "a secret" not in error.value


def test_what_was_published_long_ago_is_said_to_be_old(copy):
    assert not opened("today").warning
    with duckdb.connect(copy) as connection:
        connection.execute("update load_reconciliation set published_at = published_at - interval 49 hours")
    assert "Nothing was published for 2 days. Run make run" in opened("today").warning[0].value


def test_why_a_criterion_has_no_points_is_said(copy):
    with duckdb.connect(copy) as connection:
        (named,) = connection.execute("select min(criterion) from lead_score_reasons").fetchone()
        connection.execute("delete from lead_score_reasons where criterion = ?", [named])
        connection.execute("update suggested_points set leads_met = 0 where criterion = ?", [named])
    shown = opened("criteria").dataframe[0].value.set_index("criterion")
    assert tuple(shown.loc[named, ["now", "suggested"]]) == ("5, nobody meets it", "nobody met it then")


def test_a_file_of_another_version_is_one_sentence(copy):
    with duckdb.connect(copy) as connection:
        connection.execute("drop table lead_timeline")
    (error,) = opened("lead").error
    assert "lacks a table" in error.value


def test_a_page_keeps_its_run_and_the_next_one_has_the_new_one(copy, tmp_path):
    new = Path(shutil.copy(copy, tmp_path / "new.duckdb"))
    with duckdb.connect(new) as connection:
        connection.execute("update load_reconciliation set run_id = 'newer'")
    ask = "select distinct run_id from load_reconciliation"
    with open_marts() as before:
        run = before.row(ask)["run_id"]
        new.replace(copy)
        with open_marts() as after:
            assert before.row(ask)["run_id"] == run != after.row(ask)["run_id"] == "newer"


@pytest.mark.parametrize(
    "sql",
    [
        "insert into lead_scores (lead_id) values ('me')",
        "drop table lead_scores",
        "create table mine as select 1 as x",
        "select * from read_csv('/etc/passwd')",
        "select * from glob('/etc/*')",
        "copy lead_scores to 'scores.csv'",
        "attach 'other.duckdb'",
        "install httpfs",
        "load httpfs",
        "set enable_external_access = true",
        "select * from 'http://127.0.0.1:1/x.parquet'",
    ],
)
def test_nothing_but_the_marts_can_be_reached(copy, sql):
    with open_marts() as marts, pytest.raises(PublishedError):
        marts.rows(sql)
    with open_marts() as marts:
        assert marts.row("select count(*) as leads from lead_scores")["leads"] > 0
