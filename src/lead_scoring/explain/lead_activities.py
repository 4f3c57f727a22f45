"""Of one lead: what became of each of its raw activity rows, so that the numbers add up to all of them."""

from dataclasses import dataclass

import duckdb

from lead_scoring.warehouse import Row, fetch

# Each row of raw_activities that names the lead is in exactly one of four branches: older than the look-back, turned away or
# set aside, a copy of an activity that is used, or used. Of those used, `case` takes the first that is true.
FATES = """
with

lead as (
    select lead_number from int_leads
    where lead_id = $lead_id
),

names as (
    select source_system, lead_id from int_lead_id_crosswalk
    where lead_number = (from lead)
),

written as (
    select activity_key, activity_id, activity_type, raw_activity_type, occurred_at
    from stg_activity_records
    inner join names using (source_system, lead_id)
),

kept as (
    select *
    from int_activities_keyed
    left join stg_activity_types using (type_number)
    left join (select spelling_number, raw_activity_type from activity_type_spellings) using (spelling_number)
    where lead_number = (from lead)
),

-- The earliest of several copies counts, here or for another lead.
used as (
    select activity_key from int_activities_deduped
    where lead_number = (from lead)
),

copies as (
    select
        *,
        row_number() over (
            partition by activity_key order by occurred_at, spelling_number nulls last, type_number nulls last
        ) as copy_number
    from kept
    where exclusion_reason is null
),

counted as (
    select activity_key from counted_activities
    where lead_number = (from lead)
),

rows as (
    select 'older' as fate, activity_key, activity_type, raw_activity_type, occurred_at
    from written
    anti join kept using (activity_key, occurred_at)
    where occurred_at is not null
    union all
    select exclusion_reason as fate, activity_key, activity_type, raw_activity_type, occurred_at
    from kept
    where exclusion_reason is not null
    union all
    select 'copy' as fate, activity_key, activity_type, raw_activity_type, occurred_at
    from copies
    where copy_number > case when activity_key in (from used) then 1 else 0 end
    union all
    select
        case
            when activities.activity_type is null then 'unmapped'
            when activities.signal in ('delivery', 'outcome') then activities.signal
            when activities.activity_key in (from counted) then 'counted'
            when automated.activity_key is not null then automated.caught_by
            else 'before_rejection'
        end as fate,
        activities.activity_key,
        activities.activity_type,
        spellings.raw_activity_type,
        activities.occurred_at
    from int_activities_deduped as activities
    left join activity_type_spellings as spellings
        on activities.spelling_number = spellings.spelling_number
    left join bot_activities as automated
        on activities.activity_key = automated.activity_key
    where activities.lead_number = (from lead)
),

named as (
    select rows.*, ids.activity_id
    from rows
    left join (select distinct activity_key, activity_id from written) as ids
        on rows.activity_key = ids.activity_key
)

select
    fate,
    coalesce(activity_type, raw_activity_type, '(none)') as activity,
    count(*) as number,
    count(distinct cast(occurred_at as date)) as days,
    max(occurred_at) as last_at,
    list(activity_id order by occurred_at desc nulls last, activity_id)[1:3] as examples
from named
group by all
order by number desc, activity
"""
WEIGHTS = """
select activity_type, signal, weight
from lead_activity_types
inner join int_leads using (lead_number)
where lead_id = ?
"""
# What people call what does not count. A reason of rejection that is not here is printed as it is.
FATE_NAMES = {
    "known_agent": "made by a program that we know",
    "clicked_on_delivery": "clicked by a program, within seconds of delivery",
    "clicked_every_link": "clicked by a program, every link at once",
    "clicked_unopened": "clicked by a program, before the mail was opened",
    "viewed_too_fast": "viewed by a program, faster than a person reads",
    "before_rejection": "before sales rejected the lead",
    "copy": "a copy of an activity that is there already",
    "unmapped": "of a type that no lookup knows",
    "older": "older than the look-back",
    "not_yet": "after the moment scored",
    "erased": "erased on request",
    "delivery": "what our mail did, not the lead",
    "outcome": "purchases, which never give points",
    "bad date": "turned away: bad date",
    "dated in the future": "turned away: dated in the future",
    "missing id": "turned away: missing id",
    "damaged id": "turned away: an id that a spreadsheet damaged",
    "unknown lead": "turned away: unknown lead",
    "address of several leads": "turned away: an address of several leads",
    "name of no lead": "turned away: a name that no lead has",
    "name of several leads": "turned away: a name of several leads",
    "unreadable line": "turned away: unreadable line",
}


@dataclass
class Activities:
    """Rows by activity and fate. `counted` has the decayed weight beside each type; the rest says why it does not count."""

    counted: list[Row]
    not_counted: list[Row]

    @property
    def rows_in(self) -> int:
        return sum(row["number"] for row in [*self.counted, *self.not_counted])


def activities(connection: duckdb.DuckDBPyConnection, lead_id: str) -> Activities:
    weights = {row["activity_type"]: row for row in fetch(connection, WEIGHTS, [lead_id])}
    rows = fetch(connection, FATES, {"lead_id": lead_id})
    counted = [{**row, **weights[row["activity"]]} for row in rows if row["fate"] == "counted"]
    return Activities(counted, [row for row in rows if row["fate"] != "counted"])
