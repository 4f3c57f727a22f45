-- The column, together with any others named, is never null and never twice the same: what one row is.
{% test is_key(model, column_name, with_columns=[]) %}
{%- set columns = [column_name] + with_columns %}

select
    {{ columns | join(', ') }},
    count(*) as row_count
from {{ model }}
group by {{ columns | join(', ') }}
having count(*) > 1 or {{ columns | join(' is null or ') }} is null

{% endtest %}
