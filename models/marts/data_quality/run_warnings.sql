-- One row per thing that looks wrong though nothing failed, as a sentence that names what to look at.
{%- set deals_of_connectors = {
    'hubspot': {
        'model': 'hubspot_deals',
        'id': 'deal_id',
        'evidence': 'property_hs_is_closed_won of deal, or is_closed and probability of deal_pipeline_stage',
    },
    'salesforce': {'model': 'salesforce_opportunities', 'id': 'id', 'evidence': 'is_closed and is_won of opportunity'},
} %}

with

runs as (
    select
        *,
        lag(qualified) over (partition by connectors order by run_started_at) as qualified_before,
        row_number() over (order by run_started_at desc) as newest
    from {{ ref('run_history') }}
),

loads as (
    select * from {{ ref('load_reconciliation') }}
),

examples as (
    select
        agreed.*,
        leads.stage
    from {{ ref('agreed_examples') }} as agreed
    left join {{ ref('lead_stages') }} as leads
        on agreed.lead_id = leads.lead_id
),

-- Nobody has that many addresses: such an id names a shop, an import or a form, and makes many people one lead.
shared_ids as (
    select lead_id
    from {{ ref('int_lead_records') }}
    where row_status = 'known'
    group by source_system, lead_id
    having count(distinct coalesce(email, email_hash)) >= 4
),

known_currencies as (
    select distinct currency
    from {{ ref('stg_exchange_rates') }}
    where currency is not null
),

currencies as (
    select coalesce({{ sorted_list('currency') }}, 'none that is known') as currencies
    from known_currencies
),

