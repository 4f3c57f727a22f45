-- What every step needs: how text is cleaned, and the lookups.
-- Given: the variables as_of, folder (of the Parquet files) and lookups (the folder seeds/lookups).
-- Nobody asked to be erased or not to be profiled in this data, so no step looks for it.

create temp macro spaces() as ' ' || chr(9) || chr(10) || chr(13) || chr(160);
-- Trimming a set of characters is slow, and hardly any text needs it: not one that begins and ends with a mark of ASCII.
create temp macro is_bare(x) as x >= '!' and x < chr(127) and x[-1] between '!' and '~';
create temp macro bare(x) as case when is_bare(x) then x else trim(x, spaces()) end;
create temp macro said(x) as case
    when lower(x) not in ('', 'select', 'unknown', 'n/a', 'null', 'none', 'nan', 'not provided', '-', '--', '.', '?') then x
end;
create temp macro clean(x) as case when strlen(x) > 12 and is_bare(x) then x else said(bare(x)) end;
create temp macro snake(x) as replace(replace(lower(x), ' ', '_'), '-', '_');
create temp macro days_back(days) as getvariable('as_of') - to_days(days);
create temp macro lookup(name) as table
    select * from read_csv(getvariable('lookups') || '/' || name || '.csv', all_varchar = true, header = true);
create temp macro domain_in(x) as nullif(
    regexp_extract(
        lower(x), '^(?:[a-z-]+://)?(?:www[.])?((?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?[.])+(?:[a-z]{2,24}|xn--[a-z0-9-]{2,58}))(?:[:/?#]|$)', 1
    ), ''
);

-- One row per activity type: a small number for its name, and the kind that scores know it as. Kinds are an enum, so that a
-- comparison with a name is one of numbers. What no score looks at has no kind, and a half-life only what fades.
create temp table named_types as
select
    value as activity_type,
    signal,
    cast(half_life_days as integer) as half_life_days,
    case
        when value in ('email_replied', 'call_connected', 'chat_started', 'meeting_booked') then 'answered'
        when value in ('demo_requested', 'quote_requested', 'contact_sales_requested') then 'hand_raised'
        when value in ('page_viewed', 'ad_clicked', 'social_engaged') then signal
        when value <> 'email_opened' then value
    end as kind
from lookup('activity_types');

create type kinds as enum (select distinct kind from named_types where kind is not null order by kind);

create temp table activity_types as
select
    cast(row_number() over (order by activity_type) as utinyint) as type_key,
    activity_type,
    signal in ('engagement', 'intent') as is_active,
    signal = 'intent' as is_intent,
    cast(kind as kinds) as kind,
    case
        when kind in (
            'webinar_registered', 'webinar_attended', 'content_downloaded', 'event_attended', 'form_submitted',
            'email_clicked', 'answered', 'demo_downloaded', 'hand_raised', 'trial_started', 'trial_activated',
            'cart_item_added', 'cart_item_removed', 'wishlist_item_added', 'checkout_started'
        )
            then half_life_days
    end as half_life_days
from named_types;
