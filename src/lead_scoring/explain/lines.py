"""The explanation of a lead as lines of text, the important first."""

from lead_scoring.build.summary import heading
from lead_scoring.explain.lead_activities import FATE_NAMES, Activities
from lead_scoring.explain.lead_explanation import Explanation, Rule
from lead_scoring.explain.lead_score import Criterion, Dimension
from lead_scoring.explain.lead_stage import flags_of, part_text
from lead_scoring.layout import WIDTH, indented, table, value_text, values_text
from lead_scoring.meanings import COUNTED_FROM
from lead_scoring.warehouse import Row

ORDER = ["intent", "engagement", "fit"]
MARKS = {True: "yes", False: "no", None: "unknown"}
GATES = {"met": "shut", "not_met": "open", "unknown": "unknown"}
SIGNALS = {"negative": "against"}
NAME = 26


def lines(explained: Explanation, found: list[Row]) -> list[str]:
    """All lines, none longer than WIDTH unless a single word is. `found` is what the e-mail address or id found."""
    by_name = {dimension.name: dimension for dimension in explained.dimensions}
    printed = several(found) + who(explained) + what_next(explained) + near_misses(explained)
    for name in ORDER:
        printed += dimension_lines(by_name[name]) if name in by_name else []
    if "disqualification" in by_name:
        printed += gate_lines(by_name["disqualification"])
    printed += rule_lines("Qualification rules", explained.rules) + rule_lines("Flags", explained.flags)
    printed += activity_lines(explained.activities)
    if explained.changed:
        text = f"Changed in the files since the last make run, so run it again: {', '.join(explained.changed)}."
        printed += ["", indented(text, "", "")]
    return printed


def several(found: list[Row]) -> list[str]:
    if len(found) == 1:
        return []
    rows = [[row["lead_id"], row["stage"], value_text(row["lead_score"]), value_text(row["grade"])] for row in found]
    listed = table(["lead", "stage", "score", "grade"], rows, left=(0, 1))
    return [f"{len(found)} leads have this e-mail address; the first of these is explained.", listed, ""]


def who(explained: Explanation) -> list[str]:
    person, row = explained.person, explained.lead.row
    score = "not profiled, so there is no score"
    if row["lead_score"] is not None:
        points = " + ".join(f"{name} {row[f'{name}_score']}" for name in ("fit", "engagement", "intent"))
        score = f"grade {row['grade']}, score {row['lead_score']} = {points}"
    return [
        f"{heading(person)}  [{person['lead_id']}]",
        f"{person['email'] or 'no e-mail address'}; contact by {person['contact_by']}: {person['contact_note']}",
        f"Scored as of {row['as_of']:%A %Y-%m-%d %H:%M} UTC",
        "",
        f"Stage     {', '.join([person['stage'], *flags_of(person)])}; {score}",
    ]


def what_next(explained: Explanation) -> list[str]:
    printed = []
    if step := explained.step:
        due = explained.person["act_by"]
        by = f"by {due:%a %Y-%m-%d %H:%M}" if due else "no working time to do it in"
        clock = f"{step['within_hours']} {'hours' if step['clock'] == 'clock' else 'working hours'}"
        why = f"Step {step['priority']}, for {step['applies_to']}: within {clock} {COUNTED_FROM[step['counts_from']]}."
        printed.append(indented(f"{step['next_step']} ({step['who_acts']}, {by}). {why}", "Next step ", " " * 10))
    if segment := explained.segment:
        why = f"Segment {segment['segment']}, rule {segment['priority']}, for {segment['applies_to']}."
        printed.append(indented(f"{segment['action']}. {why}", "Nurture   ", " " * 10))
    if not printed:
        printed.append("Next step none: no step and no nurture rule applies to it.")
    sentence, details = explained.missing
    printed.append(indented(sentence, "Missing   ", " " * 10))
    return printed + [indented(detail, " " * 10, " " * 14) for detail in details]


def near_misses(explained: Explanation) -> list[str]:
    """Criteria that are half met, and rules of which one part fails, where those are not printed above already."""
    found = [
        f"{criterion.name} ({dimension.name}): {part_text(criterion.near)}"
        for dimension in explained.dimensions
        for criterion in dimension.criteria
        if criterion.near
    ]
    if explained.person["stage"] != "engaged" and not explained.person["qualified_by"]:
        short = [rule for rule in explained.rules if not rule.is_met and len(rule.enters.failing) == 1]
        found += [f"the rule {rule.name}: {part_text(rule.enters.failing[0])}" for rule in short]
    firsts = ["Near miss "] + [" " * 10] * len(found)
    return [indented(text, first, " " * 14) for text, first in zip(found, firsts, strict=False)]


