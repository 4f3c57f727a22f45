"""Numbers as files write them, to plain ones. The decimal mark of a column is found from all of its values."""

from dataclasses import replace

import duckdb

from lead_scoring.load import quoted, scaled
from lead_scoring.load.columns import Column, Found, Reading, how_to_set, with_steps
from lead_scoring.load.currencies import code_of, sign_of, without_currency
from lead_scoring.load.digits import DECIMAL, MARKS, WHOLE, plain

# Before a number of JSON: its point is a decimal mark, whatever the texts beside it say.
PROVEN = "\x1e"

DIGITS = "[0-9][0-9., ']*"

# What says one thing only, as staging reads it.
PLAIN = f"{PROVEN}.*|[+-]?(?:[0-9]*|0[.][0-9]+|[0-9]+[.](?:[0-9]{{1,2}}|[0-9]{{4,}})|[0-9]{{4,}}[.][0-9]+)"
PLAIN_SIZE = "[0-9]*(?: ?- ?[0-9]+| ?[+]| or more)?|[0-9]+[.]0{1,2}"


def amount_pattern(mark: str) -> str:
    """An amount without its currency: a sign before or behind it, brackets for a minus, or a dash for no cents."""
    whole, decimal = WHOLE[mark], DECIMAL[mark]
    number = f"(?:{whole}(?:{decimal}[0-9]+)?|{decimal}[0-9]+|[0-9]+(?:{decimal}[0-9]+)?e[+-]?[0-9]{{1,2}})"
    return f"[(] ?{number} ?[)]|[+-]? ?{number}|{number} ?-|{whole}{decimal} ?-{{1,2}}"


def size_pattern(mark: str) -> str:
    """How many people: a number or a range. People are counted whole, and a range has no decimals at all."""
    whole, decimal = WHOLE[mark], DECIMAL[mark]
    return f"(?:{whole}(?:{decimal}0+)?|{whole} ?(?:-|to) ?{whole}|{whole}(?: ?[+]| or more))(?: (?:employees|people))?"


PATTERNS = {mark: (quoted(amount_pattern(mark)), quoted(size_pattern(mark))) for mark in MARKS}


def has_parts(column: Column) -> bool:
    return column.short_name in (*scaled.MONEY, *scaled.BOUNDED)


def is_size(column: Column) -> bool:
    return column.short_name == "employee_count"


# Spaces that do not break, typographic apostrophes, and dashes.
SPELLINGS = {" ": "\t\n\r\u00a0\u2007\u2009\u202f", "'": "\u2018\u2019`\u00b4", "-": "\u2010\u2011\u2012\u2013\u2014\u2212"}


def words(cell: str) -> str:
    """The SQL of a cell in lower case, each of its spaces, apostrophes and dashes the plain one."""
    spelled = "".join(SPELLINGS.values())
    meant = "".join(sign * len(spellings) for sign, spellings in SPELLINGS.items())
    return f"lower(trim(translate({cell}, {quoted(spelled)}, {quoted(meant)})))"


def steps_of(column: Column) -> tuple[tuple[str, str], ...]:
    """What all readings of a column begin with: a number as it is written without its currency, and the digits in it."""
    bare, digits = (f"{step}_of_{column.short_name}" for step in ("bare", "digits"))
    if is_size(column):
        written = words(column.cell)
    else:
        # Most amounts need no more, and this is quick.
        usual = f"regexp_full_match({column.cell}, '[+-]?[$€£]? ?[0-9][0-9.,]* ?[$€£]?')"
        quick = f"trim(replace(replace(replace({column.cell}, '$', ''), '€', ''), '£', ''))"
        written = f"case when {usual} then {quick} else {without_currency(words(column.cell))} end"
    steps = (bare, written), (digits, f"regexp_extract({bare}, {quoted(f'[.,]?{DIGITS}(?:e[+-]?[0-9]+)?')})")
    return (*steps, *scaled.steps_of(bare, column.short_name)) if has_parts(column) else steps


def number(column: Column, mark: str) -> str:
    """The SQL of a number in one reading, after the steps; null where it is none."""
    if not has_parts(column):
        return in_digits(column, mark)
    return f"coalesce({in_digits(column, mark)}, {scaled.scaled(column.short_name, mark)})"


