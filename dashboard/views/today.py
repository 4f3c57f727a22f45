"""Today: who to call, why now, by when."""

from datetime import datetime

import streamlit as st

from dashboard.download import DOWNLOADED, as_csv
from dashboard.marts import Marts, Row
from dashboard.page import any_of, empty, full_name, page, table, text

CARDS = 8
ROWS = 500
QUEUE, QUALIFIED = "sales_queue as q", "qualified_leads as l"
# What each list is of, what is joined to it, its rows, and the column that names its leads.
LISTS = {
    "To call today": (QUEUE, QUALIFIED, "q.turn = 'today'", "q.lead_id"),
    "Waiting": (QUEUE, QUALIFIED, "q.turn = 'waits'", "q.lead_id"),
    "All qualified": (QUALIFIED, QUEUE, "true", "l.lead_id"),
}
ORDER = {
    "Each seller's own order": "q.place_in_queue nulls last, q.queue_rank, l.lead_rank",
    "Due first": "coalesce(q.act_by, l.act_by) nulls last, l.lead_rank nulls last, q.queue_rank",
    "Highest score": "coalesce(q.lead_score, l.lead_score) desc nulls last, l.lead_rank nulls last, q.queue_rank",
}
SELECTED = """
    coalesce(q.lead_id, l.lead_id) as lead_id,
    coalesce(q.first_name, l.first_name) as first_name,
    coalesce(q.last_name, l.last_name) as last_name,
    coalesce(q.job_title, l.job_title) as job_title,
    coalesce(q.company_name, l.company_name) as company_name,
    coalesce(q.company_domain, l.company_domain) as company_domain,
    l.email, l.phone,
    coalesce(q.owner_id, l.owner_id) as owner_id,
    l.lead_source,
    coalesce(q.stage, l.stage) as stage,
    coalesce(q.grade, l.grade) as grade,
    coalesce(q.lead_score, l.lead_score) as lead_score,
    l.qualified_by,
    coalesce(q.why_now_1, l.why_now_1) as why_now_1,
    coalesce(q.why_now_2, l.why_now_2) as why_now_2,
    l.why_them,
    coalesce(q.next_step, l.next_step) as next_step,
    coalesce(q.act_by, l.act_by) as act_by,
    q.is_breached and q.first_touch_at is null as is_breached, q.turn, q.waits_because,
    coalesce(q.contact_by, l.contact_by) as contact_by,
    coalesce(q.next_content, l.next_content) as next_content,
    coalesce(q.missing, l.missing) as missing
"""
COLUMNS = {
    "grade": "Grade",
    "lead_score": "Score",
    "first_name": "First name",
    "last_name": "Last name",
    "job_title": "Job title",
    "company_name": "Company",
    "why_now_1": "Why now",
    "why_them": "Why them",
    "next_step": "Next step",
    "act_by": st.column_config.DatetimeColumn("By when (UTC)", format="ddd D MMM, HH:mm"),
    "owner_id": "Owner",
    "lead_source": "Source",
    "qualified_by": "Rules",
    "contact_by": "Contact by",
    "email": "E-mail",
    "phone": "Phone",
    "missing": "Missing",
    "lead_id": "Lead",
}


def name(lead: Row) -> str:
    """Who it is, in the best words that there are."""
    return full_name(lead) or str(lead["company_domain"] or lead["lead_id"])


def due(act_by: datetime | None, is_breached: bool | None) -> str:
    """By when, as a time: how long that is from now depends on when the page is read."""
    if act_by is None:
        return "No date"
    return f"{'Overdue since' if is_breached else 'By'} {act_by:%a} {act_by.day} {act_by:%b, %H:%M}"


def numbers(marts: Marts) -> None:
    """How much there is to do, over all sellers."""
    found = marts.row("""
        select
            count(*) as today,
            coalesce(sum(case when hand_raiser then 1 else 0 end), 0) as asked,
            coalesce(sum(case when is_breached and first_touch_at is null then 1 else 0 end), 0) as overdue,
            coalesce(sum(case when owner_id is null then 1 else 0 end), 0) as unowned
        from sales_queue
        where turn = 'today'
    """)
    waiting = marts.row("select count(*) as leads from sales_queue where turn = 'waits'")["leads"]
    with st.container(horizontal=True, key="numbers"):
        st.metric("To call today", f"{found['today']:,}", border=True)
        st.metric("Asked to talk", f"{found['asked']:,}", border=True)
        st.metric("Overdue", f"{found['overdue']:,}", border=True)
        st.metric("Without an owner", f"{found['unowned']:,}", border=True)
        st.metric("Waiting for their turn", f"{waiting:,}", border=True)


