-- One row per contact in HubSpot that was merged into another, in the shape of raw_lead_links.
with

links as (
    select
        case when merged_id is not null then concat('hubspot:', merged_id) end as lead_id,
        case when contact_id is not null then concat('hubspot:', contact_id) end as same_as,
        'merged' as link,
        merged_at as linked_at
    from {{ ref('hubspot_merges') }}
    where exclusion_reason is null

    union all

    select
        concat('hubspot:', contact_id) as lead_id,
        concat('hubspot:', was_contact_id) as same_as,
        'merged' as link,
        {{ as_text('null') }} as linked_at
    from {{ ref('hubspot_made_later') }}
)

{{ deliver('raw_lead_links', 'links', ['lead_id', 'same_as', 'link', 'linked_at']) }}
