-- One row per activity type of the catalogue, with a number that stands for its name where rows are many.
{{ config(materialized='table') }}

select
    value as activity_type,
    cast(row_number() over (order by {{ in_byte_order('value') }}) as integer) as type_number,
    signal,
    half_life_days,
    is_on_site
from {{ ref('activity_types') }}
