-- One row per warning of this run. It stops nothing.
{{ config(severity='warn') }}

select * from {{ ref('run_warnings') }}
