-- One row per row of HubSpot's table contact of a contact that is not deleted, with what its company says, as raw_leads has it.
-- What each column is taken from: the first that says something. A property of your own is a line here, such as
-- 'purchase_timeframe': ['contact.property_when_do_you_buy'],
{%- set properties = {
    'created_at': ['contact.property_createdate', 'contact.property_first_conversion_date'],
    'updated_at': ['contact.property_lastmodifieddate', 'contact._fivetran_synced'],
    'email': ['contact.property_email'],
    'first_name': ['contact.property_firstname'],
    'last_name': ['contact.property_lastname'],
    'phone': ['contact.property_phone', 'contact.property_mobilephone'],
    'job_title': ['contact.property_jobtitle'],
    'company_name': ['company.property_name', 'contact.property_company'],
    'company_domain': ['company.property_domain', 'company.property_website'],
    'industry': ['company.property_industry', 'contact.property_industry'],
    'employee_count': ['company.property_numberofemployees', 'contact.property_numemployees'],
    'annual_revenue': ['company.property_annualrevenue', 'contact.property_annualrevenue'],
    'country': ['contact.property_country', 'contact.property_hs_country_region_code', 'company.property_country'],
    'region': ['contact.property_state', 'company.property_state'],
    'lead_source': ['contact.property_hs_analytics_source'],
    'landing_page': ['contact.property_hs_analytics_first_url'],
    'campaign_id': ['contact.property_hs_analytics_first_touch_converting_campaign'],
    'owner_id': ['contact.property_hubspot_owner_id'],
    'stated_need': ['contact.property_message'],
    'vendor_score': ['contact.property_hubspotscore'],
    'do_not_call': ['contact.property_do_not_call'],
    'lifecycle_stage': ['contact.property_lifecyclestage'],
    'lead_status': ['contact.property_hs_lead_status'],
} %}
{%- set contact_columns = [
    'is_deleted', '_fivetran_deleted', 'property_associatedcompanyid', 'property_hs_email_bad_address',
    'property_hs_email_hard_bounce_reason_enum', 'property_hs_email_optout', 'property_hs_legal_basis',
] %}
{%- set company_columns = ['property_hs_lastmodifieddate', 'is_deleted', '_fivetran_deleted', '_fivetran_synced'] %}
{#- HubSpot has one for each kind of mail. Who objected to one kind gets none: which kind ours is, nobody can tell. #}
{%- set by_kind = columns_beginning_with('hubspot', 'contact', 'property_hs_email_optout_') %}
{%- set opt_outs = ['property_hs_email_optout'] + by_kind %}
{#- A custom property that says what people allow is read as one of a file. #}
{%- set own = own_consent_columns('hubspot', 'contact', ['property_do_not_call'], 'property_', vendors='property_hs_') %}
{%- set of_own = (own.marketing_consent + own.do_not_call) | map('first') | unique | list %}
{%- for source in properties.values() | sum(start=[]) %}
{%- do (contact_columns if source.startswith('contact.') else company_columns).append(source.split('.')[1]) %}
{%- endfor %}

with

contacts as (
    {{ hubspot_rows(
        'contact', ['id'], contact_columns + by_kind + of_own, keys=['id'], modified='property_lastmodifieddate', must_exist=true
    ) }}
),

companies as (
    {{ hubspot_rows('company', ['id'], company_columns, keys=['id'], modified='property_hs_lastmodifieddate') }}
),

contact_companies as (
    {{ hubspot_rows('contact_company', ['contact_id', 'company_id'], [
        'type_id', '_fivetran_deleted', '_fivetran_synced',
    ], keys=['contact_id', 'company_id', 'type_id']) }}
),

newest_companies as (
    select
        *,
        row_number() over (
            partition by id
            order by
                tells_of_then desc,
                {{ in_byte_order('changed') }} desc,
                {{ in_byte_order('_fivetran_synced') }} desc nulls last,
                {{ in_byte_order(side_by_side(company_columns)) }}
        ) as copy_number
    from companies
    where not is_gone
),

-- HubSpot marks the company that counts by type 1; the lowest number is the one known longest.
placed_companies as (
    select
        contact_id,
        company_id,
        row_number() over (
            partition by contact_id
            order by
                was_known desc,
                case when type_id = '1' then 0 else 1 end,
                length(company_id),
                {{ in_byte_order('company_id') }}
        ) as place
    from contact_companies
    where not is_gone
),

joined as (
    select
        {%- for column, sources in properties.items() %}
        coalesce({{ sources | join(', ') }}) as {{ column }},
        {%- endfor %}
        contact.id,
        contact.property_hs_email_bad_address,
        contact.property_hs_email_hard_bounce_reason_enum,
        {%- for column in opt_outs + of_own %}
        contact.{{ column }},
        {%- endfor %}
        contact.property_hs_legal_basis
    from contacts as contact
    left join placed_companies
        on contact.id = placed_companies.contact_id and placed_companies.place = 1
    left join newest_companies as company
        on
            coalesce(contact.property_associatedcompanyid, placed_companies.company_id) = company.id
            and company.copy_number = 1
    left join {{ ref('hubspot_made_later') }} as made_later
        on contact.id = made_later.contact_id
    where not contact.is_gone and made_later.contact_id is null
),

leads as (
    select
        {%- for column in properties if column not in ['landing_page', 'campaign_id', 'do_not_call'] %}
        {{ column }},
        {%- endfor %}
        {{ do_not_call_out_of([('do_not_call', '')] + own.do_not_call) if own.do_not_call else 'do_not_call' }} as do_not_call,
        case when id is not null then concat('hubspot:', id) end as lead_id,
        case when landing_page is not null then {{ url_path('landing_page') }} end as landing_page,
        coalesce({{ url_parameter('landing_page', 'utm_campaign') }}, campaign_id) as campaign_id,
        case
            when {{ is_set('property_hs_email_bad_address') }} or property_hs_email_hard_bounce_reason_enum is not null
                then 'bounced'
        end as email_status,
        case
            {%- for column in opt_outs %}
            when {{ is_objection(column) }} then 'opted_out'
            {%- endfor %}
            {%- if own.marketing_consent %}
            when nullif({{ consent_out_of(own.marketing_consent) }}, 'unknown') is not null
                then {{ consent_out_of(own.marketing_consent) }}
            {%- endif %}
            when concat(';', lower(property_hs_legal_basis), ';') like '%;freely given consent from contact;%' then 'opted_in'
            -- In words that are not HubSpot's own, staging judges it: what nobody knows is no permission.
            when lower(property_hs_legal_basis) like '%consent%' then property_hs_legal_basis
        end as marketing_consent
    from joined
)

{{ deliver('raw_leads', 'leads', (properties | list) + ['lead_id', 'email_status', 'marketing_consent']) }}
