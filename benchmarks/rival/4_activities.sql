-- From raw rows to activities, each once. Narrow: an id is its hash; a lead, a type and a content are numbers.

-- One row per spelling of a type, of a content id and of a user agent in the raw rows: few, so that each is cleaned once and
-- not for every activity.
create temp table spellings as
with

names as (
    select value, value as activity_type from lookup('activity_types')
    union
    select value, activity_type from lookup('activity_type_aliases')
)

select
    raw.activity_type as spelling,
    types.type_key
from (select distinct activity_type from read_parquet(getvariable('folder') || '/raw_activities/*.parquet')) as raw
inner join names
    on snake(clean(raw.activity_type)) = names.value
inner join activity_types as types
    on names.activity_type = types.activity_type;

create temp table contents as
select
    raw.content_id as spelling,
    cast(dense_rank() over (order by clean(raw.content_id)) as integer) as content_key
from (select distinct content_id from read_parquet(getvariable('folder') || '/raw_activities/*.parquet')) as raw
where clean(raw.content_id) is not null;

create temp table bots as
select distinct agents.user_agent
from (select distinct user_agent from read_parquet(getvariable('folder') || '/raw_activities/*.parquet')) as agents
inner join lookup('automated_agents') as patterns
    on lower(clean(agents.user_agent)) like patterns.value;

-- One row per activity of a known lead inside the look-back, copies among them. Rejects fall out by the joins and the dates.
-- Two of 20 million ids share a hash of 64 bits once in 100,000 such loads, and two of a million leads more seldom still.
create temp table known as
select
    hash(bare(raw.activity_id)) as id_hash,
    leads.lead_key,
    spellings.type_key,
    raw.occurred_at,
    contents.content_key,
    bots.user_agent is not null as is_bot
from read_parquet(getvariable('folder') || '/raw_activities/*.parquet') as raw
inner join leads
    on hash(bare(raw.lead_id)) = leads.lead_hash
left join spellings
    on raw.activity_type = spellings.spelling
left join contents
    on raw.content_id = contents.spelling
left join bots
    on raw.user_agent = bots.user_agent
where
    raw.occurred_at >= days_back(365)
    and raw.occurred_at < getvariable('as_of')
    and clean(raw.activity_id) is not null;

create temp table repeated as
select id_hash from known
group by id_hash
having count(*) > 1;

create temp table copies as
select known.* from known
semi join repeated using (id_hash);

-- Copies of one moment that differ are told apart by all of their text; there are next to none, so reading them again costs
-- nothing.
create temp table texts as
with

ties as (
    select id_hash, occurred_at from copies
    group by all
    having
        count(distinct (lead_key, coalesce(type_key, 0), coalesce(content_key, 0), is_bot)) > 1
)

select
    hash(bare(raw.activity_id)) as id_hash,
    raw.occurred_at,
    leads.lead_key,
    spellings.type_key,
    contents.content_key,
    raw.user_agent in (from bots) as is_bot,
    concat_ws(
        ' | ', leads.lead_id, coalesce(clean(raw.activity_type), ''), coalesce(clean(raw.campaign_id), ''),
        coalesce(clean(raw.content_id), ''), coalesce(clean(raw.session_id), ''),
        coalesce(raw.duration_seconds::varchar, ''), coalesce(raw.amount::varchar, ''), coalesce(clean(raw.user_agent), '')
    ) as all_text
from read_parquet(getvariable('folder') || '/raw_activities/*.parquet') as raw
inner join ties
    on hash(bare(raw.activity_id)) = ties.id_hash and raw.occurred_at = ties.occurred_at
inner join leads
    on bare(raw.lead_id) = leads.lead_id
left join spellings
    on raw.activity_type = spellings.spelling
left join contents
    on raw.content_id = contents.spelling;

-- One row per repeated id: the earliest.
create temp table first_copies as
select * from (
    select copies.* from copies
    anti join texts using (id_hash, occurred_at)
    union all
    select id_hash, lead_key, type_key, occurred_at, content_key, is_bot from texts
    qualify row_number() over (partition by id_hash, occurred_at order by all_text) = 1
)
qualify row_number() over (partition by id_hash order by occurred_at) = 1;

-- One row per activity of a known type. A view: writing it down again would cost more than leaving the copies out each time.
create temp view once as
select known.* from known
anti join repeated using (id_hash)
where known.type_key is not null
union all
select * from first_copies
where type_key is not null;
