-- One row per piece of content (page, product, asset or mail), from every connector that is on, all text.
{{ union_of_connectors('raw_content') }}
