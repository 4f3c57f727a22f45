-- One row per student who registered: a lead from the day of registration on.
-- Nothing else is known of a student: no criterion of fit can be judged, and no lead can be named or written to.
select
    student_id as lead_id,
    -- A bare date, hence 00:00 UTC. Whoever registers and buys on one day does both at that moment, and a list made at 00:00 of
    -- any day has either not yet seen the student, or has seen the purchase too: more than half of the buyers are on no list.
    date_registered as created_at
from students
