-- One row per activity as a source wrote it, from every connector that is on: as text, or typed where there is one connector.
{{ union_of_connectors('raw_activities') }}
