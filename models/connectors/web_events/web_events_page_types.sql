-- One row per page path that a lookup pattern knows: the activity type of viewing it. The first pattern by rank wins.
{{ first_pattern(ref('web_events_visits'), 'page_path', ref('page_kinds'), 'activity_type') }}