def filters(marts: Marts) -> tuple[list[str], list[object]]:
    """The filters; a condition for each that is used, and their values."""
    with st.container(key="filters"):
        finding, *columns = st.columns(5)
    wanted = finding.text_input("Find", placeholder="Name, company, e-mail, id")
    options = {
        "owner_id": "select distinct owner_id from sales_queue order by 1",
        "lead_source": "select distinct lead_source from qualified_leads order by 1",
        "grade": "select distinct grade from qualified_leads order by 1",
        "rule": "select distinct qualified_by from qualified_leads",
    }
    found = {column: marts.options(query) for column, query in options.items()}
    rules = sorted({rule for rules in found["rule"] for rule in rules.split(", ")})
    owners = columns[0].multiselect("Owner", ["(nobody)", *found["owner_id"]], placeholder="Everybody")
    sources = columns[1].multiselect("Source", found["lead_source"], placeholder="Every source")
    grades = columns[2].multiselect("Grade", found["grade"], placeholder="Every grade")
    held = columns[3].multiselect("Rule", rules, placeholder="Every rule")

    conditions, values = [], []
    if owners:
        one_of, given = any_of("coalesce(q.owner_id, l.owner_id)", [owner for owner in owners if owner != "(nobody)"])
        nobody = "coalesce(q.owner_id, l.owner_id) is null"
        conditions.append(nobody if not given else f"({one_of} or {nobody})" if "(nobody)" in owners else one_of)
        values += given
    for column, picked in {"l.lead_source": sources, "coalesce(q.grade, l.grade)": grades}.items():
        if picked:
            one_of, given = any_of(column, picked)
            conditions.append(one_of)
            values += given
    if held:
        conditions.append("(" + " or ".join(["position(? in concat(', ', l.qualified_by, ', ')) > 0"] * len(held)) + ")")
        values += [f", {rule}, " for rule in held]
    if wanted.strip():
        conditions.append(
            "position(lower(?) in lower(concat(l.first_name, ' ', l.last_name, ' ', l.company_name, ' ', l.email, ' ', "
            "q.company_domain, ' ', coalesce(q.lead_id, l.lead_id)))) > 0"
        )
        values.append(wanted.strip())
    return conditions, values


def card(place: int, lead: Row) -> None:
    """One lead: grade and score, who, why, and what to do by when; style.css knows them by their order."""
    with st.container(border=True, key=f"card-{place}"):
        grade, who, why, step = st.columns([1, 3, 5, 3])
        with grade:
            text(lead["grade"], f"{lead['lead_score']} points")
        with who:
            text(name(lead), lead["job_title"], lead["company_name"] or lead["company_domain"])
        with why:
            text(lead["why_now_1"] or "No reason of engagement or intent", lead["why_now_2"], lead["why_them"])
        with step:
            text(due(lead["act_by"], lead["is_breached"]), lead["next_step"], lead["waits_because"])
            if st.button(f"Open lead {place}", key=f"open-{place}", icon=":material/open_in_new:"):
                st.switch_page("views/lead.py", query_params={"lead": lead["lead_id"]})


def show(marts: Marts) -> None:
    numbers(marts)
    lists = st.container(horizontal=True, vertical_alignment="bottom", key="lists")
    chosen = lists.segmented_control("List", list(LISTS), default="To call today", required=True)
    table_of, other, rows, key = LISTS[chosen]
    conditions, values = filters(marts)
    tables, condition = f"{table_of} left join {other} on q.lead_id = l.lead_id", " and ".join([rows, *conditions])
    # A lead is in either table once: the other one is joined only for a filter.
    counted = tables if conditions else table_of
    number = marts.row(f"select count(*) as leads from {counted} where {condition}", values)["leads"]
    if not number:
        empty("No lead is on this list with these filters. Take a filter away, or look at another list.")
        return
    with lists:
        view = st.segmented_control("Show as", ["Cards", "Table"], default="Cards", required=True)
        order = st.selectbox("Order", list(ORDER), width=220)
        query = f"select {SELECTED} from {tables} where {condition} order by {ORDER[order]}"
        pages = -(-number // CARDS)
        first = st.number_input(f"Page, 1 to {pages:,}", 1, pages, width=150) if view == "Cards" and pages > 1 else 1
        st.download_button(
            "Download",
            lambda: as_csv(query, values),
            "leads.csv",
            "text/csv",
            on_click="ignore",
            icon=":material/download:",
            help=f"The leads listed as a CSV file, up to {DOWNLOADED:,}",
        )
    if view == "Table":
        found = marts.frame(f"{query} limit {ROWS}", values)
        table(found, COLUMNS, "The leads listed, one row each", height=620)
        st.caption(f"{len(found):,} of {number:,} leads. The download has up to {DOWNLOADED:,}.")
        return
    offset = (first - 1) * CARDS
    # Ids first: to sort all that is shown of every lead takes twice as long.
    ids = f"select {key} from {tables} where {condition} order by {ORDER[order]} limit {CARDS} offset {offset}"
    shown = f"select {SELECTED} from {tables} where {key} in ({ids}) order by {ORDER[order]}"
    for place, lead in enumerate(marts.rows(shown, values), offset + 1):
        card(place, lead)
    st.caption(f"Leads {offset + 1:,} to {min(offset + CARDS, number):,} of {number:,}.")


page("Today", "Who to call, why now, and by when", show)
