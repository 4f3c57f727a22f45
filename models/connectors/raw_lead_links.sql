-- One row per link between two records of one person, from every connector that is on, all text.
{{ union_of_connectors('raw_lead_links') }}
