"""One lead found by its id or e-mail address, and everything about it that there is to explain."""

from dataclasses import dataclass

import duckdb

from lead_scoring.blocks import Block, of_file
from lead_scoring.explain.lead_activities import Activities, activities
from lead_scoring.explain.lead_rules import Condition, Lead
from lead_scoring.explain.lead_score import Dimension, dimensions
from lead_scoring.explain.lead_stage import next_stage, segment_of, step_of
from lead_scoring.warehouse import Row, WarehouseError, fetch

# By any address of any of its records. Of several leads of one address, the best comes first.
BY_EMAIL = """
select leads.lead_id, stages.stage, scores.lead_score, scores.grade
from int_leads as leads
inner join lead_scores as scores on leads.lead_id = scores.lead_id
inner join lead_stages as stages on leads.lead_id = stages.lead_id
where lower(leads.email) = lower($1) or leads.lead_id in (
    select keys.known_as
    from int_record_identifiers_hashed as marks
    inner join int_lead_id_crosswalk as keys on marks.record = sha256(keys.source_system || ' ' || keys.lead_id)
    where marks.mark in (sha256(lower($1)), sha256(sha256(lower($1)))) and marks.is_read and not marks.is_browser
)
order by scores.lead_score desc nulls last, leads.lead_id
"""
SIMILAR = """
select lead_id
from int_leads
where jaro_winkler_similarity(lower(lead_id), lower($1)) > 0.8 or jaro_winkler_similarity(lower(email), lower($1)) > 0.9
order by
    greatest(
        jaro_winkler_similarity(lower(lead_id), lower($1)), coalesce(jaro_winkler_similarity(lower(email), lower($1)), 0)
    ) desc,
    lead_id
limit 3
"""
# Why an id that came in is not among the leads. Of erased ones nothing is kept that could say so.
NO_LEAD = """
select concat('its row was turned away (', reject_reason, '); rejected_records has it as it came') as why
from rejected_records
where raw_table = 'raw_leads' and record_key = $1
union
select 'it was created after the moment that is scored' as why
from int_lead_id_crosswalk
where lead_id = $1 and lead_status = 'not_yet'
order by why
"""
PERSON = """
select leads.first_name, leads.last_name, leads.job_title, leads.company_name, leads.email, contact.contact_by,
    contact.contact_note, stages.*, steps.act_by, steps.next_step
from int_leads as leads
inner join lead_stages as stages on leads.lead_id = stages.lead_id
inner join lead_contact as contact on leads.lead_id = contact.lead_id
left join lead_next_steps as steps on leads.lead_id = steps.lead_id
where leads.lead_id = ?
"""


@dataclass
class Rule:
    """A qualification rule or a flag: what was built of it, and its conditions in the files, part by part."""

    name: str
    reason: str
    enters: Condition
    stays: Condition
    is_met: bool | None

    @property
    def is_changed(self) -> bool:
        """Whether the condition in the files, evaluated now, differs from what was built."""
        return self.enters.holds is not self.is_met if self.enters.parts else self.enters.is_plain


@dataclass
class Explanation:
    """All that is printed of one lead. A lead that objected to profiling has no dimensions, rules or flags."""

    person: Row
    lead: Lead
    dimensions: list[Dimension]
    rules: list[Rule]
    flags: list[Rule]
    step: Row | None
    segment: Row | None
    missing: tuple[str, list[str]]
    activities: Activities

    @property
    def changed(self) -> list[str]:
        """Criteria and rules of which the files say something else than what was built."""
        criteria = [criterion.name for dimension in self.dimensions for criterion in dimension.criteria if criterion.changed]
        return criteria + [rule.name for rule in [*self.rules, *self.flags] if rule.is_changed]


def find(connection: duckdb.DuckDBPyConnection, wanted: str) -> list[Row]:
    """The lead of this id or record, or all leads of this address, the best first. Raises WarehouseError if none."""
    if found := fetch(connection, "select lead_id from lead_scores where lead_id = ?", [wanted]):
        return found
    if found := fetch(connection, "select distinct lead_id from lead_identities where record_id = ? order by 1", [wanted]):
        return found
    if found := fetch(connection, BY_EMAIL, [wanted]):
        return found
    if found := fetch(connection, NO_LEAD, [wanted]):
        raise WarehouseError(f"{wanted} is no lead: {', and '.join(row['why'] for row in found)}.")
    similar = [row["lead_id"] for row in fetch(connection, SIMILAR, [wanted])]
    hint = f"; did you mean {' or '.join(similar)}?" if similar else "."
    raise WarehouseError(f"No lead has the id or the e-mail address {wanted}{hint}")


def rules_of(lead: Lead, blocks: list[Block], table: str, named_by: str) -> list[Rule]:
    """The rules of one file that are built, as built, and taken apart."""
    ours = of_file(blocks, table)
    query = f"select {named_by} as name, reason, enters from {table} where lead_id = ?"
    built = {row["name"]: row for row in fetch(lead.connection, query, [lead.row["lead_id"]])}
    pairs = zip(lead.conditions(ours, "enters"), lead.conditions(ours, "stays"), strict=True)
    return [
        Rule(enters.block.name, built[enters.block.name]["reason"], enters, stays, built[enters.block.name]["enters"])
        for enters, stays in pairs
        if enters.block.name in built
    ]


def explain(connection: duckdb.DuckDBPyConnection, blocks: list[Block], lead_id: str) -> Explanation:
    """Everything about one lead that there is; nothing is printed."""
    lead = Lead(connection, lead_id)
    person = fetch(connection, PERSON, [lead_id])[0]
    is_profiled = lead.row["is_profiled"]
    rules = rules_of(lead, blocks, "qualification_rules", "rule") if is_profiled else []
    return Explanation(
        person=person,
        lead=lead,
        dimensions=dimensions(lead, blocks),
        rules=rules,
        flags=rules_of(lead, blocks, "flag_rules", "flag") if is_profiled else [],
        step=step_of(lead, person) if is_profiled else None,
        segment=segment_of(lead, person),
        missing=next_stage(lead, person, [rule.enters for rule in rules]),
        activities=activities(connection, lead_id),
    )
