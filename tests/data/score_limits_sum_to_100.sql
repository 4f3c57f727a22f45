-- One row where the limits of the dimensions do not sum to 100.
select sum(max_points) as sum_of_limits
from {{ ref('score_limits') }}
having sum(max_points) <> 100
