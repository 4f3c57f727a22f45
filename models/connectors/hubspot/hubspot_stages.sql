-- One row per stage that a deal of HubSpot can be in: whether it is closed, and how a deal that is closed in it ended; null where
-- nobody can tell.
with

pipeline_stages as (
    {{ hubspot_rows('deal_pipeline_stage', ['stage_id'], [
        'is_closed', 'probability', 'closed_won', '_fivetran_deleted', '_fivetran_synced',
    ], keys=['stage_id']) }}
),

-- No table says what HubSpot's own stages mean. A stage that was deleted since still closed what was in it.
given as (
    select
        *,
        row_number() over (
            partition by stage_id
            order by
                tells_of_then desc,
                {{ in_byte_order('_fivetran_synced') }} desc nulls last,
                {{ in_byte_order(side_by_side(['is_closed', 'probability', 'closed_won'])) }} desc
        ) as copy_number
    from (
        select
            stage_id,
            is_closed,
            probability,
            closed_won,
            tells_of_then,
            _fivetran_synced
        from pipeline_stages
        {%- for stage in ['closedwon', 'closedlost'] %}
        union all
        select
            {{ as_text("'" ~ stage ~ "'") }} as stage_id,
            {{ as_text('null') }} as is_closed,
            {{ as_text('null') }} as probability,
            {{ as_text('null') }} as closed_won,
            false as tells_of_then,
            {{ as_text('null') }} as _fivetran_synced
        {%- endfor %}
    ) as stages
),

evidence as (
    select
        stage_id,
        {{ truth('is_closed') }} as is_closed,
        {{ truth('closed_won') }} as closed_won,
        case
            when regexp_replace(probability, '[.]0+$', '') = '1' then 'won'
            when regexp_replace(probability, '[.]0+$', '') = '0' then 'lost'
            when regexp_replace(probability, '^0?[.][0-9]*[1-9][0-9]*$', '') = '' then 'open'
        end as by_probability,
        case stage_id when 'closedwon' then 'won' when 'closedlost' then 'lost' end as by_name
    from given
    where copy_number = 1
),

-- closed_won is an older name of is_closed in most loads: it says what was won only where it tells closed stages apart.
meaning as (
    select count(distinct case when is_closed or by_name is not null then closed_won end) = 2 as closed_won_says_won
    from evidence
)

select
    evidence.stage_id,
    coalesce(
        evidence.is_closed,
        case
            when evidence.closed_won or evidence.by_probability = 'won' or evidence.by_name is not null then true
            when evidence.by_probability = 'open' then false
        end
    ) as is_closed,
    case
        when not evidence.is_closed then null
        when evidence.by_probability <> 'open' then evidence.by_probability
        when meaning.closed_won_says_won and evidence.closed_won then 'won'
        when meaning.closed_won_says_won and not evidence.closed_won then 'lost'
        else evidence.by_name
    end as closed_as
from evidence
cross join meaning
