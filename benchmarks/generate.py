"""Invent raw leads, activities and sales outcomes of any size, as Parquet.

`python -m benchmarks.generate --leads 1000000 --activities 20000000 --folder X` writes raw_leads.parquet,
raw_sales_outcomes.parquet and raw_activities/*.parquet into X. The same arguments give the same rows on every machine and
with any number of threads: nothing is drawn in sequence, each value is a hash of its row number, a salt and the seed.
`--history 10` writes older_activities/*/*.parquet instead: ten times as many activities, all from before the look-back.
"""

import argparse
from pathlib import Path

import duckdb

from benchmarks import words

AS_OF = "2026-01-01 08:00:00"
DAYS = 400  # activities begin so many days before AS_OF: the look-back of 365 days leaves some behind
FILES = 8
ROWS_OF_A_FILE = 6_250_000  # at most, so that sorting never holds more

# u(k, salt): a number in [0, 1) that depends on k. pick: a member of a list. skewed: a whole number below n, of which the
# small ones are far more likely (Zipf-Mandelbrot: the top tenth has two thirds of all draws).
MACROS = """
create macro u(k, salt) as cast(hash(k, salt, {seed}) >> 11 as double) / 9007199254740992;
create macro pick(list, k, salt) as list[1 + cast(floor(len(list) * u(k, salt)) as integer)];
create macro skewed(n, k, salt) as cast(floor(n * 0.001 * (power(1001.0, u(k, salt)) - 1)) as bigint);
create macro sometimes(share, x, k, salt) as case when u(k, salt) < share then x end;
create macro lead_id_of(number) as 'lead-' || lpad(cast(number as varchar), 8, '0');
"""

# Ten rows are five visits: four on the site (or a scanner that tries every link of a mail), one and two on the site,
# a mail and what follows it, and one of another kind. One row of a hundred is the row ten before it once more.
ACTIVITIES = """
with

numbered as (
    select
        i,
        case when i >= 10 and u(i, 1) < 0.01 then i - 10 else i end as source_row
    from range({first}, {last}) as rows(i)
),

placed as (
    select
        i,
        source_row as r,
        source_row // 10 * 5 + [0, 0, 0, 0, 1, 2, 2, 3, 3, 4][1 + source_row % 10] as visit,
        [0, 1, 2, 3, 0, 0, 1, 0, 1, 0][1 + source_row % 10] as place
    from numbered
),

kinds as (
    select
        *,
        case
            when visit % 5 = 0 and u(visit, 2) < 0.01 then 'scanner'
            when visit % 5 = 3 then 'mail'
            when visit % 5 = 4 then 'other'
            else 'web'
        end as kind,
        skewed({active_leads}, visit, 3) * 7919 % {leads} as lead_number,
        {span} * visit / ({activities} / 2) - {earlier} as seconds_of_visit,
        1 + cast(floor(1000 * u(r, 4)) as integer) as drawn
    from placed
),

named as (
    select
        *,
        case
            when kind = 'web' then {web_types}[drawn]
            when kind = 'other' then {other_types}[drawn]
            when place = 0 then 'email_delivered'
            when kind = 'scanner' then 'email_clicked'
            else {mail_types}[drawn]
        end as activity_type,
        case
            when kind = 'web' then {web_content}[drawn]
            when kind = 'other' then {other_content}[drawn]
            else 'mail-'
        end as content,
        case
            when kind = 'web' then place * 70 + 60 * u(r, 5)
            when kind = 'scanner' then place * 0.7
            when place = 1 and u(r, 5) < 0.05 then 4
            when place = 1 then 30 + 200000 * power(u(r, 5), 4)
            else 0
        end as seconds_in_visit
    from kinds
)

select
    case
        when u(i, 6) < 0.0005 then null
        when u(i, 6) < 0.001 then ' '
        else printf('%016x', hash(r, 7, {seed}))
    end as activity_id,
    case
        when u(i, 8) < 0.0005 then null
        when u(i, 8) < 0.001 then 'N/A'
        when u(i, 8) < 0.003 then 'gone-' || lead_number
        when u(i, 8) < 0.008 then ' ' || lead_id_of(lead_number)
        else lead_id_of(lead_number)
    end as lead_id,
    activity_type,
    case
        when u(i, 9) < {misdated} then timestamp '2999-01-01 00:00:00'
        else
            timestamp '{as_of}' - interval {days} day
            + to_milliseconds(cast(1000 * (seconds_of_visit + seconds_in_visit) as bigint))
            -- Half of the copies come with another time.
            + case when r <> i and u(i, 10) < 0.5 then interval 1 hour else interval 0 hour end
    end as occurred_at,
    sometimes(0.2, 'campaign-' || skewed(40, visit, 11), visit, 12) as campaign_id,
    case
        when content = 'mail-' then 'mail-' || visit % 400
        when content = '/products/p-' and u(visit, 13) < 0.4 then content || hash(lead_number, {seed}) % 3000
        when content[-1] = '-' then content || skewed(3000, r, 14)
        else content
    end as content_id,
    case when kind = 'web' and u(visit, 15) < 0.8 then printf('%012x', hash(visit, 16, {seed}) >> 16) end as session_id,
    case when kind = 'web' and u(r, 17) < 0.4 then cast(600 * power(u(r, 18), 3) as integer) end as duration_seconds,
    case
        when content = '/products/p-' and u(r, 19) < 0.1 or activity_type = 'order_placed'
            then cast(500 * power(u(r, 20), 3) as decimal(12, 2))
    end as amount,
    case
        when kind = 'other' or (kind <> 'web' and place = 0) then null
        when u(visit, 21) < 0.015 then pick({bots}, visit, 22)
        else pick({agents}, lead_number, 23)
    end as user_agent
from named
order by occurred_at
"""

