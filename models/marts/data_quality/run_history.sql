-- One row per run: what it scored, and how many leads were qualified then. Rows are only added.
{{ config(materialized='incremental', full_refresh=false, on_schema_change='fail') }}

select
    {{ run_started() }} as run_started_at,
    {{ as_of() }} as as_of,
    cast('{{ var("connectors") | join(", ") }}' as {{ dbt.type_string() }}) as connectors,
    cast(count(*) as integer) as leads,
    cast(coalesce(sum(case when stage in ('mql', 'sal', 'sql') then 1 else 0 end), 0) as integer) as qualified
from {{ ref('int_lead_stages') }}
