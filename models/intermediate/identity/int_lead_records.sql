-- One row per row of raw_leads, typed and judged, but for those of erased leads; what cannot be read is null, and its text
-- unread_<column>. Of the versions of a record, version 1 is the one that counts: the newest by as_of, or, where there are only
-- later ones, the earliest of them.
-- A table: each of its five readers would otherwise read all of the text again. What nobody looks at is not kept: writing texts
-- is what costs most of it.
{{ config(materialized='table') }}
{%- set compared = ['email_hash', 'several_addresses'] + text_columns() %}
{%- for column in read_columns() %}
{%- do compared.extend([column, 'unread_' ~ column]) %}
{%- endfor %}
{%- set unread_when = {
    'email': 'is_email_unread', 'marketing_consent': "marketing_consent = 'unreadable'", 'do_not_call': 'is_do_not_call_unread',
} %}
with

trimmed as (
    select
        source_system,
        {{ trimmed_columns('raw_leads') }}
    from {{ ref('raw_leads') }}
    {{ computed_once() }}
),

texts as (
    select
        source_system,
        {{ cleaned_columns('raw_leads') }}
    from trimmed
    {{ computed_once() }}
),

cleaned as (
    select
        *,
        {{ addresses_in('email_text') }} as addresses,
        {{ domain_of('company_domain_text') }} as site
    from texts
    {{ computed_once() }}
),

typed as (
    select
        cleaned.*,
        cleaned.lead_id_text as lead_id,
        {{ moment('cleaned.given_created_at', 'cleaned.created_at_text') }} as created_at,
        {{ moment('cleaned.given_updated_at', 'cleaned.updated_at_text') }} as updated_at,
        {{ first_address('cleaned.addresses') }} as email,
        {{ first_hash('cleaned.addresses') }} as email_hash,
        case when cleaned.addresses like '% %' then cleaned.addresses end as several_addresses,
        cleaned.addresses is null or {{ has_unread_address('cleaned.email_text', 'cleaned.addresses') }} as is_email_unread,
        {{ phone_number('cleaned.phone_text') }} as phone,
        nullif({{ number(
            'cleaned.given_employee_count', 'integer', employee_count('cleaned.employee_count_text')
        ) }}, 0) as employee_count,
        {{ number(
            'cleaned.given_annual_revenue', 'numeric(18, 2)', to_number('cleaned.annual_revenue_text', 'numeric(18, 2)')
        ) }} as annual_revenue,
        {{ number(
            'cleaned.given_vendor_score', 'numeric(18, 2)', to_number('cleaned.vendor_score_text', 'numeric(18, 2)')
        ) }} as vendor_score,
        case when social_pages.value is null then cleaned.site end as company_domain,
        countries.country,
        case
            when lower(cleaned.email_status_text) in ('valid', 'bounced', 'spam_reported') then lower(cleaned.email_status_text)
        end as email_status,
        {{ consent_of('cleaned.marketing_consent_text', 'consent_words.consent') }} as marketing_consent,
        {{ do_not_call_of('cleaned.do_not_call_text', 'consent_words.consent') }} as do_not_call,
        {{ is_do_not_call_unread('cleaned.do_not_call_text') }} as is_do_not_call_unread
    from cleaned
    left join {{ ref('country_spellings') }} as countries
        on cleaned.given_country = countries.spelling
    left join {{ ref('consent_words') }} as consent_words
        on {{ as_word('cleaned.marketing_consent_text') }} = {{ as_word('consent_words.value') }}
    left join {{ ref('social_pages') }} as social_pages
        on {{ registered_domain('cleaned.site') }} = lower(social_pages.value)
    {{ computed_once() }}
),

judged as (
    select
        *,
        case when updated_at <= {{ run_started() }} then updated_at else created_at end as version_at,
        case
            when unreadable_line is not null then 'unreadable line'
            when lead_id is null then 'missing id'
            when {{ is_damaged('lead_id') }} then 'damaged id'
            when created_at is null then 'bad date'
            when created_at > {{ run_started() }} then 'dated in the future'
        end as reject_reason
    from typed
),

-- Of an erased lead nothing is kept; a row without an id of its own is found by its e-mail addresses.
decided as (
    select
        judged.*,
        case
            when judged.created_at >= {{ as_of() }} and judged.created_at <= {{ run_started() }} then 'not_yet'
            when judged.reject_reason is not null then 'rejected'
            else 'known'
        end as row_status
    from judged
    left join {{ ref('int_erased_records') }} as erased
        on {{ record_digest('judged.source_system', 'judged.lead_id') }} = erased.record
    left join {{ ref('int_erased_addresses') }} as addresses
        on
            case
                when judged.reject_reason in ('missing id', 'damaged id')
                    then {{ sha256(addresses_anywhere('judged.email_text', 'judged.addresses')) }}
            end
            = addresses.address
    where erased.record is null and addresses.address is null
),

shown as (
    select
        source_system,
        lead_id,
        created_at,
        {%- for column in read_columns() %}
        {{ column }},
        case when {{ unread_when.get(column, column ~ ' is null') }} then {{ column }}_text end as unread_{{ column }},
        {%- endfor %}
        {%- for column in text_columns() %}
        {{ column }}_text as {{ column }},
        {%- endfor %}
        email_hash,
        several_addresses,
        version_at,
        version_at > {{ as_of() }} as is_later,
        row_status,
        reject_reason,
        case when row_status = 'rejected' then {{ row_as_text('raw_leads', 'given_') }} end as row_text,
        count(*) over (partition by source_system, lead_id, row_status) as versions
    from decided
)

-- Windows, and no join of the few records that have several versions: Spark would work out every text once more for each side.
select
    *,
    case
        when row_status = 'known'
            then cast(row_number() over (
                    partition by source_system, lead_id, row_status
                    order by
                        is_later asc,
                        case when not is_later then version_at end desc nulls last,
                        version_at,
                        created_at asc,
                        -- All other columns, put together for the few records that have several versions.
                        case when versions > 1 then {{ in_byte_order(side_by_side(compared)) }} end
                ) as integer)
    end as version_number
from shown
