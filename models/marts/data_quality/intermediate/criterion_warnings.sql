-- One row per criterion that tells nobody apart, and why: nobody meets it, all do, or the same leads meet another.
{{ config(materialized='view') }}

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
        on {{ in_byte_order('one.criterion') }} < other.criterion
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
)

-- Of a handful of leads none, or all, may meet anything.
select
    criterion,
    concat(block, ': no lead meets it.') as warning
from criteria
where leads_met = 0 and leads >= 10 and dimension <> 'disqualification'

union all

select
    criterion,
    concat(block, ': all ', leads, ' leads meet it, so it tells nobody apart.') as warning
from criteria
where leads_met = leads and leads >= 10

union all

select
    together.criterion,
    concat(
        criteria.block, ': of ', together.leads_of_either, ' leads that meet it or ', together.other_criterion, ', ',
        together.leads, ' meet both; do they say the same twice?'
    ) as warning
from together
inner join criteria
    on together.criterion = criteria.criterion
where together.leads >= 10 and 100 * together.leads >= 95 * together.leads_of_either
