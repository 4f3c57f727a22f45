-- One row per criterion met at a handover and reason for which sales rejected leads ('any' for all together): how much more
-- often the rejected had met it than the accepted. A criterion that misfires is met more often by those that sales rejects.
{%- set at_least = 20 %}

with

answered as (
    select
        lead_id,
        handed_over_at,
        criteria_met,
        answer,
        coalesce(rejection_reason, 'none') as rejection_reason
    from {{ ref('sales_handovers') }}
    where answer <> 'none'
),

-- Each rejection counts for its reason and for all reasons.
reasons as (
    select distinct rejection_reason as reason
    from answered
    where answer = 'rejected'

    union

    select 'any' as reason
),

sizes as (
    select
        reasons.reason,
        sum(case when answered.answer = 'rejected' then 1 else 0 end) as rejected,
        sum(case when answered.answer = 'accepted' then 1 else 0 end) as accepted
    from reasons
    inner join answered
        on answered.answer = 'accepted' or reasons.reason in ('any', answered.rejection_reason)
    group by reasons.reason
),

met as (
    select
        answer,
        rejection_reason,
        {{ each_of('criteria_met') }} as criterion
    from answered
),

criteria as (
    select distinct criterion from met
),

counts as (
    select
        criteria.criterion,
        reasons.reason,
        sum(
            case when met.answer = 'rejected' and reasons.reason in ('any', met.rejection_reason) then 1 else 0 end
        ) as rejected_met,
        sum(case when met.answer = 'accepted' then 1 else 0 end) as accepted_met
    from criteria
    cross join reasons
    inner join met
        on criteria.criterion = met.criterion
    group by criteria.criterion, reasons.reason
)

select
    counts.criterion,
    counts.reason,
    cast(counts.rejected_met as integer) as rejected_met,
    cast(sizes.rejected as integer) as rejected,
    cast(counts.accepted_met as integer) as accepted_met,
    cast(sizes.accepted as integer) as accepted,
    {{ ratio('counts.rejected_met', 'sizes.rejected') }} as share_of_rejected,
    {{ ratio('counts.accepted_met', 'sizes.accepted') }} as share_of_accepted,
    {{ ratio('counts.rejected_met * sizes.accepted', 'counts.accepted_met * sizes.rejected') }} as times_as_often,
    {{ compared(
        'counts.rejected_met', 'sizes.rejected', 'counts.accepted_met', 'sizes.accepted', at_least,
        {'more': 'misfires', 'less': 'speaks for them'}
    ) }} as verdict
from counts
inner join sizes
    on counts.reason = sizes.reason
