{# Steps of int_identity_edges and int_lead_id_crosswalk. #}

{#
    Steps that end in `links`: the links known at as_of between two records, or a record and the addresses that are the same person.
    That one end has a row in raw_leads is not asked: a chain of merges may run through records that are gone.
#}
{% macro known_links() -%}
-- Records that there are only later than as_of.
to_come as (
    select
        source_system,
        lead_id
    from {{ ref('int_lead_records') }}
    group by source_system, lead_id
    having max(case row_status when 'known' then 2 when 'not_yet' then 1 else 0 end) = 1
),

links as (
    select
        links.source_system,
        links.lead_id,
        {{ record_key('links.source_system', 'links.lead_id') }} as record,
        links.link,
        links.same_system,
        links.same_as,
        {{ record_key('links.same_system', 'links.same_as') }} as same_record,
        links.same_emails
    from {{ ref('int_lead_links_judged') }} as links
    left join to_come as these
        on links.source_system = these.source_system and links.lead_id = these.lead_id
    left join to_come as those
        on links.same_system = those.source_system and links.same_as = those.lead_id
    where
        links.exclusion_reason is null and links.copy_number = 1
        and (links.linked_at is null or links.linked_at < {{ as_of() }})
        and these.lead_id is null and those.lead_id is null
)
{%- endmacro %}

{# Steps that end in `devices`, after `links` and `delivered`: browsers and devices that several people identified themselves on. #}
{% macro devices_of_several() -%}
-- The addresses of one record are one person's.
owners as (
    select
        record,
        identity,
        min({{ in_byte_order('identity') }}) over (partition by record) as person
    from delivered
    where matched_by = 'email'
),

identified as (
    select
        links.record,
        coalesce(theirs.person, links.same_record) as person
    from links
    left join owners as theirs
        on links.same_record = theirs.record
    where links.link = 'identified' and links.same_record is not null

    union

    -- By an address, and by its own where it was identified at all.
    select
        delivered.record,
        coalesce(
            owners.person,
            min({{ in_byte_order('delivered.identity') }}) over (partition by delivered.record, delivered.link_addresses)
        ) as person
    from delivered
    inner join links
        on delivered.record = links.record
    left join owners
        on delivered.record = owners.record and delivered.identity = owners.identity
    where links.link = 'identified'
),

devices as (
    select record from identified
    group by record
    having count(distinct person) > 1
)
{%- endmacro %}

{#
    Steps that end in `clusters`: each record that shares an identity with another, by its number, and the cluster of all that it
    reaches from record to record, named by the smallest number in it. Each round carries that number one identity further; a chain
    longer than the rounds stays in parts, which identity_conflicts lists.
#}
{% macro clustered() -%}
shared as (
    select distinct
        keys.record_number,
        edges.identity
    from {{ ref('int_identity_edges') }} as edges
    inner join {{ ref('int_record_keys') }} as keys
        on edges.source_system = keys.source_system and edges.lead_id = keys.lead_id
    where edges.makes_one
),

reached_0 as (
    select distinct
        record_number,
        record_number as cluster_number
    from shared
),

{% for number in range(1, rounds_of_identity() + 1) %}
smallest_{{ number }} as (
    select
        shared.identity,
        min(reached.cluster_number) as cluster_number
    from shared
    inner join reached_{{ number - 1 }} as reached
        on shared.record_number = reached.record_number
    group by shared.identity
),

reached_{{ number }} as (
    select
        shared.record_number,
        min(smallest.cluster_number) as cluster_number
    from shared
    inner join smallest_{{ number }} as smallest
        on shared.identity = smallest.identity
    group by shared.record_number
),
{% endfor %}
clusters as (
    select * from reached_{{ rounds_of_identity() }}
)
{%- endmacro %}
