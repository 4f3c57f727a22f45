-- One row per lead_id of raw_activities or raw_sales_outcomes that is an e-mail address, and mark by which a lead may have it:
-- the address as its provider delivers it, or its SHA-256.
-- A view: whose erasure was asked for is among them.
with

given as (
    {%- for table in ['raw_activities', 'raw_sales_outcomes'] %}
    select
        source_system,
        lead_id as spelling
    from {{ ref(table) }}
    where {{ as_text('lead_id') }} like '%@%'
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

named as (
    select
        source_system,
        lead_id,
        {{ email_identity('lead_id') }} as address
    from cleaned
    {{ computed_once() }}
),

addresses as (
    select * from named
    where address is not null
),

{{ as_delivered('addresses') }}

select
    source_system,
    lead_id,
    identity as mark
from delivered

union

select
    source_system,
    lead_id,
    {{ sha256('address') }} as mark
from delivered
