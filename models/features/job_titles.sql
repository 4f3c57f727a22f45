-- One row per distinct job title: the seniority and department that its words tell.
-- Of several words, the one of lowest rank decides.
with

titles as (
    select distinct job_title from {{ ref('stg_leads') }}
    where job_title is not null
),

matches as (
    select
        titles.job_title,
        words.seniority,
        words.department,
        row_number() over (
            partition by titles.job_title
            order by
                case when words.seniority is null then 1 else 0 end,
                words.rank,
                {{ in_byte_order('words.value') }}
        ) as seniority_place,
        row_number() over (
            partition by titles.job_title
            order by
                case when words.department is null then 1 else 0 end,
                words.rank,
                {{ in_byte_order('words.value') }}
        ) as department_place
    from titles
    inner join {{ ref('job_title_words') }} as words
        on {{ is_like(as_words('titles.job_title'), "concat('% ', words.value, ' %')") }}
)

select
    job_title,
    max(case when seniority_place = 1 then seniority end) as seniority,
    max(case when department_place = 1 then department end) as department
from matches
group by job_title
