-- One row per cut of the handovers to sales in the look-back (all, owner, source, grade, rule, week) and its value: how soon
-- sales touched them, and what it answered. A lead counts in each rule that held.
select
    cut_by,
    cut_value,
    cast(count(*) as integer) as handed_over,
    cast(count(first_touch_at) as integer) as touched,
    {{ how_many('first_touch_at is null') }} as untouched,
    {{ how_many('is_expired') }} as expired_untouched,
    {{ how_many("answer = 'accepted'") }} as accepted,
    {{ how_many("answer = 'rejected'") }} as rejected,
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
