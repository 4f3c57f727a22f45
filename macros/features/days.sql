{#
    Distinct days in one pass: each calendar day (UTC) is one bit, counted back from the day of as_of. Bits of several
    activity types join by `or`, where counts of distinct days could not be added up. 62 days fit.
#}

{% macro days_ago(moment) -%}
    cast(floor(({{ seconds_between(moment, as_of_midnight(1)) }} - 1) / 86400.0) as integer)
{%- endmacro %}
