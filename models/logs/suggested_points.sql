-- One row per criterion that the last `make suggest` gave points to, those of today and those learned from the back-test.
-- Only `make suggest` writes it: a run adds nothing, and never rebuilds it.
{{ config(materialized='incremental', full_refresh=false, on_schema_change='fail') }}

select
    {{ as_text('null') }} as dimension,
    {{ as_text('null') }} as criterion,
    cast(null as integer) as points_now,
    cast(null as integer) as points_suggested,
    cast(null as integer) as points_low,
    cast(null as integer) as points_high,
    cast(null as integer) as leads_met,
    {{ as_text('null') }} as criteria_version,
    cast(null as timestamp) as suggested_at
where 1 = 0
