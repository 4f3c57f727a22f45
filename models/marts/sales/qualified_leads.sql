-- One row per lead in stage mql, sal or sql, ranked: who to call, why now, why them, what to do and by when.
-- Hand-raisers come first, then sales_ready leads, then by score; ties by the latest intent, then by lead_id.
-- depends_on: {{ ref('lead_stage_log') }}: what is shown is recorded, since the next run starts from it.
with

leads as (
    select
        scored.*,
        stages.stage,
        stages.qualified_by,
        stages.qualified_since,
        stages.incomplete,
        stages.missing,
        stages.hand_raiser,
        stages.sales_ready
    from {{ ref('scored_leads') }} as scored
    inner join {{ ref('int_lead_stages') }} as stages
        on scored.lead_id = stages.lead_id
    where
        stages.stage in ('mql', 'sal', 'sql')
        {%- if not var('include_anonymous_leads') %}
        and not scored.is_anonymous
        {%- endif %}
),

ranked_reasons as (
    select
        reasons.lead_id,
        case when reasons.dimension = 'fit' then 'them' else 'now' end as side,
        reasons.reason,
        row_number() over (
            partition by reasons.lead_id, case when reasons.dimension = 'fit' then 'them' else 'now' end
            order by reasons.points desc, {{ in_byte_order('reasons.dimension') }}, {{ in_byte_order('reasons.criterion') }}
        ) as place
    from {{ ref('lead_score_reasons') }} as reasons
    inner join leads
        on reasons.lead_id = leads.lead_id
    where reasons.criterion <> 'limit' and reasons.points > 0
),

why as (
    select
        lead_id,
        max(case when side = 'now' and place = 1 then reason end) as why_now_1,
        max(case when side = 'now' and place = 2 then reason end) as why_now_2,
        max(case when side = 'them' and place = 1 then reason end) as why_them_1,
        max(case when side = 'them' and place = 2 then reason end) as why_them_2
    from ranked_reasons
    group by lead_id
)

select
    cast(row_number() over (order by {{ best_first('leads') }}) as integer) as lead_rank,
    leads.lead_id,
    {{ personal('persons.first_name') }} as first_name,
    {{ personal('persons.last_name') }} as last_name,
    {{ personal('persons.email') }} as email,
    {{ personal('persons.phone') }} as phone,
    leads.job_title,
    leads.company_name,
    leads.company_domain,
    leads.country,
    leads.owner_id,
    leads.lead_source,
    leads.stage,
    leads.hand_raiser,
    leads.sales_ready,
    leads.is_anonymous,
    leads.lead_score,
    bands.leads_like_this,
    leads.grade,
    leads.fit_score,
    leads.engagement_score,
    leads.intent_score,
    leads.qualified_by,
    leads.qualified_since,
    why.why_now_1,
    why.why_now_2,
    case
        when leads.grade_letter = 'U' then 'Company not known'
        when why.why_them_2 is null then why.why_them_1
        else concat(why.why_them_1, '; ', why.why_them_2)
    end as why_them,
    case
        when leads.second_topic is not null then concat(leads.top_topic, ', ', leads.second_topic)
        else coalesce(leads.top_topic, leads.top_product)
    end as interests,
    content.title as next_content,
    content.concern as answers_concern,
    steps.next_step,
    steps.who_acts,
    steps.act_by,
    contact.contact_by,
    contact.contact_note,
    leads.incomplete,
    leads.missing,
    leads.last_activity_at,
    leads.last_intent_at,
    leads.as_of
from leads
inner join {{ ref('int_leads') }} as persons
    on leads.lead_id = persons.lead_id
inner join {{ ref('lead_contact') }} as contact
    on leads.lead_id = contact.lead_id
left join why
    on leads.lead_id = why.lead_id
left join {{ ref('next_content') }} as content
    on leads.lead_id = content.lead_id
left join {{ ref('lead_next_steps') }} as steps
    on leads.lead_id = steps.lead_id
left join {{ ref('calibration') }} as bands
    on leads.lead_score between bands.lowest_score and bands.highest_score
