-- One row per campaign type and member status, as type/status: the activity that such a response is, by
-- salesforce_campaign_responses. The first pattern by rank wins.
with

statuses as (
    select distinct type_and_status from {{ ref('salesforce_members') }}
),

matches as (
    select
        statuses.type_and_status,
        patterns.activity_type,
        row_number() over (
            partition by statuses.type_and_status
            order by patterns.rank, {{ in_byte_order('patterns.value') }}
        ) as match_number
    from statuses
    inner join {{ ref('salesforce_campaign_responses') }} as patterns
        on {{ is_like('statuses.type_and_status', 'patterns.value') }}
)

select
    type_and_status,
    activity_type
from matches
where match_number = 1