# One lead in twenty has a second, newer version, in which it has another title or size.
LEADS = """
with

versions as (
    select
        n,
        v,
        2 * n + v as k,
        u(n, 31) < 0.2 as uses_free_mail,
        'company-' || skewed({leads} // 4 + 1, n, 32) as company,
        pick({first}, n, 33) as first_name,
        pick({last}, n, 34) as last_name,
        timestamp '{as_of}' - to_seconds(cast(900 * 86400 * u(n, 35) as bigint)) as created_at
    from range({leads}) as leads(n), range(2) as versions(v)
    where v = 0 or u(n, 36) < 0.05
)

select
    case when u(n, 37) < 0.0005 then null when u(n, 37) < 0.002 then lead_id_of(n) || ' ' else lead_id_of(n) end as lead_id,
    case
        when u(n, 38) < 0.0005 then null
        when u(n, 38) < 0.001 then timestamp '{as_of}' + interval 1 hour
        else created_at
    end as created_at,
    case when v = 1 or u(n, 39) < 0.5 then created_at + to_seconds(cast((1 + v) * 20 * 86400 * u(k, 40) as bigint)) end
        as updated_at,
    case
        when u(n, 41) < 0.05 then null
        when u(n, 41) < 0.06 then pick({placeholders}, n, 42)
        when u(n, 41) < 0.07 then first_name || ' at work'
        else first_name || '.' || last_name || n || '@' || case
            when u(n, 41) < 0.08 then pick({odd_domains}, n, 43)
            when uses_free_mail then pick({mail_domains}, n, 43)
            else company || '.com'
        end
    end as email,
    sometimes(0.9, case when u(n, 44) < 0.003 then 'Test' else first_name end, n, 45) as first_name,
    sometimes(0.9, last_name, n, 46) as last_name,
    case when u(n, 47) < 0.4 then '+1 555 ' || 1000000 + n % 8999999 when u(n, 47) < 0.42 then 'call me' end as phone,
    case when u(k, 48) < 0.85 then pick({titles}, k, 49) when u(k, 48) < 0.9 then pick({placeholders}, k, 49) end
        as job_title,
    sometimes(0.8, company, n, 50) as company_name,
    sometimes(0.3, 'https://www.' || company || '.com/', n, 51) as company_domain,
    sometimes(0.7, pick({industries}, company, 52), n, 53) as industry,
    sometimes(0.7, pick({sizes}, company || v, 54), n, 55) as employee_count,
    sometimes(0.3, cast(cast(1e7 * power(u(company, 56), 4) as bigint) as varchar), n, 57) as annual_revenue,
    sometimes(0.9, pick({countries}, n, 58), n, 59) as country,
    sometimes(0.3, 'Region ' || n % 50, n, 60) as region,
    sometimes(0.9, pick({sources}, n, 61), n, 62) as lead_source,
    sometimes(0.6, '/landing/' || skewed(200, n, 63) || '?utm_source=x', n, 64) as landing_page,
    sometimes(0.3, 'campaign-' || skewed(40, n, 65), n, 66) as campaign_id,
    sometimes(0.5, 'rep-' || n % 60, n, 67) as owner_id,
    case when u(n, 68) < 0.5 then 'valid' when u(n, 68) < 0.52 then 'Bounced' when u(n, 68) < 0.525 then 'spam_reported' end
        as email_status,
    case when u(n, 69) < 0.4 then 'opted_in' when u(n, 69) < 0.5 then 'opted_out' end as marketing_consent,
    sometimes(0.03, 'We need attribution before ' || monthname(created_at), n, 70) as stated_need,
    sometimes(0.08, pick({timeframes}, n, 71), n, 72) as purchase_timeframe
from versions
order by coalesce(updated_at, created_at)
"""

