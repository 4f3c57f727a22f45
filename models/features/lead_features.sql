-- One row per lead: everything a criterion may know of it, as of one moment. Facts only: outcomes are not among them, though a
-- rejection by sales ends what counted before it.
{%- set is_active = "signal in ('engagement', 'intent')" %}

with

leads as (
    select * from {{ ref('int_leads') }}
),

-- The measures of each activity type side by side, and how active the lead is.
activity as (
    select
        lead_number,
        {%- for type, measures in activity_measures().items() %}
        {%- for measure in measures %}
        {{ pivoted(type, measure) }} as {{ type }}_{{ measure }},
        {%- endfor %}
        {%- endfor %}
        {%- for window in ['7d', '21d_before', '30d'] %}
        {{ count_days('bit_or(case when ' ~ is_active ~ ' then day_bits_' ~ window ~ ' end)') }} as active_days_{{ window }},
        {%- endfor %}
        cast(sum(case when {{ is_active }} then count_90d else 0 end) as integer) as activities_90d,
        max(case when {{ is_active }} then last_at end) as last_activity_at,
        max(case when signal = 'intent' then last_at end) as last_intent_at
    from {{ ref('lead_activity_types') }}
    group by lead_number
)

select
    {{ as_of() }} as as_of,
    leads.lead_id,
    leads.source_system,
    leads.created_at,
    leads.updated_at,
    leads.attributes_are_later,
    identity.is_profiled,
    identity.is_anonymous,
    identity.has_email,
    identity.has_phone,
    identity.email_domain,
    identity.email_domain_kind,
    identity.company_domain,
    identity.company_domain_kind,
    identity.is_free_email,
    identity.is_made_up_name,
    identity.is_test_address,
    leads.job_title,
    identity.seniority,
    identity.department,
    identity.persona,
    identity.is_target_department,
    leads.company_name,
    identity.industry,
    identity.is_target_industry,
    leads.employee_count,
    leads.annual_revenue,
    leads.employee_count is not null or identity.industry is not null as is_company_known,
    leads.country,
    leads.unread_country is not null as is_country_unread,
    leads.region,
    identity.is_target_country,
    identity.is_excluded_country,
    identity.lead_source,
    identity.channel,
    leads.landing_page,
    leads.campaign_id,
    leads.owner_id,
    leads.email_status,
    leads.marketing_consent,
    coalesce(leads.do_not_call, false) as do_not_call,
    leads.stated_need,
    identity.purchase_timeframe,
    identity.purchase_within_months,
    {%- for column in ['is_customer_in_crm', 'is_unqualified_in_crm'] %}
    {{ 'false' if is_backtest() else 'identity.' ~ column ~ ' and not leads.attributes_are_later' }} as {{ column }},
    {%- endfor %}
    {%- for type, measures in activity_measures().items() %}
    {%- for measure in measures %}
    {%- set column = type ~ '_' ~ measure %}
    {%- if measure == 'last_at' %}
    activity.{{ column }},
    {%- elif measure == 'weight' %}
    cast(coalesce(activity.{{ column }}, 0) as numeric(12, 6)) as {{ column }},
    {%- else %}
    coalesce(activity.{{ column }}, 0) as {{ column }},
    {%- endif %}
    {%- endfor %}
    {%- endfor %}
    coalesce(activity.active_days_7d, 0) as active_days_7d,
    coalesce(activity.active_days_21d_before, 0) as active_days_21d_before,
    coalesce(activity.active_days_30d, 0) as active_days_30d,
    {{ ratio('3 * activity.active_days_7d', 'activity.active_days_21d_before') }} as momentum,
    coalesce(activity.activities_90d, 0) as activities_90d,
    activity.last_activity_at,
    activity.last_intent_at,
    greatest(
        activity.demo_requested_last_at, activity.quote_requested_last_at, activity.contact_sales_requested_last_at
    ) as last_hand_raise_at,
    coalesce(
        activity.newsletter_subscribed_last_at > activity.unsubscribed_last_at,
        activity.newsletter_subscribed_last_at is not null
    ) as is_subscribed,
    coalesce(
        leads.email_status = 'bounced'
        or activity.email_bounced_last_at >= coalesce(activity.email_delivered_last_at, activity.email_bounced_last_at),
        false
    ) as is_email_bounced,
    greatest(
        activity.spam_reported_last_at, case when leads.email_status = 'spam_reported' then leads.updated_at end
    ) as spam_reported_at,
    {{ ratio('activity.email_opened_90d', 'activity.email_delivered_90d') }} as open_rate_90d,
    {{ ratio('activity.email_clicked_90d', 'activity.email_delivered_90d') }} as click_rate_90d,
    coalesce(visits.sessions_30d, 0) as sessions_30d,
    coalesce(visits.seconds_on_site_30d, 0) as seconds_on_site_30d,
    coalesce(interests.same_product_days_14d, 0) as same_product_days_14d,
    interests.top_topic,
    interests.second_topic,
    interests.top_product
from leads
inner join {{ ref('lead_identity') }} as identity
    on leads.lead_id = identity.lead_id
left join activity
    on leads.lead_number = activity.lead_number
left join {{ ref('lead_visits') }} as visits
    on leads.lead_id = visits.lead_id
left join {{ ref('lead_interests') }} as interests
    on leads.lead_id = interests.lead_id