def criterion_lines(first: str, name: str, text: str) -> list[str]:
    """A criterion's name and a text beside it, both behind a first column of 14 characters."""
    return [indented(text or "-", f"{first:<14}{name:<{NAME}}", " " * (14 + NAME))]


def dimension_lines(dimension: Dimension) -> list[str]:
    met = dimension.of_status("met")
    printed = ["", f"{dimension.name.capitalize()}: {dimension.score} of {dimension.max_points}"]
    for criterion in met:
        printed += criterion_lines(f"  met    {criterion.points:+4d}", criterion.name, criterion.reason)
        printed += criterion_lines("", "", values_text(criterion.values)) if criterion.values else []
    if dimension.limit:
        printed += criterion_lines(f"  limit  {dimension.limit:+4d}", "", dimension.limit_reason)
    terms = [criterion.points for criterion in met] + ([dimension.limit] if dimension.limit else [])
    added = " ".join([str(terms[0]), *(f"{'-' if term < 0 else '+'} {abs(term)}" for term in terms[1:])]) if terms else "0"
    printed.append(f"  sum    {dimension.score:4d}  = {added}" + ("" if dimension.adds_up else " (this does not add up)"))
    for criterion in dimension.of_status("unknown"):
        printed += criterion_lines("  unknown", criterion.name, values_text(criterion.values))
    nothing = []
    for criterion in dimension.of_status("not_met"):
        # 0, no and none: there is nothing to show of it but its name.
        if any(criterion.values.values()):
            printed += criterion_lines("  not met", criterion.name, values_text(criterion.values))
        else:
            nothing.append(criterion.name)
    if nothing:
        printed.append(indented(", ".join(nothing), "  not met, all values 0, no or none: ", " " * 14))
    return printed


def gate_lines(gates: Dimension) -> list[str]:
    def of(status: str) -> list[Criterion]:
        return gates.of_status(status)

    shut = of("met")
    printed = ["", f"Gates: {len(shut)} shut" if shut else "Gates: none is shut; one of which we do not know stays open"]
    for status, word in GATES.items():
        for gate in of(status):
            reason = f"{gate.reason}. " if gate.reason else ""
            printed += criterion_lines(f"  {word}", gate.name, reason + values_text(gate.values))
    return printed


def rule_lines(title: str, rules: list[Rule]) -> list[str]:
    printed = ["", title] if rules else []
    for rule in sorted(rules, key=lambda rule: not rule.is_met):
        printed.append(indented(f"{rule.name}: {rule.reason}", "  met      " if rule.is_met else "  not met  ", " " * 11))
        for part in rule.enters.parts:
            printed.append(indented(part_text(part), f"{'':11}{MARKS[part.holds]:<8} ", " " * 20))
        if not rule.enters.parts:
            printed.append(f"{'':11}{rule.enters.block.expressions['enters']}"[:WIDTH])
        own = [part for part in rule.stays.parts if part.sql not in {part.sql for part in rule.enters.parts}]
        # What it takes to stay is of no use to a lead that neither came in nor could stay.
        if own and (rule.is_met or rule.stays.holds):
            text = "; ".join(part_text(part) for part in own)
            printed.append(indented(text, f"{'':11}{MARKS[rule.stays.holds]:<8} to stay: ", " " * 20))
    return printed


def activity_lines(found: Activities) -> list[str]:
    counted = sum(row["number"] for row in found.counted)
    not_counted = found.rows_in - counted
    printed = ["", f"Activities: {found.rows_in:,} raw rows = {counted:,} counted + {not_counted:,} not counted"]
    if found.counted:
        rows = [
            [row["activity"], SIGNALS.get(row["signal"], row["signal"]), row["number"], row["days"], *last_and_weight(row)]
            for row in found.counted
        ]
        printed.append(table(["counted", "counts for", "number", "days", "last", "weight now"], rows, left=(0, 1)))
    for row in found.not_counted:
        fate = FATE_NAMES.get(row["fate"], f"turned away: {row['fate']}")
        examples = ", ".join(sorted({example for example in row["examples"] if example}))
        text = f"{row['activity']}, {fate}" + (f" (such as {examples})" if examples else "")
        printed.append(indented(text, f"  {row['number']:,} not counted: ", " " * 6))
    return printed


def last_and_weight(row: Row) -> list[str]:
    return [value_text(row["last_at"]), value_text(row["weight"])]
