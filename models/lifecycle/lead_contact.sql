-- One row per lead: how it may be contacted, and why so. Who asked to talk to us is answered, whatever else they opted out of;
-- marketing e-mail is no answer, and wants consent.
{{ config(materialized='view') }}

with

leads as (
    select
        scored.lead_id,
        scored.has_phone,
        scored.has_email and not scored.is_email_bounced as can_be_mailed,
        scored.has_email,
        scored.is_anonymous,
        scored.has_raised_hand,
        coalesce(scored.do_not_call, false) or (scored.is_shopper and not scored.has_raised_hand) as must_not_be_called,
        scored.marketing_consent = 'opted_out'
        or scored.spam_reported_at is not null
        or (scored.unsubscribed_last_at is not null and not scored.is_subscribed) as has_opted_out,
        coalesce(scored.marketing_consent = 'unreadable', false) as is_consent_unread,
        scored.marketing_consent = 'opted_in' or scored.is_subscribed as has_opted_in,
        coalesce(consent.may_email_without_consent, 'no') = 'yes' as may_email_without_consent
    from {{ ref('scored_leads') }} as scored
    left join {{ ref('consent_by_country') }} as consent
        on scored.country = upper(consent.value)
),

judged as (
    select
        lead_id,
        has_phone and not must_not_be_called as may_be_called,
        case
            when not has_email and is_anonymous then 'No address or number'
            when not has_email then 'No address that we can read'
            when not can_be_mailed then 'Their mailbox bounces'
            when coalesce(has_opted_out, false) then 'Opted out of marketing e-mail'
            when is_consent_unread then 'Consent could not be read'
            when coalesce(has_opted_in, false) then 'Opted in'
            when may_email_without_consent then 'Their country allows it without consent'
            else 'Has not consented to marketing e-mail'
        end as marketing_note,
        can_be_mailed and has_raised_hand as may_be_answered,
        can_be_mailed
        and not coalesce(has_opted_out, false)
        and not is_consent_unread
        and (coalesce(has_opted_in, false) or may_email_without_consent) as may_get_marketing
    from leads
)

select
    lead_id,
    case
        when may_be_answered or may_get_marketing then 'e-mail'
        when may_be_called then 'phone'
        else 'none'
    end as contact_by,
    may_be_called,
    case when may_be_answered then 'Asked us to answer' else marketing_note end as contact_note,
    case
        when may_get_marketing then 'e-mail'
        when may_be_called then 'phone'
        else 'none'
    end as marketing_by,
    marketing_note
from judged
