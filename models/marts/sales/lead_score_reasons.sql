-- One row per point-giving reason of a lead: each criterion met, and a row `limit` where a dimension was cut to its bounds.
{{ config(materialized='view') }}

select
    lead_id,
    dimension,
    criterion,
    reason,
    points
from {{ ref('int_lead_score_reasons') }}
