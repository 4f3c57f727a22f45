-- One row per day on which a student watched, and one per purchase.
select
    'watched-' || student_id || '-' || date_watched as activity_id,
    student_id as lead_id,
    -- Watching is using the product, before the purchase (lessons that cost nothing) and after it. What was watched is not in
    -- the data, nor how long.
    'product_used' as activity_type,
    date_watched as occurred_at
from engagement

union all

-- Students buy by themselves, and nobody sells to them: a purchase is an order, and not a deal that sales won. An order has an
-- id, so that two purchases of one student on one day stay two, where equal rows of outcomes would count as copies. No score
-- counts an order; the first one is the conversion.
select
    'purchase-' || purchase_id as activity_id,
    student_id as lead_id,
    'order_placed' as activity_type,
    date_purchased as occurred_at
from purchases
