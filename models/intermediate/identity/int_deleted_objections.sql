-- One row per lead that has an address, or the id, of a record that its system has deleted: what that record objected to. The
-- record is gone, and the wish of the person is not.
{{ config(materialized='table') }}
{%- set systems = ['tables', 'hubspot', 'salesforce'] | select('in', setting('connectors')) | list %}
with

given as (
    {%- for system in systems %}
    select
        '{{ system }}' as source_system,
        lead_id,
        email,
        marketing_consent,
        do_not_call
    from {{ ref(system ~ '_deleted_leads') }}
    {{ 'union all' if not loop.last }}
    {%- else %}
    select
        {%- for column in ['source_system', 'lead_id', 'email', 'marketing_consent', 'do_not_call'] %}
        {{ as_text('null') }} as {{ column }}{{ ',' if not loop.last }}
        {%- endfor %}
    where 1 = 0
    {%- endfor %}
),

cleaned as (
    select
        source_system,
        {{ clean('lead_id') }} as lead_id,
        {{ clean('email') }} as email_text,
        {{ clean('marketing_consent') }} as consent_text,
        {{ clean('do_not_call') }} as do_not_call_text
    from given
    {{ computed_once() }}
),

addressed as (
    select
        *,
        {{ addresses_in('email_text') }} as addresses
    from cleaned
    {{ computed_once() }}
),

objecting as (
    select
        addressed.source_system,
        addressed.lead_id,
        {{ addresses_anywhere('addressed.email_text', 'addressed.addresses') }} as found_addresses,
        {{ consent_of('addressed.consent_text', 'words.consent') }} as marketing_consent,
        {{ do_not_call_of('addressed.do_not_call_text', 'words.consent') }} as do_not_call
    from addressed
    left join {{ ref('consent_words') }} as words
        on {{ as_word('addressed.consent_text') }} = {{ as_word('words.value') }}
    {{ computed_once() }}
),

heard as (
    select
        source_system,
        lead_id,
        found_addresses,
        case marketing_consent when 'opted_out' then 2 when 'unreadable' then 1 else 0 end as objection,
        case when do_not_call then 1 else 0 end as is_not_to_be_called
    from objecting
    where marketing_consent in ('opted_out', 'unreadable') or do_not_call
),

written as (
    select
        {{ parts_of('found_addresses', ' ') }} as address,
        objection,
        is_not_to_be_called
    from heard
),

{{ as_delivered('written') }},

-- A hash may stand where a lead has the address, and the other way round.
marks as (
    select
        identity as mark,
        objection,
        is_not_to_be_called
    from delivered
    union
    select
        {{ sha256('address') }} as mark,
        objection,
        is_not_to_be_called
    from delivered
    union
    select
        {{ sha256('identity') }} as mark,
        objection,
        is_not_to_be_called
    from delivered
),

met as (
    select
        keys.lead_number,
        marks.objection,
        marks.is_not_to_be_called
    from marks
    inner join {{ ref('int_record_identifiers_hashed') }} as persons
        on {{ sha256('marks.mark') }} = persons.mark and not persons.is_browser
    inner join {{ ref('int_lead_id_crosswalk') }} as keys
        on persons.record = {{ record_digest('keys.source_system', 'keys.lead_id') }}

    union all

    select
        keys.lead_number,
        heard.objection,
        heard.is_not_to_be_called
    from heard
    inner join {{ ref('int_lead_id_crosswalk') }} as keys
        on heard.source_system = keys.source_system and heard.lead_id = keys.lead_id
)

select
    lead_number,
    case max(objection) when 2 then 'opted_out' when 1 then 'unreadable' end as marketing_consent,
    max(is_not_to_be_called) = 1 as is_not_to_be_called
from met
group by lead_number
