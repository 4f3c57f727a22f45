-- One row per scored lead: its grade. The letter is fit, the digit is engagement and intent together.
-- D is a company that we know and that does not fit; U is one that we do not know. This is where "know" is defined.
with

leads as (
    select * from {{ ref('lead_points') }}
)

select
    lead_id,
    case
        when fit_score >= 30 then 'A'
        when fit_score >= 20 then 'B'
        when fit_score >= 10 then 'C'
        when employee_count is not null or industry is not null or raw_fit < 0 then 'D'
        else 'U'
    end as letter,
    case
        when engagement_score + intent_score >= 30 then '1'
        when engagement_score + intent_score >= 20 then '2'
        when engagement_score + intent_score >= 10 then '3'
        else '4'
    end as digit
from leads
