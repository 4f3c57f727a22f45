"""Charts with what reads well in light and dark. Texts of the data are values and labels, never titles or expressions."""

import altair as alt
import pandas
import streamlit as st

COLORS = {"fit": "#3b6fb6", "engagement": "#2a9d8f", "intent": "#e08e45", "limit": "#8d97a5"}
LOSS = "#c8555b"
MAIN = "#3b6fb6"
QUIET = "#8d97a5"
# No more ticks than a phone has room for.
AXIS = alt.Axis(tickCount=6)
DAYS = alt.Axis(format="%d %b", labelOverlap=True, tickCount=6)


def ink() -> str:
    """The colour of texts in a chart, as the theme of the page has it."""
    return "#e6eaf0" if st.context.theme.type == "dark" else "#1f2733"


def draw(chart: alt.Chart | alt.LayerChart, alt_text: str) -> None:
    """A chart over the whole width; `alt_text` is what a screen reader says of it."""
    st.altair_chart(chart, alt=alt_text)


def waterfall(reasons: pandas.DataFrame) -> alt.LayerChart:
    """Reasons (reason, points, kind, begins, ends) from 0 to the score, a bar each with its words above it."""
    y = alt.Y("place:O", axis=None, scale=alt.Scale(paddingInner=0, paddingOuter=0.1))
    colors = {kind: color for kind, color in (COLORS | {"takes points": LOSS}).items() if kind in set(reasons["kind"])}
    base = alt.Chart(reasons, height=44 * len(reasons) + 90).encode(y=y)
    bars = base.mark_bar(height=12, cornerRadius=3, yOffset=9).encode(
        x=alt.X("begins:Q", title="Points", scale=alt.Scale(domainMin=0, nice=True), axis=AXIS),
        x2="ends:Q",
        color=alt.Color(
            "kind:N",
            title=None,
            scale=alt.Scale(domain=list(colors), range=list(colors.values())),
            legend=alt.Legend(orient="top"),
        ),
        tooltip=[alt.Tooltip("reason:N", title="Reason"), alt.Tooltip("points:Q", title="Points")],
    )
    words = base.mark_text(
        align="left", baseline="middle", dy=-9, x=4, limit=alt.ExprRef("width - 8"), color=ink(), fontSize=13
    ).encode(text="label:N")
    return bars + words


def timeline(events: pandas.DataFrame) -> alt.Chart:
    """Events (occurred_at, kind, event, about, counts) as marks, a line for each kind."""
    return (
        alt.Chart(events, height=34 * events["kind"].nunique() + 80)
        .mark_circle(size=110, opacity=0.8)
        .encode(
            x=alt.X("occurred_at:T", title=None, axis=DAYS),
            y=alt.Y("kind:N", title=None),
            color=alt.Color(
                "counts:N",
                title=None,
                scale=alt.Scale(domain=["by a person", "by a program: counts for nothing"], range=[MAIN, QUIET]),
                legend=alt.Legend(orient="top", labelLimit=320),
            ),
            tooltip=[
                alt.Tooltip("occurred_at:T", title="When (UTC)", format="%d %b %Y %H:%M"),
                alt.Tooltip("event:N", title="What"),
                alt.Tooltip("about:N", title="About"),
            ],
        )
    )


def steps(scores: pandas.DataFrame) -> alt.LayerChart:
    """Scores (at, dimension, points) over time, each held until the next."""
    base = alt.Chart(scores, height=230).encode(
        x=alt.X("at:T", title=None, axis=DAYS),
        y=alt.Y("points:Q", title="Points", scale=alt.Scale(domain=[0, 100])),
        color=alt.Color(
            "dimension:N",
            title=None,
            scale=alt.Scale(domain=["score", "fit", "engagement", "intent"], range=[ink(), *list(COLORS.values())[:3]]),
            legend=alt.Legend(orient="top"),
        ),
        tooltip=[
            alt.Tooltip("at:T", title="Scored (UTC)", format="%d %b %Y %H:%M"),
            alt.Tooltip("dimension:N", title="Of"),
            alt.Tooltip("points:Q", title="Points"),
        ],
    )
    return base.mark_line(interpolate="step-after", strokeWidth=2) + base.mark_circle(size=45)


def names_by(rows: pandas.DataFrame, name: str, value: str) -> list[str]:
    """The names in the order of their values, the highest first."""
    return list(rows.sort_values(value, ascending=False)[name])


def bars(
    rows: pandas.DataFrame, value: str, name: str, title: str, label: str, sort: list[str] | None = None
) -> alt.LayerChart:
    """One bar a row, its words above it and `label`, a text, behind them; the same on a narrow page."""
    base = alt.Chart(rows, height=42 * len(rows) + 55).encode(
        y=alt.Y(f"{name}:N", axis=None, sort=sort or names_by(rows, name, value), scale=alt.Scale(padding=0.05))
    )
    bar = base.mark_bar(height=12, cornerRadius=3, yOffset=9, color=MAIN).encode(
        x=alt.X(f"{value}:Q", title=title, scale=alt.Scale(domainMin=0), axis=AXIS),
        tooltip=[alt.Tooltip(f"{name}:N", title="Of"), alt.Tooltip(f"{label}:N", title=title)],
    )
    words = {"baseline": "middle", "dy": -9, "color": ink(), "fontSize": 13}
    names = base.mark_text(align="left", x=2, limit=alt.ExprRef("width * 0.6"), **words).encode(text=f"{name}:N")
    values = base.mark_text(align="right", x=alt.ExprRef("width"), **words).encode(text=f"{label}:N")
    return bar + names + values


