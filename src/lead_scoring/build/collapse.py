"""What a run is not published for until ACCEPT names it: what fell away since the published run, and what was rejected.

The query and the sentences are those of macros/publish/collapse.sql, which publishes on the other engines.
"""

import duckdb
from jinja2 import Environment

from lead_scoring.contract import COLUMNS
from lead_scoring.project import PROJECT
from lead_scoring.warehouse import WarehouseError

MACROS = PROJECT / "macros/publish/collapse.sql"
HIGHEST = {"collapse_below": 1, "rejected_at_most": 1, "collapse_least_fall": 1_000_000, "newest_day_may_move_back": 9000}


def accepted(text: str) -> list[str]:
    """The words that ACCEPT names. Raises ValueError with what to write instead."""
    words = [word.strip() for word in text.split(",") if word.strip()]
    known = ["all", "qualified_leads", *(f"raw_{table}" for table in COLUMNS)]
    if unknown := [word for word in words if word not in known]:
        raise ValueError(f"ACCEPT names {unknown[0]}; write one or more of {', '.join(known)}, with commas between.")
    return words


def refuse_collapse(
    connection: duckdb.DuckDBPyConnection, now: str, before: str, settings: dict[str, object], accept: list[str]
) -> None:
    """Raise WarehouseError unless what the marts behind `now` show beside those behind `before` may be published."""
    for name, highest in HIGHEST.items():
        if type(settings[name]) not in (int, float) or not 0 <= settings[name] <= highest:
            raise WarehouseError(f"{name} is {settings[name]}; write a number from 0 to {highest}.")
    macros = Environment(extensions=["jinja2.ext.do"]).from_string(MACROS.read_text(encoding="utf-8")).module
    found = connection.execute(macros.collapse_findings(now, before, settings)).fetchall()
    if refusal := macros.collapse_refusal(found, accept):
        raise WarehouseError(refusal.strip())
