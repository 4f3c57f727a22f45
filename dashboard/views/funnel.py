"""Funnel: how far leads come, how long it takes, and whether that changes."""

from itertools import pairwise

import pandas
import streamlit as st

from dashboard import charts
from dashboard.marts import Marts
from dashboard.page import amount, any_of, count, empty, money, page, percent, share, table

STAGES = {
    "leads": "Leads",
    "engaged": "Engaged",
    "mqls": "MQL",
    "sals": "SAL",
    "sqls": "SQL",
    "opportunities": "Opportunity",
    "customers": "Customer",
}
CUTS = {
    "Source": "lead_source",
    "Campaign": "campaign_id",
    "Company size": "size_band",
    "Industry": "industry",
    "Part in the purchase": "persona",
    "Kind of buyer": "buyer_type",
    "New or returning": "visitor_type",
}
SUMS = ", ".join(f"sum({stage}) as {stage}" for stage in STAGES)


def selected(marts: Marts) -> tuple[str, list[object]]:
    """The controls; a condition and its values."""
    months, sources, campaigns, young = st.columns([2, 2, 2, 1], vertical_alignment="bottom")
    created = [
        month.strftime("%Y-%m") for month in marts.options("select distinct created_month from lead_funnel order by 1 desc")
    ]
    month = months.multiselect("Created in", created, placeholder="Every month")
    source = sources.multiselect(
        "Source", marts.options("select distinct lead_source from lead_funnel order by 1"), placeholder="Every source"
    )
    campaign = campaigns.multiselect(
        "Campaign", marts.options("select distinct campaign_id from lead_funnel order by 1"), placeholder="Every campaign"
    )
    settled = young.toggle(
        "Settled only", help="Without months that ended less than 90 days ago: their figures will still rise"
    )
    conditions, values = ["not is_young" if settled else "true"], []
    for column, picked in {"lead_source": source, "campaign_id": campaign}.items():
        condition, given = any_of(column, picked)
        conditions.append(condition)
        values += given
    condition, given = any_of("created_month", [pandas.Timestamp(f"{picked}-01").date() for picked in month])
    return " and ".join([*conditions, condition]), [*values, *given]


def show(marts: Marts) -> None:
    condition, values = selected(marts)
    total = marts.row(f"select {SUMS}, sum(revenue) as revenue from lead_funnel where {condition}", values)
    if not total["leads"]:
        empty("No lead was created in these months, by these sources and campaigns. Take a filter away.")
        return
    with st.container(horizontal=True):
        st.metric("Leads", amount(total["leads"]), border=True)
        st.metric("Lead to MQL", percent(total["mqls"] / total["leads"]), border=True)
        st.metric("Lead to customer", percent(total["customers"] / total["leads"]), border=True)
        st.metric("Revenue", amount(total["revenue"]), border=True)
    st.subheader("How far they came", anchor=False)
    reached = [total[stage] for stage in STAGES]
    rates = [None, *(after / before if before else None for before, after in pairwise(reached))]
    funnel = pandas.DataFrame({"stage": STAGES.values(), "leads": reached, "rate": rates})
    funnel["label"] = [
        amount(leads) + (f" · {percent(rate, 0)} of the stage before" if place else "")
        for place, (leads, rate) in enumerate(zip(reached, rates, strict=True))
    ]
    said = ", ".join(f"{stage} {leads:,}" for stage, leads in zip(STAGES.values(), reached, strict=True))
    charts.draw(charts.bars(funnel, "leads", "stage", "Leads", "label", sort=list(STAGES.values())), f"Funnel: {said}.")

    st.subheader("Does it change?", anchor=False)
    rate = st.segmented_control("Rate", ["Lead to MQL", "Lead to customer"], default="Lead to MQL", required=True)
    column = "mqls" if rate == "Lead to MQL" else "customers"
    by_month = marts.frame(
        f"select created_month as month, 1.0 * sum({column}) / sum(leads) as rate, "
        "max(case when is_young then 1 else 0 end) as young, max(case when is_before_history then 1 else 0 end) as early "
        f"from lead_funnel where {condition} group by created_month order by 1",
        values,
    )
    charts.draw(
        charts.lines(by_month, "month", "rate", rate, percent=True), f"{rate} by month of creation, {len(by_month)} months."
    )
    if by_month["young"].any():
        st.caption("Months that ended less than 90 days ago will still rise.")
    if column == "mqls" and by_month["early"].any():
        last = by_month.loc[by_month["early"] == 1, "month"].max()
        st.caption(f"Until {last:%B %Y} the rate is too low: who was an MQL before stages were recorded is not known.")

    st.subheader("Where it is better or worse", anchor=False)
    cut = CUTS[st.selectbox("Tell apart by", list(CUTS), width=280)]
    parts = marts.frame(
        f"select {cut} as cut_value, {SUMS}, 1.0 * sum(mqls) / sum(leads) as to_mql, "
        f"1.0 * sum(customers) / sum(leads) as to_customer, "
        f"sum(revenue) as revenue from lead_funnel where {condition} group by {cut} order by 2 desc, 1 limit 200",
        values,
    )
    columns = {
        "cut_value": "Which",
        **{name: count(label) for name, label in STAGES.items()},
        "to_mql": share("Lead to MQL"),
        "to_customer": share("Lead to customer"),
    }
    table(parts, columns | {"revenue": money("Revenue")}, "The funnel of each part")

    st.subheader("How long a stage takes", anchor=False)
    stays = marts.frame(
        "select stage, left_stage, median_days_in_stage, p90_days_in_stage from stage_performance "
        "where cut_by = 'all' and left_stage > 0 order by stage_number"
    )
    if stays.empty:
        empty("No lead was seen leaving a stage yet. The history grows with every run; make replay records past days.")
        return
    columns = {
        "stage": "Stage",
        "left_stage": "Times left",
        "median_days_in_stage": "Median days",
        "p90_days_in_stage": "Nine of ten within (days)",
    }
    table(stays, columns, "Days in each stage, of all leads")


page("Funnel", "How far do leads come, and how long does it take", show)
