"""Public data in the shape of the raw contract: invented rows in the files' own format, the real ones where they are there.

And what `examples.compare` says of them: its measures worked out by hand, and who counts as having bought.
"""

from datetime import datetime
from pathlib import Path

import duckdb
import numpy as np
import pytest
from conftest import PROJECT

from examples.compare import EXAMPLES, matrix, varies
from examples.map import FILES, map_example
from examples.measures import area, interval, top_lift
from examples.snapshots import Snapshots, read_snapshots, until, write_criteria
from lead_scoring.contract import COLUMNS, REQUIRED
from lead_scoring.load import LoadError
from lead_scoring.suggest.table import of_table

SHARED = PROJECT.parent / "shared" / "data"
SQL = sorted((PROJECT / "examples").glob("*/raw_*.sql"))
COURSE = {
    "students.csv": "student_id,date_registered\n1,2021-12-01\n2,2021-12-01\n3,2022-01-05\n",
    "engagement.csv": "student_id,date_watched\n1,2021-12-01\n1,2021-12-02\n3,2022-01-05\n",
    # One student bought twice on one day.
    "purchases.csv": "purchase_id,student_id,date_purchased\n15,1,2021-12-01\n16,1,2021-12-01\n17,3,2022-01-05\n",
}
# Lines end as on Windows, a cell holds a comma, an origin is missing, a day is written in another way.
LEADS = (
    "mql_id,first_contact_date,landing_page_id,origin\r\na1,31-12-2017,p1,paid_search\r\nb2,01-02-2018,p2,\r\n"
    "c3,08-03-2018,p1,unknown\r\nd4,May-18,p1,other_publicities\r\n"
)
DEALS = (
    "mql_id,seller_id,sdr_id,sr_id,won_date,business_segment,lead_type,lead_behaviour_profile,declared_monthly_revenue\r\n"
    'a1,s1,x,rep1,26-02-2018 19:58,pet,online_big,"cat, wolf",50000\r\n'
    "c3,s2,x,rep2,06-03-2018 08:05,pet,online_big,,0\r\n"
)
OLIST = {"olist_marketing_qualified_leads_dataset.csv": LEADS, "olist_closed_deals_dataset.csv": DEALS}


def mapped(example: str, files: dict[str, str], folder: Path, is_shuffled: bool = False) -> Path:
    data = folder / "data"
    data.mkdir()
    for name, text in files.items():
        (data / name).write_bytes(text.encode())
    map_example(example, data, folder / "raw", is_shuffled)
    return folder / "raw"


def rows(raw: Path, table: str) -> list[tuple]:
    with duckdb.connect() as connection:
        return connection.from_parquet(str(raw / f"{table}.parquet")).order("all").fetchall()


def columns(raw: Path, table: str) -> dict[str, str]:
    with duckdb.connect() as connection:
        relation = connection.from_parquet(str(raw / f"{table}.parquet"))
        return {name: str(kind) for name, kind in zip(relation.columns, relation.types, strict=True)}