# Of two leads in a hundred, sales recorded one to three outcomes.
OUTCOMES = """
select
    case when u(k, 81) < 0.002 then 'gone' else lead_id_of(n) end as lead_id,
    pick({outcomes}, k, 82) as outcome,
    timestamp '{as_of}' - to_seconds(cast(300 * 86400 * u(k, 83) as bigint)) as occurred_at,
    sometimes(0.6, pick({reasons}, k, 84), k, 85) as reason,
    sometimes(0.1, cast(50000 * u(k, 86) as decimal(12, 2)), k, 87) as amount,
    'rep-' || n % 60 as owner_id
from (select n, 3 * n + m as k from range({leads}) as leads(n), range(3) as more(m) where u(n, 88) < 0.02 and u(k, 89) < 0.5)
order by occurred_at
"""


def sql_list(values: list[str] | list[str | None]) -> str:
    """A list as DuckDB writes it."""
    return "[" + ", ".join("null" if value is None else "'" + value.replace("'", "''") + "'" for value in values) + "]"


def spread(entries: list[tuple[str, str | None, int]]) -> tuple[str, str]:
    """Two lists of 1,000, types and their content: each entry as often as it says."""
    drawn = [(word, content) for word, content, times in entries for _ in range(times)]
    if len(drawn) != 1000:
        raise ValueError(f"The entries of {entries[0][0]} add up to {len(drawn)}, not 1,000.")
    return sql_list([word for word, _ in drawn]), sql_list([content for _, content in drawn])


def generate(leads: int, activities: int, folder: Path, seed: int = 1) -> None:
    """Write the three raw tables into `folder`. `activities` is the number of rows; leads have 5 % more rows than leads."""
    given = arguments(leads, activities, seed)
    with duckdb.connect() as connection:
        connection.execute(MACROS.format(**given))
        folder.mkdir(parents=True, exist_ok=True)
        write(connection, LEADS.format(**given), folder / "raw_leads.parquet")
        write(connection, OUTCOMES.format(**given), folder / "raw_sales_outcomes.parquet")
        write_activities(connection, given | {"earlier": 0, "misdated": 0.001}, 0, folder / "raw_activities")


def generate_history(leads: int, activities: int, folder: Path, times: int, seed: int = 1) -> None:
    """Write `times` as many activities as there are, from before the others: rows further on, each block moved back in time.

    A file of a past month holds that month alone, so none of its rows is dated in the future.
    """
    given = arguments(leads, activities, seed)
    with duckdb.connect() as connection:
        connection.execute(MACROS.format(**given))
        for block in range(times, 0, -1):
            moved = given | {"earlier": 2 * block * given["span"], "misdated": 0}
            write_activities(connection, moved, block, folder / "older_activities" / f"block-{times - block + 1:04}")


def arguments(leads: int, activities: int, seed: int) -> dict[str, str | int]:
    """What the queries are filled in with."""
    lists = {
        name: sql_list(getattr(words, name.upper()))
        for name in "first last titles industries sizes countries sources timeframes placeholders mail_domains".split()
        + "odd_domains outcomes reasons agents bots".split()
    }
    lists["web_types"], lists["web_content"] = spread(words.WEB)
    lists["mail_types"], lists["mail_content"] = spread(words.MAIL)
    lists["other_types"], lists["other_content"] = spread(words.OTHER)
    sizes = {"leads": leads, "activities": activities, "active_leads": max(1, leads * 6 // 10), "span": DAYS * 86400}
    return lists | {"seed": seed, "as_of": AS_OF, "days": DAYS} | sizes


def write_activities(connection: duckdb.DuckDBPyConnection, given: dict[str, str | int], block: int, folder: Path) -> None:
    """Write as many rows as there are activities, from row `block` times that number on, a file at a time."""
    folder.mkdir(parents=True, exist_ok=True)
    activities = given["activities"]
    files = max(FILES, -(-activities // ROWS_OF_A_FILE))
    for number in range(files):
        first, last = (activities * block + activities * part // files for part in (number, number + 1))
        query = ACTIVITIES.format(**given | {"first": first, "last": last})
        write(connection, query, folder / f"part-{number + 1}.parquet")


def write(connection: duckdb.DuckDBPyConnection, query: str, path: Path) -> None:
    connection.execute(f"copy ({query}) to '{path}' (format parquet)")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--leads", type=int, default=1_000_000)
    parser.add_argument("--activities", type=int, default=20_000_000)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--history", type=int, help="write these older activities alone: so many times the others")
    given = parser.parse_args()
    if given.history:
        generate_history(given.leads, given.activities, given.folder, given.history, given.seed)
    else:
        generate(given.leads, given.activities, given.folder, given.seed)


if __name__ == "__main__":
    main()
