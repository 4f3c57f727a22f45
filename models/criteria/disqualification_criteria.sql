-- DISQUALIFICATION, one row per lead and gate: who is not called, whatever the score. The score is still shown.
-- One block per gate; gates have no points.
-- An is_met of null means that we do not know: the gate stays open.

with

leads as (
    select * from {{ ref('lead_features') }}
)

select
    lead_id,
    'competitor' as criterion,
    'Works for a competitor' as reason,
    company_domain_kind = 'competitor' or coalesce(email_domain_kind = 'competitor', false) as is_met
from leads

union all

select
    lead_id,
    'partner' as criterion,
    'Works for a partner' as reason,
    company_domain_kind = 'partner' or coalesce(email_domain_kind = 'partner', false) as is_met
from leads

union all

select
    lead_id,
    'own_company_or_test' as criterion,
    'Test or made-up record' as reason,
    company_domain_kind = 'own_company'
    or coalesce(email_domain_kind in ('own_company', 'disposable'), false)
    or is_test_address
    or is_made_up_name as is_met
from leads

union all

select
    lead_id,
    'unreachable' as criterion,
    'No way to reach them' as reason,
    is_email_bounced and (not has_phone or do_not_call) as is_met
from leads

union all

select
    lead_id,
    'reported_spam' as criterion,
    'Reported our mail as spam' as reason,
    spam_reported_at is not null
    and (last_hand_raise_at is null or last_hand_raise_at <= spam_reported_at) as is_met
from leads

union all

select
    lead_id,
    'not_sold_there' as criterion,
    'We do not sell in this country' as reason,
    is_excluded_country as is_met
from leads

union all

select
    lead_id,
    'customer_in_crm' as criterion,
    'A customer already, says the CRM' as reason,
    is_customer_in_crm as is_met
from leads

union all

select
    lead_id,
    'unqualified_in_crm' as criterion,
    'Marked as unqualified in the CRM' as reason,
    is_unqualified_in_crm as is_met
from leads
