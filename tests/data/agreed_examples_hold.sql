-- One row per lead of which sales and marketing agreed that it must, or must not, qualify, and that does not do so now.
-- What sales itself decided, or the lead itself asked for, breaks no agreement. On another day than today it is only said.
{{ config(severity='error' if var('as_of', none) is none else 'warn') }}

select
    examples.lead_id,
    examples.must_be,
    stages.stage,
    scores.grade,
    scores.lead_score,
    examples.agreed_by,
    examples.note
from {{ ref('agreed_examples') }} as examples
inner join {{ ref('lead_stages') }} as stages
    on examples.lead_id = stages.lead_id
inner join {{ ref('lead_scores') }} as scores
    on examples.lead_id = scores.lead_id
-- After the list is made: a broken agreement is said, and the list is there to be looked at.
left join {{ ref('qualified_leads') }} as listed
    on examples.lead_id = listed.lead_id
where
    (examples.must_be = 'qualified' and stages.stage in ('lead', 'engaged', 'disqualified'))
    or (examples.must_be = 'not_qualified' and stages.stage = 'mql')
    or examples.must_be not in ('qualified', 'not_qualified')
