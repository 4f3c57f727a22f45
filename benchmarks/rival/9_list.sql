-- One row per lead in stage mql, sal or sql that somebody can name.
create table qualified_leads as
with

leads_now as (
    select
        points.*,
        scores.* exclude (lead_key),
        outcomes.* exclude (lead_key),
        case
            when fit_score >= 30 then 'A'
            when fit_score >= 20 then 'B'
            when fit_score >= 10 then 'C'
            when employee_count is not null or knows_industry or raw_fit < 0 then 'D'
            else 'U'
        end as letter,
        case
            when engagement_score + intent_score >= 30 then '1'
            when engagement_score + intent_score >= 20 then '2'
            when engagement_score + intent_score >= 10 then '3'
            else '4'
        end as digit,
        since(last_activity_at, 21) as is_recent,
        since(hand_raised_last_at, 30)
        and coalesce(answered_at < hand_raised_last_at, answered_at is null) as has_raised_hand,
        outcomes.refusal.at as refused_at,
        greatest(spam_reported_last_at, case when email_status = 'spam_reported' then version_at end) as spam_at
    from points
    inner join scores
        on points.lead_key = scores.lead_key
    left join lead_outcomes as outcomes
        on points.lead_key = outcomes.lead_key
    where not points.is_anonymous
),

judged as (
    select
        *,
        -- In the order of their names.
        nullif(concat_ws(
            ', ',
            case when fit_score between 10 and 19 and intent_score >= 15 and engagement_score + intent_score >= 20 and is_recent then 'fair_fit_strong_intent' end,
            case when has_raised_hand and letter <> 'D' then 'hand_raised' end,
            case when fit_score >= 30 and engagement_score >= 18 and is_recent then 'ideal_buyer_keeps_engaging' end,
            case when fit_score >= 20 and intent_score >= 10 and is_recent then 'right_fit_and_intent' end,
            case when letter = 'U' and intent_score >= 20 and is_recent then 'unknown_fit_strong_intent' end
        ), '') as qualified_by,
        coalesce(company_kind in ('competitor', 'partner', 'own_company'), false)
        or coalesce(email_kind in ('competitor', 'partner', 'own_company', 'disposable'), false)
        or coalesce(is_test_address, false)
        or coalesce(is_made_up, false)
        or coalesce(is_excluded_country, false)
        or (
            not has_phone
            and coalesce(email_status = 'bounced' or email_bounced_last_at >= coalesce(email_delivered_last_at, email_bounced_last_at), false)
        )
        or coalesce(spam_at is not null and (hand_raised_last_at is null or hand_raised_last_at <= spam_at), false) as is_disqualified
    from leads_now
),

staged as (
    select
        *,
        coalesce(opportunity_at > refused_at, opportunity_at is not null) as is_opportunity,
        coalesce(confirmed_at > refused_at, confirmed_at is not null) as is_confirmed,
        coalesce(accepted_at > refused_at, accepted_at is not null) as is_accepted,
        coalesce(met_at > refused_at, met_at is not null) as has_met,
        refused_at is not null
        and coalesce(getvariable('as_of') < refused_at + to_days(refusal.days), true)
        and not (coalesce(refusal.hand_raise_ends, true) and coalesce(hand_raised_last_at > refused_at, false)) as is_cooling_down,
        case
            when coalesce(won_at, order_placed_last_at) is not null or is_opportunity then 'past'
            when is_confirmed or (is_accepted and has_met) then 'sql'
            when is_accepted then 'sal'
            when is_disqualified or is_cooling_down then 'out'
            when qualified_by is not null and coalesce(last_intent_at > refused_at, refused_at is null) then 'mql'
        end as stage
    from judged
)

select
    lead_id,
    stage,
    qualified_by,
    cast(fit_score as integer) as fit_score,
    cast(engagement_score as integer) as engagement_score,
    cast(intent_score as integer) as intent_score,
    cast(fit_score + engagement_score + intent_score as integer) as lead_score,
    letter || digit as grade
from staged
where stage in ('sql', 'sal', 'mql');
