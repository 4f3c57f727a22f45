-- One row per marketing qualified lead: a seller who signed up on a landing page to sell on the marketplace.
-- Nothing of a deal is put here, though it says much of a company (segment, size, revenue): it was written down for those who
-- signed only, so that a score that read it would read who was won.
select
    mql_id as lead_id,
    -- Days are written 31-12-2017, which is not ISO 8601; what is written in another way stays as it is, for the project to
    -- reject and to show.
    coalesce(strftime(try_strptime(first_contact_date, '%d-%m-%Y'), '%Y-%m-%d'), first_contact_date) as created_at,
    -- 'paid_search' is 'paid search' in seeds/lookups/lead_sources.csv. 'unknown' is a word of the data, and stays one.
    replace(origin, '_', ' ') as lead_source,
    landing_page_id as landing_page
from olist_marketing_qualified_leads