@pytest.mark.parametrize("path", SQL, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_the_first_line_says_what_one_row_is(path):
    assert path.read_text().startswith("-- One row per ")


@pytest.mark.parametrize("example, files", [("course_platform", COURSE), ("olist_funnel", OLIST)])
def test_every_column_is_one_of_the_contract_and_text(example, files, tmp_path):
    raw = mapped(example, files, tmp_path)
    tables = {path.stem for path in raw.iterdir()}
    assert tables == {path.stem for path in SQL if path.parent.name == example}
    for table in tables:
        name = table.removeprefix("raw_")
        found = columns(raw, table)
        assert set(REQUIRED[name]) <= set(found) <= set(COLUMNS[name])
        assert set(found.values()) == {"VARCHAR"}


def test_students_are_leads_days_watched_are_use_and_purchases_orders(tmp_path):
    raw = mapped("course_platform", COURSE, tmp_path)
    assert rows(raw, "raw_leads") == [("1", "2021-12-01"), ("2", "2021-12-01"), ("3", "2022-01-05")]
    assert rows(raw, "raw_activities") == [
        ("purchase-15", "1", "order_placed", "2021-12-01"),
        ("purchase-16", "1", "order_placed", "2021-12-01"),
        ("purchase-17", "3", "order_placed", "2022-01-05"),
        ("watched-1-2021-12-01", "1", "product_used", "2021-12-01"),
        ("watched-1-2021-12-02", "1", "product_used", "2021-12-02"),
        ("watched-3-2022-01-05", "3", "product_used", "2022-01-05"),
    ]


def test_a_marketplace_lead_has_its_day_its_form_and_the_deal_it_became(tmp_path):
    raw = mapped("olist_funnel", OLIST, tmp_path)
    assert rows(raw, "raw_leads") == [
        ("a1", "2017-12-31", "paid search", "p1"),
        ("b2", "2018-02-01", None, "p2"),
        ("c3", "2018-03-08", "unknown", "p1"),
        ("d4", "May-18", "other publicities", "p1"),
    ]
    assert rows(raw, "raw_activities")[0] == ("form-a1", "a1", "form_submitted", "2017-12-31")
    # The deal that is older than its lead stays.
    assert rows(raw, "raw_sales_outcomes") == [
        ("a1", "won", "2018-02-26T19:58:00", "rep1"),
        ("c3", "won", "2018-03-06T08:05:00", "rep2"),
    ]


def test_no_lead_and_no_activity_tells_what_became_of_it(tmp_path):
    raw = mapped("olist_funnel", OLIST, tmp_path)
    with_deals = {table: rows(raw, table) for table in ("raw_leads", "raw_activities")}
    deals = tmp_path / "data" / "olist_closed_deals_dataset.csv"
    deals.write_text(DEALS.split("\r\n")[0] + "\r\n")
    map_example("olist_funnel", tmp_path / "data", raw)
    assert {table: rows(raw, table) for table in with_deals} == with_deals


def test_drawn_by_lot_each_purchase_goes_to_a_lead_that_was_there(tmp_path):
    days = [f"2022-01-{day:02}" for day in range(1, 29)]
    files = {
        "students.csv": "student_id,date_registered\n" + "".join(f"{n},{day}\n" for n, day in enumerate(days)),
        "engagement.csv": "student_id,date_watched\n" + "".join(f"{n},{day}\n" for n, day in enumerate(days)),
        "purchases.csv": "purchase_id,student_id,date_purchased\n" + "".join(f"{n},{n},{d}\n" for n, d in enumerate(days)),
    }
    raw = mapped("course_platform", files, tmp_path, is_shuffled=True)
    created = dict(rows(raw, "raw_leads"))
    activities = rows(raw, "raw_activities")
    bought = [(lead, at) for _, lead, kind, at in activities if kind == "order_placed"]
    assert sorted(at for _, at in bought) == days
    assert all(created[lead] <= at for lead, at in bought)
    assert len({lead for lead, _ in bought}) > 10 and sum(created[lead] == at for lead, at in bought) < 10
    watched = [(lead, at) for _, lead, kind, at in activities if kind == "product_used"]
    assert sorted(watched, key=lambda row: row[1]) == [(str(n), day) for n, day in enumerate(days)]


def test_what_cannot_be_mapped_is_said_in_one_sentence(tmp_path):
    with pytest.raises(LoadError, match="There is no example 'shop'; there are: course_platform, olist_funnel"):
        map_example("shop", tmp_path, tmp_path / "raw")
    with pytest.raises(LoadError, match=r"lies in the project, .* name a folder elsewhere"):
        map_example("course_platform", tmp_path, PROJECT / "raw")
    with pytest.raises(LoadError, match="the required column date_registered of students is missing"):
        mapped("course_platform", COURSE | {"students.csv": "student_id\n1\n"}, tmp_path)


def test_tables_of_another_example_do_not_stay_behind(tmp_path):
    raw = mapped("olist_funnel", OLIST, tmp_path)
    (tmp_path / "course").mkdir()
    for name, text in COURSE.items():
        (tmp_path / "course" / name).write_text(text)
    map_example("course_platform", tmp_path / "course", raw)
    assert {path.name for path in raw.iterdir()} == {"raw_leads.parquet", "raw_activities.parquet"}


@pytest.mark.parametrize(
    "example, counts",
    [
        ("course_platform", {"raw_leads": 27_864, "raw_activities": 45_551 + 2_830}),
        ("olist_funnel", {"raw_leads": 8_000, "raw_activities": 8_000, "raw_sales_outcomes": 842}),
    ],
)
def test_the_real_files_are_mapped_row_by_row(example, counts, tmp_path):
    if not (SHARED / example).is_dir():
        pytest.skip(f"the real data are not on this machine (../shared/data/{example})")
    assert map_example(example, SHARED / example, tmp_path) == counts
    for table in counts:
        days = "created_at" if table == "raw_leads" else "occurred_at"
        with duckdb.connect() as connection:
            unread = connection.from_parquet(str(tmp_path / f"{table}.parquet")).filter(
                f"try_cast({days} as timestamp) is null"
            )
            assert unread.fetchall() == []


SCORES = np.array([9.0, 8, 7, 7, 5, 4, 3, 1])
BOUGHT = np.array([1, 0, 1, 0, 0, 1, 0, 0], dtype=bool)


def test_the_area_is_the_share_of_pairs_in_order():
    # Of 15 pairs the buyer with 9 wins 5, the one with 7 wins 3 and half of a tie, the one with 4 wins 2.
    assert area(SCORES, BOUGHT) == pytest.approx(10.5 / 15)
    assert area(-SCORES, BOUGHT) == pytest.approx(4.5 / 15)


def test_the_interval_is_that_of_hanley_and_mcneil():
    # (0.7 * 0.3 + 2 * (0.7 / 1.3 - 0.49) + 4 * (0.98 / 1.7 - 0.49)) / 15 is 0.04352, its root 0.20862.
    assert interval(0.7, 3, 5) == pytest.approx((0.29112, 1.0), abs=0.00001)
    low, high = interval(0.5, 96, 41_262)
    assert 0.5 - low == pytest.approx(high - 0.5) and 0.05 < high - low < 0.13


def test_the_lift_is_of_the_best_tenth_of_each_date():
    one_date, two_dates = np.zeros(8), np.repeat([0, 1], 4)
    assert top_lift(one_date, SCORES, BOUGHT) == pytest.approx(1 / (3 / 8))
    # The best of the second date, with 5, did not buy.
    assert top_lift(two_dates, SCORES, BOUGHT) == pytest.approx((1 / 2) / (3 / 8))
    # Four share the one place; two of them bought.
    assert top_lift(one_date, np.array([9.0, 9, 9, 9, 5, 4, 3, 1]), BOUGHT) == pytest.approx((2 / 4) / (3 / 8))


def snapshots(converted_at: list[str | None], **texts: list[str | None]) -> Snapshots:
    count = len(converted_at)
    return Snapshots(
        as_of=np.full(count, np.datetime64("2022-01-01T00:00:00", "us")),
        converted_at=np.array([at or "NaT" for at in converted_at], dtype="datetime64[us]"),
        lead_score=np.zeros(count),
        criteria_met=np.full(count, ""),
        numbers={},
        texts={name: np.array(values, dtype=object) for name, values in texts.items()},
    )


def test_who_bought_is_asked_from_the_date_to_the_end_of_the_window():
    found = snapshots(["2021-12-31T23:59:59", "2022-01-01", "2022-01-30T23:59:59", "2022-01-31", None])
    assert found.bought_before().tolist() == [True, False, False, False, False]
    assert found.bought_within(30).tolist() == [False, True, True, False, False]


def test_nothing_is_learnt_from_a_window_that_ends_after_the_held_out_dates_begin():
    moments = [datetime(2018, month, 1) for month in range(1, 8)]
    # 90 days after 1 March are 30 May, after 1 April 30 June.
    assert until(moments, 90, datetime(2018, 6, 1)) == moments[:3]
    assert until(moments, 90, datetime(2018, 5, 30)) == moments[:3]
    assert until(moments, 90, datetime(2018, 5, 29)) == moments[:2]


def test_features_are_chosen_by_the_rows_that_are_learnt_from():
    found = snapshots([None] * 4, source=["a", None, "a", "later"], same=["x", "x", "x", "other"])
    train = np.array([True, True, True, False])
    assert matrix(found, train).tolist() == [[1, 0], [0, 1], [1, 0], [0, 0]]
    assert varies(np.array([1, np.nan])) and not varies(np.array([1.0, 1])) and not varies(np.array([np.nan, np.nan]))


def test_a_snapshot_gives_moments_as_days_and_leaves_out_who_it_is(tmp_path):
    (tmp_path / "features").mkdir()
    with duckdb.connect() as connection:
        connection.execute(
            f"""
            copy (
                select
                    timestamp '2022-01-03' as as_of, 'b' as lead_id, 'rep' as owner_id,
                    timestamp '2022-01-01 12:00:00' as created_at, null::timestamp as last_activity_at, true as has_email,
                    'x' as lead_source, null::varchar as persona, 5 as lead_score, '' as criteria_met,
                    null::timestamp as converted_at
            ) to '{tmp_path}/features/2022-01-03.parquet' (format parquet)
            """
        )
    found = read_snapshots([datetime(2022, 1, 3)], tmp_path)
    assert {name: column.tolist() for name, column in found.numbers.items() if name != "last_activity_at"} == {
        "created_at": [1.5],
        "has_email": [1.0],
    }
    assert np.isnan(found.numbers["last_activity_at"]).all()
    assert {name: column.tolist() for name, column in found.texts.items()} == {"lead_source": ["x"], "persona": [None]}
    assert found.lead_score.tolist() == [5.0] and not found.bought_within(30).any()


def test_the_criteria_of_an_example_are_a_table_to_learn_from(tmp_path):
    (tmp_path / "features").mkdir()
    with duckdb.connect() as connection:
        connection.execute(
            f"""
            copy (
                select
                    timestamp '2022-02-01' as as_of, timestamp '2022-01-30' as created_at, null::varchar as lead_source,
                    0 as active_days_7d, 1 as active_days_30d, 0 as product_used_days_14d, bought as converted_at
                from (
                    values (null), (timestamp '2022-01-31'), (timestamp '2022-03-02 23:59:59'), (timestamp '2022-03-03')
                ) as leads (bought)
            ) to '{tmp_path}/features/2022-02-01.parquet' (format parquet)
            """
        )
    for example in EXAMPLES:
        rows, _ = of_table(str(write_criteria(example, [datetime(2022, 2, 1)], 30, tmp_path)), "bought")
        # Who had bought before is not there; of the others the one in the window did.
        assert rows.bought.tolist() == [0, 1, 0]
        assert rows.share[:, 0].tolist() == [1, 1, 1]


def test_each_example_is_mapped_and_compared():
    assert set(FILES) == set(EXAMPLES) == {path.parent.name for path in SQL}