warnings as (
    select
        'criterion' as topic,
        criterion as subject,
        warning
    from {{ ref('criterion_warnings') }}

    union all

    select
        'qualification' as topic,
        'qualified_leads' as subject,
        concat('Nobody of ', leads, ' leads qualifies; `make explain LEAD=...` shows what a lead lacks.') as warning
    from runs
    where newest = 1 and qualified = 0 and leads > 0

    union all

    select
        'qualification' as topic,
        'qualified_leads' as subject,
        concat(qualified, ' leads qualify, in the run before it were ', qualified_before, '.') as warning
    from runs
    where newest = 1 and qualified_before > 0 and qualified >= 2 * qualified_before

    union all

    select
        'freshness' as topic,
        'raw_activities' as subject,
        concat(
            'The newest activity is from ', cast(newest_at as date), ', more than {{ var("stale_after_days") }} days before the ',
            'moment scored; has a load stopped?'
        ) as warning
    from loads
    where raw_table = 'raw_activities' and days_since_newest > {{ var('stale_after_days') }}

    union all

    select
        'agreed_examples' as topic,
        'agreed_examples' as subject,
        concat(
            'seeds/lookups/agreed_examples.csv: ', count(*), ' of its leads do not exist, such as ',
            min({{ in_byte_order('lead_id') }}), '.'
        ) as warning
    from examples
    where stage is null
    having count(*) > 0

    union all

    select
        'agreement' as topic,
        lead_id as subject,
        warning
    from {{ ref('broken_agreements') }}

    union all

    select
        'agreement' as topic,
        lead_id as subject,
        concat(
            'seeds/lookups/agreed_examples.csv: ', lead_id, ' must be ', coalesce(must_be, 'nothing'),
            '; write qualified or not_qualified.'
        ) as warning
    from examples
    where must_be is null or must_be not in ('qualified', 'not_qualified')

    union all

    select
        'load' as topic,
        raw_table as subject,
        concat(rejected, ' of ', rows_in, ' rows of ', raw_table, ' were rejected; `make check-data` says why.') as warning
    from loads
    where rows_in >= 10 and 10 * rejected >= rows_in

    union all

    select
        'load' as topic,
        'raw_leads' as subject,
        concat(
            'Ids of raw_leads that occur with 4 or more e-mail addresses: ', count(*), ', such as ',
            min({{ in_byte_order('lead_id') }}), '; each counts as one lead. Does lead_id name a person?'
        ) as warning
    from shared_ids
    having count(*) > 0

    union all

    select
        'load' as topic,
        unread.raw_table as subject,
        concat(
            'Amounts of ', unread.raw_table, ' in a currency that has no rate: ', unread.unreadable_rows,
            '; they are counted and not added up. Write home_currency into dbt_project.yml and rates into ',
            'seeds/lookups/exchange_rates.csv; the raw tables name ', named.currencies, '.'
        ) as warning
    from {{ ref('unreadable_values') }} as unread
    cross join currencies as named
    where unread.column_name = 'currency'

    union all

    select
        'load' as topic,
        concat(raw_table, '.', column_name) as subject,
        concat(
            'None of the ', unreadable_rows, ' values of ', column_name, ' in ', raw_table,
            ' can be read, so nothing is known of it (see unreadable_values).'
        ) as warning
    from {{ ref('unreadable_values') }}
    where read_rows = 0 and column_name <> 'currency'

    union all

    select
        'load' as topic,
        'consent_words' as subject,
        concat(
            unreadable_rows, ' of ', unreadable_rows + read_rows, ' values of marketing_consent cannot be read: these leads get ',
            'no marketing mail. Add the words to seeds/lookups/consent_words.csv (see unreadable_values).'
        ) as warning
    from {{ ref('unreadable_values') }}
    where column_name = 'marketing_consent' and read_rows > 0

    union all

    -- A column that is not loaded looks like nobody objected.
    select
        'load' as topic,
        'marketing_consent' as subject,
        concat(
            'Nothing of ', leads.source_system, ' says who objected to marketing e-mail: marketing_consent is empty for all of ',
            'its ', count(*), ' leads. To ', sum(case when contact.marketing_by <> 'none' then 1 else 0 end), ' of them it may ',
            'be sent, since the law of their country asks for no consent. Load the column if there is one.'
        ) as warning
    from {{ ref('int_leads') }} as leads
    inner join {{ ref('lead_contact') }} as contact
        on leads.lead_id = contact.lead_id
    group by leads.source_system
    having count(leads.marketing_consent) = 0 and sum(case when contact.marketing_by <> 'none' then 1 else 0 end) > 0

    union all

    select
        'load' as topic,
        raw_table as subject,
        warning
    from {{ ref('reject_jumps') }}

    union all

    select
        'load' as topic,
        'raw_campaign_spend' as subject,
        warning
    from {{ ref('channel_warnings') }}

    union all

    -- One sentence for all: where people type their country, hundreds are unread.
    select
        'load' as topic,
        'country_names' as subject,
        concat(
            'seeds/lookups/country_names.csv does not know the country of ', count(unread_country), ' of ', count(*),
            ' leads, such as ', min({{ in_byte_order(without_contact('lower(unread_country)')) }}),
            '; no rule about countries reaches them (see unmapped_values).'
        ) as warning
    from {{ ref('int_leads') }}
    having count(unread_country) > 0

    union all

    -- One of them may mean that somebody is not to be called.
    select
        'load' as topic,
        'lead_status_words' as subject,
        concat(
            'seeds/lookups/lead_status_words.csv does not know ', count(*), ' of the words in lifecycle_stage and lead_status',
            ', such as ', min({{ in_byte_order('unmapped_value') }}), ' (', sum(leads_affected), ' leads); they keep nobody ',
            'from being called (see unmapped_values).'
        ) as warning
    from {{ ref('unmapped_values') }}
    where attribute in ('lifecycle_stage', 'lead_status')
    having count(*) > 0

    union all

    -- Who bought or refused is not to be called.
    select
        'load' as topic,
        'outcome_aliases' as subject,
        concat(
            'seeds/lookups/outcome_aliases.csv does not know the outcome of ', count(*), ' rows of raw_sales_outcomes, such as "',
            coalesce(min({{ in_byte_order(without_contact('lower(outcome_text)')) }}), '(empty)'),
            '": leads that bought or refused may be called all the same. Add the words (see rejected_records).'
        ) as warning
    from {{ ref('int_sales_outcome_records') }}
    where reject_reason = 'unknown outcome'
    having count(*) > 0

    union all

    -- A lead that asks for a demo should be called the same day.
    select
        'load' as topic,
        'form_words' as subject,
        concat(
            row_count, ' rows of the form "', unmapped_value, '" count as other forms; add it to seeds/lookups/form_words.csv, ',
            'as form_submitted if that is all it is.'
        ) as warning
    from {{ ref('unmapped_values') }}
    where attribute = 'form' and {{ form_could_be_a_hand_raise('unmapped_value') }}

    union all

    -- A few types are what sales or programs do; many are what a system calls what leads do.
    select
        'load' as topic,
        'activity_type_aliases' as subject,
        concat(
            sum(unmapped.row_count), ' of ', max(loaded.used), ' activities are of types that no lookup knows, such as "',
            min({{ in_byte_order('unmapped.unmapped_value') }}), '": they score nothing. Add what leads do to ',
            'seeds/lookups/activity_type_aliases.csv.'
        ) as warning
    from {{ ref('unmapped_values') }} as unmapped
    cross join {{ ref('load_reconciliation') }} as loaded
    where unmapped.attribute = 'activity_type' and loaded.raw_table = 'raw_activities'
    having sum(unmapped.row_count) > 0.2 * max(loaded.used)

    union all

    select
        'load' as topic,
        'activity_type_aliases' as subject,
        concat(
            row_count, ' rows of the activity type "', unmapped_value, '" score nothing; could it be a hand-raise? Add it to ',
            'seeds/lookups/activity_type_aliases.csv.'
        ) as warning
    from {{ ref('unmapped_values') }}
    where attribute = 'activity_type' and {{ could_be_a_hand_raise('unmapped_value') }}

    union all

    select
        'drift' as topic,
        'score_drift' as subject,
        concat(
            sum(case when verdict = 'has moved' then 1 else 0 end), ' of ', count(*), ' measures are not what they were in the ',
            'back-test of ', cast(max(tested_at) as date), ', such as ',
            min(case when verdict = 'has moved' then {{ in_byte_order('measure') }} end),
            ' (see score_drift); is it the leads, or the data?'
        ) as warning
    from {{ ref('score_drift') }}
    having sum(case when verdict = 'has moved' then 1 else 0 end) > 0

    union all

    -- As long as marts look back to before that.
    select
        'history' as topic,
        known.source_system as subject,
        concat(
            'Stages of ', known.source_system, ' are known since ', cast(known.known_since as date), ': handovers, time in ',
            'stage and MQLs of the funnel begin there. `make replay FROM=',
            cast(known.known_since - interval '1' day * 90 as date),
            ' TO={{ as_of_moment().strftime("%Y-%m-%d") }}` records the days from then on again.'
        ) as warning
    from {{ ref('stages_known_since') }} as known
    inner join {{ ref('int_leads') }} as leads
        on known.source_system = leads.source_system
    where known.known_since > {{ lookback_start() }}
    group by known.source_system, known.known_since
    having min(leads.created_at) < known.known_since

    union all

    select
        'load' as topic,
        'raw_activities' as subject,
        case
            when rows_in = 0
                then 'No activities were found: engagement is 0 for all leads, and intent too, unless a lead states a need.'
            else 'No activity can be used, so nobody shows interest; `make check-data` says what became of them.'
        end as warning
    from loads
    where raw_table = 'raw_activities' and used = 0
    {%- for system, deals in deals_of_connectors.items() if system in var('connectors') %}

    union all

    select
        'load' as topic,
        '{{ deals.model }}' as subject,
        concat(
            'Nothing says whether ', sum(case when is_undecided then 1 else 0 end), ' of ', count(*), ' deals of {{ system }}, ',
            'such as ', min(case when is_undecided then {{ in_byte_order(deals.id) }} end), ', were won or lost; they count as ',
            'open until you load {{ deals.evidence }}.'
        ) as warning
    from {{ ref(deals.model) }}
    where exclusion_reason is null
    having sum(case when is_undecided then 1 else 0 end) > 0
    {%- endfor %}
)

select
    topic,
    subject,
    warning
from warnings
