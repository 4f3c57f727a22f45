"""Numbers of files land plain, by the one decimal mark that a column allows. Where two fit, the load asks."""

import csv
import io
import json
from decimal import Decimal

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lead_scoring.load import LoadError
from lead_scoring.load.columns import Column, with_steps
from lead_scoring.load.into_tables import load
from lead_scoring.load.numbers import found_reading
from lead_scoring.load.tables import CONNECTORS

LEADS = "lead_id,created_at\n1,2026-01-01\n"
ACTIVITIES = "activity_id,lead_id,activity_type,occurred_at\na,1,page_viewed,2026-01-01\n"


def loaded(folder, query: str, files: dict[str, str], decimal_mark: dict[str, str] | None = None) -> list[tuple]:
    for name, text in {"leads.csv": LEADS, "activities.csv": ACTIVITIES, **files}.items():
        (folder / name).write_text(text, encoding="utf-8")
    with duckdb.connect() as connection:
        load(connection, CONNECTORS["tables"], folder, "raw", decimal_mark=decimal_mark)
        return connection.execute(query).fetchall()


def as_csv(header: str, rows: list[list[str]]) -> str:
    text = io.StringIO()
    csv.writer(text).writerows([header.split(","), *rows])
    return text.getvalue()


def amounts(folder, written: list[str], decimal_mark: dict[str, str] | None = None) -> list[tuple[str, str]]:
    """What deals over these amounts land as: amount and currency."""
    rows = [[str(number), "won", "2026-01-01", text] for number, text in enumerate(written)]
    deals = as_csv("lead_id,outcome,occurred_at,amount", rows)
    query = "select amount, currency from raw.raw_sales_outcomes order by lead_id::int"
    return loaded(folder, query, {"sales_outcomes.csv": deals}, decimal_mark)


def of_leads(folder, column: str, written: list[str]) -> list[str]:
    """What a column of numbers of leads lands as."""
    rows = [[str(number), "2026-01-01", text] for number, text in enumerate(written)]
    leads = as_csv(f"lead_id,created_at,{column}", rows)
    query = f"select {column} from raw.raw_leads order by lead_id::int"
    return [value for (value,) in loaded(folder, query, {"leads.csv": leads})]


# What a column holds, and what lands of it.
READ = {
    "plain numbers stay": (["12", "-3.50", "+4", "1234.567", "0.125"], ["12", "-3.50", "+4", "1234.567", "0.125"]),
    "commas for thousands": (["$22,700.00", "12,000", "12.000"], ["22700.00", "12000", "12.000"]),
    "points for thousands": (["1.234,56 €", "12.000", "12,000"], ["1234.56", "12000", "12.000"]),
    "two groups tell": (["1.234.567", "12.000"], ["1234567", "12000"]),
    "a nought before the mark tells": (["0.125", "12,000", "12.000"], ["0.125", "12000", "12.000"]),
    "one decimal tells": (["12,5", "12.000"], ["12.5", "12000"]),
    "lakhs": (["12,34,567.00", "1,00,000", "12.000"], ["1234567.00", "100000", "12.000"]),
    "spaces and apostrophes": (
        ["CHF 12'000", "1 234.50", "1\u00a0234", "1\u202f234", "12\u2019000.5"],
        ["12000", "1234.50", "1234", "1234", "12000.5"],
    ),
    "minus": (["(500.00)", "500.00-", "-$5", "$-5", "\u22127", "USD (5)"], ["-500.00", "-500.00", "-5", "-5", "-7", "-5"]),
    "no cents": (["1.200,- €", "5,--"], ["1200", "5"]),
    "no whole": ([".5", "-.25"], ["0.5", "-0.25"]),
    "powers": (["1.5E+3", "2e-2"], ["1500", "0.02"]),
    "what is no number": (
        ["n/a", "50%", "50 %", "12 34", "1,23,4", "5 pcs", "5T", "3 to 4k", "10k+", "", "--", "1,5"],
        ["n/a", "50%", "50 %", "12 34", "1,23,4", "5 pcs", "5T", "3 to 4k", "10k+", None, "--", "1.5"],
    ),
    "in thousands and more, by the point": (
        ["500k", "$1.2M", "1.5bn", "-2.25 k", "(3K)", "1,500k", "GBP 4 million", "1.123456789b", "2 lakh", ".5m"],
        ["500000", "1200000", "1500000000", "-2250", "-3000", "1500000", "4000000", "1123456789", "200000", "500000"],
    ),
    "in thousands and more, by the comma": (
        ["2 Mio. €", "1,25 Mrd. EUR", "1.500 Tsd. €", "3 Millionen", "12.000"],
        ["2000000", "1250000000", "1500000", "3000000", "12000"],
    ),
}


