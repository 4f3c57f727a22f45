"""Of one lead: every criterion of each dimension with the values behind it, and the sum that is the score."""

from dataclasses import dataclass

from lead_scoring.blocks import DIMENSIONS, Block, of_file
from lead_scoring.explain.lead_rules import Condition, Lead, Part
from lead_scoring.expressions import points_text
from lead_scoring.warehouse import Row, fetch

CRITERIA = "select dimension, criterion, criterion_status, points, reason from lead_criteria where lead_id = ?"
CUTS = "select dimension, points, reason from lead_score_reasons where lead_id = ? and criterion = 'limit'"


@dataclass
class Criterion:
    """One criterion for one lead: met, not_met or unknown, as built; `points` is what it gives where it is met.

    `near` is the one part of its condition that fails and is half way there, where there is one and it would give points.
    """

    name: str
    status: str
    points: int
    reason: str
    values: Row
    near: Part | None
    changed: bool


@dataclass
class Dimension:
    """The criteria of one dimension; the met ones and the limit (0 where nothing was cut) sum to the score."""

    name: str
    criteria: list[Criterion]
    limit: int
    limit_reason: str | None
    score: int | None
    max_points: int | None

    def of_status(self, status: str) -> list[Criterion]:
        found = [criterion for criterion in self.criteria if criterion.status == status]
        return sorted(found, key=lambda criterion: (-criterion.points, criterion.name)) if status == "met" else found

    @property
    def adds_up(self) -> bool:
        return sum(criterion.points for criterion in self.of_status("met")) + self.limit == self.score


def near_part(condition: Condition, status: str) -> Part | None:
    """The only failing part of a criterion that would give points, where the lead is at least half way there."""
    failing = condition.failing
    if status != "not_met" or len(failing) != 1 or not failing[0].is_half_way:
        return None
    gives = points_text(condition.block.expressions.get("points", "0"))
    return None if gives == "0" or gives.startswith("-") else failing[0]


def dimensions(lead: Lead, blocks: list[Block]) -> list[Dimension]:
    """The three dimensions and the gates (disqualification), each as built; nothing of a lead that objected to profiling."""
    lead_id = lead.row["lead_id"]
    if not lead.row["is_profiled"]:
        return []
    built = {(row["dimension"], row["criterion"]): row for row in fetch(lead.connection, CRITERIA, [lead_id])}
    cuts = {row["dimension"]: row for row in fetch(lead.connection, CUTS, [lead_id])}
    limits = {row["dimension"]: row["max_points"] for row in fetch(lead.connection, "select * from score_limits")}
    found = []
    for file, name in DIMENSIONS.items():
        criteria = []
        for condition in lead.conditions(of_file(blocks, file), "is_met"):
            block, row = condition.block, built.pop((name, condition.block.name), None)
            if row is None:
                continue
            criteria.append(
                Criterion(
                    name=block.name,
                    status=row["criterion_status"],
                    points=row["points"],
                    reason=row["reason"] or "",
                    values=lead.values(block.expressions["is_met"], block.expressions.get("points")),
                    near=near_part(condition, row["criterion_status"]),
                    changed=is_changed(condition, row),
                )
            )
        # A criterion that is built and not in the files any more gives its points until the next run.
        for (dimension, criterion), row in built.items():
            if dimension == name:
                values = (row["criterion_status"], row["points"], row["reason"] or "", {}, None, True)
                criteria.append(Criterion(criterion, *values))
        cut = cuts.get(name, {"points": 0, "reason": None})
        score = lead.row.get(f"{name}_score")
        found.append(Dimension(name, criteria, cut["points"], cut["reason"], score, limits.get(name)))
    return found


def is_changed(condition: Condition, built: Row) -> bool:
    """Whether the condition in the files, evaluated now, differs from what was built."""
    if not condition.parts:
        return condition.is_plain
    if condition.holds is None:
        return built["criterion_status"] != "unknown"
    # One that is true and gives no points is not met, so that only its points could tell.
    return condition.holds is not (built["criterion_status"] == "met") and (not condition.holds or built["points"] != 0)
