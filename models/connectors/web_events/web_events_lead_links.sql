-- One row per e-mail sign-up of a visitor of a web shop, in the shape of raw_lead_links.
with

links as (
    select
        concat('web_events:', client_id) as lead_id,
        email as same_as,
        'identified' as link,
        occurred_at as linked_at
    from {{ ref('web_events_visits') }}
    where client_id is not null and email is not null
)

{{ deliver('raw_lead_links', 'links', ['lead_id', 'same_as', 'link', 'linked_at']) }}
