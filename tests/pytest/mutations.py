"""Raw rows spoiled at random: what exports, forms and people do to data, and what they do on purpose."""

import random
from collections.abc import Callable

Row = dict[str, str]
Tables = dict[str, list[Row]]

WORDS = [
    *["", " ", "\t", "\u00a0", "\u200b", "NULL", "null", "None", "n/a", "N/A", "-", "?", "unknown", "undefined", "#N/A", "[]", "{}"],
    *["=1+1", "=HYPERLINK(\"http://x.example\")", "+cmd|' /C calc'!A0", "@SUM(1)", "-2+3", "0x1F", "1e400", "-1e400", "NaN", "inf"],
    *["Robert'); drop table raw_leads; --", "' or '1'='1", "{{ ref('int_leads') }}", "{% raw %}", "$1", ":name", "%s", "%", "_", "\\"],
    *["\"", "\"\"\"", "'", "''", ",", ";", "a\tb", "one\ntwo", "one\r\ntwo", "a,b;c\td", "<script>alert(1)</script>", "../../etc/passwd"],
    *["🚀", "👩‍👩‍👧‍👦", "e\u0301", "ﬁ", "ß", "İstanbul", "שלום", "日本語", "\u202egnirts", "١٢٣", "１２３", "Ω≈ç√∫", "\ufeff", "\u2028"],
    *["\x1f", "a\x1fb", "\x0b", "\x0c", "\x1c", "\x85", "\x7f", "\ufffd", "\U0010ffff"],
    *["x" * 10_000, "🚀" * 2_500, "\"" * 5_000, " " * 10_000, "9" * 400, "1," * 500, "a@b." + "c" * 9_000],
    *["true", "false", "yes", "1", "0", "-1", "2147483648", "-9223372036854775809", "1.5", "1,5", "1.234,56", "1,234.56", "1e3", ".5", "5."],
    *["user@example.com", "USER@EXAMPLE.COM ", "user+tag@example.com", "a@b", "@", "mailto:a@b.com", "<a@b.com>", "a@b.com, c@d.com"],
    *["51-200", "10,001+", "200.0", "200 employees", "-5", "0", "1000000000000", "51 – 200", "VP", "C.E.O.", "sr. v.p., sales & marketing"],
]  # fmt: skip
MOMENTS = [
    *["0001-01-01", "0001-01-01T00:00:00+14:00", "9999-12-31", "9999-12-31T23:59:59.999999-14:00", "0000-01-01", "10000-01-01"],
    *["-0044-03-15", "1582-10-10", "1899-12-30", "1900-02-29", "1969-12-31 23:59:59", "1970-01-01", "2000-02-29", "2026-02-29", "2026-02-30"],
    *["2026-13-01", "2026-00-10", "2026-01-00", "2026-1-2", "26-01-02", "01/02/2026", "2.1.2026", "20260102", "2026-01-02T", "2026-01-02 25:00"],
    *["2026-01-02T24:00:00", "2026-01-02T23:59:60", "2026-01-02T10:00:00Z", "2026-01-02T10:00:00z", "2026-01-02T10:00:00 Z"],
    *["2026-01-02T10:00:00+02", "2026-01-02T10:00:00+0200", "2026-01-02T10:00:00-14:00", "2026-01-02T10:00:00+15:00", "2026-01-02T10:00"],
    *["2026-01-02T10:00:00.1", "2026-01-02T10:00:00.123456789", "2026-01-02T10:00:00,5", "2026-01-02  10:00:00", "2026-W01-5", "2026-002"],
    *["1767312000", "1767312000000", "46024", "46024.5", "infinity", "-infinity", "epoch", "now", "today", "yesterday", "Jan 2, 2026"],
    *["2026-03-02 07:59:59", "2026-03-02 08:00:00", "2026-03-02 08:00:01", "2026-03-02T09:59:59+02:00", "2025-03-02 08:00:00"],
]  # fmt: skip
IDS = {"same_as", "lead_id", "activity_id"}
DATES = {"created_at", "updated_at", "occurred_at", "spend_date", "requested_at"}


def spoiled(draw: random.Random, column: str, value: str) -> str:
    """One cell, changed in one of the ways in which cells go wrong."""
    ways: list[Callable[[], str]] = [
        lambda: draw.choice(WORDS),
        lambda: value + draw.choice(WORDS),
        lambda: f" {value}\u00a0",
        lambda: value.swapcase(),
        lambda: value[: draw.randrange(len(value) + 1)],
        lambda: f'"{value}"',
        lambda: "".join(chr(draw.choice([draw.randrange(32, 0x250), draw.randrange(0x2000, 0x3000)])) for _ in range(12)),
    ]
    if column in DATES:
        ways += [lambda: draw.choice(MOMENTS)] * 12
    return draw.choice(ways)()


def spoil(tables: Tables, records: int, seed: int) -> Tables:
    """So many spoiled copies of the rows, none of which names a lead, an address or an id of the rows themselves."""
    draw = random.Random(seed)
    dirt: Tables = {table: [] for table in tables}
    names = [f"spoiled-{number}" for number in range(records // 10)]
    for number in range(records):
        table = draw.choices(list(tables), [6, 8, 3, 1, 1, 1, 1])[0]
        row = dict(draw.choice(tables[table]))
        row |= {column: draw.choice(names) for column in IDS & row.keys()}
        row |= {column: f"{number}.{row[column]}" for column in ("email", "campaign_id", "content_id") if row.get(column)}
        for column in draw.sample(list(row), draw.choice([0, 1, 1, 2, 3, len(row)])):
            row[column] = spoiled(draw, column, row[column])
        dirt[table] += [row] * draw.choice([1, 1, 1, 1, 2, 3])
    for rows in dirt.values():
        draw.shuffle(rows)
    return dirt
