-- One row per outcome that sales recorded before as_of for a known lead.
select
    outcomes.source_system,
    outcomes.lead_id,
    outcomes.outcome,
    outcomes.occurred_at,
    {{ latest_moment('outcomes.occurred_at') }} as latest_at,
    outcomes.reason,
    outcomes.amount,
    -- Who owns no lead is called by what is compared, so that two spellings are one here too.
    coalesce(owners.owner_id, {{ owner_key('outcomes.owner_id') }}) as owner_id,
    outcomes.contact_again_on
from {{ ref('int_sales_outcome_records') }} as outcomes
left join {{ ref('int_owners') }} as owners
    on {{ owner_key('outcomes.owner_id') }} = owners.owner_key
where outcomes.row_status = 'known' and outcomes.copy_number = 1
