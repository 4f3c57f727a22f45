{#
    What a run is not published for until somebody accepts it: rows, newest days or qualified leads that fell away since the
    published run, and rows that were rejected. src/lead_scoring/build/collapse.py reads this file as well, for the files of DuckDB, so the first
    three macros know nothing of dbt: `now` and `before` are the prefixes of a mart's name, and `limits` the variables.
#}

{# One row per finding: subject, the word that accepts it, and finding. Without `before` nothing is compared. #}
{% macro collapse_findings(now, before, limits) %}
with

{%- for run, marts in {'now_loaded': now, 'before_loaded': before or now}.items() %}
{{ run }} as (
    select raw_table, rows_in, used, rejected, newest_at
    from {{ marts }}load_reconciliation
    {%- if run == 'before_loaded' %}
    where {{ is_same_kind(now, before) }}
    {%- endif %}
),

{%- endfor %}
loaded as (
    select
        now_loaded.*,
        before_loaded.rows_in as rows_before,
        before_loaded.used as used_before,
        before_loaded.newest_at as newest_before,
        case
            when now_loaded.rejected > now_loaded.rows_in * {{ limits.rejected_at_most }}
                and (
                    before_loaded.raw_table is null
                    or before_loaded.rejected <= before_loaded.rows_in * {{ limits.rejected_at_most }}
                )
                then true
            else false
        end as is_rejected
    from now_loaded
    left join before_loaded
        on now_loaded.raw_table = before_loaded.raw_table
),

now_staged as (
    select lead_id, stage, expired_at from {{ now }}lead_stages
),

before_staged as (
    select lead_id, stage
    from {{ before or now }}lead_stages
    where {{ is_same_kind(now, before) }}
),

-- An MQL that sales took on, or that waited too long, did not fall away.
counted as (
    select
        sum(case when now_staged.stage in ('mql', 'sal', 'sql') then 1 else 0 end) as qualified,
        sum(case when before_staged.stage in ('mql', 'sal', 'sql') then 1 else 0 end) as qualified_before,
        sum(case when now_staged.stage = 'mql' then 1 else 0 end) as mqls,
        sum(case when before_staged.stage = 'mql' then 1 else 0 end) as mqls_before,
        sum(
            case
                when
                    before_staged.stage = 'mql'
                    and (
                        now_staged.stage in ('sal', 'sql', 'opportunity', 'customer', 'recycled')
                        or now_staged.expired_at is not null
                    )
                    and now_staged.stage <> 'mql'
                    then 1
                else 0
            end
        ) as went_on
    from now_staged
    full join before_staged
        on now_staged.lead_id = before_staged.lead_id
)

select
    raw_table as subject,
    case
        when is_rejected
            then concat(raw_table, ': ', rejected, ' of its ', rows_in, ' rows were rejected; rejected_records says why.')
        when {{ has_fallen('rows_in', 'rows_before', limits) }}
            then concat(raw_table, ': ', rows_in, ' rows, and ', rows_before, ' in the published run.')
        when {{ has_fallen('used', 'used_before', limits) }}
            then concat(raw_table, ': ', used, ' rows can be used, and ', used_before, ' could in the published run.')
        when raw_table = 'raw_privacy_requests' and used < used_before
            then concat(
                raw_table, ': ', used, ' requests, and ', used_before, ' in the published run; who was erased may come back.'
            )
        else concat(
            raw_table, ': the newest row is of ', cast(newest_at as date), ', and of ', cast(newest_before as date),
            ' in the published run.'
        )
    end as finding
from loaded
where
    is_rejected
    or {{ has_fallen('rows_in', 'rows_before', limits) }}
    or {{ has_fallen('used', 'used_before', limits) }}
    or (raw_table = 'raw_privacy_requests' and used < used_before)
    or (
        used_before >= {{ limits.collapse_least_fall }}
        and cast(newest_at + interval '{{ limits.newest_day_may_move_back }}' day as date) < cast(newest_before as date)
    )

union all

select
    'qualified_leads' as subject,
    concat(
        'qualified_leads: ', qualified, ' leads are qualified, ', mqls, ' of them MQLs, and ', qualified_before, ' and ',
        mqls_before, ' in the published run.'
    ) as finding
from counted
where
    {{ has_fallen('qualified', 'qualified_before', limits) }}
    or (mqls_before > 0 and {{ has_fallen('mqls + went_on', 'mqls_before', limits) }})

order by 1
{% endmacro %}

{# Nothing of other connectors is compared, and nothing where nothing is published. #}
{% macro is_same_kind(now, before) %}
    {%- if before -%}
    (
        select max(connectors) from {{ now }}run_history
        where run_started_at = (select max(run_started_at) from {{ now }}run_history)
    ) = (
        select max(connectors) from {{ before }}run_history
        where run_started_at = (select max(run_started_at) from {{ before }}run_history)
    )
    {%- else -%}
    1 = 0
    {%- endif -%}
{% endmacro %}

{# To none at all, or to a share that no day explains; a handful fewer of a few is no alarm. #}
{% macro has_fallen(count, before, limits) -%}
    (
        ({{ before }} > 0 and {{ count }} = 0)
        or ({{ count }} < {{ before }} * {{ limits.collapse_below }} and {{ before }} - ({{ count }}) >= {{ limits.collapse_least_fall }})
    )
{%- endmacro %}

{# Why a run is not published, of its findings and the words that were accepted; nothing where it may be. #}
{% macro collapse_refusal(found, accepted) -%}
    {%- set subjects = found | map(attribute=0) | list -%}
    {%- set open = [] -%}
    {%- for subject, finding in found if subject not in accepted and 'all' not in accepted -%}{%- do open.append(finding) -%}{%- endfor -%}
    {%- if open -%}
Not published, since too much fell away or was rejected:
{%- for finding in open %}
{{ finding }}
{%- endfor %}
If that is right, make publish ACCEPT={{ subjects | join(',') }} publishes it; if not, load again and run again.
    {%- endif -%}
{%- endmacro %}
