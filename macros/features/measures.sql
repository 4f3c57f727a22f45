{#
    The activity types that features are built of, and what is measured of each. A column of lead_features is named
    <type>_<measure>. Add a word here to have one more: 7d, 30d and 90d are counts, days_14d and days_30d are distinct
    days, last_at is the latest time, weight the decayed count.
#}
{% macro activity_measures() -%}
    {%- set faded = ['30d', 'last_at', 'weight'] -%}
    {%- set visited = ['7d', '30d', '90d', 'days_30d', 'last_at'] -%}
    {{ return({
        'page_viewed': visited,
        'pricing_page_viewed': visited,
        'product_viewed': visited,
        'comparison_page_viewed': visited,
        'careers_page_viewed': visited,
        'webinar_registered': faded,
        'webinar_attended': faded,
        'content_downloaded': faded,
        'event_attended': faded,
        'form_submitted': faded,
        'email_replied': faded,
        'email_clicked': faded + ['90d'],
        'call_connected': faded,
        'chat_started': faded,
        'meeting_booked': faded,
        'demo_downloaded': faded,
        'demo_requested': faded,
        'quote_requested': faded,
        'contact_sales_requested': faded,
        'trial_started': faded,
        'trial_activated': faded,
        'product_used': ['30d', 'days_14d', 'days_30d', 'last_at'],
        'cart_item_added': faded,
        'cart_item_removed': faded,
        'wishlist_item_added': faded,
        'checkout_started': faded,
        'ad_clicked': ['30d', 'last_at'],
        'social_engaged': ['30d', 'last_at'],
        'newsletter_subscribed': ['last_at'],
        'unsubscribed': ['90d', 'last_at'],
        'spam_reported': ['90d', 'last_at'],
        'email_bounced': ['90d', 'last_at'],
        'email_delivered': ['90d', 'last_at'],
        'email_opened': ['90d', 'last_at'],
    }) }}
{%- endmacro %}

{# One measure of one type, picked out of the rows of lead_activity_types; to be grouped by lead. #}
{% macro pivoted(type, measure) -%}
    {%- set of_type = "case when activity_type = '" ~ type ~ "' then " -%}
    {%- if measure == 'last_at' -%}
        max({{ of_type }}last_at end)
    {%- elif measure == 'weight' -%}
        max({{ of_type }}weight else 0 end)
    {%- elif measure.startswith('days_') -%}
        {{ count_days('max(' ~ of_type ~ 'day_bits_' ~ measure[5:] ~ ' end)') }}
    {%- else -%}
        max({{ of_type }}count_{{ measure }} else 0 end)
    {%- endif -%}
{%- endmacro %}
