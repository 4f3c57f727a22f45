-- One row per piece of content, from the table of the source schema.
{{ deliver_source('raw_content') }}
