"""Data quality: what became of every raw row, what no lookup knows, what has moved, and how fresh it all is."""

import streamlit as st

from dashboard import charts
from dashboard.marts import Marts
from dashboard.page import amount, count, empty, page, share, table, text

FATES = ["used", "duplicate", "rejected", "not_yet", "older", "erased"]
SHOWN = 200


def loads(marts: Marts) -> None:
    """Every raw row is accounted for, and how old the newest is."""
    found = marts.frame("select * from load_reconciliation order by rows_in desc, raw_table")
    lost = int((found["rows_in"] - found[FATES].sum(axis=1)).abs().sum())
    warned = marts.row("select count(*) as warnings from run_warnings")["warnings"]
    with st.container(horizontal=True):
        st.metric("Raw rows", amount(found["rows_in"].sum()), border=True)
        st.metric("Not accounted for", amount(lost), border=True)
        st.metric("Rejected", amount(found["rejected"].sum()), border=True)
        st.metric("Warnings of the run", amount(warned), border=True)
        newest = found["days_since_newest"].min()
        st.metric("Newest row, days old", amount(newest, 1), border=True)
    st.subheader("What became of every raw row", anchor=False)
    columns = {
        "raw_table": "Raw table",
        "rows_in": count("Rows in"),
        "used": count("Used"),
        "duplicate": count("Duplicate"),
        "rejected": count("Rejected"),
        "not_yet": count("Not yet"),
        "older": count("Older"),
        "erased": count("Erased"),
        "newest_at": st.column_config.DatetimeColumn("Newest (UTC)", format="D MMM YYYY, HH:mm"),
        "days_since_newest": st.column_config.NumberColumn("Days old", format="%.1f"),
    }
    table(found, columns, "What became of the rows of each raw table")
    if lost:
        st.error(
            f"{lost:,} rows are not accounted for. Run make run again, and report it if they stay.", icon=":material/error:"
        )


def warnings(marts: Marts) -> None:
    st.subheader("What looks wrong though nothing failed", anchor=False)
    found = marts.rows(f"select topic, subject, warning from run_warnings order by topic, subject, warning limit {SHOWN}")
    if not found:
        st.success("The run has no warnings.", icon=":material/check_circle:")
    for place, row in enumerate(found):
        text(f"{row['topic']}: {row['warning']}", key=f"long-warning-{place}")


def rejected(marts: Marts) -> None:
    st.subheader("Rejected, and why", anchor=False)
    reasons = marts.frame(
        "select raw_table, reject_reason, count(*) as row_count from rejected_records "
        "group by raw_table, reject_reason order by 3 desc, 1, 2"
    )
    if reasons.empty:
        st.success("No raw row was rejected.", icon=":material/check_circle:")
        return
    why, rows = st.columns([2, 3])
    with why:
        table(
            reasons,
            {"raw_table": "Raw table", "reject_reason": "Reason", "row_count": count("Rows")},
            "Rejected rows by reason",
        )
    with rows:
        picked = st.selectbox("Rows of", ["Every table", *sorted(set(reasons["raw_table"]))])
        condition, values = ("true", []) if picked == "Every table" else ("raw_table = ?", [picked])
        found = marts.frame(
            "select raw_table, reject_reason, record_key, row_text from rejected_records "
            f"where {condition} order by 1, 2, 3, 4 limit {SHOWN}",
            values,
        )
        columns = {"raw_table": "Raw table", "reject_reason": "Reason", "record_key": "Id", "row_text": "The row as it came"}
        table(found, columns, f"Up to {SHOWN} rejected rows as they came")


def worst(marts: Marts, query: str, columns: dict[str, object], alt: str, fine: str) -> None:
    """The first rows of a query that finds what is wrong, or that it found nothing."""
    found = marts.frame(f"{query} limit {SHOWN}")
    if found.empty:
        st.success(fine, icon=":material/check_circle:")
    else:
        table(found, columns, alt)


def lookups(marts: Marts) -> None:
    unmapped, unread = st.columns(2)
    with unmapped:
        st.subheader("Words that no lookup knows", anchor=False)
        worst(
            marts,
            "select attribute, unmapped_value, leads_affected, row_count from unmapped_values "
            "order by leads_affected desc, row_count desc, attribute, unmapped_value",
            {
                "attribute": "Attribute",
                "unmapped_value": "Value",
                "leads_affected": count("Leads"),
                "row_count": count("Rows"),
            },
            "Values that no lookup knows, the most frequent first",
            "Every word is in a lookup.",
        )
        st.caption("What is added to seeds/lookups counts from the next run on.")
    with unread:
        st.subheader("Values that could not be read", anchor=False)
        worst(
            marts,
            "select raw_table, column_name, unreadable_rows, example from unreadable_values "
            "order by unreadable_rows desc, raw_table, column_name",
            {"raw_table": "Raw table", "column_name": "Column", "unreadable_rows": count("Rows"), "example": "Such as"},
            "Columns with values that could not be read",
            "Every value could be read.",
        )


def drift(marts: Marts) -> None:
    st.subheader("What has moved since the back-test", anchor=False)
    found = marts.frame(
        "select measure, share_then, share_now, stability_index, verdict from score_drift "
        "order by stability_index desc nulls last, measure"
    )
    if found.empty:
        empty("There is no back-test to compare with. make backtest FROM=… TO=…, then make run.")
        return
    columns = {
        "measure": "Measure",
        "share_then": share("Share then"),
        "share_now": share("Share now"),
        "stability_index": st.column_config.NumberColumn(
            "Stability index", format="%.3f", help="0 is the same; from 0.2 on it has moved"
        ),
        "verdict": "Verdict",
    }
    table(found, columns, "Drift of each score and criterion", height=300)


def runs(marts: Marts) -> None:
    st.subheader("Runs", anchor=False)
    found = marts.frame(
        f"select run_started_at, as_of, leads, qualified from run_history order by run_started_at desc limit {SHOWN}"
    )
    by_day = found.drop_duplicates("as_of")
    if len(by_day) > 1:
        charts.draw(
            charts.qualified(by_day), f"Qualified leads of {len(by_day)} moments scored; the table below has the runs."
        )
    columns = {
        "run_started_at": st.column_config.DatetimeColumn("Started (UTC)", format="D MMM YYYY, HH:mm"),
        "as_of": st.column_config.DatetimeColumn("Scored as of", format="D MMM YYYY, HH:mm"),
        "leads": count("Leads"),
        "qualified": count("Qualified"),
    }
    table(found, columns, "The last runs")


def show(marts: Marts) -> None:
    for part in (loads, warnings, rejected, lookups, drift, runs):
        part(marts)


page("Data quality", "Can the figures be trusted", show)
