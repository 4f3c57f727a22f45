-- One row per privacy request, from the table of the source schema.
{{ deliver_source('raw_privacy_requests') }}
