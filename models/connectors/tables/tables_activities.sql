-- One row per activity, from the table of the source schema.
{{ deliver_source('raw_activities') }}