def lines(rows: pandas.DataFrame, x: str, y: str, title: str, percent: bool, color: str | None = None) -> alt.Chart:
    """A value over months; `color` names the column that tells lines apart."""
    chart = alt.Chart(rows, height=260).mark_line(point=True, strokeWidth=2)
    axis = alt.Axis(format=".0%" if percent else ",.0f")
    month = alt.Axis(format="%b %y", labelOverlap=True, tickCount=6)
    encoded = chart.encode(
        x=alt.X(f"{x}:T", title=None, axis=month), y=alt.Y(f"{y}:Q", title=title, axis=axis), tooltip=alt.Tooltip([x, y])
    )
    if not color:
        return encoded.encode(color=alt.value(MAIN))
    return encoded.encode(
        color=alt.Color(f"{color}:N", title=None, legend=alt.Legend(orient="top", columns=2, labelLimit=160))
    )


def intervals(rows: pandas.DataFrame, name: str, value: str, low: str, high: str, title: str) -> alt.LayerChart:
    """A dot with its 95 % interval a row, against the line of 1, which says nothing."""
    base = alt.Chart(rows, height=42 * len(rows) + 55).encode(
        y=alt.Y(f"{name}:N", axis=None, sort=names_by(rows, name, value))
    )
    # Of few leads an interval is so wide that the others could not be told apart beside it.
    scale = alt.Scale(domain=[0, min(8.0, float(rows[high].max()))], clamp=True)
    rule = base.mark_rule(strokeWidth=3, color=QUIET, yOffset=9).encode(
        x=alt.X(f"{low}:Q", title=title, scale=scale, axis=AXIS), x2=f"{high}:Q"
    )
    dot = base.mark_circle(size=110, color=MAIN, yOffset=9).encode(
        x=f"{value}:Q",
        tooltip=[
            alt.Tooltip(f"{name}:N", title="Criterion"),
            alt.Tooltip(f"{value}:Q", title="Lift", format=".2f"),
            alt.Tooltip(f"{low}:Q", title="from", format=".2f"),
            alt.Tooltip(f"{high}:Q", title="to", format=".2f"),
        ],
    )
    one = alt.Chart(pandas.DataFrame({"x": [1]})).mark_rule(strokeDash=[4, 4], color=LOSS).encode(x="x:Q")
    words = base.mark_text(align="left", baseline="middle", dy=-9, x=2, color=ink(), fontSize=13).encode(text=f"{name}:N")
    return rule + dot + one + words


def pairs(rows: pandas.DataFrame) -> alt.Chart:
    """Spend and revenue (channel, what, amount), two bars a channel."""
    return (
        alt.Chart(rows, height=20 * len(rows) + 80)
        .mark_bar(cornerRadius=2)
        .encode(
            x=alt.X("amount:Q", title=None, axis=alt.Axis(format="~s", tickCount=6)),
            y=alt.Y("channel:N", title=None, sort=None, axis=alt.Axis(labelLimit=130)),
            yOffset=alt.YOffset("what:N", sort=["spend", "revenue"]),
            color=alt.Color(
                "what:N",
                title=None,
                scale=alt.Scale(domain=["spend", "revenue"], range=[QUIET, MAIN]),
                legend=alt.Legend(orient="top"),
            ),
            tooltip=[
                alt.Tooltip("channel:N", title="Channel"),
                alt.Tooltip("what:N", title="What"),
                alt.Tooltip("amount:Q", format=",.2f"),
            ],
        )
    )


def by_points(rows: pandas.DataFrame, value: str, title: str, chosen: int, format: str) -> alt.LayerChart:
    """A value of each line (least_points), and where the chosen one lies."""
    base = alt.Chart(rows, height=240).encode(
        x=alt.X("least_points:Q", title="Points of engagement and intent from which on", scale=alt.Scale(nice=False)),
        y=alt.Y(f"{value}:Q", title=title, axis=alt.Axis(format=format)),
    )
    here = (
        alt.Chart(pandas.DataFrame({"x": [chosen]})).mark_rule(strokeDash=[4, 4], color=LOSS, strokeWidth=2).encode(x="x:Q")
    )
    return base.mark_line(color=MAIN, strokeWidth=2, point=True) + here


def qualified(runs: pandas.DataFrame) -> alt.Chart:
    """How many leads were qualified as of each moment scored (as_of, qualified)."""
    return (
        alt.Chart(runs, height=200)
        .mark_line(point=True, strokeWidth=2, color=MAIN)
        .encode(
            x=alt.X("as_of:T", title=None, axis=DAYS),
            y=alt.Y("qualified:Q", title="Qualified leads"),
        )
    )
