-- One row per lead and export that held it. Rows are only added, and only by `make export`, once its file is complete: a run adds
-- none, and never rebuilds it.
{{ config(materialized='incremental', full_refresh=false, on_schema_change='fail') }}

select
    {{ as_text('null') }} as lead_id,
    {{ as_text('null') }} as source_system,
    {{ as_text('null') }} as content_hash,
    cast(null as timestamp) as exported_at,
    {{ as_text('null') }} as criteria_version
where 1 = 0
