-- One row per lead of which sales and marketing agreed that it must, or must not, qualify, and that does not do so now.
-- It stops nothing: the list is there to be looked at. On another day than today a broken agreement is only said.
{{ config(severity='error' if var('as_of', none) is none else 'warn') }}

select warning
from {{ ref('run_warnings') }}
where topic = 'agreement'
