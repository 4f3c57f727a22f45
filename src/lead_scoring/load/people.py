"""Rows that name their lead by a full name, as Dynamics does under `Regarding`: it is meant where it alone has the name."""

import duckdb

from lead_scoring.load import quoted
from lead_scoring.load.combined import AROUND, NOTHING, word_of_name

# What stands before a name that leads to nobody; staging rejects such a row with these words for its reason.
NO_LEAD = "name of no lead"
SEVERAL_LEADS = "name of several leads"
WORD = r"[\p{L}\p{M}.''\x{2019}-]+"
NAME = f"{WORD}(?:,? +{WORD})+"


def spelled(name: str) -> str:
    """The SQL of a name as it is compared: the first name first, without case and doubled spaces."""
    words = " || ' ' || ".join(word_of_name(name, part) for part in ("first_word", "other_words"))
    return f"trim(regexp_replace(lower({words}), '\\s+', ' ', 'g'))"


def name_leads(connection: duckdb.DuckDBPyConnection, target: str, leads: str, label: str) -> None:
    """Put the id of the lead in place of its name in rows of a table; says how many, and of how many it cannot be told."""
    connection.execute(
        f"""
        create or replace temp table named as
        select distinct lead_id as given, {spelled("lead_id")} as name from {target}
        where contains(lead_id, ' ') and regexp_full_match(trim(lead_id), '{NAME}')
            and not regexp_full_match(lower(lead_id), {quoted(f"{AROUND}({NOTHING})?{AROUND}")})
            and lead_id not in (select cast(lead_id as varchar) from {leads} where lead_id is not null)
        """
    )
    columns = {name for name, *_ in connection.execute(f"describe {leads}").fetchall()}
    if not {"first_name", "last_name"} <= columns or not connection.execute("select count(*) from named").fetchone()[0]:
        return
    connection.execute(
        f"""
        create or replace temp table meant as
        select given, count(distinct lead_id) as leads, min(cast(lead_id as varchar)) as lead_id from named
        left join (select lead_id, {spelled("concat_ws(' ', first_name, last_name)")} as name from {leads}) using (name)
        group by given
        """
    )
    one, none, several = connection.execute(
        f"""
        select count(*) filter (leads = 1), count(*) filter (leads = 0), count(*) filter (leads > 1)
        from {target} as rows inner join meant on rows.lead_id = meant.given
        """
    ).fetchone()
    before = f"case leads when 0 then '{NO_LEAD}: ' else '{SEVERAL_LEADS}: ' end || given"
    connection.execute(
        f"""
        update {target} as rows set lead_id = case leads when 1 then meant.lead_id else {before} end
        from meant where rows.lead_id = meant.given
        """
    )
    lost = f"; rejected are {none:,} with a name that no lead has and {several:,} with one of several leads"
    told = f"{one:,} rows name their lead by a full name that one lead has, and count for it"
    print(f"  {label}: {told}{lost if none + several else ''}", flush=True)
