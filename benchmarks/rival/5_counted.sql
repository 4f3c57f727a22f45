-- From activities, each once, to what counts of them, by lead and type.

-- One row per activity that counts and that a score looks at: of a program or from before sales said no, it is neither
-- engagement nor intent.
create temp view counted as
select
    once.lead_key,
    once.occurred_at,
    once.content_key,
    types.activity_type,
    types.kind,
    types.is_active,
    types.half_life_days
from once
inner join activity_types as types
    on once.type_key = types.type_key
left join (select lead_key, rejected_at from lead_outcomes where rejected_at is not null) as outcomes
    on once.lead_key = outcomes.lead_key
anti join (select * from clicked_by_programs union all select * from viewed_by_programs) as automated
    on once.id_hash = automated.id_hash and types.is_active
where
    types.kind is not null
    and (
        not types.is_active
        or (not once.is_bot and (outcomes.rejected_at is null or once.occurred_at > outcomes.rejected_at))
    );

-- One row per lead and kind: the latest, and what has not faded of all of them, in millionths.
create temp table lead_kinds as
select
    lead_key,
    kind,
    max(occurred_at) as last_at,
    sum(
        case
            when half_life_days is not null
                then cast(
                    floor(
                        1e6 * power(
                            0.5::double, date_diff('second', occurred_at, getvariable('as_of')) / (86400::double * half_life_days)
                        ) + 0.5
                    ) as bigint
                )
        end
    )::bigint as millionths
from counted
group by lead_key, kind;

-- One row per lead that did something in the last 30 days: on how many days. Days are bits of a number.
create temp table lead_days as
select
    lead_key,
    coalesce(bit_count(bit_or(day) filter (occurred_at >= days_back(7))), 0) as active_days_7d,
    coalesce(bit_count(bit_or(day) filter (occurred_at >= days_back(28) and occurred_at < days_back(7))), 0) as active_days_21d_before,
    bit_count(bit_or(day)) as active_days_30d,
    bit_count(bit_or(day) filter (kind = 'pricing_page_viewed')) as pricing_days_30d,
    bit_count(bit_or(day) filter (kind = 'product_used' and occurred_at >= days_back(14))) as product_used_days_14d
from (
    select
        *,
        1::bigint << date_diff('day', occurred_at, getvariable('as_of')) as day
    from counted
    where is_active and occurred_at >= days_back(30)
)
group by lead_key;

-- One row per lead that viewed a product in the last 14 days: on how many days the same one, at most.
create temp table product_returns as
select
    lead_key,
    max(days) as same_product_days
from (
    select
        lead_key,
        count(distinct cast(occurred_at as date)) as days
    from counted
    where occurred_at >= days_back(14) and content_key is not null and activity_type = 'product_viewed'
    group by lead_key, content_key
)
group by lead_key;
