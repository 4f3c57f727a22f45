-- One row per lead of which sales and marketing agreed that it must, or must not, qualify, and that does not do so now.
-- What sales itself decided, or the lead itself asked for, breaks no agreement.
{{ config(materialized='view') }}

select
    agreed.lead_id,
    concat(
        'seeds/lookups/agreed_examples.csv: ', agreed.lead_id, ' must be ', agreed.must_be, ', says ',
        coalesce(agreed.agreed_by, 'nobody'), ', and is ', leads.stage,
        case when leads.qualified_by is not null then concat(' by ', leads.qualified_by) else '' end,
        '; change the model, or delete the row.'
    ) as warning
from {{ ref('agreed_examples') }} as agreed
inner join {{ ref('lead_stages') }} as leads
    on agreed.lead_id = leads.lead_id
where
    (agreed.must_be = 'qualified' and leads.stage in ('lead', 'engaged', 'disqualified'))
    or (agreed.must_be = 'not_qualified' and leads.stage = 'mql')