@pytest.mark.parametrize("name", READ)
def test_what_a_column_allows_is_read(tmp_path, name):
    written, expected = READ[name]
    assert [amount for amount, _ in amounts(tmp_path, written)] == expected


def test_the_currency_beside_an_amount_is_kept_where_it_is_clear(tmp_path):
    found = {
        "1 EUR": "EUR", "usd 2": "USD", "-3 €": "EUR", "£4": "GBP", "(CHF 5)": "CHF", "zł6": "PLN", "US$7": "USD",
        "€ 13 Mio.": "EUR", "14k€": "EUR", "15 m USD": "USD", "16 mxn": "MXN", "(GBP 17 million)": "GBP",
        "$8": None, "¥9": None, "10 kr": None, "all 11 of them": None, "12": None,
    }  # fmt: skip
    assert [currency for _, currency in amounts(tmp_path, list(found))] == list(found.values())


def test_a_column_for_the_currency_comes_before_the_amount(tmp_path):
    spend = as_csv(
        "campaign_id,channel,spend_date,amount,currency",
        [["a", "ads", "2026-01-01", "€ 5", "USD"], ["b", "ads", "2026-01-01", "€ 5", ""]],
    )
    query = "select amount, currency from raw.raw_campaign_spend order by campaign_id"
    assert loaded(tmp_path, query, {"campaign_spend.csv": spend}) == [("5", "USD"), ("5", "EUR")]


CONVERTED = ["Amount (converted)", "83.86"]
# The columns of a report about one deal over 10,000 yen, and what lands: amount, currency, and what is said.
REPORTS = {
    "as Salesforce exports it": (
        [["Amount Currency", "JPY"], ["Amount", "10,000"], ["Amount (converted) Currency", "USD"], CONVERTED],
        ("83.86", "USD", "'Amount (converted)', in the currency of 'Amount (converted) Currency'"),
    ),
    "no currency of the converted": ([["Amount Currency", "JPY"], ["Amount", "10000"], CONVERTED], ("10000", "JPY", "")),
    "no amount of the currency": (
        [["Opportunity Currency", "JPY"], CONVERTED],
        ("83.86", None, "'Amount (converted)', and counts as at home"),
    ),
    "no currency at all": ([["Amount", "10000"], CONVERTED], ("83.86", None, "'Amount (converted)', and counts as at home")),
    "no converted amount": ([["Amount", "10000"], ["Amount (converted) Currency", "USD"]], ("10000", None, "")),
}


@pytest.mark.parametrize("name", REPORTS)
def test_an_amount_is_in_the_currency_that_belongs_to_it(tmp_path, capsys, name):
    columns, (amount, currency, said) = REPORTS[name]
    headings, cells = zip(["Contact ID", "1"], ["Stage", "Closed Won"], ["Close Date", "2026-01-01"], *columns, strict=True)
    query = "select amount, currency from raw.raw_sales_outcomes"
    assert loaded(tmp_path, query, {"deals.csv": as_csv(",".join(headings), [list(cells)])}) == [(amount, currency)]
    line = f"  deals.csv: amount is read from {said}\n" if said else ""
    assert line in (out := capsys.readouterr().out) and out.count("amount is read from") == bool(said)


