-- One row per point-giving reason of a lead: each criterion met, and a row `limit` where a dimension was cut to its bounds.
-- For every lead and dimension the points of the rows sum to its score.
with

criteria as (
    {%- for dimension in ['fit', 'engagement', 'intent'] %}
    select
        lead_id,
        '{{ dimension }}' as dimension,
        criterion,
        reason,
        points
    from {{ ref(dimension ~ '_criteria') }}
    where is_met and points <> 0
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

met as (
    select criteria.*
    from criteria
    inner join {{ ref('lead_features') }} as leads
        on criteria.lead_id = leads.lead_id
    where leads.is_profiled
),

sums as (
    select
        met.lead_id,
        met.dimension,
        limits.max_points,
        sum(met.points) as raw_points
    from met
    inner join {{ ref('score_limits') }} as limits
        on met.dimension = limits.dimension
    group by met.lead_id, met.dimension, limits.max_points
),

cut as (
    select
        lead_id,
        dimension,
        'limit' as criterion,
        case
            when raw_points < 0 then concat('Points for ', dimension, ' do not fall below 0')
            else concat('Points for ', dimension, ' end at ', max_points)
        end as reason,
        case when raw_points < 0 then -raw_points else max_points - raw_points end as points
    from sums
    where raw_points < 0 or raw_points > max_points
)

select
    lead_id,
    dimension,
    criterion,
    reason,
    cast(points as integer) as points
from met

union all

select
    lead_id,
    dimension,
    criterion,
    reason,
    cast(points as integer) as points
from cut
