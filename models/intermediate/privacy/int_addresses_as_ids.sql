-- One row per lead_id of raw_activities or raw_sales_outcomes in which e-mail addresses stand, and mark by which a lead may have
-- one: the address as its provider delivers it, or its SHA-256. One that is not read only tells whose erasure it falls under.
-- A view: whose erasure was asked for is among them.
with

given as (
    {%- for table in ['raw_activities', 'raw_sales_outcomes'] %}
    select
        source_system,
        lead_id as spelling
    from {{ ref(table) }}
    where {{ as_text('lead_id') }} like '%@%' or {{ as_text('lead_id') }} like '%!%40%' escape '!'
    {{ 'union' if not loop.last }}
    {%- endfor %}
),

cleaned as (
    select
        source_system,
        {{ clean('spelling') }} as lead_id
    from given
    {{ computed_once() }}
),

read as (
    select
        *,
        {{ addresses_in('lead_id') }} as read_addresses
    from cleaned
    {{ computed_once() }}
),

found as (
    select
        *,
        {{ addresses_anywhere('lead_id', 'read_addresses') }} as found_addresses
    from read
    {{ computed_once() }}
),

addresses as (
    select
        source_system,
        lead_id,
        coalesce(found_addresses = read_addresses, false) as is_read,
        {{ parts_of('found_addresses', ' ') }} as address
    from found
),

{{ as_delivered('addresses') }}

select
    source_system,
    lead_id,
    is_read,
    identity as mark
from delivered

union

select
    source_system,
    lead_id,
    is_read,
    {{ sha256('address') }} as mark
from delivered
