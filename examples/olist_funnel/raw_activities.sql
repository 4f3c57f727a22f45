-- One row per marketing qualified lead: the form on the landing page, all that is known to have been done by it.
select
    'form-' || mql_id as activity_id,
    mql_id as lead_id,
    -- The first contact is dated by this form. What it asked for is not in the data, so it is not taken for a request to talk.
    'form_submitted' as activity_type,
    coalesce(strftime(try_strptime(first_contact_date, '%d-%m-%Y'), '%Y-%m-%d'), first_contact_date) as occurred_at
from olist_marketing_qualified_leads
