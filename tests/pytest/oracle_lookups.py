"""The lookups, as the oracle reads them: straight from the files."""

import csv
from pathlib import Path

Row = dict[str, str]
LOOKUPS = Path(__file__).parents[2] / "seeds" / "lookups"


def lookup(name: str) -> dict[str, Row]:
    with (LOOKUPS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return {row["value"]: row for row in csv.DictReader(file)}


TYPES, RECYCLE, TITLE_WORDS = lookup("activity_types"), lookup("recycle_periods"), lookup("job_title_words")
DOMAINS = {value: row["kind"] for value, row in lookup("company_domains").items()}
INDUSTRIES = {value for value, row in lookup("target_industries").items() if row["is_target"] == "yes"}
DEPARTMENTS = {value for value, row in lookup("target_departments").items() if row["is_target"] == "yes"}
COUNTRIES = {value: row["country"] for value, row in lookup("country_names").items()}
MONTHS = {value: int(row["months"]) for value, row in lookup("purchase_timeframes").items()}
TARGET_COUNTRIES, EXCLUDED_COUNTRIES = set(lookup("target_countries")), set(lookup("excluded_countries"))
MADE_UP_NAMES = set(lookup("made_up_names"))
STATUS_WORDS = {value: row["meaning"] for value, row in lookup("lead_status_words").items()}
