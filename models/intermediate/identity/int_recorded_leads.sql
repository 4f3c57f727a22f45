-- One row per lead and date recorded, as it stands before this run: which ids are in use.
{{ config(materialized='view') }}

select
    lead_id,
    recorded_on
from {{ source('memory', 'lead_stage_log') }}
where lead_id is not null
