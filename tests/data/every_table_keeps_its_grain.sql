-- One row per key that a table holds twice, or leaves empty. What one row is stands here, table by table.
{%- set grains = {
    'agreed_examples': ['lead_id'],
    'activity_type_aliases': ['value'],
    'activity_types': ['value'],
    'automated_agents': ['value'],
    'company_domains': ['value'],
    'consent_by_country': ['value'],
    'country_names': ['value'],
    'excluded_countries': ['value'],
    'job_title_words': ['value'],
    'lead_sources': ['value'],
    'made_up_names': ['value'],
    'page_kinds': ['value'],
    'purchase_timeframes': ['value'],
    'recycle_periods': ['value'],
    'target_countries': ['value'],
    'target_departments': ['value'],
    'target_industries': ['value'],
    'stg_lead_keys': ['lead_id', 'source_system'],
    'stg_leads': ['lead_id'],
    'stg_activity_types': ['activity_type'],
    'activity_type_spellings': ['spelling'],
    'content_spellings': ['spelling'],
    'known_agents': ['spelling'],
    'stg_activities': ['activity_key'],
    'stg_content': ['content_id', 'source_system'],
    'automated_activities': ['activity_key'],
    'job_titles': ['job_title'],
    'lead_activity_types': ['lead_number', 'activity_type'],
    'lead_content': ['lead_number', 'content_number'],
    'lead_identity': ['lead_id'],
    'lead_interests': ['lead_id'],
    'lead_orders': ['lead_id'],
    'lead_outcomes': ['lead_id'],
    'lead_visits': ['lead_id'],
    'lead_features': ['lead_id'],
    'score_limits': ['dimension'],
    'grade_limits': ['lead_id'],
    'qualification_rules': ['lead_id', 'rule'],
    'flag_rules': ['lead_id', 'flag'],
    'lead_criteria': ['lead_id', 'dimension', 'criterion'],
    'criterion_counts': ['dimension', 'criterion'],
    'lead_score_reasons': ['lead_id', 'dimension', 'criterion'],
    'lead_scores': ['lead_id'],
    'scored_leads': ['lead_id'],
    'lead_stages': ['lead_id'],
    'lead_contact': ['lead_id'],
    'lead_next_steps': ['lead_id'],
    'working_hours': ['hour_starts_at'],
    'qualified_leads': ['lead_id'],
    'load_reconciliation': ['raw_table'],
    'run_history': ['run_started_at'],
    'unmapped_values': ['attribute', 'unmapped_value'],
    'unreadable_values': ['raw_table', 'column_name'],
} %}

{%- for table, columns in grains.items() %}
{%- set key = columns | join(", ' | ', ") %}
select
    '{{ table }}' as relation,
    {{ 'concat(' ~ key ~ ')' if columns | length > 1 else 'concat(' ~ key ~ ", '')" }} as row_key,
    count(*) as row_count
from {{ ref(table) }}
group by {{ columns | join(', ') }}
having count(*) > 1 or {{ columns | join(' is null or ') }} is null
{{ 'union all' if not loop.last }}
{%- endfor %}
