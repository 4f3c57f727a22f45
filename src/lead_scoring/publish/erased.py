"""`make erased`: where the raw tables, which we may not change, still hold leads whose erasure was requested.

Some connectors keep a copy of what they read as a table: it is listed too, and goes with the rows at the source.
"""

import sys

import duckdb

from lead_scoring.layout import number, table
from lead_scoring.warehouse import Row, command, fetch, open_warehouse

# Ids of files come with white space around them.
STANDING = """
with

rows as (
    select 'raw_leads' as raw_table, source_system, lead_id from stg_lead_identifiers
    union all
    select 'raw_activities', source_system, trim(lead_id) from raw_activities
    union all
    select 'raw_sales_outcomes', source_system, trim(lead_id) from raw_sales_outcomes
    union all
    select 'raw_lead_links', lead_system, lead_id from stg_lead_links
    union all
    select 'raw_lead_links', same_system, same_as from stg_lead_links where same_emails is null
{copies}
),

erased as (
    select source_system, lead_id from int_erased_leads
    union
    select source_system, lead_id from int_addresses_as_ids
    where sha256(source_system || ' ' || lead_id) in (select record from int_erased_records)
)

select
    erased.source_system,
    erased.lead_id,
    coalesce(rows.raw_table, '(nowhere)') as raw_table,
    count(rows.raw_table) as row_count
from erased
left join rows on erased.source_system = rows.source_system and erased.lead_id = rows.lead_id
group by all
order by all
"""
# The tables that connectors build for speed, and the id of the lead in each.
COPIES = {
    "hubspot_leads": ("hubspot", "lead_id"),
    "hubspot_activities": ("hubspot", "lead_id"),
    "salesforce_tasks": ("salesforce", "'salesforce:' || who_id"),
    "salesforce_events": ("salesforce", "'salesforce:' || who_id"),
    "salesforce_members": ("salesforce", "'salesforce:' || who_id"),
    "salesforce_opportunities": ("salesforce", "'salesforce:' || who_id"),
    "web_events_visits": ("web_events", "'web_events:' || client_id"),
}
ROWS_OF_LEADS = "select count(*) as row_count from int_erased_lead_rows"


def lines(found: list[Row], rows_of_leads: int) -> list[str]:
    """What is printed: one line per lead and raw table that still holds it, and the rows that no id leads to."""
    if not found and not rows_of_leads:
        return ["No erasure is asked for."]
    named = sum(row["row_count"] for row in found if row["raw_table"] == "raw_leads")
    cells = [[row["source_system"], row["lead_id"], row["raw_table"], number(row["row_count"])] for row in found]
    printed = [table(["system", "lead", "still in", "rows"], cells)] if cells else []
    if rows_of_leads > named:
        printed.append(f"raw_leads has rows of erased leads without an id: {number(rows_of_leads - named)}.")
    if any(row["raw_table"] in COPIES for row in found):
        printed.append("The next run rebuilds from the source what a connector keeps as a table.")
    return [*printed, "Delete them at the source. Until then, each run leaves them out again."]


def standing(connection: duckdb.DuckDBPyConnection) -> list[Row]:
    """One row per erased lead and table that has rows of it, and how many."""
    held = {name for (name,) in connection.execute("select table_name from duckdb_tables()").fetchall()}
    copies = [
        f"    union all\n    select '{table}', '{system}', {lead} from {table}"
        for table, (system, lead) in COPIES.items()
        if table in held
    ]
    return fetch(connection, STANDING.format(copies="\n".join(copies)))


def main() -> None:
    with open_warehouse() as connection:
        (counted,) = fetch(connection, ROWS_OF_LEADS)
        print("\n".join(lines(standing(connection), counted["row_count"])))


if __name__ == "__main__":
    sys.exit(command(main))
