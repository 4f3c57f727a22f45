"""Channels: what media spend brought."""

import pandas
import streamlit as st

from dashboard import charts
from dashboard.marts import Marts
from dashboard.page import amount, any_of, count, empty, money, page, percent, share, table

TOUCHES = {"First touch": "", "Last touch": "last_touch_"}


def query(touch: str, by: str, condition: str) -> str:
    """Sums by channel, campaign or month, divided after they are added up; without `by`, of all together."""
    # PostgreSQL divides decimals to fewer digits than DuckDB.
    spent = "cast(sum(spend) as double precision)"
    return f"""
        select
            {f"{by}," if by else ""}
            sum(spend) as spend, sum(leads) as leads, sum({touch}mqls) as mqls, sum({touch}sqls) as sqls,
            sum({touch}customers) as customers, sum({touch}revenue) as revenue,
            {spent} / nullif(sum(leads), 0) as cost_per_lead,
            {spent} / nullif(sum({touch}mqls), 0) as cost_per_mql,
            {spent} / nullif(sum({touch}customers), 0) as marketing_cac,
            sum({touch}revenue) / nullif({spent}, 0) as roas,
            (sum(gross_margin * {touch}revenue) - sum(spend)) / nullif({spent}, 0) as roi,
            sum(emails_delivered) as emails_delivered,
            1.0 * sum(emails_opened) / nullif(sum(emails_delivered), 0) as open_rate,
            1.0 * sum(emails_clicked) / nullif(sum(emails_delivered), 0) as click_rate,
            1.0 * sum(emails_clicked_as_recorded) / nullif(sum(emails_delivered), 0) as click_rate_as_recorded
        from channel_performance
        where {condition}
        {f"group by {by} order by 2 desc nulls last, 1 limit 300" if by else ""}
    """


def selected(marts: Marts) -> tuple[str, str, list[object]]:
    """The controls; whose touch counts, a condition and its values."""
    touches, months, channels = st.columns([2, 2, 2], vertical_alignment="bottom")
    touch = TOUCHES[touches.segmented_control("Credit goes to", list(TOUCHES), default="First touch", required=True)]
    held = [
        month.strftime("%Y-%m") for month in marts.options("select distinct month from channel_performance order by 1 desc")
    ]
    picked = months.multiselect("Month", held, placeholder="Every month")
    channel = channels.multiselect(
        "Channel", marts.options("select distinct channel from channel_performance order by 1"), placeholder="Every channel"
    )
    month_is, days = any_of("month", [pandas.Timestamp(f"{month}-01").date() for month in picked])
    channel_is, names = any_of("channel", channel)
    return touch, f"{month_is} and {channel_is}", [*days, *names]


def show(marts: Marts) -> None:
    touch, condition, values = selected(marts)
    total = marts.row(query(touch, "", condition), values)
    if total["leads"] is None:
        empty("Nothing was spent and no lead came in these months and channels. Take a filter away.")
        return
    with st.container(horizontal=True):
        st.metric("Media spend", amount(total["spend"]), border=True)
        st.metric("Customers", amount(total["customers"]), border=True)
        st.metric("Marketing CAC", amount(total["marketing_cac"]), border=True, help="Media spend only, for each customer")
        st.metric("ROAS", amount(total["roas"], 2), border=True, help="Revenue / spend")
        st.metric("ROI", percent(total["roi"]), border=True, help="(Gross profit - spend) / spend")
    by_channel = marts.frame(query(touch, "channel", condition), values)
    st.subheader("Spend and revenue by channel", anchor=False)
    money_of = pandas.concat(
        [by_channel[["channel"]].assign(what=what, amount=by_channel[what]) for what in ("spend", "revenue")]
    )
    charts.draw(charts.pairs(money_of), f"Spend and revenue of {len(by_channel)} channels; the table below has the figures.")
    columns = {
        "channel": "Channel",
        "spend": money("Spend"),
        "leads": count("Leads"),
        "mqls": count("MQLs"),
        "sqls": count("SQLs"),
        "customers": count("Customers"),
        "revenue": money("Revenue"),
        "cost_per_lead": money("Cost per lead"),
        "cost_per_mql": money("Cost per MQL"),
        "marketing_cac": money("Marketing CAC", "Media spend only, for each customer"),
        "roas": money("ROAS"),
        "roi": share("ROI"),
    }
    table(by_channel, columns, "Spend and what it brought, channel by channel")
    st.subheader("By campaign", anchor=False)
    campaigns = marts.frame(query(touch, "campaign_id", condition), values)
    table(
        campaigns,
        {"campaign_id": "Campaign", **{name: label for name, label in columns.items() if name != "channel"}},
        "By campaign",
    )

    st.subheader("Mail, with and without clicks by programs", anchor=False)
    if not total["emails_delivered"]:
        empty("No mail was delivered to these leads in the look-back, or none was loaded into raw_activities.")
        return
    with st.container(horizontal=True):
        st.metric("Delivered", amount(total["emails_delivered"]), border=True)
        st.metric("Clicked by people", percent(total["click_rate"]), border=True)
        st.metric(
            "Clicked as recorded", percent(total["click_rate_as_recorded"]), border=True, help="By people and programs"
        )
    mails = {
        "channel": "Channel",
        "emails_delivered": count("Delivered"),
        "open_rate": share("Opened", "Mail programs open mails by themselves: no measure of interest"),
        "click_rate": share("Clicked by people"),
        "click_rate_as_recorded": share("Clicked as recorded", "By people and programs"),
    }
    table(by_channel[by_channel["emails_delivered"] > 0], mails, "Mail rates, channel by channel")


page("Channels", "What did media spend bring", show)
