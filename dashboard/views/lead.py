"""A lead: every reason and its points, what it did and when, its stages, and its score over time."""

import pandas
import streamlit as st

from dashboard import charts
from dashboard.marts import Marts, Row, moment
from dashboard.page import empty, full_name, isolated, joined, page, table, text

FOUND = 50
# What is published of a lead that is not on the list.
SEGMENTS = {
    "industry": "Industry",
    "size_band": "People in the company",
    "persona": "Part in the purchase",
    "buyer_type": "Kind of buyer",
    "visitor_type": "New or returning",
}
# Only qualified_leads has names; any other lead has its id.
SEARCH = f"""
    select lead_id, first_name, last_name, job_title, company_name, lead_rank
    from qualified_leads
    where position(lower(?) in lower(concat(first_name, ' ', last_name, ' ', company_name, ' ', email, ' ', lead_id))) > 0
    union all
    select lead_id, null, null, null, null, null
    from lead_scores
    where lead_id = ? and lead_id not in (select listed.lead_id from qualified_leads as listed)
    order by 6 nulls last, 1
    limit {FOUND}
"""


def label(lead: Row) -> str:
    """A lead as the list of a select box shows it, which shows plain text."""
    parts = (full_name(lead), joined(", ", lead, ("job_title", "company_name", "lead_id")))
    return ", ".join(filter(None, parts))[:200]


def choose(marts: Marts) -> str | None:
    """The id of the lead to show: the one that the address names, else the one picked, else the first of the list."""
    given = st.query_params.get("lead", "")
    finding, picking = st.columns(2)
    wanted = finding.text_input("Find a lead", given, placeholder="Name, company, e-mail or id", key=f"find-{given}").strip()
    leads = marts.rows(SEARCH, [wanted, wanted])
    if not leads:
        empty("No match. Try fewer words, or check the id.")
        return None
    exact = [place for place, lead in enumerate(leads) if lead["lead_id"] == wanted]
    names = {lead["lead_id"]: label(lead) for lead in leads}
    return picking.selectbox(
        f"{len(leads)} found" if len(leads) < FOUND else f"The first {FOUND} found",
        list(names),
        index=exact[0] if exact else 0,
        format_func=names.get,
    )


def who(marts: Marts, lead_id: str) -> Row:
    """Who it is, where it stands and what to do."""
    stands = marts.row(
        """
        select scores.*, stages.stage, stages.stage_since, stages.qualified_by, stages.missing
        from lead_scores as scores
        inner join lead_stages as stages on scores.lead_id = stages.lead_id
        where scores.lead_id = ?
        """,
        [lead_id],
    )
    listed = marts.rows("select * from qualified_leads where lead_id = ?", [lead_id])
    lead = listed[0] if listed else off_the_list(marts, lead_id)
    text(full_name(lead) or lead_id, key="lead-name")
    text(
        None if listed else "Not on the list of qualified leads. Only of those are names published; your CRM has this one.",
        " · ".join(
            f"{label}: {isolated(lead[part])}" for part, label in SEGMENTS.items() if lead.get(part) not in (None, "unknown")
        ),
        joined(", ", lead, ("job_title", "company_name", "country")),
        joined(" · ", lead, ("email", "phone")),
        key="long-about",
    )
    if not stands["is_profiled"]:
        empty("This lead objected to profiling: it has no scores and no reasons.")
        return stands
    with st.container(horizontal=True):
        for name, column in {
            "Score": "lead_score",
            "Fit": "fit_score",
            "Engagement": "engagement_score",
            "Intent": "intent_score",
        }.items():
            st.metric(name, stands[column], border=True, width=130)
        grade = stands["grade"] if str(stands["grade"]).isalnum() else "?"
        st.metric("Grade", grade, border=True, width=130)
    todo, why = st.columns(2)
    with todo:
        st.subheader("What to do", anchor=False)
        text(
            lead.get("next_step") or "Nothing is due",
            f"By {moment(lead['act_by'])}" if lead.get("act_by") else None,
            contact(lead["contact_by"], lead["contact_note"]) if lead.get("contact_by") else None,
            f"Next mail from {lead['next_contact_on']} on" if lead.get("next_contact_on") else None,
            f"Offer {lead['next_content']}" if lead.get("next_content") else None,
            f"Missing: {stands['missing']}" if stands["missing"] else None,
            f"Gate shut: {stands['disqualification_reason']}" if stands["disqualification_reason"] else None,
            key="long-todo",
        )
    with why:
        st.subheader("Where it stands", anchor=False)
        text(
            f"{stands['stage']} since {moment(stands['stage_since'])}",
            f"Rules: {stands['qualified_by']}" if stands["qualified_by"] else "No qualification rule holds",
            f"Owner: {lead['owner_id']}" if lead.get("owner_id") else "Nobody owns it",
            f"Source: {lead['lead_source']}" if lead.get("lead_source") else None,
            lead.get("leads_like_this"),
            key="long-stands",
        )
    return stands


def contact(contact_by: str, note: str) -> str:
    return f"Not to be contacted: {note}" if contact_by == "none" else f"Contact by {contact_by}: {note}"


