-- One row per date of the last back-test and set of criteria that leads met together, with the points of each: how many leads met
-- just these, and how many of them bought in the window after. `make suggest` learns from it.
-- Only `make backtest` writes it: a run adds nothing, and never rebuilds it.
{{ config(materialized='incremental', full_refresh=false, on_schema_change='fail') }}

select
    cast(null as timestamp) as as_of,
    {{ as_text('null') }} as criteria_met,
    cast(null as integer) as leads,
    cast(null as integer) as conversions
where 1 = 0
