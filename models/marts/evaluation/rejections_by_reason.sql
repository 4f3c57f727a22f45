-- One row per cut of the handovers to sales, its value, and reason for which sales rejected leads of it: how many, and what
-- share of the rejections.
select
    cut_by,
    cut_value,
    rejection_reason,
    cast(count(*) as integer) as rejected,
    {{ ratio('count(*)', 'sum(count(*)) over (partition by cut_by, cut_value)') }} as share_of_rejected
from {{ ref('handover_cuts') }}
where answer = 'rejected'
group by cut_by, cut_value, rejection_reason
