-- One row per raw table whose rows do not add up.
select *
from {{ ref('load_reconciliation') }}
where rows_in <> used + duplicate + rejected + not_yet + older + erased
