-- One row per lead that several records tell of: field by field what the most trusted system says, and of several records of one
-- system the newest. An objection to mail holds wherever it was made, and a bounce or complaint for the address it was about.
{{ config(materialized='table') }}
{%- set judged = ['updated_at', 'country', 'email_status', 'marketing_consent', 'do_not_call'] %}
{%- set fields = (read_columns() + text_columns()) | reject('in', judged) | list + ['email_hash'] %}

with

ranked as (
    select
        records.*,
        keys.lead_number,
        keys.known_as,
        cast(row_number() over (
            partition by keys.lead_number
            order by
                records.is_later,
                {{ trust_in('records.source_system') }},
                records.version_at desc,
                {{ in_byte_order('records.lead_id') }},
                records.source_system
        ) as integer) as place
    from {{ ref('int_lead_records') }} as records
    inner join {{ ref('int_lead_id_crosswalk') }} as keys
        on records.source_system = keys.source_system and records.lead_id = keys.lead_id
    where records.version_number = 1 and keys.is_merged
),

-- What was written later tells nothing, where something was known by then.
told as (
    select
        *,
        min(case when is_later then 1 else 0 end) over (partition by lead_number) as is_all_later
    from ranked
),

placed as (
    select
        *,
        {%- for field in fields %}
        min(case when {{ field }} is not null then place end) over (partition by lead_number) as {{ field }}_place,
        {%- endfor %}
        min(case when country is not null or unread_country is not null then place end) over (partition by lead_number)
            as country_place
    from told
    where not is_later or is_all_later = 1
),

addressed as (
    select
        *,
        max(case when place = email_place then email end) over (partition by lead_number) as chosen_email
    from placed
)

select
    lead_number,
    known_as as lead_id,
    {{ first_of('source_system', 'lead_id = known_as') }} as source_system,
    min(created_at) as created_at,
    max(version_at) as version_at,
    {%- for field in fields %}
    {{ first_of(field, 'place = ' ~ field ~ '_place') }} as {{ field }},
    {%- endfor %}
    {{ first_of('country', 'place = country_place') }} as country,
    {{ first_of('unread_country', 'place = country_place') }} as unread_country,
    case max(case
        when email is null or email <> chosen_email then 0
        when email_status = 'spam_reported' then 3
        when email_status = 'bounced' then 2
        when email_status = 'valid' then 1
        else 0
    end)
        when 3 then 'spam_reported'
        when 2 then 'bounced'
        when 1 then 'valid'
    end as email_status,
    case max(case marketing_consent when 'opted_out' then 3 when 'unreadable' then 2 when 'opted_in' then 1 else 0 end)
        when 3 then 'opted_out'
        when 2 then 'unreadable'
        when 1 then 'opted_in'
    end as marketing_consent,
    case max(case when do_not_call then 2 when not do_not_call then 1 else 0 end)
        when 2 then true
        when 1 then false
    end as do_not_call,
    min(case when is_later then 1 else 0 end) = 1 as is_later
from addressed
group by lead_number, known_as
