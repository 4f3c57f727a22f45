-- One row per lead and date on which it had not bought: criteria of one's own, as yes and no, and whether it bought in the window.
-- How new the lead is, and where it came from.
select
    as_of,
    as_of - created_at < interval 7 day as came_this_week,
    as_of - created_at < interval 30 day as came_this_month,
    as_of - created_at < interval 90 day as came_this_quarter,
    lead_source is null as source_unknown,
    coalesce(lead_source in ('organic search', 'paid search'), false) as searched_for_us,
    coalesce(lead_source in ('social', 'display', 'email'), false) as came_by_an_advertisement,
    coalesce(lead_source = 'direct traffic', false) as came_directly,
    bought
from snapshots
