-- One row per record whose lead has another stage, score band, grade or met criteria than was last exported for it, or is another
-- lead; and, with nothing but its key, one per record that was exported and is gone.
with

{{ last_exported() }},

ranked as (
    select
        lead_id,
        criterion,
        reason,
        points,
        row_number() over (
            partition by lead_id order by points desc, {{ in_byte_order('dimension') }}, {{ in_byte_order('criterion') }}
        ) as place
    from {{ ref('lead_score_reasons') }}
    where criterion <> 'limit'
),

reasons as (
    select
        lead_id,
        {{ ranked_list('reason', 'place') }} as why,
        -- Not the reasons: their counts and days move though nothing else does.
        {{ sorted_list("concat(criterion, ' ', points)") }} as criteria
    from ranked
    group by lead_id
),

leads as (
    select
        scores.lead_id,
        stages.stage,
        stages.hand_raiser,
        stages.sales_ready,
        scores.lead_score,
        case
            when scores.lead_score < 20 then '0-19'
            when scores.lead_score < 40 then '20-39'
            when scores.lead_score < 60 then '40-59'
            when scores.lead_score < 80 then '60-79'
            when scores.lead_score >= 80 then '80-100'
        end as score_band,
        scores.grade,
        scores.fit_score,
        scores.engagement_score,
        scores.intent_score,
        stages.qualified_by,
        reasons.why,
        reasons.criteria,
        steps.next_step,
        steps.act_by,
        features.owner_id,
        contact.contact_by,
        scores.as_of
    from {{ ref('lead_scores') }} as scores
    inner join {{ ref('lead_features') }} as features
        on scores.lead_id = features.lead_id
    inner join {{ ref('lead_stages') }} as stages
        on scores.lead_id = stages.lead_id
    inner join {{ ref('lead_contact') }} as contact
        on scores.lead_id = contact.lead_id
    left join {{ ref('lead_next_steps') }} as steps
        on scores.lead_id = steps.lead_id
    left join reasons
        on scores.lead_id = reasons.lead_id
),

-- What a CRM merged away itself has no row any more, and nobody needs its scores.
records as (
    select
        identities.source_system,
        identities.record_id,
        identities.lead_id
    from {{ ref('lead_identities') }} as identities
    inner join {{ ref('int_record_keys') }} as keys
        on identities.source_system = keys.source_system and identities.record_id = keys.lead_id
    where keys.lead_status <> 'linked'
),

hashed as (
    select
        leads.*,
        records.source_system,
        records.record_id,
        md5(concat(
            {{ side_by_side(['stage', 'score_band', 'grade', 'criteria']) }},
            case when records.record_id <> leads.lead_id then concat(' ', leads.lead_id) else '' end
        )) as content_hash
    from records
    inner join leads
        on records.lead_id = leads.lead_id
)

select
    coalesce(hashed.record_id, exported.lead_id) as lead_id,
    coalesce(hashed.source_system, exported.source_system) as source_system,
    coalesce(hashed.lead_id, became.lead_id) as part_of,
    coalesce(hashed.stage, 'removed') as stage,
    hashed.hand_raiser,
    hashed.sales_ready,
    hashed.lead_score,
    hashed.score_band,
    hashed.grade,
    hashed.fit_score,
    hashed.engagement_score,
    hashed.intent_score,
    hashed.qualified_by,
    hashed.why,
    hashed.next_step,
    hashed.act_by,
    hashed.owner_id,
    hashed.contact_by,
    coalesce(hashed.content_hash, md5('removed')) as content_hash,
    cast('{{ criteria_version() }}' as {{ dbt.type_string() }}) as criteria_version,
    coalesce(hashed.as_of, {{ as_of() }}) as scored_at
from hashed
full outer join exported
    on hashed.record_id = exported.lead_id and hashed.source_system = exported.source_system
left join {{ ref('lead_identities') }} as became
    on exported.lead_id = became.record_id and exported.source_system = became.source_system
where coalesce(exported.content_hash, '') <> coalesce(hashed.content_hash, md5('removed'))
