-- One row per privacy request that cannot be read, or not all of it: nobody knows whom it protects, so nothing is published or
-- exported until somebody mends the row at its source. The list is built all the same. Whom the row names stays out of logs.
-- Last, so that no table waits for it: depends_on: {{ ref('run_warnings') }}
select
    concat(
        'A privacy request of ', source_system, ' cannot be read: ', {{ why_request_is_unread() }},
        '. The row: select row_text from stg_privacy_request_records where row_status = ''rejected'' or unread_email is not null.'
    ) as request
from {{ ref('stg_privacy_request_records') }}
where row_status = 'rejected' or unread_email is not null
