-- One row per link between two records of one person, from the table of the source schema.
{{ deliver_source('raw_lead_links') }}
