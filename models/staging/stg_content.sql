-- One row per piece of content: a page, product, asset or mail that activities name.
select
    source_system,
    content_id,
    title,
    kind,
    topic,
    journey_stage,
    persona,
    concern
from {{ ref('stg_content_records') }}
where row_status = 'known' and copy_number = 1
