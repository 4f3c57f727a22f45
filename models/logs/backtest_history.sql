-- One row per version of the criteria, dates and window that were ever back-tested: how well lead_score ranked those who bought.
-- `make whatif` sets two versions side by side.
-- Only `make backtest` writes it: a run adds nothing, and never rebuilds it.
{{ config(materialized='incremental', full_refresh=false, on_schema_change='fail') }}

select
    cast(null as timestamp) as recorded_at,
    {{ as_text('null') }} as criteria_version,
    {{ as_text('null') }} as connectors,
    cast(null as timestamp) as first_date,
    cast(null as timestamp) as last_date,
    cast(null as integer) as dates,
    cast(null as integer) as within_days,
    cast(null as integer) as leads,
    cast(null as integer) as conversions,
    cast(null as numeric(18, 6)) as auc,
    cast(null as numeric(18, 6)) as auc_low,
    cast(null as numeric(18, 6)) as auc_high,
    cast(null as numeric(18, 6)) as average_precision,
    cast(null as numeric(18, 6)) as lift
where 1 = 0
