-- One row per lead and date on which it had not bought: criteria of one's own, as yes and no, and whether it bought in the window.
-- How new the lead is and how lately it watched: what the default criteria, written for companies, do not ask.
select
    as_of,
    as_of - created_at < interval 7 day as came_this_week,
    as_of - created_at < interval 30 day as came_this_month,
    active_days_7d >= 1 as watched_this_week,
    active_days_7d >= 2 as watched_twice_this_week,
    product_used_days_14d >= 1 as watched_in_two_weeks,
    active_days_30d >= 1 as watched_this_month,
    active_days_30d >= 5 as watched_on_five_days,
    bought
from snapshots
