"""Dates as files write them, to ISO 8601. The order of a column is found from all of its values, never value by value."""

from dataclasses import replace

import duckdb

from lead_scoring.load import quoted, zones
from lead_scoring.load.columns import Column, Found, Reading, how_to_set, with_steps

ORDERS = ("month_first", "day_first", "year_first")
# Midnight elsewhere is a day there: as a moment it would be one of the day before, or after.
MIDNIGHT_ELSEWHERE = "[T ]00:00(:00([.]0+)?)?[+-](0[1-9]|1[0-9]|00:?[1-9])"
# What staging reads as it is.
ISO = "^[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]+)?)?(Z|[+-][0-9]{2}:?[0-9]{2})?)?$"
MONTHS = {
    1: "jan ene gen sty",
    2: "feb fév fev lut",
    3: "mar mär mrz mrt maa",
    4: "apr avr abr kwi",
    5: "may mai mag mei maj",
    6: "jun juin giu cze",
    7: "jul juil lug lip",
    8: "aug aoû ago sie",
    9: "sep set wrz",
    10: "oct okt ott out paź",
    11: "nov lis",
    12: "dec dez déc dic des gru",
}
NAME = "[a-zäéûźśń]{3,12}"
# What may stand before a date. The Spanish "mar" is left out: it is a month too.
WEEKDAY = (
    "(?:mon|tue|wed|thu|fri|sat|sun|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|lundi|mardi|mercredi|jeudi|vendredi"
    "|samedi|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo)[a-z]*"
)
OFFSET = "(?:utc|gmt)?[+-](?:[0-9]{2}(?::?[0-9]{2})?|[0-9](?::[0-9]{2})?)"
CLOCK = (
    "(?:[ t]+([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:[.][0-9]+)?)?(?: ([ap]m))?"
    f"(?: ?[(]?({zones.NAMES}|{OFFSET})[)]?(?: [(][^)]*[)])?)?)?"
)
WRITTEN = f"^([0-9]{{1,4}})(?:[-/. ]([0-9]{{1,2}})[-/. ]|[-/. ]*({NAME})[-/. ]+)([0-9]{{1,4}}){CLOCK}$"
# Who writes dots between the parts of a date writes the day first.
DOTTED = "^[0-9]{1,2}[.][0-9]{1,2}[.][0-9]{2,4}"
PARTS = ["a", "b", "name", "c", "hour", "minute", "second", "half", "zone"]
# A moment that says no offset.
LOCAL = "[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]+)?)?"
# Days, whatever time a file writes behind them: no zone moves them to the day before.
DAYS = ("spend_date", "contact_again_on")
# Digits since 1970: how many there are tells what they count, and so how many microseconds.
SINCE_1970 = {"[0-9]{10}": "* 1000000", "[0-9]{12,13}": "* 1000", "[0-9]{15,16}": "* 1", "[0-9]{18,19}": "// 1000"}


def is_odd(column: Column) -> str:
    """The SQL of whether a cell is anything but a date that staging reads as it is."""
    is_other = f"not regexp_matches({column.cell}, '{ISO}') or regexp_matches({column.cell}, '{MIDNIGHT_ELSEWHERE}')"
    return f"({column.cell} <> '' and ({is_other}))"


def step_names(column: Column) -> list[str]:
    return [f"{step}_of_{column.short_name}" for step in ("words", "parts", "month", "clock")]


