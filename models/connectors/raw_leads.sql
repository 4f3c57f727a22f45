-- One row per version of a lead, from every connector that is on: the lead as a source wrote it, all text.
{{ union_of_connectors('raw_leads') }}
