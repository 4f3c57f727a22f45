{# What a run reports of privacy requests, before a build of files and after one of tables. #}

{#
    Why a row of stg_privacy_request_records cannot be read, and what to write. The word is shown, since somebody may add it to the
    lookup; what may be a sentence about somebody is not.
#}
{% macro why_request_is_unread() -%}
    case
        when reject_reason = 'unknown request' and unread_request is null
            then 'it does not say what it asks for; write erasure or profiling_objection into request'
        when reject_reason = 'unknown request'
            then concat(
                'seeds/lookups/privacy_request_words.csv does not know "',
                case
                    when length(unread_request) <= 40 then {{ without_contact('unread_request') }}
                    else {{ form_of('unread_request') }}
                end,
                '"; add what it says there, as erasure, profiling_objection or other, or correct the cell'
            )
        when reject_reason = 'missing id' then 'it names nobody; write an e-mail address into email or an id into lead_id'
        when reject_reason = 'damaged id'
            then 'a spreadsheet or a program damaged its lead_id; write the id as its system shows it, or an e-mail address'
        when reject_reason = 'unreadable line' then 'the line cannot be taken apart; write one cell for each column'
        else 'its email holds what is no address; write addresses alone, with semicolons between'
    end
{%- endmacro %}
