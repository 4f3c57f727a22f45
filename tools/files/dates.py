"""Dates as files write them, to ISO 8601. The order of a column is found from all of its values, never value by value."""

from collections.abc import Iterable
from dataclasses import dataclass

import duckdb

from tools.contract import MOMENTS
from tools.files import LoadError
from tools.files.names import Source
from tools.files.tables import RawTable

ORDERS = ("month_first", "day_first", "year_first")
# What staging reads as it is.
ISO = "^[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]+)?)?(Z|[+-][0-9]{2}:?[0-9]{2})?)?$"
MONTHS = {
    1: "jan ene gen",
    2: "feb fév fev",
    3: "mar mär mrz",
    4: "apr avr abr",
    5: "may mai mag mei",
    6: "jun juin giu",
    7: "jul juil lug",
    8: "aug aoû ago",
    9: "sep set",
    10: "oct okt ott out",
    11: "nov",
    12: "dec dez déc dic",
}
TIME = (
    "(?:[ t]+([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:[.][0-9]+)?)?(?: ([ap]m))?"
    "(?: ?(utc|gmt|z|[+-][0-9]{2}(?::?[0-9]{2})?))?)?$"
)
NUMBERS = "^([0-9]{1,4})[-/. ]([0-9]{1,2})[-/. ]([0-9]{1,4})" + TIME
DAY_AND_NAME = "^([0-9]{1,2})[-/. ]*([a-zäéû]{3,12})[-/. ]+([0-9]{2}|[0-9]{4})" + TIME
NAME_AND_DAY = "^([a-zäéû]{3,12})[-/. ]+([0-9]{1,2})[-/. ]+([0-9]{4})" + TIME


@dataclass(frozen=True)
class Column:
    """A column of a file: as it is called in messages and in the setting, and the SQL of its cell."""

    name: str
    heading: str
    cell: str


def month_number(text: str) -> str:
    names = [
        f"when left({text}, {len(name)}) = '{name}' then {number}"
        for number, names in MONTHS.items()
        for name in names.split()
    ]
    return f"case {' '.join(sorted(names, key=len, reverse=True))} end"


def group(text: str, pattern: str, number: int) -> str:
    return f"nullif(regexp_extract({text}, '{pattern}', {number}), '')"


def moment(text: str, pattern: str, year: str, month: str, day: str) -> str:
    """The SQL of a moment in ISO 8601: null where the day does not exist; a bare date stays one."""
    hour, minute, second, half, offset = (group(text, pattern, place) for place in range(4, 9))
    century = f"case when length({year}) = 4 then 0 when {year}::int < 70 then 2000 else 1900 end"
    full_year = f"{year}::int + {century}"
    date = f"try_cast(printf('%04d-%02d-%02d', {full_year}, {month}::int, {day}::int) as date)"
    hours = f"({hour}::int % 12 + case when {half} = 'pm' then 12 else 0 end)"
    clock = f"case when {half} is null then {hour}::int when {hour}::int between 1 and 12 then {hours} end"
    shift = (
        f"case when {offset} is null then '' when {offset} in ('utc', 'gmt', 'z') then 'Z'"
        f" when length({offset}) = 3 then {offset} || ':00' else {offset} end"
    )
    timed = f"printf(' %02d:%s:%s', {clock}, {minute}, coalesce({second}, '00')) || {shift}"
    valid = f"{clock} < 24 and {minute}::int < 60 and coalesce({second}::int, 0) < 60"
    return f"cast({date} as varchar) || case when {hour} is null then '' when {valid} then {timed} end"


def dated(found: dict[str, tuple[Source, ...]], table: RawTable) -> list[Column]:
    """The columns of a file that hold moments of the contract."""
    name = table.name.removeprefix("raw_")
    return [
        Column(f"{name}.{column}", sources[0].heading, f'"cell_{sources[0].place}"')
        for column, sources in found.items()
        if column in MOMENTS
    ]


def check_date_order(date_order: object) -> None:
    """Raise LoadError unless the setting date_order can be meant."""
    if not isinstance(date_order, dict) or set(date_order.values()) - set(ORDERS):
        raise LoadError(
            f"date_order is {date_order}; write an order for each column that needs one, as {{leads.created_at: day_first}};"
            f" there are: {', '.join(ORDERS)}."
        )


