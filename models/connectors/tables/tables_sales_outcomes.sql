-- One row per outcome that sales recorded, from the table of the source schema.
{{ deliver_source('raw_sales_outcomes') }}
