-- What programs did, which is neither engagement nor intent.

-- One row per activity, its moment as a whole second.
create temp view in_seconds as
select
    once.*,
    types.activity_type,
    date_diff('second', timestamp '2000-01-01 00:00:00', once.occurred_at) as at_second
from once
inner join activity_types as types
    on once.type_key = types.type_key;

-- One row per click that a program made: three links of a mail in less than two seconds, a click within ten seconds of the
-- delivery of the same mail, or within a minute of it and unopened by a lead that opens mails. Only mails with a click are looked at.
create temp table clicked_by_programs as
with

mails as (
    select * from in_seconds
    where activity_type in ('email_delivered', 'email_opened', 'email_clicked') and content_key is not null
),

clicked as (
    select distinct lead_key, content_key from mails
    where activity_type = 'email_clicked'
),

bursts as (
    select
        id_hash,
        at_second,
        max(following) over (partition by lead_key, content_key order by at_second range between 1 preceding and current row)
            as clicks_in_burst
    from (
        select
            *,
            count(*) over (partition by lead_key, content_key order by at_second range between current row and 1 following)
                as following
        from mails
        where activity_type = 'email_clicked'
    )
),

early as (
    select
        *,
        max(at_second) filter (activity_type = 'email_delivered') over (of_mail range unbounded preceding) as delivered,
        min(at_second) filter (activity_type = 'email_delivered')
            over (of_mail range between current row and unbounded following) as delivered_next,
        max(at_second) filter (activity_type = 'email_opened')
            over (of_mail range between unbounded preceding and 1 preceding) as opened
    from mails
    semi join clicked using (lead_key, content_key)
    window of_mail as (partition by lead_key, content_key order by at_second)
    qualify
        activity_type = 'email_clicked'
        and (
            at_second - delivered <= 10
            or delivered_next - at_second <= 10
            or (at_second - delivered <= 60 and (opened is null or opened < delivered))
        )
),

-- An open counts though nobody knows of which mail.
opens as (
    select lead_key, min(at_second) as first_opened, max(at_second) as last_opened
    from (
        select lead_key, at_second from in_seconds
        semi join early using (lead_key)
        where activity_type in ('email_opened', 'email_clicked')
        group by lead_key, content_key, at_second
        having not bool_or(activity_type = 'email_clicked')
    )
    group by lead_key
)

select id_hash from bursts
where clicks_in_burst >= 3 and at_second % 60 <> 0
union
select id_hash from early
left join opens using (lead_key)
where
    at_second % 60 <> 0
    and (
        at_second - delivered <= 10
        or delivered_next - at_second <= 10
        or first_opened < at_second
        or last_opened > at_second + 60
    );

-- One row per page view in a run of twelve pages within thirty seconds.
create temp table viewed_by_programs as
with

views as (
    select * from in_seconds
    where activity_type like '%viewed' and content_key is not null and at_second % 60 <> 0
),

hasty as (
    select distinct lead_key from (
        select lead_key from views
        group by lead_key, at_second // 31
        having count(*) >= 6
    )
),

seen as (
    select
        *,
        coalesce(at_second - lag(at_second) over (partition by lead_key, content_key order by at_second) > 30, true) as is_new
    from views
    semi join hasty using (lead_key)
),

runs as (
    select
        *,
        count(*) filter (is_new) over (partition by lead_key order by at_second range between current row and 30 following)
            as pages
    from seen
)

select id_hash from runs
qualify max(pages) over (partition by lead_key order by at_second range between 30 preceding and current row) >= 12;
