-- One row per lead that ordered in the look-back: when it last did. Not among the features: no score depends on a purchase.
select
    leads.lead_id,
    types.last_at as last_order_at
from {{ ref('lead_activity_types') }} as types
inner join {{ ref('stg_leads') }} as leads
    on types.lead_number = leads.lead_number
where types.activity_type = 'order_placed'
