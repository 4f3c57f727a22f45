-- One row per date that the last back-test scored: of how many leads, and by which criteria.
-- Only `make backtest` writes it: a run adds nothing, and never rebuilds it.
{{ config(materialized='incremental', full_refresh=false, on_schema_change='fail') }}

select
    cast(null as timestamp) as as_of,
    cast(null as integer) as within_days,
    {{ as_text('null') }} as connectors,
    {{ as_text('null') }} as criteria_version,
    cast(null as integer) as leads,
    cast(null as integer) as conversions,
    cast(null as integer) as converted_before,
    cast(null as integer) as not_profiled,
    cast(null as integer) as attributes_are_later,
    cast(null as timestamp) as recorded_at
where 1 = 0
