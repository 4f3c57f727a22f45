-- One row per cut of the handovers to sales in the look-back (all, owner, source, grade, rule, week) and its value: how soon
-- sales touched them, and what it answered. A lead counts in each rule that held.
select
    cut_by,
    cut_value,
    cast(count(*) as integer) as handed_over,
    cast(count(first_touch_at) as integer) as touched,
    cast(sum(case when first_touch_at is null then 1 else 0 end) as integer) as untouched,
    cast(sum(case when is_expired then 1 else 0 end) as integer) as expired_untouched,
    cast(sum(case when answer = 'accepted' then 1 else 0 end) as integer) as accepted,
    cast(sum(case when answer = 'rejected' then 1 else 0 end) as integer) as rejected,
    {{ ratio(
        "sum(case when answer = 'accepted' then 1 else 0 end)", "sum(case when answer <> 'none' then 1 else 0 end)"
    ) }} as acceptance_rate,
    {{ middle('working_hours_to_touch', 0.5) }} as median_hours_to_touch,
    {{ middle('working_hours_to_touch', 0.9) }} as p90_hours_to_touch,
    cast(sum(attempts) as integer) as attempts,
    cast(sum(connections) as integer) as connections,
    -- Getting through is an attempt too.
    {{ ratio('sum(attempts + connections)', 'sum(connections)') }} as attempts_per_connection
from {{ ref('handover_cuts') }}
group by cut_by, cut_value