def prepare(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the SQL functions that read a date in one order, for this connection."""
    words = "regexp_replace(lower(trim(given)), '[, ]+', ' ', 'g')"
    # 2:15 p.m. and 2:15PM are 2:15 pm.
    words = f"regexp_replace({words}, '([0-9]) ?([ap])[.]?m[.]?', '\\1 \\2m')"
    connection.execute(f"create or replace temp macro date_words(given) as {words}")
    a, b, c = (group("words", NUMBERS, place) for place in (1, 2, 3))
    read = {
        "month_first": moment("words", NUMBERS, c, a, b),
        "day_first": moment("words", NUMBERS, c, b, a),
        "year_first": moment("words", NUMBERS, a, b, c),
    }
    year_is_told = f"length({a}) = 4"
    for order, expression in read.items():
        place, other = (a, c) if order == "year_first" else (c, a)
        fits = f"length({place}) in (2, 4) and length({other}) <= 2"
        connection.execute(
            f"create or replace temp macro {order}(words) as case"
            f" when {year_is_told} and length({c}) <= 2 then {read['year_first']}"
            f" when {fits} then {expression} end"
        )
    named = "when regexp_matches(words, '{}') then {}".format
    day, name, year = (group("words", DAY_AND_NAME, place) for place in (1, 2, 3))
    name_2, day_2, year_2 = (group("words", NAME_AND_DAY, place) for place in (1, 2, 3))
    epoch = "strftime(make_timestamp({} * words::bigint), '%Y-%m-%d %H:%M:%S')"
    connection.execute(
        f"""
        create or replace temp macro any_order(words) as case
            when regexp_full_match(words, '[0-9]{{10}}') then {epoch.format(1000000)}
            when regexp_full_match(words, '[0-9]{{13}}') then {epoch.format(1000)}
            when regexp_full_match(words, '[0-9]{{16}}') then {epoch.format(1)}
            when regexp_full_match(words, '(19|20)[0-9]{{6}}')
                then cast(try_cast(words[1:4] || '-' || words[5:6] || '-' || words[7:8] as date) as varchar)
            when regexp_full_match(words, '[2-7][0-9]{{4}}')
                then cast(date '1899-12-30' + words::int as varchar)
            when regexp_full_match(words, '[2-7][0-9]{{4}}[.][0-9]+')
                then strftime(
                    timestamp '1899-12-30' + to_seconds(round(words::double * 86400)), '%Y-%m-%d %H:%M:%S'
                )
            {named(DAY_AND_NAME, moment("words", DAY_AND_NAME, year, month_number(name), day))}
            {named(NAME_AND_DAY, moment("words", NAME_AND_DAY, year_2, month_number(name_2), day_2))}
        end
        """
    )


def as_iso(cell: str, order: str) -> str:
    """The SQL of a cell as it lands: ISO where the order reads it, else as it was written."""
    words = f"date_words({cell})"
    return (
        f"case when {cell} is null or regexp_matches({cell}, '{ISO}') then {cell}"
        f" else coalesce(any_order({words}), {order}({words}), {cell}) end"
    )


def found_order(
    connection: duckdb.DuckDBPyConnection, rows: str, column: Column, setting: str | None
) -> tuple[str | None, str | None, str | None]:
    """The order of a column, None where all is ISO; an example; and the question where the values do not tell."""
    if setting:
        return setting, None, None
    connection.execute(
        f"""
        create or replace temp table written as
        select given, month_first(words) as month_first, day_first(words) as day_first, year_first(words) as year_first
        from (
            select given, date_words(given) as words
            from (select distinct {column.cell} as given from {rows})
            where given is not null and not regexp_matches(given, '{ISO}')
        )
        """
    )
    listed = ", ".join(ORDERS)
    (others,) = connection.execute("select count(*) from written").fetchone()
    if not others:
        return None, None, None
    read = f"select given, {listed} from written where coalesce({listed}) is not null"
    all_of = ", ".join(f"coalesce(bool_and({order} is not null), true)" for order in ORDERS)
    fits = connection.execute(f"select {all_of} from ({read})").fetchone()
    fitting = [order for order, is_fit in zip(ORDERS, fits, strict=True) if is_fit]
    differ = " or ".join(f"{fitting[0]} <> {order}" for order in fitting[1:]) if len(fitting) > 1 else ""
    doubtful = connection.execute(f"{read} and ({differ}) order by given limit 2").fetchall() if differ else []
    setting_name = f"date_order: {{{column.name}: day_first}}"
    how = f"write {setting_name} (or month_first, year_first) into dbt_project.yml, or VARS='{setting_name}' behind make"
    if doubtful:
        examples = " and ".join(f"'{row[0]}'" for row in doubtful)
        return None, None, f"{examples} can be read in two ways; {how}."
    if not fitting:
        one = connection.execute(f"{read} and month_first is null order by given limit 1").fetchone()[0]
        two = connection.execute(f"{read} and day_first is null order by given limit 1").fetchone()
        return None, None, f"no one order reads all dates, such as '{one}' and '{two[0] if two else one}'; {how}."
    example = connection.execute(f"{read} order by given limit 1").fetchone()
    return fitting[0], example[0] if example else None, None


def orders_of(
    connection: duckdb.DuckDBPyConnection, rows: str, columns: Iterable[Column], label: str, date_order: dict[str, str]
) -> tuple[dict[str, str], list[str]]:
    """The order of each column that is not all ISO, and the questions; says what was found. After prepare(connection)."""
    orders, questions = {}, []
    for column in columns:
        order, example, question = found_order(connection, rows, column, date_order.get(column.name))
        if question:
            questions.append(f"{label}, column '{column.heading}': {question}")
        elif order:
            orders[column.name.split(".")[1]] = order
            if example:
                print(
                    f"  {label}: '{column.heading}' is read with the {order.replace('_', ' ')}, as '{example}'", flush=True
                )
    return orders, questions