SIZES = {
    "ranges": (
        ["51-200", "10,001 or more", "1,001-5,000", "51 \u2013 200", "5"],
        ["51-200", "10001+", "1001-5000", "51-200", "5"],
    ),
    "a range has no decimals": (["1.000+", "12.000"], ["1000+", "12000"]),
    "people are whole": (["1.234", "12.000"], ["1234", "12000"]),
    "as data frames write them": (["200.0", "5"], ["200.0", "5"]),
    "in thousands": (["1K-5K", "10k+", "1.5k", "5 to 10k"], ["1000-5000", "10000+", "1500", "5000-10000"]),
    "by one bound": (["less than 10", "over 5,000", "<50", "12.000"], ["1-10", "5000+", "1-50", "12.000"]),
    "words": (["1.001 employees", "1 001 to 5 000 people", "12.5", "VP"], ["1001", "1001-5000", "12.5", "VP"]),
}


@pytest.mark.parametrize("name", SIZES)
def test_numbers_of_employees(tmp_path, name):
    written, expected = SIZES[name]
    assert of_leads(tmp_path, "employee_count", written) == expected


REVENUES = {
    "bounds": (
        ["$1M - $10M", "$10M+", "less than $1M", "over € 2.5M", "10-50M", "$500,000 to $1M", "1,000,000-5,000,000"],
        ["1000000", "10000000", "0", "2500000", "10000000", "500000", "1000000"],
    ),
    "by the comma": (
        ["1.000.000 € \u2013 5.000.000 \u20ac", "1,5 bis 2 Mrd.", "12.000,50"],
        ["1000000", "1500000000", "12000.50"],
    ),
    # One dollar or a million of them; half a million or five hundred; from more to less.
    "what nobody can tell": (
        ["$1-$10M", "500-1M", "5M-1M", "2-", "1M+ - 2M"],
        ["$1-$10M", "500-1M", "5M-1M", "-2", "1M+ - 2M"],
    ),
}


@pytest.mark.parametrize("name", REVENUES)
def test_revenues(tmp_path, name):
    written, expected = REVENUES[name]
    assert of_leads(tmp_path, "annual_revenue", written) == expected


def test_minutes_are_no_millions(tmp_path):
    activities = ACTIVITIES.replace("\n", ",duration_seconds\n", 1).replace("01\n", "01,5m\n")
    assert loaded(tmp_path, "select duration_seconds from raw.raw_activities", {"activities.csv": activities}) == [("5m",)]


@pytest.mark.parametrize("written", [["12.000", "500"], ["12,000"], ["1.500k", "2M"], ["12.000", "12,000", "€ 1 000"]])
def test_what_can_be_read_in_two_ways_is_asked_for(tmp_path, written):
    with pytest.raises(LoadError) as error:
        amounts(tmp_path, written)
    assert "sales_outcomes.csv, column 'amount': '1" in str(error.value)
    assert "can be read in two ways; write decimal_mark: {sales_outcomes.amount: comma} (or point)" in str(error.value)


def test_questions_about_dates_and_numbers_of_all_files_come_together(tmp_path):
    files = {
        "leads.csv": as_csv("lead_id,created_at,employee_count", [["1", "3/4/2026", "12.000"]]),
        "campaign_spend.csv": as_csv(
            "campaign_id,channel,spend_date,amount",
            [["a", "ads", "2026-01-01", "1.234,56"], ["b", "ads", "2026-01-01", "1,234.56"]],
        ),
    }
    with pytest.raises(LoadError) as error:
        loaded(tmp_path, "", files)
    for question in (
        "leads.csv, column 'created_at': '3/4/2026' can be read in two ways; write date_order: ",
        "leads.csv, column 'employee_count': '12.000' can be read in two ways; write decimal_mark: ",
        "campaign_spend.csv, column 'amount': no one decimal mark reads all numbers, such as '1,234.56' and '1.234,56'; ",
    ):
        assert question in str(error.value)


def test_the_setting_changes_no_file_that_tells_its_mark(tmp_path):
    """It was written for the file that was asked about."""
    heading = "lead_id,outcome,occurred_at,amount"
    deals = {"deals us": ["1,234.50", "1,200"], "deals at": ["12.000"]}
    rows = {
        f"{name}.csv": as_csv(heading, [["1", "won", f"2026-01-0{day}", text] for day, text in enumerate(texts, 1)])
        for name, texts in deals.items()
    }
    query = "select amount from raw.raw_sales_outcomes order by all"
    found = loaded(tmp_path, query, rows, {"sales_outcomes.amount": "comma"})
    assert found == [("1200",), ("12000",), ("1234.50",)]


