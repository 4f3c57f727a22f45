{# Amounts in one currency. #}

{# The join that finds the rate of a row's currency at its moment, as `rates`; most rows name none, and join nothing. #}
{% macro join_rates(rows, moment) -%}
    left join {{ ref('stg_exchange_rates') }} as rates
        on
            {{ rows }}.given_currency = rates.spelling
            and {{ moment }} >= rates.valid_from
            and (rates.valid_until is null or {{ moment }} < rates.valid_until)
{%- endmacro %}

{# An amount in the home currency, after join_rates: null where its currency has no rate then. A row that names none is at home. #}
{% macro at_home(rows) -%}
    case
        when {{ rows }}.currency_text is null then {{ rows }}.written_amount
        else cast(round({{ rows }}.written_amount * rates.rate, 2) as numeric(18, 2))
    end
{%- endmacro %}

{# The currency of an amount that cannot be added up without a rate. #}
{% macro unread_currency() -%}
    case when amount is null and written_amount is not null then currency_text end
{%- endmacro %}
