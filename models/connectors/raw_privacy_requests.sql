-- One row per request for erasure or against profiling, from every connector that is on, all text.
{{ union_of_connectors('raw_privacy_requests') }}
