-- One row per lead and date recorded, as it stands before this run: which ids are in use.
-- The table is not referred to, since it follows from this one; it is made before the first run.
{{ config(materialized='view') }}

select
    lead_id,
    recorded_on
from {{ this.incorporate(path={'identifier': 'recorded_stages'}) }}
where lead_id is not null
