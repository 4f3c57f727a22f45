-- One row per outcome that sales recorded before as_of for a known lead.
select
    source_system,
    lead_id,
    outcome,
    occurred_at,
    {{ latest_moment('occurred_at') }} as latest_at,
    reason,
    amount,
    owner_id,
    contact_again_on
from {{ ref('stg_sales_outcome_records') }}
where row_status = 'known' and copy_number = 1
