-- One row per date of the last back-test and criterion: how many leads met it, did not, or cannot be told, and how many of each
-- bought in the window after.
-- Only `make backtest` writes it: a run adds nothing, and never rebuilds it.
{{ config(materialized='incremental', full_refresh=false, on_schema_change='fail') }}

select
    cast(null as timestamp) as as_of,
    {{ as_text('null') }} as dimension,
    {{ as_text('null') }} as criterion,
    cast(null as integer) as leads_met,
    cast(null as integer) as leads_not_met,
    cast(null as integer) as leads_unknown,
    cast(null as integer) as conversions_met,
    cast(null as integer) as conversions_not_met,
    cast(null as integer) as conversions_unknown,
    cast(null as integer) as least_points,
    cast(null as integer) as most_points,
    cast(null as integer) as attributes_are_later
where 1 = 0
