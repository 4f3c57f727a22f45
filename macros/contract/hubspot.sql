{# What the models of the connector hubspot share. #}

{# Whether a row is deleted: older loads say is_deleted, newer ones _fivetran_deleted. `prefix` is the relation's name and a point. #}
{% macro deleted_in_hubspot(prefix='') -%}
    ({{ is_set(prefix ~ 'is_deleted') }} or {{ is_set(prefix ~ '_fivetran_deleted') }})
{%- endmacro %}

{#
    The rows of a table of HubSpot, with `changed`, when a row last changed or else was loaded; was_known, whether that was before
    as_of; tells_of_then, whether the row says what its record was at as_of; and is_gone: the newest row that tells of then is
    deleted, whatever an older copy of it says, or the row is a deletion that comes later. That a record is deleted is known
    once it is loaded: the last change of the record is older than that. Of one moment the row that is deleted counts.
    `keys` are the columns of a record, `modified` the one with the last change; the columns that say deleted and loaded are named
    among the optional ones, where the table has them.
#}
{% macro hubspot_rows(table, required, optional, keys, modified='_fivetran_synced', must_exist=false) -%}
    {%- set of_record = 'over (partition by ' ~ keys | join(', ') ~ ')' -%}
    {%- set is_deleted = deleted_in_hubspot() if 'is_deleted' in optional else is_set('_fivetran_deleted') -%}
    {%- set moment = "concat(changed, ' ', coalesce(_fivetran_synced, ''))" -%}
    select
        *,
        coalesce(
            max({{ in_byte_order('case when tells_of_then and is_deleted_row then ' ~ moment ~ ' end') }}) {{ of_record }}
            >= max({{ in_byte_order('case when tells_of_then and not is_deleted_row then ' ~ moment ~ ' end') }}) {{ of_record }},
            max(case when tells_of_then and not is_deleted_row then 1 else 0 end) {{ of_record }} = 0
        )
        or (is_deleted_row and not tells_of_then) as is_gone
    from (
        select
            *,
            {{ is_known('known_at') }} as was_known,
            {{ tells_of_then('known_at', keys) }} as tells_of_then
        from (
            select
                *,
                {{ to_timestamp('known') }} as known_at
            from (
                select
                    *,
                    {{ is_deleted }} as is_deleted_row,
                    coalesce({{ modified }}, _fivetran_synced, '') as changed,
                    coalesce(case when {{ is_deleted }} then _fivetran_synced end, {{ modified }}, _fivetran_synced) as known
                from (
                    {{ vendor_table('hubspot', table, required, optional, must_exist, keys) }}
                ) as given
                {{ computed_once() }}
            ) as marked
            {{ computed_once() }}
        ) as dated
        {{ computed_once() }}
    ) as told
{%- endmacro %}
