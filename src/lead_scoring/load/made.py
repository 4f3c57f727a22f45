"""Columns that a file of activities may lack: lists of form submissions and of visits number no rows and name no type."""

from collections.abc import Container, Sequence

from lead_scoring.load.tables import RawTable

ROW_ID = "activity_id"


def may_lack(table: RawTable, found: Container[str]) -> set[str]:
    """Required columns that a file with these columns of the contract may lack; the form or the page tells the type."""
    if table.name != "raw_activities":
        return set()
    return {ROW_ID, "activity_type"} if "form_name" in found or "page_url" in found else {ROW_ID}


def made(table: RawTable, found: Container[str], cells: Sequence[str], label: str) -> dict[str, str]:
    """The SQL of the id of an activity where a file has none, of all its cells as text; says so."""
    if ROW_ID in found or ROW_ID not in may_lack(table, found):
        return {}
    print(f"  {label} has no {ROW_ID}: rows alike in all columns are one activity", flush=True)
    values = ", ".join(f"coalesce({cell}, '')" for cell in cells)
    return {ROW_ID: f"md5(concat_ws('\x1f', {values}))"}
