-- One row per lead, all leads: the segments that figures are cut by. What we do not know is a segment of its own.
select
    lead_id,
    case
        when employee_count <= 10 then '1-10'
        when employee_count <= 50 then '11-50'
        when employee_count <= 1000 then '51-1000'
        when employee_count > 1000 then 'over 1000'
        else 'unknown'
    end as size_band,
    coalesce(industry, 'unknown') as industry,
    coalesce(persona, 'unknown') as persona,
    -- The first that is true. How they buy says more than who they are: a shopper with a work address is served by the shop.
    case
        when is_shopper then 'shopper'
        when company_domain_kind not in ('free_mail', 'disposable') then 'business'
        when coalesce(company_name, industry) is not null or employee_count is not null then 'business'
        when is_free_email then 'private'
        else 'unknown'
    end as buyer_type,
    -- No purchase makes a new lead a returning one: else new leads would never be seen to buy.
    case
        when days_since_created <= 30 then 'new'
        when days_since_activity <= 30 or days_since_purchase <= 30 then 'returning'
        else 'dormant'
    end as visitor_type
from {{ ref('scored_leads') }}
