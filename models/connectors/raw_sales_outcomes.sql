-- One row per outcome that sales recorded, from every connector that is on, all text.
{{ union_of_connectors('raw_sales_outcomes') }}
