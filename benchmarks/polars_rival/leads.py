"""One row per lead: its attributes by as_of, and what the lookups know of them."""

from datetime import UTC, datetime
from pathlib import Path

import polars as pl

from benchmarks.polars_rival.text import (
    ADDRESS,
    HASHED,
    PHONE,
    SITE,
    bare,
    clean,
    looked_up,
    lookup,
    says_nothing,
    values,
)

THOUSANDS = r"[0-9]{1,3}(?:[.][0-9]{3})+"
NUMBER = rf"(?:{THOUSANDS}|(?:[0-9]{{1,3}}(?:,[0-9]{{3}})+|[0-9]+)(?:[.][0-9]+)?)"
SIZE = rf"^({NUMBER})(?: *(?:-|\x{2013}|to) *{NUMBER}| *[+]| or more)?(?: (?:employees|people))?$"


def read_leads(folder: Path, as_of: datetime) -> pl.DataFrame:
    """Leads known by as_of, with a number and a hash for each id."""
    raw = pl.scan_parquet(folder / "raw_leads.parquet").filter(pl.col("created_at") < as_of)
    counted = newest_versions(raw.filter(~says_nothing(bare("lead_id"))), as_of)
    return (
        with_lookups(with_words(counted))
        .with_row_index("lead_key")
        .with_columns(lead_hash=pl.col("lead_id").hash())
        .collect()
    )


def newest_versions(raw: pl.LazyFrame, as_of: datetime) -> pl.LazyFrame:
    """The newest version by as_of of each lead, or the earliest of those that came later."""
    now = datetime.now(UTC).replace(tzinfo=None)
    raw = raw.with_columns(
        lead_id=bare("lead_id"),
        version_at=pl.when(pl.col("updated_at") <= now).then("updated_at").otherwise("created_at"),
    )
    # Sorted are only the few that have several versions.
    repeated = raw.group_by("lead_id").len().filter(pl.col("len") > 1).select("lead_id").collect(engine="streaming").lazy()
    is_later = pl.col("version_at") > as_of
    moment = pl.col("version_at").dt.epoch("us")
    texts = [name for name, kind in raw.collect_schema().items() if kind == pl.String and name != "lead_id"]
    order = [
        is_later,
        pl.when(is_later).then(moment).otherwise(-moment),
        pl.col("created_at"),
        pl.concat_str([clean(name).fill_null("") for name in texts], separator=", "),
    ]
    changed = raw.join(repeated, on="lead_id", how="semi").sort(order).unique("lead_id", keep="first", maintain_order=True)
    return pl.concat([raw.join(repeated, on="lead_id", how="anti"), changed])


def with_words(leads: pl.LazyFrame) -> pl.LazyFrame:
    """Cleaned texts, as the lookups write them."""
    email = clean("email").str.to_lowercase()
    return leads.select(
        "lead_id",
        "version_at",
        email=pl.when(email.str.contains(ADDRESS)).then(email),
        is_hashed_email=email.str.contains(HASHED).fill_null(False),
        has_phone=clean("phone").str.contains(PHONE).fill_null(False),
        first_name=clean("first_name").str.to_lowercase(),
        last_name=clean("last_name").str.to_lowercase(),
        job_title=clean("job_title"),
        company_domain=clean("company_domain").str.to_lowercase().str.extract(SITE),
        industry=clean("industry").str.to_lowercase(),
        first_number=clean("employee_count").str.to_lowercase().str.extract(SIZE),
        country_name=clean("country").str.to_lowercase(),
        email_status=clean("email_status").str.to_lowercase(),
        has_stated_need=clean("stated_need").is_not_null(),
        purchase_timeframe=clean("purchase_timeframe").str.to_lowercase(),
    )


def with_lookups(leads: pl.LazyFrame) -> pl.LazyFrame:
    """Judged by the lookups; a job title is looked up once, however many leads have it."""
    titles = job_titles(leads.select(pl.col("job_title").drop_nulls().unique()).collect(engine="streaming"))
    made_up = values("made_up_names")
    at = pl.col("email").str.split_exact("@", 1)
    domain_kind = looked_up(at.struct.field("field_1"), "company_domains", "kind")
    full_name = pl.col("first_name").fill_null("") + " " + pl.col("last_name").fill_null("")
    country = looked_up(pl.col("country_name"), "country_names", "country")
    number = pl.col("first_number")
    people = (
        pl.when(number.str.contains(rf"^{THOUSANDS}$"))
        .then(number.str.replace_all(".", "", literal=True))
        .otherwise(number.str.replace_all(",", "", literal=True))
    )
    employees = (people.cast(pl.Float64) + 0.5).floor().cast(pl.Int64)
    return leads.join(titles.lazy(), on="job_title", how="left").select(
        "lead_id",
        "version_at",
        "has_phone",
        "email_status",
        "has_stated_need",
        "seniority",
        is_anonymous=pl.col("email").is_null() & ~pl.col("is_hashed_email") & ~pl.col("has_phone"),
        has_email=pl.col("email").is_not_null(),
        email_kind=domain_kind,
        # The site's domain comes first; an address of another kind than these says nothing of a company.
        company_kind=pl.when(pl.col("company_domain").is_not_null())
        .then(looked_up(pl.col("company_domain"), "company_domains", "kind"))
        .otherwise(domain_kind),
        is_made_up=pl.any_horizontal(
            text.is_in(made_up).fill_null(False) for text in (pl.col("first_name"), pl.col("last_name"), full_name)
        ),
        is_test_address=at.struct.field("field_0").is_in(made_up).fill_null(False),
        knows_industry=pl.col("industry").is_not_null(),
        employee_count=pl.when(employees != 0).then(employees),
        is_target_industry=looked_up(pl.col("industry"), "target_industries", "is_target") == "yes",
        is_target_department=looked_up(pl.col("department"), "target_departments", "is_target") == "yes",
        is_target_country=country.is_in(values("target_countries")),
        is_excluded_country=country.is_in(values("excluded_countries")).fill_null(False),
        months_to_purchase=looked_up(pl.col("purchase_timeframe"), "purchase_timeframes", "months").cast(pl.Int32),
    )


def job_titles(titles: pl.DataFrame) -> pl.DataFrame:
    """One row per job title: the seniority and department of its word of lowest rank."""
    words = lookup("job_title_words").select("value", "seniority", "department", pl.col("rank").cast(pl.Int32))
    parted = pl.col("job_title").str.to_lowercase().str.replace_all(r"[\],./&():;|+_-]", " ").str.replace_all(" +", " ")
    found = (
        titles.with_columns(words=" " + parted.str.strip_chars(" ") + " ")
        .join(words.with_columns(sought=" " + pl.col("value") + " "), how="cross")
        .filter(pl.col("words").str.contains(pl.col("sought"), literal=True))
        .sort("rank", "value")
    )
    first = (pl.col(name).drop_nulls().first() for name in ("seniority", "department"))
    return found.group_by("job_title").agg(first)