def steps_of(column: Column) -> tuple[tuple[str, str], ...]:
    """What all orders begin with: the words of a cell in lower case, the parts of a date in them, its month, its time."""
    words, parts, month, clock = step_names(column)
    # Spreadsheets write an apostrophe before a text.
    spelled = f"regexp_replace(lower(trim({column.cell}, ' ''')), '[, \u00a0\u202f]+', ' ', 'g')"
    # 1 de marzo de 2026, 1er mars 2026, mon 2nd march 2026; and dec 24 2025 is 24 dec 2025.
    days = f"regexp_replace(regexp_replace({spelled}, '^{WEEKDAY}[.]? ', ''), '([0-9])(?:st|nd|rd|th|er|º|°) ', '\\1 ')"
    told = f"regexp_replace({days}, ' (?:de|del|of) ', ' ', 'g')"
    told = f"regexp_replace({told}, '^({NAME})[-/. ]+([0-9]{{1,2}})[-/. ]+([0-9]{{4}})', '\\2 \\1 \\3')"
    # Most dates are digits, and this is quick.
    spelled = f"case when regexp_matches({column.cell}, '[A-Za-z]{{2}}[a-z]|[º°]') then {told} else {spelled} end"
    # 2:15 p.m. and 2:15PM are 2:15 pm.
    spelled = f"regexp_replace({spelled}, '([0-9]) ?([ap])[.]?m[.]?', '\\1 \\2m')"
    named = " ".join(
        f"when starts_with({parts}.name, '{begun}') then '{number}'"
        for number, names in MONTHS.items()
        for begun in names.split()
    )
    hour, minute, second, half, zone = (f"{parts}.{part}" for part in PARTS[4:])
    whole = f"try_cast({hour} as integer)"
    by_twelve = f"case when {whole} between 1 and 12 then {whole} % 12 + case {half} when 'pm' then 12 else 0 end end"
    hours = f"case {half} when '' then {whole} else {by_twelve} end"
    seconds = f"case {second} when '' then '00' else {second} end"
    named_zones = ", ".join(f"{quoted(name)}: {quoted(offset)}" for name, offset in zones.offsets(column.zone).items())
    offset = f"regexp_replace(regexp_replace({zone}, '^(utc|gmt)', ''), '^([+-])([0-9])(:|$)', '\\1' || '0\\2\\3')"
    in_digits = f"case when length({offset}) = 3 then {offset} || ':00' else {offset} end"
    shift = f"case when {zone} <> '' then coalesce((map {{{named_zones}}})[{zone}], {in_digits}) else '' end"
    is_day = f"{hours} = 0 and {minute} = '00' and {second} in ('', '00') and regexp_matches({shift}, '[1-9]')"
    time = f"' ' || lpad(({hours})::varchar, 2, '0') || ':' || {minute} || ':' || {seconds} || {shift}"
    is_time = f"{hours} < 24 and {minute} < '60' and {seconds} < '60'"
    return (
        (words, spelled),
        (parts, f"regexp_extract({words}, '{WRITTEN}', {PARTS})"),
        (month, f"case {parts}.name when '' then {parts}.b else case {named} end end"),
        (clock, f"case when {hour} = '' or ({is_day}) then '' when {is_time} then {time} end"),
    )


def day(year: str, month: str, day_of_month: str) -> str:
    """The SQL of a day in ISO 8601; null where there is no such day."""
    century = f"case when length({year}) = 4 then '' when {year} < '70' then '20' else '19' end"
    return f"cast(try_cast({century} || {year} || '-' || {month} || '-' || {day_of_month} as date) as varchar)"


def in_order(column: Column, order: str) -> str:
    """The SQL of a moment in ISO 8601 in one order, after the steps; a bare date stays one, and null is what is none."""
    _, parts, month, clock = step_names(column)
    a, b, c = (f"{parts}.{part}" for part in "abc")
    last = {"month_first": day(c, a, b), "day_first": day(c, b, a), "year_first": day(a, b, c)}[order]
    first, other = (a, c) if order == "year_first" else (c, a)
    return f"""
        case
            when length({a}) = 4 and length({c}) <= 2 then {day(a, month, c)}
            when {parts}.name <> '' then case when length({c}) in (2, 4) and length({a}) <= 2 then {day(c, month, a)} end
            when length({first}) in (2, 4) and length({other}) <= 2 then {last}
        end || {clock}
    """


def in_digits(column: Column) -> str:
    """The SQL of a moment that is one number, after the steps: counted from 1970, a spreadsheet's day, or 20260301."""
    words, *_ = step_names(column)
    counted = " ".join(
        f"when regexp_full_match({words}, '{digits}')"
        f" then strftime(make_timestamp(try_cast({words} as bigint) {factor}), '%Y-%m-%d %H:%M:%SZ')"
        for digits, factor in SINCE_1970.items()
    )
    minute = f"try_strptime({words}, '%Y%m%d%H%M')"
    days = f"timestamp '1899-12-30' + to_seconds(round(try_cast(replace({words}, ' ', '.') as double) * 86400))"
    return f"""
        case
            -- Milliseconds of 1976, or a minute of these days: nobody can tell.
            when regexp_full_match({words}, '(19|20)[0-9]{{10}}') and {minute} is not null then null
            {counted}
            when regexp_full_match({words}, '(19|20)[0-9]{{6}}') then strftime(try_strptime({words}, '%Y%m%d'), '%Y-%m-%d')
            when regexp_full_match({words}, '[2-7][0-9]{{4}}') then strftime({days}, '%Y-%m-%d')
            when regexp_full_match({words}, '(19|20)[0-9]{{12}}')
                then strftime(try_strptime({words}, '%Y%m%d%H%M%S'), '%Y-%m-%d %H:%M:%S')
            when regexp_full_match({words}, '[2-7][0-9]{{4}}[. ][0-9]+') then strftime({days}, '%Y-%m-%d %H:%M:%S')
        end
    """


