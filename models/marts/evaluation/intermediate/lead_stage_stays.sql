-- One row per lead and time that it came into a stage: since when it was there, and when it left, as far as stages are recorded
-- of the record that leads. The histories of two records are no sequence: their times would count twice. A stay that was there on
-- the first date recorded began nobody knows when, and is not here.
{{ config(materialized='view') }}

with

stays as (
    select distinct
        lead_id,
        stage,
        stage_since
    from {{ ref('lead_stage_history') }}
    where lead_id = recorded_as
),

ended as (
    select
        *,
        lead(stage_since) over (partition by lead_id order by stage_since) as left_at
    from stays
)

select
    ended.*,
    {{ days_between('ended.stage_since', 'ended.left_at') }} as days_in_stage
from ended
inner join {{ ref('int_leads') }} as leads
    on ended.lead_id = leads.lead_id
inner join {{ ref('stages_known_since') }} as known
    on leads.source_system = known.source_system
where ended.stage_since > known.known_since
