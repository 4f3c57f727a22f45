"""Of one lead: every rule of models/rules, part by part, with the values that decided."""

from dataclasses import dataclass, field

import duckdb

from lead_scoring.blocks import Block
from lead_scoring.expressions import at_least, columns, parse, parts
from lead_scoring.warehouse import Row, fetch


@dataclass
class Part:
    """One AND part of a condition: true, false, or None where we do not know, and the values that it reads."""

    sql: str
    holds: bool | None
    values: Row
    measured: float | None = None
    needed: float | None = None

    @property
    def is_half_way(self) -> bool:
        """False, and asks for a number of which the lead has at least half."""
        return self.holds is not True and self.measured is not None and self.measured >= self.needed / 2


@dataclass
class Condition:
    """A condition of one block for one lead. `parts` is empty where it reads columns that are not built, or where there is
    Jinja in it, which only dbt reads (`is_plain` is false).
    """

    block: Block
    is_plain: bool
    parts: list[Part] = field(default_factory=list)

    @property
    def failing(self) -> list[Part]:
        return [part for part in self.parts if part.holds is not True]

    @property
    def holds(self) -> bool | None:
        """All parts together: false where one is false, else None where one is not known."""
        return False if any(part.holds is False for part in self.parts) else (None if self.failing else True)


class Lead:
    """One lead of scored_leads, on which expressions of the files can be evaluated."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, lead_id: str) -> None:
        self.connection = connection
        connection.execute("create or replace temp table lead as select * from scored_leads where lead_id = ?", [lead_id])
        (self.row,) = fetch(connection, "select * from lead")

    def can_read(self, sql: str) -> bool:
        """Whether the expression reads columns that are built, and no Jinja."""
        return parse(sql) is not None and all(name in self.row for name in columns(sql))

    def values(self, *expressions: str | None) -> Row:
        names = [name for sql in expressions if sql and self.can_read(sql) for name in columns(sql)]
        return {name: self.row[name] for name in dict.fromkeys(names)}

    def evaluate(self, expressions: list[str]) -> list[object]:
        """The values of expressions that can be read."""
        if not expressions:
            return []
        return list(self.connection.execute(f"select {', '.join(f'({sql})' for sql in expressions)} from lead").fetchone())

    def conditions(self, blocks: list[Block], column: str) -> list[Condition]:
        """The condition in a column of each block, split into its parts and evaluated, in one query."""
        found = [Condition(block, parse(block.expressions[column]) is not None) for block in blocks]
        asked: list[tuple[Condition, str, str | None, float | None]] = []
        for condition in found:
            whole = condition.block.expressions[column]
            if not self.can_read(whole):
                continue
            for sql in parts(whole):
                comparison = at_least(sql)
                measured, needed = (comparison.measured, comparison.needed) if comparison else (None, None)
                asked.append((condition, sql, measured, needed))
        answers = iter(self.evaluate([sql for _, part, measured, _ in asked for sql in (part, measured or "null")]))
        for condition, sql, _, needed in asked:
            holds, number = next(answers), next(answers)
            measured = float(number) if isinstance(number, int | float) or hasattr(number, "as_tuple") else None
            condition.parts.append(Part(sql, holds, self.values(sql), measured, needed))
        return found


def nearest_first(conditions: list[Condition]) -> list[Condition]:
    """Conditions that are not met, those of which the least is missing first: failing parts, then how far off they are."""

    def distance(part: Part) -> float:
        return 1.0 if part.measured is None else 1 - max(part.measured, 0) / part.needed

    unmet = [condition for condition in conditions if condition.failing]
    return sorted(unmet, key=lambda rule: (len(rule.failing), sum(distance(part) for part in rule.failing), rule.block.name))
