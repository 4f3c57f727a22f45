-- One row per record of a person whose erasure was asked for: by its id, or by any address of it; and what is the same person by
-- the rules of identity, from mark to mark. An address that is not read may be another's, and leads no further. A digest, so that
-- no table says who it is.
-- An address names everybody who has it; from there on one that several read, or two names use, leads to the same name only.
{{ config(materialized='table') }}

with

named as (
    select record from {{ ref('int_erasure_requests_matched') }}

    union

    select marks.record
    from {{ ref('int_record_identifiers_hashed') }} as marks
    inner join {{ ref('int_erased_addresses') }} as addresses
        on marks.mark = addresses.address
),

marks as (
    select * from {{ ref('int_record_identifiers_hashed') }}
    where is_read
),

-- A browser is erased with anyone who identified themselves on it, and leads to nobody else.
browsers as (
    select distinct record from marks
    where is_browser
),

-- But one that is named itself leads to its person, where it has but one.
shared_browsers as (
    select named.record
    from named
    inner join browsers
        on named.record = browsers.record
    inner join marks
        on named.record = marks.record
    where marks.kind in ('address', 'identified')
    group by named.record
    having count(distinct coalesce(marks.person, marks.mark)) > 1
),

from_0 as (
    select named.*
    from named
    left join shared_browsers
        on named.record = shared_browsers.record
    where shared_browsers.record is null
),

{% for number in range(1, rounds_of_identity() + 1) %}
met_{{ number }} as (
    select
        theirs.*,
        own.first_name || ' ' || own.last_name as own_name,
        min({{ in_byte_order('theirs.first_name') }}) over (partition by theirs.mark) as lowest_first_name,
        max({{ in_byte_order('theirs.first_name') }}) over (partition by theirs.mark) as highest_first_name,
        min({{ in_byte_order('theirs.last_name') }}) over (partition by theirs.mark) as lowest_last_name,
        max({{ in_byte_order('theirs.last_name') }}) over (partition by theirs.mark) as highest_last_name
    from from_{{ number - 1 }} as reached
    inner join marks as own
        on reached.record = own.record
    inner join marks as theirs
        on own.mark = theirs.mark
),

reached_{{ number }} as (
    select distinct record from met_{{ number }}
    where
        own_name = first_name || ' ' || last_name
        or (
            not is_shared_inbox
            and coalesce(lowest_first_name = highest_first_name, true)
            and coalesce(lowest_last_name = highest_last_name, true)
        )
),

from_{{ number }} as (
    select reached.*
    from reached_{{ number }} as reached
    left join browsers
        on reached.record = browsers.record
    where browsers.record is null
),
{% endfor %}
reached as (
    select * from named
    {%- for number in range(1, rounds_of_identity() + 1) %}
    union
    select * from reached_{{ number }}
    {%- endfor %}
),

erased_marks as (
    select distinct marks.mark
    from reached
    inner join marks
        on reached.record = marks.record
    -- Others may have identified themselves on a browser.
    where not marks.is_browser
)

select record from reached

union

-- An address in the place of an id: as an erasure asks for it, or as anybody has it who is erased.
select {{ record_digest('named.source_system', 'named.lead_id') }} as record
from {{ ref('int_addresses_as_ids') }} as named
left join {{ ref('int_erased_addresses') }} as addresses
    on {{ sha256('named.mark') }} = addresses.address
left join erased_marks
    on {{ sha256('named.mark') }} = erased_marks.mark
where addresses.address is not null or erased_marks.mark is not null
