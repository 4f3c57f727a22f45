-- INTENT, one row per lead and criterion: is this lead looking to buy now?
-- One block per criterion: to change one, change its numbers; to add one, add a block.
-- An is_met of null means that we do not know: it scores nothing, and is counted as unknown.

with

leads as (
    select * from {{ ref('lead_features') }}
)

select
    lead_id,
    'asked_to_talk' as criterion,
    concat('Asked for a demo, a quote or a call, last on ', cast(last_hand_raise_at as date)) as reason,
    least(
        cast(round(25 * (demo_requested_weight + quote_requested_weight + contact_sales_requested_weight)) as integer),
        25
    ) as points,
    demo_requested_weight + quote_requested_weight + contact_sales_requested_weight > 0 as is_met
from leads

union all

select
    lead_id,
    'started_trial' as criterion,
    concat('Started a trial, last on ', cast(trial_started_last_at as date)) as reason,
    least(cast(round(15 * trial_started_weight) as integer), 15) as points,
    trial_started_weight > 0 as is_met
from leads

union all

select
    lead_id,
    'activated_trial' as criterion,
    concat('Set the trial up, last on ', cast(trial_activated_last_at as date)) as reason,
    least(cast(round(12 * trial_activated_weight) as integer), 12) as points,
    trial_activated_weight > 0 as is_met
from leads

union all

select
    lead_id,
    'uses_the_product' as criterion,
    concat('Used the product on ', product_used_days_14d, ' days in 14, last on ', cast(product_used_last_at as date)) as reason,
    8 as points,
    product_used_days_14d >= 3 as is_met
from leads

union all

select
    lead_id,
    'downloaded_demo' as criterion,
    concat('Downloaded the product demo, last on ', cast(demo_downloaded_last_at as date)) as reason,
    least(cast(round(12 * demo_downloaded_weight) as integer), 12) as points,
    demo_downloaded_weight > 0 as is_met
from leads

union all

select
    lead_id,
    'reads_pricing' as criterion,
    concat(
        'Read the pricing page on ',
        case when pricing_page_viewed_days_30d = 1 then '1 day' else concat(pricing_page_viewed_days_30d, ' days') end,
        ', last on ',
        cast(pricing_page_viewed_last_at as date)
    ) as reason,
    least(5 * pricing_page_viewed_days_30d, 15) as points,
    pricing_page_viewed_days_30d >= 1 as is_met
from leads

union all

select
    lead_id,
    'compares_us' as criterion,
    concat('Compared us with others, last on ', cast(comparison_page_viewed_last_at as date)) as reason,
    6 as points,
    comparison_page_viewed_30d >= 1 as is_met
from leads

union all

select
    lead_id,
    'told_us_a_need' as criterion,
    'Told us a need or a purchase date' as reason,
    8 as points,
    coalesce(stated_need is not null or purchase_within_months <= 3, false) as is_met
from leads

union all

select
    lead_id,
    'has_items_in_cart' as criterion,
    concat('Has items in the cart, last added on ', cast(cart_item_added_last_at as date)) as reason,
    greatest(least(cast(round(12 * (cart_item_added_weight - cart_item_removed_weight)) as integer), 18), 0) as points,
    cart_item_added_weight > cart_item_removed_weight as is_met
from leads

union all

select
    lead_id,
    'keeps_wish_list' as criterion,
    concat('Made a wish list, last on ', cast(wishlist_item_added_last_at as date)) as reason,
    least(cast(round(6 * wishlist_item_added_weight) as integer), 12) as points,
    wishlist_item_added_weight > 0 as is_met
from leads

union all

select
    lead_id,
    'returns_to_product' as criterion,
    concat(
        'Came back to the same product on ',
        same_product_days_14d,
        ' days, last on ',
        cast(product_viewed_last_at as date)
    ) as reason,
    10 as points,
    same_product_days_14d >= 2 as is_met
from leads

union all

select
    lead_id,
    'left_checkout' as criterion,
    concat('Started checkout, did not finish, last on ', cast(checkout_started_last_at as date)) as reason,
    least(cast(round(20 * checkout_started_weight) as integer), 20) as points,
    checkout_started_weight > 0 as is_met
from leads
