"""Of one lead: what is missing to its next stage, and which step or segment was chosen for it by which rule."""

from datetime import datetime

from lead_scoring.explain.lead_rules import Condition, Lead, Part, nearest_first
from lead_scoring.layout import value_text, values_text
from lead_scoring.warehouse import Row, fetch

STEPS = """
select priority, applies_to, next_step, who_acts, within_hours, clock, counts_from
from next_step_rules
where lead_id = ? and applies and list_contains(?, applies_to)
order by priority, next_step
limit 1
"""
SEGMENTS = """
select priority, applies_to, segment, action
from nurture_rules
where lead_id = ? and applies and segment = ?
order by priority
limit 1
"""
FLAGS = ["hand_raiser", "sales_ready", "customer_is_back"]


def flags_of(stage: Row) -> list[str]:
    return [flag for flag in FLAGS if stage[flag]]


def step_of(lead: Lead, stage: Row) -> Row | None:
    """The rule that gives the lead its next step: the first that applies to its stage or to a flag it has."""
    # A lead that sales works on already is not called again because it is sales_ready.
    flags = [flag for flag in flags_of(stage) if flag != "sales_ready" or stage["stage"] == "mql"]
    rows = fetch(lead.connection, STEPS, [lead.row["lead_id"], [stage["stage"], *flags]])
    return rows[0] if rows else None


def segment_of(lead: Lead, stage: Row) -> Row | None:
    """The rule that gives the lead its nurture segment."""
    rows = fetch(lead.connection, SEGMENTS, [lead.row["lead_id"], stage["nurture_segment"]])
    return rows[0] if rows else None


def part_text(part: Part) -> str:
    """A part and what the lead has instead; of a bare column, the column and its value."""
    if part.measured is None and part.sql in part.values:
        return values_text(part.values)
    if part.measured is not None or len(part.values) == 1:
        value = part.measured if part.measured is not None else next(iter(part.values.values()))
        return f"{part.sql} (it is {value_text(value)})"
    return f"{part.sql} ({values_text(part.values)})" if part.values else part.sql


def missing_for(rules: list[Condition]) -> list[str]:
    """Each rule that is not met, the nearest first, with what fails."""
    return [f"{rule.block.name}: {'; '.join(part_text(part) for part in rule.failing)}" for rule in nearest_first(rules)]


def next_stage(lead: Lead, stage: Row, rules: list[Condition]) -> tuple[str, list[str]]:
    """A sentence on what the lead needs to come further, and the details under it."""
    row = lead.row
    match stage["stage"]:
        case "lead":
            return "To become engaged it needs one activity of engagement or intent; in the last 90 days it had none.", []
        case "engaged" if (
            stage["qualified_by"] and stage["expired_at"] and not is_after(row["refused_at"], stage["expired_at"])
        ):
            return (
                f"It meets {stage['qualified_by']}, but it was an MQL until {value_text(stage['expired_at'])} and left the "
                "list, since nobody touched it in time; to become an MQL again it needs an activity of intent since then.",
                [],
            )
        case "engaged" if stage["qualified_by"]:
            return (
                f"It meets {stage['qualified_by']}, but sales refused it on {value_text(row['refused_at'])}; "
                "to become an MQL it needs an activity of intent since then.",
                [],
            )
        case "engaged":
            return "To become an MQL it has to meet one of these rules, the nearest first:", missing_for(rules)
        case "mql":
            return "To become sal (sales accepted), sales records that it accepts the lead.", []
        case "sal":
            return "To become sql (confirmed by sales), a meeting is held, or sales records it as qualified.", []
        case "sql":
            return "To become an opportunity, sales records opportunity_created.", []
        case "opportunity":
            return "To become a customer, sales records the deal as won, or an order is placed.", []
        case "customer":
            return "It bought. It is called again when the flag customer_is_back is met; see the flags below.", []
        case "recycled":
            return recycled(row), []
        case "disqualified":
            return f"A gate is shut: {row['disqualification_reason']}. It stays out until that is no longer so.", []
        case "not_profiled":
            return "It objected to profiling: it has no scores and no stage until it takes that back.", []
    return "", []


def is_after(moment: datetime | None, other: datetime) -> bool:
    return moment is not None and moment > other


def recycled(row: Row) -> str:
    """Until when a refused lead rests, and what ends that before."""
    why = f"Sales refused it on {value_text(row['refused_at'])} ({row['refusal_reason']})."
    by_hand = "A new request to talk ends the rest at once." if row["hand_raise_ends_recycling"] else ""
    if row["recycled_until"] is None:
        return f"{why} No day ends its rest. {by_hand or 'Nothing else does.'}".strip()
    return (
        f"{why} It rests until {value_text(row['recycled_until'])}; after that, to become an MQL, it has to meet a rule "
        f"and show intent later than the refusal. {by_hand}"
    ).strip()
