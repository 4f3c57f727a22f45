-- One row per lead that is to be sent marketing e-mail and has not consented to it, cannot be reached, or has a next day
-- though nothing reaches it.
select
    queue.lead_id,
    queue.contact_by,
    queue.next_contact_on
from {{ ref('nurture_queue') }} as queue
inner join {{ ref('lead_features') }} as features
    on queue.lead_id = features.lead_id
left join {{ ref('consent_by_country') }} as consent
    on features.country = consent.value
where
    (queue.contact_by = 'none' and queue.next_contact_on is not null)
    or (
        queue.contact_by = 'e-mail'
        and (
            not features.has_email
            or features.is_email_bounced
            or features.spam_reported_at is not null
            or coalesce(features.marketing_consent, 'unknown') in ('opted_out', 'unreadable')
            or coalesce(features.unsubscribed_last_at >= features.newsletter_subscribed_last_at, false)
            or (
                coalesce(features.marketing_consent, 'unknown') <> 'opted_in'
                and features.newsletter_subscribed_last_at is null
                and coalesce(consent.may_email_without_consent, 'no') <> 'yes'
            )
        )
    )
