-- One row per company, by its domain: its leads taken together as a group that buys, ranked.
-- Accounts with a qualified lead come first, then by summed_score, best_score and people active; ties by domain.
with

members as (
    select * from {{ ref('account_leads') }}
),

names as (
    select
        company_domain,
        company_name,
        row_number() over (
            partition by company_domain
            order by count(*) desc, {{ in_byte_order('company_name') }}
        ) as place
    from members
    where company_name is not null
    group by company_domain, company_name
),

roles as (
    select
        company_domain,
        persona,
        min(place) as place,
        max(lead_score) as best_score,
        max(engagement_score + intent_score) as interest
    from members
    where place is not null
    group by company_domain, persona
),

-- Every lead of a company has its points for the same size, industry and country: only the best lead's fit counts.
buyers as (
    select
        company_domain,
        max(best_score) as best_score,
        max(best_score) + floor(sum(case when persona is not null and place > 1 then interest else 0 end) / 2.0) as summed_score,
        max(case when persona = 'decision' then 1 else 0 end) as decides,
        max(case when persona = 'budget' then 1 else 0 end) as pays,
        max(case when persona = 'use' then 1 else 0 end) as uses,
        max(case when persona = 'technical' then 1 else 0 end) as checks
    from roles
    group by company_domain
),

-- U before D: whom we do not know may still qualify.
signs as (
    select
        company_domain,
        min(case grade_letter when 'A' then 1 when 'B' then 2 when 'C' then 3 when 'U' then 4 else 5 end) as letter,
        min({{ in_byte_order('substr(grade, 2, 1)') }}) as digit,
        sum(case when days_since_activity <= 14 then 1 else 0 end) as people_active_14d,
        sum(case when active_days_7d > 0 then 1 else 0 end) as people_active_7d,
        sum(active_days_7d) as active_days_7d,
        sum(active_days_21d_before) as active_days_21d_before
    from members
    where place is not null
    group by company_domain
),

companies as (
    select
        company_domain,
        max(as_of) as as_of,
        count(*) as leads,
        count(distinct owner_id) as owners,
        max(case when stage = 'customer' then 1 else 0 end) as has_customer,
        max(case when stage = 'opportunity' then 1 else 0 end) as has_opportunity,
        {{ sorted_list("case when stage in ('mql', 'sal', 'sql') then lead_id end") }} as qualified_leads
    from members
    group by company_domain
),

accounts as (
    select
        companies.*,
        names.company_name,
        buyers.best_score,
        case when buyers.summed_score > 100 then 100 else buyers.summed_score end as summed_score,
        substr('ABCUD', signs.letter, 1) || signs.digit as grade,
        coalesce(buyers.decides, 0) as decides,
        coalesce(buyers.pays, 0) as pays,
        coalesce(buyers.uses, 0) as uses,
        coalesce(buyers.checks, 0) as checks,
        coalesce(signs.people_active_14d, 0) as people_active_14d,
        coalesce(signs.people_active_7d >= 2 and 3 * signs.active_days_7d > signs.active_days_21d_before, false) as surge
    from companies
    left join buyers
        on companies.company_domain = buyers.company_domain
    left join signs
        on companies.company_domain = signs.company_domain
    left join names
        on companies.company_domain = names.company_domain and names.place = 1
)

select
    cast(row_number() over (
        order by
            case when qualified_leads is not null then 0 else 1 end,
            summed_score desc nulls last,
            best_score desc nulls last,
            people_active_14d desc,
            {{ in_byte_order('company_domain') }}
    ) as integer) as account_rank,
    company_domain,
    company_name,
    case when has_customer = 1 then 'customer' when has_opportunity = 1 then 'open_opportunity' else 'none' end as relation,
    qualified_leads is not null as is_qualified,
    qualified_leads,
    cast(summed_score as integer) as summed_score,
    cast(best_score as integer) as best_score,
    grade,
    cast(leads as integer) as leads,
    decides = 1 as has_decision,
    pays = 1 as has_budget,
    uses = 1 as has_use,
    checks = 1 as has_technical,
    cast(decides + pays + uses + checks as integer) as roles_covered,
    cast(people_active_14d as integer) as people_active_14d,
    surge,
    cast(owners as integer) as owners,
    as_of
from accounts
