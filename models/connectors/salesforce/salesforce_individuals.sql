-- One row per data privacy record of Salesforce: what the person wishes whose leads and contacts name it. That it was deleted
-- takes nothing back.
{{ salesforce_names_individuals() }}
with

versions as (
    {{ salesforce_rows('individual', [
        'should_forget', 'has_opted_out_profiling', 'has_opted_out_processing', 'has_opted_out_solicit',
    ], ['created_date']) }}
),

-- An erasure holds on every day: the newest version says it. The rest is as it was known. A version without a moment counts too.
compared as (
    select
        *,
        case when {{ is_known('modified_at') }} then modified end as known_at,
        coalesce(modified_at = max(modified_at) over (partition by id), true) as says_now,
        tells_of_then
        and coalesce(modified_at = max(case when tells_of_then then modified_at end) over (partition by id), true)
        and {{ is_known(to_timestamp('created_date')) }} as said_then
    from versions
    where id is not null
)

select
    id,
    max({{ in_byte_order('case when says_now or said_then then known_at end') }}) as requested_at,
    max(case when says_now and {{ is_objection('should_forget') }} then 1 else 0 end) = 1 as is_to_be_forgotten,
    max(
        case
            when
                said_then
                and ({{ is_objection('has_opted_out_profiling') }} or {{ is_objection('has_opted_out_processing') }})
                then 1
            else 0
        end
    ) = 1 as objects_to_profiling,
    max(case when said_then and {{ is_objection('has_opted_out_solicit') }} then 1 else 0 end) = 1 as objects_to_marketing
from compared
group by id
