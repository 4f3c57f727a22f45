-- One row per id or e-mail address by which a raw row may name a lead: which lead it is, and whether that is known at as_of.
{% for keys in ['int_lead_id_crosswalk', 'int_address_crosswalk'] %}
select
    source_system,
    lead_id,
    lead_status,
    lead_number,
    known_as
from {{ ref(keys) }}
{{ 'union all' if not loop.last }}
{%- endfor %}
