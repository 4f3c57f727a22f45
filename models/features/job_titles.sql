-- One row per distinct job title of which a lookup knows a word: the seniority and department that its words tell, and the words
-- that the lookup does not know. Of several words, the one of lowest rank decides.
with

titles as (
    select
        job_title,
        {{ words_of_title('job_title') }} as words
    from {{ ref('int_leads') }}
    where job_title is not null
    group by job_title
),

words as (
    select
        job_title,
        {{ parts_of('trim(words)', ' ') }} as word
    from titles
),

lookup as (
    select
        {{ words_of_title('value') }} as words,
        split_part(trim({{ words_of_title('value') }}), ' ', 1) as first_word,
        lower(seniority) as seniority,
        lower(department) as department,
        rank
    from {{ ref('job_title_words') }}
),

-- Found by its first word: comparing every title with every row of the lookup would take minutes where titles are many.
candidates as (
    select distinct
        words.job_title,
        lookup.words,
        lookup.seniority,
        lookup.department,
        lookup.rank
    from words
    inner join lookup
        on words.word = lookup.first_word
),

matches as (
    select
        candidates.*,
        row_number() over (
            partition by candidates.job_title
            order by
                case when candidates.seniority is null then 1 else 0 end,
                candidates.rank,
                {{ in_byte_order('candidates.words') }}
        ) as seniority_place,
        row_number() over (
            partition by candidates.job_title
            order by
                case when candidates.department is null then 1 else 0 end,
                candidates.rank,
                {{ in_byte_order('candidates.words') }}
        ) as department_place
    from candidates
    inner join titles
        on candidates.job_title = titles.job_title
    where {{ is_like('titles.words', "concat('%', candidates.words, '%')") }}
),

told as (
    select
        job_title,
        max(case when seniority_place = 1 then seniority end) as seniority,
        max(case when department_place = 1 then department end) as department
    from matches
    group by job_title
),

known_words as (
    select
        job_title,
        {{ parts_of('trim(words)', ' ') }} as word
    from matches
),

-- A letter or a number tells nothing.
unknown_words as (
    select distinct
        words.job_title,
        words.word
    from words
    left join known_words
        on words.job_title = known_words.job_title and words.word = known_words.word
    where known_words.word is null and length(words.word) > 1 and regexp_replace(words.word, '[0-9]', '') = words.word
),

listed as (
    select
        job_title,
        {{ sorted_list('word') }} as unknown_words
    from unknown_words
    group by job_title
)

select
    told.job_title,
    told.seniority,
    told.department,
    listed.unknown_words
from told
left join listed
    on told.job_title = listed.job_title
