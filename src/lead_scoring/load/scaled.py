"""Numbers in thousands, millions and billions, and bounds of numbers: `1.2M`, `2 Mio.`, `$1M - $10M`, `less than 10`."""

from lead_scoring.load import quoted
from lead_scoring.load.currencies import ANY, SCALES
from lead_scoring.load.digits import DECIMAL, MARKS, WHOLE, plain

ABOVE = "more than|over|above|from|>=?|\u2265"
BELOW = "less than|fewer than|under|below|up to|<=?|\u2264"
BEHIND = "[+]|or more|and more|or above|and above|or over|and over|plus"
DIGITS = "[0-9][0-9., ']*|[.,][0-9]+"
NUMBER = f"({DIGITS}) ?(?:({'|'.join(SCALES)})[.]?)?"
BETWEEN = f"(?: ?(?:{ANY})? ?(?:-|to|bis) ?({ANY})? ?{NUMBER})?"
# Currencies at the ends are gone before.
WRITTEN = f"^(|[(]?-|[(]|{ABOVE}|{BELOW}) ?(?:{ANY})? ?{NUMBER}{BETWEEN} ?([)]|{BEHIND})?(?: ?(?:employees|people))?$"
PARTS = ["begins", "low", "low_scale", "own", "high", "high_scale", "ends"]
# Only money is said in thousands and more without a range: a duration of 5m is minutes.
MONEY = ("amount", "amount_in_home_currency", "annual_revenue")
# What may be said by its bounds, and lands by the lower one.
BOUNDED = ("annual_revenue", "employee_count")


def steps_of(bare: str, name: str) -> tuple[tuple[str, str], ...]:
    """The parts of a cell that holds more than one plain number, null for all other cells, which are most; then its
    numbers as written, and their values, read with either decimal mark.
    """
    parts, digits, bounds = (f"{step}_of_{name}" for step in ("parts", "digits_in_parts", "bounds"))
    is_more = f"regexp_matches({bare}, '[a-z<>\u2264\u2265+]|[^ (] *-')"
    written, worth = {}, {}
    for mark in MARKS:
        low, high = (f"{digits}.{mark}_{end}" for end in ("low", "high"))
        shared = f"case when {parts}.own = '' then {parts}.high_scale else '' end"
        written[f"{mark}_low"] = exact(f"{parts}.low", f"{parts}.low_scale || {shared}", mark)
        written[f"{mark}_high"] = exact(f"{parts}.high", f"{parts}.high_scale", mark)
        # In `10-50M` both are millions; `$1-$10M` may begin with one dollar: nobody can tell.
        is_told = f"{parts}.low_scale <> '' or {low} >= 1000 or {low} = 0"
        scale = f"case when {is_told} then {parts}.low_scale when {parts}.own = '' then {parts}.high_scale end"
        worth[f"{mark}_low"] = f"{low} * {factor(scale)}"
        worth[f"{mark}_high"] = f"{high} * {factor(f'{parts}.high_scale')}"
    return (
        (parts, f"case when {is_more} then regexp_extract({bare}, {quoted(WRITTEN)}, {PARTS}) end"),
        (digits, packed(written)),
        (bounds, packed(worth)),
    )


def packed(columns: dict[str, str]) -> str:
    return f"struct_pack({', '.join(f'{name} := {sql}' for name, sql in columns.items())})"


def exact(digits: str, scale: str, mark: str) -> str:
    """The SQL of a number as it is written. Without a word for its size it has no decimals but cents."""
    whole, decimal = WHOLE[mark], DECIMAL[mark]
    in_digits = quoted(f"{whole}(?:{decimal}[0-9]{{2}})?")
    is_read = f"regexp_full_match(rtrim({digits}), {quoted(f'{whole}(?:{decimal}[0-9]+)?|{decimal}[0-9]+')})"
    is_read = f"({is_read} and ({scale} <> '' or regexp_full_match(rtrim({digits}), {in_digits})))"
    return f"case when {is_read} then try_cast({plain(digits, mark)} as decimal(28, 9)) end"


def factor(scale: str) -> str:
    words = ", ".join(f"{quoted(word)}: {factor}" for word, factor in {"": 1, **SCALES}.items())
    return f"cast((map {{{words}}})[{scale}] as decimal(10, 0))"


def scaled(name: str, mark: str) -> str:
    """The SQL of a plain number, or of the bounds of a size, after the steps; null where it is none."""
    begins, high, ends = (f"parts_of_{name}.{part}" for part in ("begins", "high", "ends"))
    least, most = (f"bounds_of_{name}.{mark}_{end}" for end in ("low", "high"))
    low, top = (f"regexp_replace(cast({value} as varchar), '[.]?0+$', '')" for value in (least, most))
    minus = f"case when {begins} = '' then '' else '-' end"
    alone = f"case when parts_of_{name}.low_scale <> '' then {minus} || {low} end"
    cases = f"when {high} = '' and {begins} in ('', '-', '(', '(-') and {ends} in ('', ')') then {alone}"
    if name in BOUNDED:
        is_size = name == "employee_count"
        between, below, above = (
            (f"{low} || '-' || {top}", f"'1-' || {low}", f"{low} || '+'") if is_size else (low, "'0'", low)
        )
        cases += f"""
            when {high} <> '' then case when {begins} = '' and {ends} = '' and {least} < {most} then {between} end
            when {ends} = '' and regexp_full_match({begins}, {quoted(BELOW)}) then {below}
            when {begins} = '' or {ends} = '' then {above}
        """
    return f"case when {least} is not null then case {cases} end end"
