"""What each column means that a criterion or a rule can read."""

import csv
from pathlib import Path

import yaml

# Where the descriptions stand, the first that has one counts.
DESCRIBED = ["models/features/lead_features.yml", "models/scoring/scored_leads.yml", "models/marts/sales/lead_scores.yml"]
MEASURES = {
    "7d": "How many in the last 7 days",
    "30d": "How many in the last 30 days",
    "90d": "How many in the last 90 days",
    "days_14d": "On how many days of the last 14",
    "days_30d": "On how many days of the last 30",
    "last_at": "The latest",
    "weight": "How many, each halving with its age",
}
# What a next step counts its hours from.
COUNTED_FROM = {
    "hand_raise": "of the latest request to talk",
    "intent": "of the latest activity of intent",
    "qualified": "of becoming an MQL",
    "sales_ready": "of becoming sales_ready",
}


def described(project: Path) -> dict[str, str]:
    """The descriptions of the project's YAML files, by column."""
    found: dict[str, str] = {}
    for path in DESCRIBED:
        (model,) = yaml.safe_load((project / path).read_text())["models"]
        for column in model.get("columns", []):
            found.setdefault(column["name"], column.get("description", ""))
    return found


def measured(project: Path) -> dict[str, str]:
    """The columns <type>_<measure>, each with what is measured of which activity."""
    with (project / "seeds/lookups/activity_types.csv").open(encoding="utf-8") as file:
        types = {row["value"]: row for row in csv.DictReader(file)}
    found = {}
    for name, row in types.items():
        note = f": {row['note']}" if row["note"] else ""
        for measure, meaning in MEASURES.items():
            half_life = f" every {row['half_life_days']} days" if measure == "weight" and row["half_life_days"] else ""
            found[f"{name}_{measure}"] = f"{meaning}{half_life}. {name} ({row['signal']}){note}."
    return found


def meanings(project: Path) -> dict[str, str]:
    """By column: what it means. Of a measure, what the catalogue of activity types says today."""
    return {**{name: text for name, text in described(project).items() if text}, **measured(project)}
