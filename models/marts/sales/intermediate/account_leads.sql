-- One row per lead of a company that we may sell to: which account it belongs to, and its place among the leads that count there.
-- Free and disposable mail are no company. Our own company, competitors and partners are not sold to, and neither are people who
-- write from there under another company's name.
with

members as (
    select
        leads.lead_id,
        leads.as_of,
        leads.company_domain,
        leads.company_name,
        leads.owner_id,
        leads.persona,
        stages.stage,
        leads.lead_score,
        leads.engagement_score,
        leads.intent_score,
        leads.grade_letter,
        leads.grade,
        leads.days_since_activity,
        leads.active_days_7d,
        leads.active_days_21d_before,
        -- Whom we must not judge, or do not call, brings neither points nor roles nor activity.
        leads.is_profiled and stages.stage <> 'disqualified' as counts
    from {{ ref('scored_leads') }} as leads
    inner join {{ ref('lead_stages') }} as stages
        on leads.lead_id = stages.lead_id
    where
        leads.company_domain_kind = 'other'
        and coalesce(leads.email_domain_kind, 'other') in ('other', 'free_mail')
)

select
    *,
    case
        when counts
            then row_number() over (
                    partition by company_domain, counts
                    order by lead_score desc nulls last, {{ in_byte_order('lead_id') }}
                )
    end as place
from members
