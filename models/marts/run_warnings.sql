-- One row per thing that looks wrong though nothing failed, as a sentence that names what to look at.
with

criteria as (
    select
        *,
        concat('models/criteria/', dimension, '_criteria.sql, block ', criterion) as block,
        leads_met + leads_not_met + leads_unknown as leads
    from {{ ref('criterion_counts') }}
),

reasons as (
    select
        lead_id,
        criterion
    from {{ ref('lead_score_reasons') }}
    where criterion <> 'limit'
),

met_by as (
    select
        criterion,
        count(*) as leads
    from reasons
    group by criterion
),

-- Only criteria that nearly as many leads meet can be met by nearly the same ones.
candidates as (
    select
        one.criterion,
        other.criterion as other_criterion,
        one.leads + other.leads as leads_of_both
    from met_by as one
    inner join met_by as other
        on one.criterion < other.criterion
    where 100 * least(one.leads, other.leads) >= 95 * greatest(one.leads, other.leads)
),

together as (
    select
        candidates.criterion,
        candidates.other_criterion,
        candidates.leads_of_both - count(*) as leads_of_either,
        count(*) as leads
    from candidates
    inner join reasons as one
        on candidates.criterion = one.criterion
    inner join reasons as other
        on candidates.other_criterion = other.criterion and one.lead_id = other.lead_id
    group by candidates.criterion, candidates.other_criterion, candidates.leads_of_both
),

runs as (
    select
        *,
        lag(qualified) over (partition by connectors order by run_started_at) as qualified_before,
        row_number() over (order by run_started_at desc) as newest
    from {{ ref('run_history') }}
),

activities as (
    select * from {{ ref('load_reconciliation') }}
    where raw_table = 'raw_activities'
),

examples as (
    select
        agreed.*,
        leads.stage,
        leads.qualified_by
    from {{ ref('agreed_examples') }} as agreed
    left join {{ ref('lead_stages') }} as leads
        on agreed.lead_id = leads.lead_id
),

rejected as (
    select * from {{ ref('load_reconciliation') }}
    where rows_in >= 10 and 10 * rejected >= rows_in
),

warnings as (
    -- Of a handful of leads none, or all, may meet anything.
    select
        'criterion' as topic,
        criterion as subject,
        concat(block, ': no lead meets it.') as warning
    from criteria
    where leads_met = 0 and leads >= 10 and dimension <> 'disqualification'

    union all

    select
        'criterion' as topic,
        criterion as subject,
        concat(block, ': all ', leads, ' leads meet it, so it tells nobody apart.') as warning
    from criteria
    where leads_met = leads and leads >= 10

    union all

    select
        'criterion' as topic,
        together.criterion as subject,
        concat(
            criteria.block, ': of ', together.leads_of_either, ' leads that meet it or ', together.other_criterion, ', ',
            together.leads, ' meet both; do they say the same twice?'
        ) as warning
    from together
    inner join criteria
        on together.criterion = criteria.criterion
    where together.leads >= 10 and 100 * together.leads >= 95 * together.leads_of_either

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
    from activities
    where days_since_newest > {{ var('stale_after_days') }}

    union all

    select
        'agreed_examples' as topic,
        'agreed_examples' as subject,
        concat(
            'seeds/lookups/agreed_examples.csv: ', count(*), ' of its leads do not exist, such as ', min(lead_id), '.'
        ) as warning
    from examples
    where stage is null
    having count(*) > 0

    union all

    -- What sales itself decided, or the lead itself asked for, breaks no agreement.
    select
        'agreement' as topic,
        lead_id as subject,
        concat(
            'seeds/lookups/agreed_examples.csv: ', lead_id, ' must be ', must_be, ', says ', coalesce(agreed_by, 'nobody'),
            ', and is ', stage, case when qualified_by is not null then concat(' by ', qualified_by) else '' end,
            '; change the model, or delete the row.'
        ) as warning
    from examples
    where
        (must_be = 'qualified' and stage in ('lead', 'engaged', 'disqualified'))
        or (must_be = 'not_qualified' and stage = 'mql')

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
    from rejected

    union all

    select
        'load' as topic,
        'raw_activities' as subject,
        'No activity can be used, so nobody shows interest; `make check-data` says what became of them.' as warning
    from activities
    where used = 0
)

select
    topic,
    subject,
    warning
from warnings
