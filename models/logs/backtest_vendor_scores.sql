-- One row per date of the last back-test and lead that had a score of its own system on that date, by the number it has in
-- backtest_leads.
-- Only `make backtest` writes it: a run adds nothing, and never rebuilds it.
{{ config(materialized='incremental', full_refresh=false, on_schema_change='fail') }}

select
    cast(null as timestamp) as as_of,
    cast(null as integer) as lead_number,
    cast(null as numeric(18, 2)) as vendor_score
where 1 = 0
