"""What a run prints: the day scored, what became of the raw rows, the stages, and the ten best leads with their reasons."""

import textwrap
from collections.abc import Sequence

from tools.layout import number, table
from tools.warehouse import fetch, open_warehouse

ROWS = """
select raw_table, rows_in, used, duplicate, rejected, not_yet, older, erased
from load_reconciliation
order by rows_in desc, raw_table
"""
STAGES = """
select stage, count(*) as leads
from lead_stages
group by stage
order by leads desc, stage
"""
LEADS = """
select lead_rank, lead_id, first_name, last_name, job_title, company_name, lead_score, grade, stage, qualified_by,
    hand_raiser, sales_ready, next_step, who_acts, act_by, as_of, contact_by, contact_note
from qualified_leads
order by lead_rank
limit 10
"""
REASONS = """
select dimension, reason, points
from lead_score_reasons
where lead_id = ?
order by case dimension when 'intent' then 1 when 'engagement' then 2 else 3 end, points desc, criterion
"""
UNLISTED = """
select count(*)
from lead_stages
where stage in ('mql', 'sal', 'sql') and lead_id not in (select lead_id from qualified_leads)
"""
WARNINGS = """
select topic, warning
from run_warnings
order by
    case topic
        when 'agreement' then 1
        when 'qualification' then 2
        when 'load' then 3
        when 'freshness' then 4
        when 'agreed_examples' then 5
        else 6
    end,
    subject
"""


def heading(lead: dict[str, object]) -> str:
    person = " ".join(str(lead[name]) for name in ("first_name", "last_name") if lead[name]) or "(no name)"
    work = " at ".join(str(lead[name]) for name in ("job_title", "company_name") if lead[name])
    one_line = " ".join(f"{person}, {work}".split() if work else person.split())
    return textwrap.shorten(one_line, 70, placeholder=" ...")


FEW = 5


def describe(lead: dict[str, object], reasons: Sequence[tuple[str, str, int]]) -> str:
    flags = [text for name, text in (("hand_raiser", "asked to talk"), ("sales_ready", "sales ready")) if lead[name]]
    standing = ", ".join([str(lead["stage"]), *flags])
    score = "not profiled" if lead["lead_score"] is None else f"{lead['lead_score']:>3} {lead['grade']}"
    lines = [
        f"{lead['lead_rank']:>3}. {score}  {heading(lead)}  [{lead['lead_id']}]",
        f"     {standing}; rule: {lead['qualified_by'] or 'accepted by sales'}",
    ]
    if lead["next_step"]:
        due = f", by {lead['act_by']:%a %Y-%m-%d %H:%M}" if lead["act_by"] else ", no working time to do it in"
        overdue = ", overdue" if lead["act_by"] and lead["act_by"] < lead["as_of"] else ""
        lines.append(f"     {lead['next_step']} ({lead['who_acts']}{due}{overdue})")
    lines.append(f"     contact by {lead['contact_by']}: {lead['contact_note']}")
    lines += [f"     {points:+4d} {dimension:<10} {reason}" for dimension, reason, points in reasons]
    return "\n".join(lines)


def print_summary() -> None:
    """Print the summary of the warehouse that the profile names."""
    with open_warehouse() as connection:
        leads = fetch(connection, LEADS)
        as_of = connection.execute("select max(as_of) from load_reconciliation").fetchone()[0]

        print(f"\nScored as of {as_of:%A %Y-%m-%d %H:%M} UTC\n")
        header = ["raw rows", "in", "used", "duplicate", "rejected", "not yet", "older", "erased"]
        print(table(header, connection.execute(ROWS).fetchall()))
        print("\n" + table(["stage", "leads"], connection.execute(STAGES).fetchall()))
        unlisted = connection.execute(UNLISTED).fetchone()[0]
        if leads:
            print("\nThe ten best leads: who asked to talk and has no answer, then who is ready for sales, then by score.")
            print("The letter of the grade is fit (U: we do not know them), the digit engagement and intent, 1 the most.")
        elif not unlisted:
            print("\nNo lead is qualified. The stages above tell how far they came.")
        for lead in leads:
            print("\n" + describe(lead, connection.execute(REASONS, [lead["lead_id"]]).fetchall()))
        if unlisted:
            print(
                f"\nQualified and not listed, for want of an e-mail or phone: {number(unlisted)}. "
                "VARS='include_anonymous_leads: true' lists them."
            )
        if warnings := connection.execute(WARNINGS).fetchall():
            print("\nLook at these")
            criteria = [warning for topic, warning in warnings if topic == "criterion"]
            for warning in [warning for topic, warning in warnings if topic != "criterion"] + criteria[:FEW]:
                print(textwrap.fill(warning, 110, initial_indent="  - ", subsequent_indent="    "))
            if more := criteria[FEW:]:
                print(f"  - and {len(more)} more criteria that nobody, everybody or the same leads meet: see run_warnings.")
