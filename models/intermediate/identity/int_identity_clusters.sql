-- One row per record that shares an identity with another: the group of all that it reaches from record to record, named by the
-- smallest number in it.
-- Each round carries the smallest number one identity further; a chain that is longer than the rounds stays in parts, which
-- identity_conflicts lists.
{{ config(materialized='table') }}
with

shared as (
    select distinct
        record_number,
        identity
    from {{ ref('int_identity_edges') }}
    where makes_one
),

reached_0 as (
    select distinct
        record_number,
        record_number as group_number
    from shared
),

{% for number in range(1, rounds_of_identity() + 1) %}
smallest_{{ number }} as (
    select
        shared.identity,
        min(reached.group_number) as group_number
    from shared
    inner join reached_{{ number - 1 }} as reached
        on shared.record_number = reached.record_number
    group by shared.identity
),

reached_{{ number }} as (
    select
        shared.record_number,
        min(smallest.group_number) as group_number
    from shared
    inner join smallest_{{ number }} as smallest
        on shared.identity = smallest.identity
    group by shared.record_number
),
{% endfor %}
reached as (
    select * from reached_{{ rounds_of_identity() }}
)

select
    record_number,
    group_number
from reached
