-- One row per visitor of a web shop as first seen, and one more per e-mail sign-up, in the shape of raw_leads.
with

visits as (
    select
        *,
        {{ to_timestamp('occurred_at') }} as happened_at
    from {{ ref('web_events_visits') }}
    where client_id is not null
    {{ computed_once() }}
),

-- What is known at as_of comes first: a visit after it moves nothing. A purchase comes last of what is known, so that what is
-- known of a visitor does not depend on it.
ordered as (
    select
        *,
        row_number() over (
            partition by client_id
            order by
                case when happened_at < {{ as_of() }} then 0 else 1 end,
                case when event_name = 'checkout_completed' then 1 else 0 end,
                happened_at nulls last,
                event_id,
                referrer_host nulls last
        ) as visit_number
    from visits
),

first_visits as (
    select
        client_id,
        email,
        occurred_at as created_at,
        page_path as landing_page,
        utm_campaign as campaign_id,
        -- An empty referrer is nobody's, and one that the file lacks is not known.
        case
            when utm_source is not null then utm_source
            when
                referrer_host = '' or referrer_host = page_host
                or {{ is_like('page_host', "concat('%.', referrer_host)") }}
                or {{ is_like('referrer_host', "concat('%.', page_host)") }}
                then 'direct'
            else referrer_host
        end as lead_source
    from ordered
    where visit_number = 1
),

versions as (
    select
        concat('web_events:', client_id) as lead_id,
        created_at,
        created_at as updated_at,
        email,
        lead_source,
        landing_page,
        campaign_id
    from first_visits

    union all

    select
        concat('web_events:', first_visits.client_id) as lead_id,
        first_visits.created_at,
        ordered.occurred_at as updated_at,
        ordered.email,
        first_visits.lead_source,
        first_visits.landing_page,
        first_visits.campaign_id
    from first_visits
    inner join ordered
        on first_visits.client_id = ordered.client_id
    where ordered.email is not null and ordered.visit_number > 1
)

{{ deliver('raw_leads', 'versions', [
    'lead_id', 'created_at', 'updated_at', 'email', 'lead_source', 'landing_page', 'campaign_id',
]) }}
