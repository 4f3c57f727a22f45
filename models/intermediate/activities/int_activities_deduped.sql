-- One row per activity of a known lead inside the look-back and before as_of: of several copies the first.
-- A table: whoever reads activities would otherwise look for copies among all of them again.
{{ config(materialized='table') }}

with

first_copies as (
    select * from {{ ref('int_activity_copies') }}
    where copy_number = 1
)

select facts.{{ activity_columns() | join(', facts.') }}
from {{ ref('int_activities_keyed') }} as facts
left join first_copies
    on facts.activity_key = first_copies.activity_key
where facts.exclusion_reason is null and first_copies.activity_key is null

union all

select {{ activity_columns() | join(', ') }}
from first_copies
