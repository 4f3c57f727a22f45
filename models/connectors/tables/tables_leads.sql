-- One row per version of a lead, from the table of the source schema.
{{ deliver_source('raw_leads') }}