def reading(column: Column, order: str) -> Reading:
    """How a column lands: as ISO 8601 where the order reads it, else as it was written."""
    read = f"coalesce({in_order(column, order)}, {in_digits(column)}, {column.cell})"
    return Reading(steps_of(column), f"case when {is_odd(column)} then {read} else {column.cell} end")


def in_zone(read: Reading, column: Column, zone: str) -> Reading:
    """A reading whose times without an offset are of a time zone, and become UTC; a day without a time stays one, and so
    does one with midnight for its time, as spreadsheets and reports write days.

    A time that the clock skips is an hour later, and of a time that it shows twice it is the second.
    """
    moment = f"moment_of_{column.short_name}"
    utc = f"timezone('UTC', timezone('{zone}', try_cast({moment} as timestamp)))"
    shifted = f"coalesce(cast({utc} as varchar) || 'Z', {moment})"
    steps = (*read.steps, (moment, read.value))
    is_day = f"regexp_full_match({moment}, '.{{10}}[T ]00:00(:00([.]0+)?)?')"
    is_local = f"regexp_full_match({moment}, '{LOCAL}')"
    return Reading(steps, f"case when {is_day} then {moment}[:10] when {is_local} then {shifted} else {moment} end")


def zone_question(connection: duckdb.DuckDBPyConnection, rows: str, column: Column) -> str | None:
    """What is to be asked where a time names a zone that several places call so."""
    unclear = set(zones.SHARED) - set(zones.offsets(column.zone))
    name = f"lower(right(rtrim({column.cell}, ') '), 3))"
    listed = ", ".join(map(quoted, sorted(unclear)))
    found = connection.execute(f"select {name}, {column.cell} from {rows} where {name} in ({listed}) order by 2 limit 1")
    if not (first := found.fetchone()):
        return None
    example, *others = zones.SHARED[first[0]]
    written = f"time_zone: {example}"
    more = f" (or {', '.join(others)})" if others else ""
    return (
        f"'{first[1]}' names a time zone that several places call so; write {written}{more} into dbt_project.yml,"
        f" or VARS='{written}' behind make: times without an offset are of it too."
    )


def found_reading(connection: duckdb.DuckDBPyConnection, rows: str, column: Column, label: str) -> Found:
    """What the values of a column tell that is not all ISO."""
    # The time of a day says nothing of the order of its date.
    each_day = f"regexp_replace({column.cell}, '[0-9]{{1,2}}:[0-9]{{2}}.*$', '')"
    days = f"(select min({column.cell}) as given from {rows} where {is_odd(column)} group by {each_day})"
    of_day = replace(column, cell="given")
    read = ", ".join(f"{in_order(of_day, order)} as {order}" for order in ORDERS)
    connection.execute(
        f"""
        create or replace temp table written as
        select * from (select given, {read} from {with_steps(days, [reading(of_day, ORDERS[0])])})
        where coalesce({", ".join(ORDERS)}) is not null
        """
    )
    all_of = ", ".join(f"coalesce(bool_and({order} is not null), true)" for order in ORDERS)
    fits = connection.execute(f"select {all_of} from written").fetchone()
    fitting = [order for order, is_fit in zip(ORDERS, fits, strict=True) if is_fit]
    how = how_to_set("date_order", column, "day_first", "month_first", "year_first")

    def first(condition: str, at_most: int = 1) -> list[str]:
        found = connection.execute(f"select given from written where {condition} order by given limit {at_most}").fetchall()
        return [f"'{given}'" for (given,) in found]

    if not fitting:
        examples = first("month_first is null") + first("day_first is null")
        return Found(question=f"no one order reads all dates, such as {' and '.join(dict.fromkeys(examples))}; {how}.")
    is_dotted = connection.execute(f"select bool_and(regexp_matches(given, '{DOTTED}')) from written").fetchone()[0]
    if is_dotted and "day_first" in fitting and len(fitting) > 1:
        print(f"  {label}: '{column.heading}' is read with the day first, as dates with dots are written", flush=True)
        return Found(reading(column, "day_first"))
    if doubtful := first(" or ".join(f"{fitting[0]} <> {order}" for order in fitting), 2):
        question = f"{' and '.join(doubtful)} can be read in two ways; {how}."
        return Found(question=question, possible=tuple(fitting))
    if example := first("true"):
        order = f"is read with the {fitting[0].replace('_', ' ')}, as" if len(fitting) == 1 else "holds dates such as"
        print(f"  {label}: '{column.heading}' {order} {example[0]}", flush=True)
    return Found(reading(column, fitting[0]), proven=fitting[0] if len(fitting) == 1 else None)
