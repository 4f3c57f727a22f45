-- One row per lead or contact of Salesforce whose person wishes to be forgotten or not to be profiled, in the shape of
-- raw_privacy_requests.
with

people as (
    select
        *,
        -- No other row tells whose record it was, so everybody with the address is meant.
        case when exclusion_reason = 'deleted' then email end as address
    from {{ ref('salesforce_people') }}
    where id is not null
),

individuals as (
    select * from {{ ref('salesforce_individuals') }}
),

wished as (
    select
        people.id,
        people.address,
        'erasure' as request,
        individuals.requested_at
    from people
    inner join individuals
        on people.individual_id = individuals.id
    where individuals.is_to_be_forgotten

    union

    select
        people.id,
        people.address,
        'profiling_objection' as request,
        individuals.requested_at
    from people
    inner join individuals
        on people.individual_id = individuals.id
    where individuals.objects_to_profiling and people.is_newest
),

requests as (
    select
        concat('salesforce:', id) as lead_id,
        address as email,
        request,
        requested_at
    from wished
)

{{ deliver('raw_privacy_requests', 'requests', ['lead_id', 'email', 'request', 'requested_at']) }}
