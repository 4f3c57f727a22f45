-- One row per date of the last back-test and lead that had not bought by then: its scores of that date, and whether it bought in
-- the window after. Who it is is not kept, so that an erasure has nothing to forget here.
-- Only `make backtest` writes it: a run adds nothing, and never rebuilds it.
{{ config(materialized='incremental', full_refresh=false, on_schema_change='fail') }}

select
    cast(null as timestamp) as as_of,
    cast(null as integer) as lead_number,
    {{ as_text('null') }} as owner_id,
    cast(null as boolean) as attributes_are_later,
    cast(null as boolean) as is_disqualified,
    cast(null as integer) as fit_score,
    cast(null as integer) as engagement_score,
    cast(null as integer) as intent_score,
    cast(null as integer) as lead_score,
    {{ as_text('null') }} as grade_letter,
    {{ as_text('null') }} as rules,
    cast(null as integer) as decile,
    cast(null as boolean) as is_converted,
    cast(null as numeric(18, 2)) as revenue
where 1 = 0
