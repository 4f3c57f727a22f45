-- One row per lead and next step. `applies_to` names the flag or stage that the lead must have; of the steps that apply,
-- the one of lowest priority number counts. The first touch is due `within_hours`, in working hours or clock hours, after what
-- it `counts_from`: the latest hand_raise or intent, or since when the lead is qualified or sales_ready.
with

leads as (
    select * from {{ ref('scored_leads') }}
)

select
    lead_id,
    1 as priority,
    'customer_is_back' as applies_to,
    case
        when is_shopper then 'Send a win-back mail'
        else 'Tell the account owner: a customer is back'
    end as next_step,
    'account owner' as who_acts,
    8 as within_hours,
    'working' as clock,
    'intent' as counts_from,
    true as applies
from leads

union all

select
    lead_id,
    2 as priority,
    'hand_raiser' as applies_to,
    case
        when (not has_phone or do_not_call) and (not has_email or is_email_bounced) then 'Find a way to reach them'
        when do_not_call then 'Mail; they must not be phoned'
        when grade_letter = 'U' then 'Call, then mail; ask company and role'
        else 'Call, then mail'
    end as next_step,
    'sales' as who_acts,
    1 as within_hours,
    'working' as clock,
    'hand_raise' as counts_from,
    grade_letter <> 'D' as applies
from leads

union all

select
    lead_id,
    3 as priority,
    'hand_raiser' as applies_to,
    'Mail with the self-serve offer' as next_step,
    'marketing' as who_acts,
    8 as within_hours,
    'working' as clock,
    'hand_raise' as counts_from,
    grade_letter = 'D' as applies
from leads

union all

-- Before any call: nobody phones a shopping cart.
select
    lead_id,
    4 as priority,
    'mql' as applies_to,
    'Cart reminder after 1 hour, second after 24; never a call' as next_step,
    'marketing' as who_acts,
    1 as within_hours,
    'clock' as clock,
    'intent' as counts_from,
    is_shopper as applies
from leads

union all

select
    lead_id,
    5 as priority,
    'sales_ready' as applies_to,
    case
        when (not has_phone or do_not_call) and (not has_email or is_email_bounced) then 'Find a way to reach them'
        when do_not_call then 'Mail with why-now; they must not be phoned'
        else 'Call with why-now'
    end as next_step,
    'sales' as who_acts,
    4 as within_hours,
    'working' as clock,
    'sales_ready' as counts_from,
    true as applies
from leads

union all

select
    lead_id,
    6 as priority,
    'mql' as applies_to,
    case
        when (not has_phone or do_not_call) and (not has_email or is_email_bounced) then 'Find a way to reach them'
        when do_not_call then 'Mail; they must not be phoned'
        else 'Mail and call'
    end as next_step,
    'sales' as who_acts,
    8 as within_hours,
    'working' as clock,
    'qualified' as counts_from,
    grade_letter in ('A', 'B') as applies
from leads

union all

select
    lead_id,
    7 as priority,
    'mql' as applies_to,
    'Find out who they are, mail' as next_step,
    'sales development' as who_acts,
    16 as within_hours,
    'working' as clock,
    'qualified' as counts_from,
    grade_letter in ('C', 'U') as applies
from leads
