"""Privacy requests of files that nobody can read, asked about before anything is built."""

from collections.abc import Iterable, Iterator, Sequence

import duckdb

from lead_scoring.contract import COLUMNS
from lead_scoring.load import quoted
from lead_scoring.load.models import model, rendered
from lead_scoring.project import PROJECT

JUDGED_BY = "models/staging/stg_privacy_request_records.sql"
WORDS = PROJECT / "seeds" / "lookups" / "privacy_request_words.csv"
LOOKUP = f"(from read_csv({quoted(str(WORDS))}, header = true, all_varchar = true))"


def with_lines(rows: Iterable[list[str]], lines: list[int]) -> Iterator[list[str]]:
    """Rows as they come; on which line of the file each begins is kept."""
    for cells in rows:
        lines.append(rows.begins_at())
        yield cells


def questions(connection: duckdb.DuckDBPyConnection, landed: str, label: str, lines: Sequence[int] = ()) -> Iterator[str]:
    """What to ask of requests that have landed, in the order of their file; `lines` of a text file."""
    columns = (*COLUMNS["privacy_requests"], "unreadable_line")
    # A file may lack columns. Which row of it one is goes through the model as its source system.
    lacking = ", ".join(f'null::varchar as "{name}"' for name in columns)
    texts = ", ".join(f'"{name}"::varchar as "{name}"' for name in columns)
    known = f"select {lacking} where false union all by name ({landed})"
    rows = f"(select row_number() over () as source_system, {texts} from ({known}))"
    judged = model(JUDGED_BY, {"raw_privacy_requests": rows, "privacy_request_words": LOOKUP})
    asked = (
        "select min(source_system), count(*), {{ why_request_is_unread() }} as why from judged"
        " where row_status = 'rejected' or unread_email is not null group by why order by 1"
    )
    for first, count, why in connection.execute(f"with judged as ({judged}) {rendered(asked, {})}").fetchall():
        place = f"line {lines[first - 1]}" if lines else f"row {first}"
        more = f", and {count - 1:,} more" if count > 1 else ""
        yield f"{label}, {place}{more}: the privacy request cannot be read: {why}."
