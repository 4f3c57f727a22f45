-- One row per row of raw_activities, typed and judged by itself, with the canonical name of its type: as it says itself, or as
-- its form or its page says more. Copies are still in it. given_<column> is what came.
-- A view, with all of the text: int_activities_keyed keeps of it what features read.
with

trimmed as (
    select
        source_system,
        {{ trimmed_columns('raw_activities') }}
    from {{ ref('raw_activities') }}
    {{ computed_once() }}
),

cleaned as (
    select
        source_system,
        {{ cleaned_columns('raw_activities') }}
    from trimmed
    {{ computed_once() }}
),

typed as (
    select
        cleaned.*,
        types.raw_activity_type,
        types.spelling_number,
        {%- for column in ['activity_type', 'type_number'] %}
        case
            when forms.is_known and coalesce(types.may_be_form, true) then forms.{{ column }}
            when coalesce(types.says_nothing, true) then coalesce(forms.{{ column }}, pages.{{ column }})
            when types.may_be_page then coalesce(pages.{{ column }}, types.{{ column }})
            else types.{{ column }}
        end as {{ column }},
        {%- endfor %}
        forms.form_number,
        coalesce(contents.content_id, own_pages.content_id) as content_id,
        coalesce(contents.content_number, own_pages.content_number) as content_number,
        campaigns.campaign_number,
        known_agents.spelling is not null as is_by_known_agent,
        {{ moment('cleaned.given_occurred_at', 'cleaned.occurred_at_text') }} as occurred_at,
        {{ number(
            'cleaned.given_duration_seconds', 'integer', to_number('cleaned.duration_seconds_text', 'integer')
        ) }} as duration_seconds,
        {{ number(
            'cleaned.given_amount', 'numeric(18, 2)', to_number('cleaned.amount_text', 'numeric(18, 2)')
        ) }} as written_amount
    from cleaned
    left join {{ ref('activity_type_spellings') }} as types
        on cleaned.given_activity_type = types.spelling
    left join {{ ref('content_spellings') }} as contents
        on cleaned.given_content_id = contents.spelling
    left join {{ ref('form_spellings') }} as forms
        on cleaned.given_form_name = forms.spelling
    left join {{ ref('page_spellings') }} as pages
        on {{ url_without_query('cleaned.given_page_url') }} = pages.spelling
    left join {{ ref('content_spellings') }} as own_pages
        on pages.page_path = own_pages.spelling
    left join {{ ref('campaign_spellings') }} as campaigns
        on cleaned.given_campaign_id = campaigns.spelling
    left join {{ ref('known_agents') }} as known_agents
        on cleaned.given_user_agent = known_agents.spelling
    {{ computed_once() }}
),

priced as (
    select
        typed.*,
        {{ at_home('typed') }} as amount
    from typed
    {{ join_rates('typed', 'typed.occurred_at') }}
)

select
    source_system,
    activity_id_text as activity_id,
    {{ surrogate_key('source_system', 'activity_id_text') }} as activity_key,
    lead_id_text as lead_id,
    raw_activity_type,
    activity_type,
    spelling_number,
    type_number,
    occurred_at,
    campaign_id_text as campaign_id,
    campaign_number,
    content_id,
    content_number,
    form_number,
    -- Of visits in the last 30 days; nobody asks for older ones.
    case when occurred_at >= {{ as_of(-30) }} then {{ clean('given_session_id') }} end as session_id,
    duration_seconds,
    amount,
    written_amount,
    currency_text,
    user_agent_text as user_agent,
    is_by_known_agent,
    coalesce(duration_seconds_text, {{ typed_text('given_duration_seconds') }}) as duration_seconds_text,
    coalesce(amount_text, {{ typed_text('given_amount') }}) as amount_text,
    case
        when unreadable_line is not null then 'unreadable line'
        when activity_id_text is null or lead_id_text is null then 'missing id'
        when {{ is_damaged('activity_id_text') }} or {{ is_damaged('lead_id_text') }} then 'damaged id'
        when occurred_at is null then 'bad date'
        when occurred_at > {{ run_started() }} then 'dated in the future'
    end as reject_reason,
    {%- for column in raw_columns('raw_activities') %}
    given_{{ column }},
    {%- endfor %}
    unreadable_line
from priced
