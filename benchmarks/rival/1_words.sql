-- What every step needs: how text is cleaned, and the lookups.
-- Given: the variables as_of, folder (of the Parquet files) and lookups (the folder seeds/lookups).
-- Nobody asked to be erased or not to be profiled in this data, so no step looks for it.

create temp macro spaces() as ' ' || chr(9) || chr(10) || chr(13) || chr(160);
-- Trimming a set of characters is slow, and hardly any text needs it.
create temp macro bare(x) as case
    when contains(spaces(), substr(x, 1, 1)) or contains(spaces(), right(x, 1)) then trim(x, spaces()) else x
end;
create temp macro clean(x) as case
    when
        length(bare(x)) > 12
        or lower(bare(x)) not in ('', 'select', 'unknown', 'n/a', 'null', 'none', 'nan', 'not provided', '-', '--', '.', '?')
        then bare(x)
end;
create temp macro snake(x) as replace(replace(lower(x), ' ', '_'), '-', '_');
create temp macro days_back(days) as getvariable('as_of') - to_days(days);
create temp macro lookup(name) as table
    select * from read_csv(getvariable('lookups') || '/' || name || '.csv', all_varchar = true, header = true);
create temp macro domain_in(x) as nullif(
    regexp_extract(
        lower(x), '^(?:[a-z-]+://)?(?:www[.])?((?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?[.])+(?:[a-z]{2,24}|xn--[a-z0-9-]{2,58}))(?:[:/?#]|$)', 1
    ), ''
);

-- One row per activity type: a small number for its name.
create temp table activity_types as
select
    cast(row_number() over (order by value) as utinyint) as type_key,
    value as activity_type,
    signal,
    signal in ('engagement', 'intent') as is_active,
    cast(half_life_days as integer) as half_life_days
from lookup('activity_types');
