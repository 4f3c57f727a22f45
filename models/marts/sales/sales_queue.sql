-- One row per lead that sales is to call or write to next: whose it is, in which order, by when, and what to say.
-- Leads without an owner come first, in a queue of their own. Those beyond a seller's daily cap wait, and say so.
with

leads as (
    select
        scored.*,
        stages.stage,
        stages.hand_raiser,
        stages.sales_ready,
        stages.customer_is_back,
        stages.qualified_by,
        stages.missing,
        steps.next_step,
        steps.who_acts,
        steps.due_from,
        steps.act_by
    from {{ ref('scored_leads') }} as scored
    inner join {{ ref('lead_stages') }} as stages
        on scored.lead_id = stages.lead_id
    inner join {{ ref('lead_next_steps') }} as steps
        on scored.lead_id = steps.lead_id
    where
        steps.who_acts <> 'marketing'
        {%- if not var('include_anonymous_leads') %}
        and not scored.is_anonymous
        {%- endif %}
),

-- One owner per company: who has most of its leads, then the first by name.
company_owners as (
    select
        company_domain,
        owner_id,
        row_number() over (
            partition by company_domain order by count(*) desc, {{ in_byte_order('owner_id') }}
        ) as place
    from {{ ref('scored_leads') }}
    where company_domain is not null and owner_id is not null
    group by company_domain, owner_id
),

touches as (
    select
        leads.lead_id,
        min(greatest(outcomes.occurred_at, leads.due_from)) as first_touch_at
    from leads
    inner join {{ ref('int_sales_outcomes') }} as outcomes
        on leads.lead_id = outcomes.lead_id
    where outcomes.latest_at >= leads.due_from
    group by leads.lead_id
),

-- What the lead did last that shows intent.
openings as (
    select
        leads.lead_id,
        types.activity_type,
        types.last_at,
        row_number() over (
            partition by leads.lead_id order by types.last_at desc, {{ in_byte_order('types.activity_type') }}
        ) as place
    from leads
    inner join {{ ref('int_leads') }} as persons
        on leads.lead_id = persons.lead_id
    inner join {{ ref('lead_activity_types') }} as types
        on persons.lead_number = types.lead_number
    where types.signal = 'intent'
),

owned as (
    select
        leads.*,
        coalesce(company_owners.owner_id, leads.owner_id) as seller,
        touches.first_touch_at
    from leads
    left join company_owners
        on leads.company_domain = company_owners.company_domain and company_owners.place = 1
    left join touches
        on leads.lead_id = touches.lead_id
),

placed as (
    select
        owned.*,
        row_number() over (partition by owned.seller order by {{ best_first('owned') }}) as place_in_queue,
        -- Who asked to talk is called whatever the cap; the others are counted by themselves.
        row_number() over (
            partition by owned.seller, owned.hand_raiser order by {{ best_first('owned') }}
        ) as place_under_cap,
        coalesce(own_caps.leads_per_day, caps.leads_per_day) as leads_per_day
    from owned
    left join {{ ref('daily_caps') }} as own_caps
        on {{ owner_key('owned.seller') }} = {{ owner_key('own_caps.value') }}
    left join {{ ref('daily_caps') }} as caps
        on caps.value = '(everyone)'
),

ranked as (
    select
        *,
        not hand_raiser and seller is not null and place_under_cap > leads_per_day as waits
    from placed
)

select
    cast(row_number() over (
        order by case when ranked.seller is null then 0 else 1 end, {{ in_byte_order('ranked.seller') }}, ranked.place_in_queue
    ) as integer) as queue_rank,
    ranked.seller as owner_id,
    cast(ranked.place_in_queue as integer) as place_in_queue,
    ranked.lead_id,
    {{ personal('persons.first_name') }} as first_name,
    {{ personal('persons.last_name') }} as last_name,
    ranked.job_title,
    ranked.company_name,
    ranked.stage,
    ranked.hand_raiser,
    ranked.sales_ready,
    ranked.customer_is_back,
    ranked.lead_score,
    ranked.grade,
    ranked.company_domain,
    ranked.next_step,
    ranked.who_acts,
    ranked.act_by,
    cast({{ ratio(seconds_between('ranked.as_of', 'ranked.act_by'), 3600) }} as numeric(9, 1)) as hours_left,
    ranked.first_touch_at,
    coalesce(ranked.first_touch_at, ranked.as_of) > ranked.act_by as is_breached,
    case when ranked.waits then 'waits' else 'today' end as turn,
    case
        when ranked.waits
            then concat('No ', ranked.place_under_cap, ' for ', ranked.seller, ', who takes ', ranked.leads_per_day, ' a day')
    end as waits_because,
    contact.contact_by,
    ranked.missing,
    coalesce(listed.why_now_1, {{ why_in_queue('ranked') }}) as why_now_1,
    listed.why_now_2,
    listed.interests,
    listed.next_content,
    listed.answers_concern,
    openings.activity_type as opening_activity,
    openings.last_at as opening_at,
    coalesce(ranked.top_product, ranked.top_topic) as opening_about,
    ranked.as_of
from ranked
inner join {{ ref('int_leads') }} as persons
    on ranked.lead_id = persons.lead_id
inner join {{ ref('lead_contact') }} as contact
    on ranked.lead_id = contact.lead_id
left join {{ ref('qualified_leads') }} as listed
    on ranked.lead_id = listed.lead_id
left join openings
    on ranked.lead_id = openings.lead_id and openings.place = 1
