-- One row per privacy request that cannot be read, or not all of it: nobody knows whom it protects, so nothing is published or
-- exported until somebody mends the row at its source. The list is built all the same.
-- Last, so that no table waits for it: depends_on: {{ ref('run_warnings') }}
select
    concat(
        'A privacy request of ', source_system, ' cannot be read: ',
        case
            when reject_reason = 'unknown request'
                then 'seeds/lookups/privacy_request_words.csv does not know what it asks for'
            when reject_reason = 'missing id' then 'it names nobody'
            when reject_reason = 'damaged id' then 'a spreadsheet shortened its id'
            when reject_reason = 'unreadable line' then 'the line cannot be taken apart'
            else 'its e-mail holds what is no address'
        end,
        '; mend the row ', row_text, '.'
    ) as request
from {{ ref('stg_privacy_request_records') }}
where row_status = 'rejected' or unread_email is not null
