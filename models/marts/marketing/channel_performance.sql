-- One row per month, channel and campaign: media spend, and what it brought by first and by last touch.
{%- set counts = [
    'leads', 'mqls', 'sqls', 'customers', 'last_touch_mqls', 'last_touch_sqls', 'last_touch_customers', 'emails_delivered',
    'emails_opened', 'emails_clicked', 'emails_clicked_as_recorded', 'visitors',
] %}
{%- set margin = setting('gross_margin') %}

with

added as (
    select
        month,
        channel,
        campaign_id,
        cast(sum(spend) as numeric(18, 2)) as spend,
        {%- for money in ['revenue', 'last_touch_revenue'] %}
        cast(coalesce(sum({{ money }}), 0) as numeric(18, 2)) as {{ money }},
        {%- endfor %}
        {%- for count in counts %}
        cast(sum({{ count }}) as integer) as {{ count }},
        {%- endfor %}
        cast(sum(seconds_on_site) as bigint) as seconds_on_site
    from {{ ref('touch_credits') }}
    group by month, channel, campaign_id
)

select
    month,
    channel,
    campaign_id,
    {{ is_young('month') }} as is_young,
    spend,
    leads,
    mqls,
    sqls,
    customers,
    revenue,
    {{ money_per('spend', 'leads') }} as cost_per_lead,
    {%- for touch in ['', 'last_touch_'] %}
    {%- if touch %}
    last_touch_mqls,
    last_touch_sqls,
    last_touch_customers,
    last_touch_revenue,
    {%- endif %}
    {{ money_per('spend', touch ~ 'mqls') }} as {{ touch }}cost_per_mql,
    {{ money_per('spend', touch ~ 'sqls') }} as {{ touch }}cost_per_sql,
    {{ money_per('spend', touch ~ 'customers') }} as {{ touch }}marketing_cac,
    {{ ratio(touch ~ 'revenue', 'spend') }} as {{ touch }}roas,
    {{ ratio('(' ~ margin ~ ' * ' ~ touch ~ 'revenue - spend)', 'spend') }} as {{ touch }}roi,
    {%- endfor %}
    emails_delivered,
    emails_opened,
    emails_clicked,
    emails_clicked_as_recorded,
    {{ ratio('emails_opened', 'emails_delivered') }} as open_rate,
    {{ ratio('emails_clicked', 'emails_delivered') }} as click_rate,
    {{ ratio('emails_clicked_as_recorded', 'emails_delivered') }} as click_rate_as_recorded,
    visitors,
    {{ ratio('seconds_on_site', 'visitors') }} as mean_seconds_on_site,
    cast({{ margin }} as numeric(7, 6)) as gross_margin,
    {{ as_of() }} as as_of
from added
