"""What each column means that a criterion or a rule can read."""

import csv
from pathlib import Path

import yaml

# Where the descriptions stand, the first that has one counts.
DESCRIBED = {
    "models/features/_features.yml": ["lead_features"],
    "models/scoring/_scoring.yml": ["scored_leads", "lead_scores"],
}
MEASURES = {
    "7d": "How many in the last 7 days",
    "30d": "How many in the last 30 days",
    "90d": "How many in the last 90 days",
    "days_14d": "On how many days of the last 14",
    "days_30d": "On how many days of the last 30",
    "last_at": "The latest",
    "weight": "How many, each halving with its age",
}
# Columns that those files do not describe; a description there comes first.
OTHERS = {
    "source_system": "The connector that brought the lead.",
    "created_at": "When the lead came to be.",
    "updated_at": "When what we know of it was last written.",
    "attributes_are_later": "True where its attributes were written only after the moment scored.",
    "has_email": "True where we know an e-mail address.",
    "has_phone": "True where we know a phone number.",
    "email_domain": "What stands behind the @ of its address.",
    "company_domain": "Domain of the company, given or read from a work address.",
    "is_free_email": "True for an address of a free mail service; null without an address.",
    "is_made_up_name": "True where seeds/lookups/made_up_names.csv lists the name.",
    "is_test_address": "True where it lists what stands before the @.",
    "job_title": "Job title as given.",
    "department": "Department that the job title tells; null where it tells none.",
    "is_target_department": "True where that department buys from us; null where we do not know it.",
    "company_name": "Company as given.",
    "industry": "Industry, in lower case.",
    "is_target_industry": "True where we sell to the industry; null where no lookup knows it.",
    "annual_revenue": "Revenue of the company in a year, as given.",
    "country": "Country, ISO 3166 alpha-2.",
    "region": "Region as given.",
    "is_target_country": "True where we want to sell; null without a country.",
    "is_excluded_country": "True where we do not sell; null without a country.",
    "lead_source": "Where the lead came from, in lower case.",
    "channel": "The channel of that source; null where no lookup knows it.",
    "landing_page": "The page on which it first came to us.",
    "campaign_id": "The campaign that brought it.",
    "owner_id": "The seller who owns it.",
    "email_status": "valid, bounced, spam_reported or unknown, as given.",
    "marketing_consent": "opted_in, opted_out or unknown, as given.",
    "stated_need": "What the lead told us that it needs.",
    "purchase_timeframe": "When it told us that it wants to buy.",
    "is_subscribed": "True where it subscribed to the newsletter, and not unsubscribed since.",
    "is_email_bounced": "True where mail to it bounced, and none was delivered since.",
    "top_topic": "The topic it met most in the last 90 days.",
    "second_topic": "The topic it met most after that one.",
    "top_product": "The product it viewed most.",
    "last_outcome": "What sales recorded last.",
    "last_outcome_at": "When sales recorded it.",
    "last_answered_at": "When sales last recorded anything but an attempt.",
    "last_accepted_at": "When sales last accepted the lead.",
    "last_meeting_held_at": "When a meeting was last held.",
    "last_qualified_at": "When sales last confirmed it as qualified.",
    "last_opportunity_at": "When an opportunity was last created.",
    "refused_at": "When sales last rejected it, or the deal was last lost.",
    "refusal_reason": "Why: the reason of a rejection, or lost.",
    "recycled_until": "When its rest after that ends; null where time does not end it.",
    "hand_raise_ends_recycling": "True where a new request to talk ends the rest.",
    "attempts": "How often sales tried to reach it.",
    "last_purchase_at": "When it last bought.",
    "has_raised_hand": "True where it asked to talk in the last 30 days and sales has not answered.",
    "is_shopper": "True where it looks to buy through the shop, and in no other way.",
    "days_since_created": "Days since created_at.",
    "days_since_activity": "Days since last_activity_at.",
    "days_since_intent": "Days since last_intent_at.",
    "days_since_purchase": "Days since last_purchase_at.",
}


def described(project: Path) -> dict[str, str]:
    """The descriptions of the project's YAML files, by column."""
    found: dict[str, str] = {}
    for path, names in DESCRIBED.items():
        models = {model["name"]: model for model in yaml.safe_load((project / path).read_text())["models"]}
        for name in names:
            for column in models[name].get("columns", []):
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
    """By column: what it means. A description of the YAML files comes before one of this module."""
    return {**OTHERS, **measured(project), **{name: text for name, text in described(project).items() if text}}