def in_digits(column: Column, mark: str) -> str:
    """The SQL of a number that is written in digits, after the steps."""
    (bare, _), (digits, _), *_ = steps_of(column)
    amount, size = PATTERNS[mark]
    found = plain(digits, mark)
    if is_size(column):
        most = plain(f"regexp_extract({bare}, {quoted(f'(?:-|to) ?({DIGITS})')}, 1)", mark)
        behind = (
            f"case when regexp_matches({bare}, '[+]| or more') then '+' when {most} <> '' then '-' || {most} else '' end"
        )
        return f"case when regexp_full_match({bare}, {size}) then {found} || {behind} end"
    powers = f"regexp_replace(cast(try_cast({found} as decimal(28, 6)) as varchar), '[.]?0+$', '')"
    minus = f"case when regexp_matches({bare}, '^[(-]|[^.,-]-$') then '-' else '' end"
    nought = f"case when starts_with({found}, '.') then '0' else '' end"
    read = f"case when contains({digits}, 'e') then {powers} else {nought} || {found} end"
    return f"case when regexp_full_match({bare}, {amount}) then {minus} || {read} end"


def reading(column: Column, mark: str) -> Reading:
    """How a column lands: what cannot be read stays as it was written. What only the other mark reads is clear by itself."""
    other = MARKS[mark == "point"]
    read = f"coalesce({number(column, mark)}, {number(column, other)}, {as_written(column.cell)})"
    return Reading(steps_of(column), read)


def as_written(cell: str) -> str:
    return f"ltrim({cell}, '{PROVEN}')"


def currency(column: Column, told: str) -> Reading:
    """How the currency of an amount lands: what another column told, else the code that stands beside the amount."""
    sign = "sign_of_currency"
    return Reading(((sign, sign_of(f"lower(trim({column.cell}))")),), f"coalesce(nullif(trim({told}), ''), {code_of(sign)})")


def is_odd(column: Column) -> str:
    """The SQL of whether a cell is anything but a plain number."""
    return f"not regexp_full_match({column.cell}, {quoted(PLAIN_SIZE if is_size(column) else PLAIN)})"


def found_reading(connection: duckdb.DuckDBPyConnection, rows: str, column: Column, label: str) -> Found:
    """What the values of a column tell that is not all plain."""
    # Whether a mark reads a number depends on where it has zeros and marks, not on its other digits.
    # How an amount in thousands or a range is read may depend on all of its digits.
    shape = f"translate({column.cell}, '12345678', '99999999')"
    shape = f"case when regexp_matches({column.cell}, '(?i:[0-9] ?[bcklmt])') then {column.cell} else {shape} end"
    shapes = (
        f"(select min({column.cell}) as given from {rows} where not starts_with({column.cell}, '{PROVEN}') group by {shape})"
    )
    of_shape = replace(column, cell="given")
    read = f"""
        select given, {number(of_shape, "point")} as point, {number(of_shape, "comma")} as comma
        from {with_steps(shapes, [reading(of_shape, "point")])}
    """
    examples = [f"min([given, {mark}]) filter (where {mark} <> given)" for mark in MARKS]
    two_ways, by_point_only, by_comma_only, *examples = connection.execute(
        f"""
        select
            list(given order by given) filter (where point <> comma)[:2],
            min(given) filter (where comma is null and point is not null),
            min(given) filter (where point is null and comma is not null),
            {", ".join(examples)}
        from ({read})
        """
    ).fetchone()
    how = how_to_set("decimal_mark", column, "comma", "point")
    if by_point_only and by_comma_only:
        both = f"{quoted(by_point_only)} and {quoted(by_comma_only)}"
        return Found(question=f"no one decimal mark reads all numbers, such as {both}; {how}.")
    if two_ways and not by_point_only and not by_comma_only:
        question = f"{' and '.join(map(quoted, two_ways))} can be read in two ways; {how}."
        return Found(question=question, possible=MARKS)
    mark = "comma" if by_comma_only else "point"
    example = dict(zip(MARKS, examples, strict=True))[mark]
    proven = mark if by_point_only or by_comma_only else None
    if not example:
        return Found(proven=proven)
    print(f"  {label}: '{column.heading}' holds numbers such as {quoted(example[0])}, read as {example[1]}", flush=True)
    return Found(reading(column, mark), proven=proven)