def test_the_setting_answers_and_what_is_clear_by_itself_is_read(tmp_path):
    written = ["12.000", "1,234.56", "1.234,56"]
    for mark, first in (("comma", "12000"), ("point", "12.000")):
        found = amounts(tmp_path, written, {"sales_outcomes.amount": mark})
        assert [amount for amount, _ in found] == [first, "1234.56", "1234.56"]


@pytest.mark.parametrize(
    "setting, message",
    [
        ({"sales_outcomes.amount": ","}, "there are: point, comma"),
        ({"outcomes.amount": "comma"}, "decimal_mark names outcomes.amount, which no file holds"),
        ("comma", "decimal_mark is comma; write one for each column that needs it"),
    ],
)
def test_a_setting_that_cannot_be_meant_is_refused(tmp_path, setting, message):
    with pytest.raises(LoadError, match=message):
        amounts(tmp_path, ["1"], setting)


def test_what_was_found_is_said_unless_it_is_plain(tmp_path, capsys):
    amounts(tmp_path, ["1", "2.50"])
    assert "'amount'" not in capsys.readouterr().out
    amounts(tmp_path, ["12.000", "1,5"])
    assert "sales_outcomes.csv: 'amount' holds numbers such as '1,5', read as 1.5" in capsys.readouterr().out


def test_numbers_of_json_are_told_from_its_texts(tmp_path):
    """A number is never asked about, whatever the texts beside it say, and says nothing about them."""
    values = ["12.345", "1.5e3", "7.0", '"1.234,56 €"', '"12.345"']
    line = '{{"activity_id": {}, "lead_id": 1, "activity_type": "x", "occurred_at": "2026-01-01", "amount": {}}}'
    query = "select amount, currency from raw.raw_activities order by activity_id"

    def found(values: list[str]) -> list[str]:
        lines = "\n".join(line.format(number, value) for number, value in enumerate(values))
        assert all(map(json.loads, lines.splitlines()))
        (tmp_path / "activities.csv").unlink(missing_ok=True)
        (tmp_path / "activities.ndjson").write_text(lines)
        (tmp_path / "leads.csv").write_text(LEADS)
        with duckdb.connect() as connection:
            load(connection, CONNECTORS["tables"], tmp_path, "raw")
            return [amount for amount, _ in connection.execute(query).fetchall()]

    assert found(values[:1]) == ["12.345"]
    assert found([values[0], *values[3:]]) == ["12.345", "1234.56", "12345"]
    assert found(values[:3]) == ["12.345", "1500", "7"]
    with pytest.raises(LoadError, match=r"'12\.345' can be read in two ways"):
        found(["1.5", '"12.345"'])


SEPARATORS = {"point": [",", " ", "'", ""], "comma": [".", " ", "'", ""]}


@settings(max_examples=60, deadline=None)
@given(
    mark=st.sampled_from(sorted(SEPARATORS)),
    data=st.data(),
    values=st.lists(st.tuples(st.decimals(-(10**9), 10**9, places=3), st.integers(0, 3)), min_size=1, max_size=12),
)
def test_numbers_come_back_or_are_asked_for(mark, data, values):
    """Whatever is found is right: a wrong mark is never taken, whatever the decimals and what parts the thousands."""
    separator = data.draw(st.sampled_from(SEPARATORS[mark]))
    numbers = [round(value, places) for value, places in values]
    texts = [
        f"{number:,f}".replace(",", "T").replace(".", "." if mark == "point" else ",").replace("T", separator)
        for number in numbers
    ]
    with duckdb.connect() as connection:
        connection.execute("create table given as select unnest(?) as cell", [texts])
        found = found_reading(connection, "given", Column("activities.amount", "x", "cell"), "f")
        if found.question:
            assert "can be read in two ways" in found.question
            return
        reading = found.reading
        value = reading.value if reading else "cell"
        read = connection.execute(f"select {value} from {with_steps('given', [reading] if reading else [])}").fetchall()
    assert [Decimal(text) for (text,) in read] == numbers