def off_the_list(marts: Marts, lead_id: str) -> Row:
    """What the marts of all leads have of one that is not in qualified_leads: segments and what to do, and no name."""
    return marts.row(
        """
        select
            segments.*, crm.owner_id, coalesce(crm.next_step, nurture.action) as next_step, crm.act_by,
            nurture.contact_by, nurture.contact_note, nurture.next_content, nurture.next_contact_on
        from lead_segments as segments
        left join crm_export as crm on segments.lead_id = crm.lead_id
        left join nurture_queue as nurture on segments.lead_id = nurture.lead_id
        where segments.lead_id = ?
        """,
        [lead_id],
    )


def reasons(marts: Marts, lead_id: str, score: int) -> None:
    """Every reason and its points, which add up to the score; ties in the order of bytes, as engines differ in others."""
    st.subheader("Why this score", anchor=False)
    found = marts.frame(
        """
        select dimension, criterion, reason, points
        from lead_score_reasons
        where lead_id = ?
        order by
            case dimension when 'fit' then 1 when 'engagement' then 2 else 3 end,
            case when criterion = 'limit' then 1 else 0 end, points desc, criterion collate "C"
        """,
        [lead_id],
    )
    if found.empty:
        empty("No criterion is met: the score is 0.")
        return
    found["ends"] = found["points"].cumsum()
    found["begins"] = found["ends"] - found["points"]
    found["place"] = range(len(found))
    found["label"] = [
        f"{points:+d}  {isolated(reason)}"[:300] for points, reason in zip(found["points"], found["reason"], strict=True)
    ]
    kinds = found["dimension"].where(found["points"] > 0, "takes points").where(found["criterion"] != "limit", "limit")
    fall, listed = st.columns([3, 2], gap="medium")
    with fall:
        said = f"Waterfall of {len(found)} reasons that add up to {score} points; the table beside it has them all."
        charts.draw(charts.waterfall(found.assign(kind=kinds)), said)
    with listed:
        columns = {"points": st.column_config.NumberColumn("Points", width=60), "reason": "Reason", "criterion": "Criterion"}
        table(found, columns, "Every reason of the score with its points", height="content")
    st.caption(f"The points of these {len(found)} reasons add up to {found['points'].sum()}; the score is {score}.")


def timeline(marts: Marts, lead_id: str) -> None:
    """What it did, what it was sent and what sales recorded, in 90 days."""
    st.subheader("What happened in 90 days", anchor=False)
    events = marts.frame(
        "select occurred_at, kind, event, about, caught_by from lead_timeline where lead_id = ? order by event_number",
        [lead_id],
    )
    if events.empty:
        empty("Nothing is recorded here. Events are published of the leads on the list and in the sales queue only.")
        return
    program = events["caught_by"].notna()
    events["counts"] = program.map({True: "by a program: counts for nothing", False: "by a person"})
    charts.draw(charts.timeline(events), f"{len(events)} events over 90 days by kind; the table below has them all.")
    columns = {
        "occurred_at": st.column_config.DatetimeColumn("When (UTC)", format="D MMM YYYY, HH:mm"),
        "kind": "Kind",
        "event": "What",
        "about": "About",
        "caught_by": st.column_config.TextColumn("Made by a program", help="The rule that caught it; it counts for nothing"),
    }
    table(events, columns, "Every event, the latest first", height=260 if len(events) > 6 else "auto")


def history(marts: Marts, lead_id: str, now: Row) -> None:
    """Its stages, and its score over time, as runs recorded them."""
    st.subheader("Score and stages over time", anchor=False)
    found = marts.frame(
        """
        select recorded_at, stage, tipped_by, grade, lead_score, fit_score, engagement_score, intent_score
        from lead_stage_history
        where lead_id = ?
        order by recorded_at, recorded_as
        """,
        [lead_id],
    )
    points = {"lead_score": "score", "fit_score": "fit", "engagement_score": "engagement", "intent_score": "intent"}
    today = pandas.DataFrame([{"recorded_at": now["as_of"]} | {column: now[column] for column in points}])
    scores = pandas.concat([found[["recorded_at", *points]], today]).melt("recorded_at", var_name="of", value_name="points")
    scores = (
        scores.assign(dimension=scores["of"].map(points)).rename(columns={"recorded_at": "at"}).dropna(subset=["points"])
    )
    charts.draw(
        charts.steps(scores), f"The score and its parts over {len(found)} recorded changes; the table below has them all."
    )
    columns = {
        "recorded_at": st.column_config.DatetimeColumn("Recorded (UTC)", format="D MMM YYYY, HH:mm"),
        "stage": "Stage",
        "lead_score": "Score",
        "grade": "Grade",
        "tipped_by": "What triggered it",
    }
    table(found.iloc[::-1], columns, "Every recorded change of stage, grade or score, the latest first")
    st.caption("A row is recorded when the stage, a flag, the grade or the rules change, or the score moves by 5 or more.")


def show(marts: Marts) -> None:
    lead_id = choose(marts)
    if lead_id is None:
        return
    stands = who(marts, lead_id)
    if stands["is_profiled"]:
        reasons(marts, lead_id, stands["lead_score"])
        timeline(marts, lead_id)
        history(marts, lead_id, stands)


page("A lead", "Why this score, and what happened", show)
