"""What a run prints: the day scored, what became of the raw rows, the stages, and the ten best leads with their reasons."""

import textwrap
from collections.abc import Callable, Sequence

from lead_scoring.layout import number, table
from lead_scoring.warehouse import Row, ask

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
select lead_id, dimension, reason, points
from lead_score_reasons
where lead_id in (select lead_id from qualified_leads where lead_rank <= 10)
order by lead_id, case dimension when 'intent' then 1 when 'engagement' then 2 else 3 end, points desc, criterion
"""
UNLISTED = """
select count(*) as leads
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
        when 'drift' then 6
        else 7
    end,
    subject
"""


def heading(lead: Row) -> str:
    person = " ".join(str(lead[name]) for name in ("first_name", "last_name") if lead[name]) or "(no name)"
    work = " at ".join(str(lead[name]) for name in ("job_title", "company_name") if lead[name])
    one_line = " ".join(f"{person}, {work}".split() if work else person.split())
    return textwrap.shorten(one_line, 70, placeholder=" ...")


FEW = 5


def describe(lead: Row, reasons: Sequence[Row]) -> str:
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
    lines += [f"     {row['points']:+4d} {row['dimension']:<10} {row['reason']}" for row in reasons]
    return "\n".join(lines)


def print_summary(ask: Callable[[str], list[Row]] = ask) -> None:
    """Print the summary of a warehouse; `ask` gives the rows of a query on its marts."""
    leads, reasons = ask(LEADS), ask(REASONS)
    (as_of,) = (row["as_of"] for row in ask("select max(as_of) as as_of from load_reconciliation"))
    (unlisted,) = (row["leads"] for row in ask(UNLISTED))

    print(f"\nScored as of {as_of:%A %Y-%m-%d %H:%M} UTC\n")
    header = ["raw rows", "in", "used", "duplicate", "rejected", "not yet", "older", "erased"]
    print(table(header, [list(row.values()) for row in ask(ROWS)]))
    print("\n" + table(["stage", "leads"], [list(row.values()) for row in ask(STAGES)]))
    if leads:
        print("\nThe ten best leads: who asked to talk and has no answer, then who is ready for sales, then by score.")
        print("The letter of the grade is fit (U: we do not know them), the digit engagement and intent, 1 the most.")
    elif not unlisted:
        print("\nNo lead is qualified. The stages above show how far they came.")
    for lead in leads:
        print("\n" + describe(lead, [row for row in reasons if row["lead_id"] == lead["lead_id"]]))
    if unlisted:
        print(
            f"\nQualified and not listed, because they have neither e-mail nor phone: {number(unlisted)}. "
            "VARS='include_anonymous_leads: true' lists them."
        )
    if warnings := ask(WARNINGS):
        print("\nLook at these")
        criteria = [row["warning"] for row in warnings if row["topic"] == "criterion"]
        for warning in [row["warning"] for row in warnings if row["topic"] != "criterion"] + criteria[:FEW]:
            print(textwrap.fill(warning, 110, initial_indent="  - ", subsequent_indent="    "))
        if more := criteria[FEW:]:
            print(f"  - and {len(more)} more criteria that nobody, everybody or the same leads meet: see run_warnings.")
