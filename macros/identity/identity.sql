{# Which records are one lead. #}

{# How many identities a chain of records may be long. #}
{% macro rounds_of_identity() -%}{{ return(4) }}{%- endmacro %}

{# The place of a system in the order of trust, the most trusted first; one that is not listed comes last. #}
{% macro trust_in(source_system) -%}
    case {{ source_system }}
        {%- for system in setting('trusted_connectors') %}
        when '{{ system }}' then {{ loop.index }}
        {%- endfor %}
        else {{ setting('trusted_connectors') | length + 1 }}
    end
{%- endmacro %}

{# The system that an id belongs to: <system>:<id> says so itself, any other is of the system whose row gives it. #}
{% macro system_of_id(column) -%}
    case
        {%- for system in setting('connectors') %}
        when {{ column }} like '{{ system | replace('_', '!_') }}:%' escape '!' then '{{ system }}'
        {%- endfor %}
        else source_system
    end
{%- endmacro %}

{# The value of a column in the one row of the group for which the condition holds. #}
{% macro first_of(column, condition) -%}
    max(case when {{ condition }} then {{ column }} end)
{%- endmacro %}

{# A record as one text; null without an id. #}
{% macro record_key(source_system='source_system', lead_id='lead_id') -%}
    {{ return(source_system ~ " || ' ' || " ~ lead_id) }}
{%- endmacro %}

{# The digest of that text, for where the id must not be kept; null without one. #}
{% macro record_digest(source_system='source_system', lead_id='lead_id') -%}
    {{ return(sha256(record_key(source_system, lead_id))) }}
{%- endmacro %}

{#
    Steps that end in `delivered`: the rows of a relation with a column `address`, with `identity`, the address as its provider
    delivers it (a hash stays as it is), and is_shared_inbox: many people read it, or somebody made it up.
#}
{% macro as_delivered(relation) -%}
nobodys as (
    select lower(value) as value from {{ ref('shared_inboxes') }}
    union
    select lower(value) as value from {{ ref('made_up_names') }}
),

parted as (
    select
        *,
        regexp_replace(address, '@.*$', '') as mailbox,
        case when address like '%@%' then regexp_replace(address, '^[^@]*@', '') end as domain
    from {{ relation }}
),

untagged as (
    select
        parted.*,
        coalesce(lower(providers.same_as), parted.domain) as delivering_domain,
        case
            when providers.tag_mark is null then parted.mailbox
            -- Of an address that is nothing but a tag nothing would be left.
            else coalesce(nullif(regexp_replace(parted.mailbox, concat('[', providers.tag_mark, '].*$'), ''), ''), parted.mailbox)
        end as untagged,
        coalesce(providers.ignores_dots, 'no') = 'yes' as ignores_dots
    from parted
    left join {{ ref('mail_providers') }} as providers
        on parted.domain = lower(providers.value)
),

delivered as (
    select
        untagged.*,
        case
            when untagged.domain is null then untagged.address
            when untagged.ignores_dots then concat(replace(untagged.untagged, '.', ''), '@', untagged.delivering_domain)
            else concat(untagged.untagged, '@', untagged.delivering_domain)
        end as identity,
        nobodys.value is not null as is_shared_inbox
    from untagged
    left join nobodys
        on untagged.untagged = nobodys.value
)
{%- endmacro %}
