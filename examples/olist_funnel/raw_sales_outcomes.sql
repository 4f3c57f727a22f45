-- One row per deal closed: its lead was won.
-- The first deal is of 5 December 2017, though leads are there from June on: deals before were not written down. A back-test
-- asks of dates from December on; leads of the months before look worse than they were, and some are customers already.
-- One deal is two days older than the first contact of its lead: it stays, and the lead, won before, is on no list.
select
    mql_id as lead_id,
    'won' as outcome,
    -- Brazilian time, taken for UTC: the data do not say more.
    coalesce(strftime(try_strptime(won_date, '%d-%m-%Y %H:%M'), '%Y-%m-%dT%H:%M:00'), won_date) as occurred_at,
    -- The seller of the deal. What the company says that it earns in a month is not what the deal is worth, and is no amount.
    sr_id as owner_id
from olist_closed_deals
