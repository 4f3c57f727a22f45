"""Lines: from which points on sales is to be called, and what each line brings and costs."""

import streamlit as st

from dashboard import charts
from dashboard.marts import Marts
from dashboard.page import amount, empty, money, page, percent, share, table

GROUPS = {
    "A": "Grade A",
    "B": "Grade B",
    "C": "Grade C",
    "D": "Grade D",
    "U": "Grade U, company not known",
    "rules": "Qualification rules",
}
COLUMNS = {
    "line": "Line",
    "leads_per_date": st.column_config.NumberColumn("Leads a date", format="%.1f"),
    "conversion_rate": share("Precision", "Share of the leads beyond the line that bought"),
    "customers_caught": share("Customers caught", "Share of all who bought that are beyond the line"),
    "expected_profit": money("Expected profit", "Of one date, by value_per_customer and cost_per_contact"),
    "leads_per_owner_and_week": st.column_config.NumberColumn("A seller and week", format="%.1f"),
    "fits_capacity": "Sales can call them",
    "verdict": "Verdict",
}


def show(marts: Marts) -> None:
    groups = marts.options("select distinct line_group from threshold_performance order by 1")
    if not groups:
        empty("No line was tested yet. make backtest FROM=… TO=… tests them on past dates, then make run brings them here.")
        return
    group = st.segmented_control(
        "Lines of", groups, default=groups[0], required=True, format_func=lambda name: GROUPS.get(name, "Other lines")
    )
    lines = marts.frame("select * from threshold_performance where line_group = ? order by least_points, line", [group])
    points = lines.dropna(subset=["least_points"])
    if len(points) > 1:
        slider(points)
    st.subheader("Every line", anchor=False)
    table(lines, COLUMNS, "Every line of the group with what it brings and costs")
    st.caption(
        "Of an average date of the last back-test. A line under 30 leads says too little; no line is drawn by itself."
    )


def slider(lines: object) -> None:
    """One line, picked by its points of engagement and intent: what it brings and costs, beside the others."""
    best = lines[lines["is_best_for_profit"].fillna(False).astype(bool)]
    steps = [int(points) for points in lines["least_points"]]
    start = int(best["least_points"].iloc[0]) if len(best) else steps[0]
    chosen = st.select_slider("Call from so many points of engagement and intent on", steps, value=start)
    line = lines[lines["least_points"] == chosen].iloc[0]
    with st.container(horizontal=True):
        st.metric("Leads a date", amount(line["leads_per_date"], 1), border=True)
        st.metric("Precision", percent(line["conversion_rate"]), border=True, help="Share of these leads that bought")
        st.metric("Customers caught", percent(line["customers_caught"]), border=True, help="Share of all who bought")
        st.metric("Expected profit", amount(line["expected_profit"]), border=True, help="Of one date")
        st.metric(
            "A seller and week",
            f"{amount(line['leads_per_owner_and_week'], 1)} of {amount(line['capacity_per_owner_and_week'], 1)}",
            border=True,
            help="Leads for each seller in a week, of those that a seller takes",
        )
    low, high = percent(line["conversion_rate_low"]), percent(line["conversion_rate_high"])
    fits = "Sales can call them all." if line["fits_capacity"] else "That is more than sales can call."
    st.caption(f"Precision between {low} and {high} (95 %), by {line['leads']:,} leads. {fits}")
    st.subheader("Expected profit and precision by line", anchor=False)
    profit, precision = st.columns(2)
    with profit:
        charts.draw(
            charts.by_points(lines, "expected_profit", "Expected profit", chosen, ",.0f"), "Expected profit of each line."
        )
    with precision:
        charts.draw(charts.by_points(lines, "conversion_rate", "Precision", chosen, ".0%"), "Precision of each line.")


page("Lines", "From which points on is a lead worth a call", show)
