"""`make model`: SCORING_MODEL.md, what the analysts' files say in one page that marketing and sales can sign."""

import sys

from lead_scoring.blocks import DIMENSIONS, Block, of_file, read_blocks
from lead_scoring.expressions import choices, constant_text, points_text
from lead_scoring.layout import markdown_table
from lead_scoring.meanings import COUNTED_FROM
from lead_scoring.project import PROJECT
from lead_scoring.warehouse import command

MODEL = PROJECT / "SCORING_MODEL.md"
HEAD = """# The scoring model in one page

Written by `make model` from the files in `models/criteria` and `models/rules`: change those, not this page.

A lead gets points in three dimensions. The points of the criteria that it meets add up, to no less than 0 and no
more than the limit of the dimension. The three together are its score, which only ranks. Where we do not know
whether it meets a criterion, it gets no points.

What the columns mean: `make features`. Why one lead has its score: `make explain LEAD=...`.
"""
QUESTIONS = {
    "fit": "is this the kind of company and person that buys from us?",
    "engagement": "does this lead pay attention to us?",
    "intent": "is this lead looking to buy now?",
}
SIGNATURES = """## Agreed

| | Name | Date | Signature |
|---|---|---|---|
| Marketing | | | |
| Sales | | | |
"""


def code(sql: str) -> str:
    """SQL in a cell of a table. A pipe would end the cell, even in code."""
    fence = "``" if "`" in sql else "`"
    return f"{fence}{sql}{fence}".replace("|", "\\|")


def text(sql: str) -> str:
    """A text of the files in a cell of a table, with … for what varies in it."""
    return constant_text(sql).replace("|", "\\|").replace("<", "&lt;")


def choice_text(sql: str) -> str:
    """A text, or, of a `case`, each condition with its text."""
    found = choices(sql)
    if len(found) == 1:
        return text(sql)
    return "<br>".join(f"if {code(when)}: {text(value)}" if when else f"otherwise: {text(value)}" for value, when in found)


def criteria_part(blocks: list[Block], dimension: str, file: str, limit: str) -> str:
    rows = []
    for block in of_file(blocks, file):
        points, sql = points_text(block.expressions["points"]), block.expressions["points"]
        # A number says all; where points grow, how they grow is beside the condition.
        how = "" if points == sql else f"<br>points: {code(sql)}"
        is_met = code(block.expressions["is_met"]) + how
        rows.append([block.name, text(block.expressions["reason"]), points, is_met])
    title = f"## {dimension.capitalize()}, up to {limit} points: {QUESTIONS[dimension]}"
    return f"{title}\n\n" + markdown_table(["Criterion", "Reason", "Points", "Met when"], rows, right=[2])


def grade_part(blocks: list[Block]) -> str:
    parts = ["## Grade\n\nThe letter and the digit together, such as A1. The first line whose points are reached counts."]
    counted = {"letter": "fit", "digit": "engagement and intent"}
    below = {"letter": [["D", "less, and we know the company"], ["U", "less, and we do not know it"]], "digit": []}
    for part, of in counted.items():
        limits = [block for block in of_file(blocks, "grade_limits") if text(block.expressions["part"]) == part]
        limits.sort(key=lambda block: -int(block.expressions["least_points"]))
        rows = [[block.name, block.expressions["least_points"]] for block in limits]
        parts.append(markdown_table([part.capitalize(), f"At least, of {of}"], rows + below[part]))
    parts.append("We know a company by its size or its industry, or where something spoke against it (fit below 0).")
    return "\n\n".join(parts)


def rules_part(title: str, note: str, header: str, blocks: list[Block]) -> str:
    rows = []
    for block in blocks:
        enters, stays = block.expressions["enters"], block.expressions["stays"]
        rows.append(
            [block.name, text(block.expressions["reason"]), code(enters), "the same" if stays == enters else code(stays)]
        )
    return f"## {title}\n\n{note}\n\n" + markdown_table([header, "Reason", "Enters when", "Stays when"], rows)


def condition(sql: str) -> str:
    return "always" if sql == "true" else code(sql)


def steps_part(blocks: list[Block]) -> str:
    rows = []
    for block in of_file(blocks, "next_step_rules"):
        column = block.expressions
        kind = "working hour" if text(column["clock"]) == "working" else "clock hour"
        hours = text(column["within_hours"])
        since = f"{hours} {kind}{'' if hours == '1' else 's'} {COUNTED_FROM[text(column['counts_from'])]}"
        step = [block.name, text(column["applies_to"]), condition(column["applies"]), choice_text(column["next_step"])]
        rows.append([*step, text(column["who_acts"]), since])
    note = "Of the steps that apply to a lead, the first counts."
    return f"## Next steps\n\n{note}\n\n" + markdown_table(
        ["", "For", "When", "Next step", "Who", "Within"], rows, right=[0]
    )


def handover_part(blocks: list[Block]) -> str:
    rows = [[block.name, code(block.expressions["is_missing"])] for block in of_file(blocks, "handover_rules")]
    note = "A lead that lacks one of these is handed over all the same, flagged as incomplete."
    return f"## What sales needs\n\n{note}\n\n" + markdown_table(["Needed", "Missing when"], rows)


def nurture_part(blocks: list[Block]) -> str:
    rows = [
        [
            block.name,
            text(block.expressions["applies_to"]),
            condition(block.expressions["applies"]),
            text(block.expressions["segment"]),
            choice_text(block.expressions["action"]),
            choice_text(block.expressions["every_days"]),
            text(block.expressions["journey_stage"]),
        ]
        for block in of_file(blocks, "nurture_rules")
    ]
    note = "Of the segments that apply to a lead, the first counts."
    header = ["", "For", "When", "Segment", "Action", "Every days", "Content for"]
    return f"## Nurture\n\n{note}\n\n" + markdown_table(header, rows, right=[0, 5])


def model_page(blocks: list[Block]) -> str:
    """The page, Markdown. It holds nothing but what the files say, so that the same files give the same page."""
    limits = {block.name: block.expressions["max_points"] for block in of_file(blocks, "score_limits")}
    limit_rows = [[name.capitalize(), points] for name, points in limits.items()]
    gates = [
        [block.name, text(block.expressions["reason"]), code(block.expressions["is_met"])]
        for block in of_file(blocks, "disqualification_criteria")
    ]
    dimensions = {file: name for file, name in DIMENSIONS.items() if name in QUESTIONS}
    return "\n\n".join(
        [
            HEAD.strip(),
            markdown_table(["Dimension", "At most"], limit_rows, right=[1]),
            *(criteria_part(blocks, name, file, limits[name]) for file, name in dimensions.items()),
            "## Gates\n\nA lead that meets one of these is not called, whatever its score.\n\n"
            + markdown_table(["Gate", "Reason", "Shut when"], gates),
            grade_part(blocks),
            rules_part(
                "Qualification",
                "A lead that meets any of these is an MQL (marketing qualified lead). Entering is harder than staying.",
                "Rule",
                of_file(blocks, "qualification_rules"),
            ),
            rules_part("Flags", "A flag marks a lead and moves no stage.", "Flag", of_file(blocks, "flag_rules")),
            handover_part(blocks),
            steps_part(blocks),
            nurture_part(blocks),
            SIGNATURES,
        ]
    )


def main() -> None:
    MODEL.write_text(model_page(read_blocks()), encoding="utf-8")
    print(f"{MODEL.name} is written.")


if __name__ == "__main__":
    sys.exit(command(main))
