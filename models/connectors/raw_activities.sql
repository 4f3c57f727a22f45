-- One row per activity as a source wrote it, from every connector that is on, all text.
{{ union_of_connectors('raw_activities') }}
