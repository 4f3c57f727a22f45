"""Criteria: who meets them, whether those who do buy, and what points a back-test would give them."""

import pandas
import streamlit as st

from dashboard import charts
from dashboard.marts import Marts, moment
from dashboard.page import empty, page, percent, share, table

GATE = "a gate, no points"
DIMENSIONS = ["fit", "engagement", "intent", "disqualification"]
QUERY = """
    with

    given as (
        select dimension, criterion, min(points) as least_points, max(points) as most_points
        from lead_score_reasons
        where criterion <> 'limit'
        group by dimension, criterion
    )

    select
        counts.dimension, counts.criterion, counts.leads_met, counts.leads_not_met, counts.leads_unknown,
        1.0 * counts.leads_met / nullif(counts.leads_met + counts.leads_not_met + counts.leads_unknown, 0) as share_met,
        1.0 * counts.leads_unknown
            / nullif(counts.leads_met + counts.leads_not_met + counts.leads_unknown, 0) as share_unknown,
        given.least_points, given.most_points,
        tested.lift, tested.lift_low, tested.lift_high, tested.leads_met as leads_met_then, tested.verdict,
        suggested.points_now, suggested.points_suggested, suggested.points_low, suggested.points_high,
        suggested.leads_met as leads_learnt_from
    from criterion_counts as counts
    left join given
        on counts.dimension = given.dimension and counts.criterion = given.criterion
    left join criterion_performance as tested
        on counts.dimension = tested.dimension and counts.criterion = tested.criterion
    left join suggested_points as suggested
        on counts.dimension = suggested.dimension and counts.criterion = suggested.criterion
    order by share_met desc nulls last, counts.dimension, counts.criterion
"""
SUGGESTED = """
    select
        max(suggested_at) as suggested_at,
        max(criteria_version) as criteria_version,
        (select max(exported.criteria_version) from crm_export as exported) as scored_by
    from suggested_points
"""


def points(criterion: pandas.Series) -> str:
    """The points that a criterion gives now, as few as and up to; the marts have those of leads that meet it."""
    least, most = criterion["least_points"], criterion["most_points"]
    if criterion["dimension"] == "disqualification":
        return GATE
    if pandas.isna(least):
        known = "" if pandas.isna(criterion["points_now"]) else f"{criterion['points_now']:.0f}, "
        return f"{known}nobody meets it"
    return f"{least:.0f}" if least == most else f"{least:.0f} to {most:.0f}"


def suggested(criterion: pandas.Series) -> str:
    """The points learnt with their interval, or why there are none."""
    if criterion["dimension"] == "disqualification":
        return GATE
    if pandas.isna(criterion["points_suggested"]):
        return "none yet"
    if criterion["leads_learnt_from"] == 0:
        return "nobody met it then"
    return f"{criterion['points_suggested']:.0f} ({criterion['points_low']:.0f} to {criterion['points_high']:.0f})"


def suggestion(marts: Marts) -> None:
    """Of when the points suggested are, and whether they are still about these criteria."""
    found = marts.row(SUGGESTED)
    if found["suggested_at"] is None:
        empty("No points are suggested yet. make backtest, then make suggest, then make run bring them here.")
    elif found["scored_by"] and found["scored_by"] != found["criteria_version"]:
        st.warning(
            "The points suggested are for other criteria than those of now. Run make backtest and make suggest again.",
            icon=":material/history:",
        )
    else:
        st.caption(f"Points suggested by make suggest on {moment(found['suggested_at'])}, with their 95 % intervals.")


def show(marts: Marts) -> None:
    criteria = marts.frame(QUERY)
    if criteria.empty:
        empty("There is no criterion. Add one to models/criteria, then make run.")
        return
    dimension = st.segmented_control("Of", ["All", *DIMENSIONS], default="All", required=True, format_func=str.capitalize)
    if dimension != "All":
        criteria = criteria[criteria["dimension"] == dimension]
    if criteria.empty:
        empty("No criterion is of this dimension.")
        return
    criteria = criteria.assign(now=criteria.apply(points, axis=1), suggested=criteria.apply(suggested, axis=1))
    columns = {
        "dimension": "Of",
        "criterion": "Criterion",
        "share_met": share("Met by"),
        "share_unknown": share("Unknown of", "Leads of whom we cannot tell"),
        "now": st.column_config.TextColumn("Points now", help="As leads that meet it have them; a gate shuts a lead out"),
        "suggested": st.column_config.TextColumn(
            "Points suggested", help="Learned from the last back-test, with the 95 % interval"
        ),
        "lift": st.column_config.NumberColumn(
            "Lift", format="%.2f", help="How much more often those who met it bought than all leads"
        ),
        "lift_low": st.column_config.NumberColumn("from", format="%.2f"),
        "lift_high": st.column_config.NumberColumn("to", format="%.2f"),
        "verdict": "Verdict",
    }
    table(criteria, columns, "Every criterion: share met, points now and suggested, lift", height=420)
    suggestion(marts)

    met, lift = st.columns(2, gap="large")
    with met:
        st.subheader("Who meets it", anchor=False)
        shown = criteria.assign(label=[percent(value) for value in criteria["share_met"]])
        charts.draw(
            charts.bars(shown, "share_met", "criterion", "Share of leads", "label"),
            "Share of leads that meet each criterion.",
        )
    with lift:
        st.subheader("Do those who meet it buy?", anchor=False)
        tested = criteria.dropna(subset=["lift"])
        if tested.empty:
            empty("No back-test has looked at these criteria. make backtest FROM=… TO=… does, then make run brings it here.")
        else:
            said = "Lift of each criterion with its 95 % interval, against the line of 1."
            charts.draw(charts.intervals(tested, "criterion", "lift", "lift_low", "lift_high", "Lift, 95 % interval"), said)
            st.caption("Left of the dashed line they buy less often than all leads, right of it more often.")


page("Criteria", "Who meets them, and do those who do buy", show)
