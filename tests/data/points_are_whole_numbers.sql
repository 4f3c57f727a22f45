-- One row per criterion that gives a lead points that are no whole number, or none at all though it is met.
{%- for dimension in ['fit', 'engagement', 'intent'] %}
select
    concat('models/criteria/{{ dimension }}_criteria.sql, block ', criterion) as block,
    count(*) as leads,
    max(points) as such_as
from {{ ref(dimension ~ '_criteria') }}
where points <> floor(points) or (is_met and points is null)
group by criterion
{{ 'union all' if not loop.last }}
{%- endfor %}
