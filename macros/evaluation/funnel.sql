{# What the marts of metrics share: the stages of the funnel, the segments, the cohorts, and rates of money. #}

{# The stages of the funnel after the first, in order, with the name of their count. #}
{% macro funnel_counts() -%}
    {{ return({
        'engaged': 'engaged', 'mql': 'mqls', 'sal': 'sals', 'sql': 'sqls', 'opportunity': 'opportunities',
        'customer': 'customers',
    }) }}
{%- endmacro %}

{# The columns of lead_segments. #}
{% macro segments() -%}{{ return(['size_band', 'industry', 'persona', 'buyer_type', 'visitor_type']) }}{%- endmacro %}

{# The first day of the month (UTC) of a moment. #}
{% macro month_of(moment) -%}cast(date_trunc('month', {{ moment }}) as date){%- endmacro %}

{# Whether the leads of a month had less than 90 days after its end: their figures will still rise. #}
{% macro is_young(month) -%}
    cast({{ month }} as timestamp) + interval '1' month > {{ as_of(-90) }}
{%- endmacro %}

{# Money for each of so many, to cents. #}
{% macro money_per(amount, number) -%}cast({{ ratio(amount, number) }} as numeric(18, 2)){%- endmacro %}

{# Every block of the criteria. Taken apart once: that costs more than to look through them for each attribute. #}
{% macro blocks_of_criteria() -%}
    {%- set blocks = [] -%}
    {%- if execute -%}
        {%- for model in analysts_models() if analysts_files().get(model.name, {}).get('named_by') == 'criterion' -%}
            {%- do blocks.extend(blocks_of(model)) -%}
        {%- endfor -%}
    {%- endif -%}
    {{ return(blocks) }}
{%- endmacro %}

{# Those of the blocks that read any of these columns of lead_features, as a text; none where none does. #}
{% macro that_read(blocks, columns) -%}
    {%- set names = [] -%}
    {%- for block in blocks if modules.re.search('(?i)\\b(' ~ columns | join('|') ~ ')\\b', block.skeleton) -%}
        {%- do names.append(block.name) -%}
    {%- endfor -%}
    {{ return(names | sort | join(', ') or 'none') }}
{%- endmacro %}

{#
    What attribute_performance compares: each attribute with the columns of lead_features that it is, or that are made of it. A
    criterion that reads one of these uses it. Whatever tells who a person is, is there only as given or not.
#}
{% macro attributes() -%}
    {{ return({
        'job_title': ['job_title'],
        'seniority': ['seniority'],
        'department': ['department', 'is_target_department'],
        'company_name': ['company_name'],
        'company_domain': ['company_domain'],
        'company_domain_kind': ['company_domain_kind'],
        'email_domain_kind': ['email_domain_kind', 'is_free_email'],
        'annual_revenue': ['annual_revenue'],
        'country': ['country', 'is_target_country', 'is_excluded_country'],
        'region': ['region'],
        'lead_source': ['lead_source'],
        'channel': ['channel'],
        'first_page': ['landing_page'],
        'campaign_id': ['campaign_id'],
        'owner_id': ['owner_id'],
        'email_status': ['email_status', 'is_email_bounced', 'spam_reported_at'],
        'marketing_consent': ['marketing_consent'],
        'purchase_timeframe': ['purchase_timeframe', 'purchase_within_months'],
        'has_email': ['has_email'],
        'has_phone': ['has_phone'],
        'stated_need': ['stated_need'],
        'size_band': ['employee_count'],
        'industry': ['industry', 'is_target_industry'],
        'persona': ['persona', 'seniority', 'department', 'is_target_department'],
        'buyer_type': ['is_shopper', 'company_domain_kind', 'is_free_email'],
        'visitor_type': ['created_at', 'last_activity_at'],
    }) }}
{%- endmacro %}
