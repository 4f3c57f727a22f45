"""The headings of six systems' own exports: what each file's columns give, as their reader finds them."""

import pytest

from lead_scoring.load.names import contract_columns
from lead_scoring.load.tables import CONNECTORS

# A file's table and headings, and which of them give what: the first of several counts most.
FILES = {
    "HubSpot's form submissions": (
        "activities",
        "Conversion Date,Conversion Title,Conversion Page,Email,First Name",
        {"occurred_at": ["Conversion Date"], "form_name": ["Conversion Title"], "lead_id": ["Email"]},
    ),
    "HubSpot's calls": (
        "activities",
        "Record ID,Activity type,Activity date,Associated Contact IDs",
        {"activity_id": ["Record ID"], "lead_id": ["Associated Contact IDs"], "occurred_at": ["Activity date"]},
    ),
    "HubSpot's deals": (
        "sales_outcomes",
        "Record ID,Deal Name,Deal Stage,Close Date,Amount,Associated Contact IDs,Closed Lost Reason",
        {"outcome": ["Deal Stage"], "reason": ["Closed Lost Reason"], "lead_id": ["Associated Contact IDs"]},
    ),
    "Salesforce's tasks": (
        "activities",
        "Activity ID,Contact: Contact ID,Lead: Lead ID,Subject,Date,Created Date,Task Subtype",
        {
            "activity_type": ["Task Subtype"],
            "occurred_at": ["Date"],
            "lead_id": ["Contact: Contact ID", "Lead: Lead ID"],
        },
    ),
    "Salesforce's tasks with a type": (
        "activities",
        "Activity ID,Who ID,Created Date,Type,Task Subtype",
        {"activity_type": ["Type"], "occurred_at": ["Created Date"], "lead_id": ["Who ID"]},
    ),
    "Salesforce's opportunities": (
        "sales_outcomes",
        "Opportunity ID,Stage,Close Date,Contact ID,Lead ID,Loss Reason",
        {"lead_id": ["Lead ID", "Contact ID"], "reason": ["Loss Reason"], "outcome": ["Stage"]},
    ),
    "Zoho's leads": (
        "leads",
        "Record Id,Created Time,Lead Name,Email,Secondary Email,Email Opt Out,Unsubscribed Mode,Unsubscribed Time",
        {
            "first_name": ["Lead Name"],
            "email": ["Email", "Secondary Email"],
            "marketing_consent": ["Email Opt Out", "Unsubscribed Mode", "Unsubscribed Time"],
        },
    ),
    "Zoho's deals": (
        "sales_outcomes",
        "Record Id,Closing Date,Stage,Contact Name.id,Contact Name,Reason For Loss",
        {"lead_id": ["Contact Name.id", "Contact Name"], "reason": ["Reason For Loss"]},
    ),
    "Pipedrive's activities": (
        "activities",
        "Activity - ID,Activity - Type,Activity - Marked as done time,Activity - Contact person,"
        "Activity - Contact person ID",
        {"lead_id": ["Activity - Contact person ID"]},
    ),
    "Pipedrive's deals": (
        "sales_outcomes",
        "Deal - ID,Deal - Contact person ID,Deal - Stage,Deal - Status,Deal - Deal closed on,Deal - Lost reason",
        {"lead_id": ["Deal - Contact person ID"], "outcome": ["Deal - Status"], "reason": ["Deal - Lost reason"]},
    ),
    "Pipedrive's leads": (
        "leads",
        "Lead - ID,Lead - Title,Lead - Lead created,Lead - Contact person,Person - Person created,Person - ID,"
        "Person - Email",
        {
            "lead_id": ["Lead - ID"],
            "created_at": ["Lead - Lead created"],
            "last_name": ["Lead - Contact person"],
            "email": ["Person - Email"],
        },
    ),
    "SuiteCRM's leads": (
        "leads",
        "ID,First Name,Last Name,Email Address,Non Primary E-mails,Date Created,Deleted,Converted,Contact ID,Account ID",
        {"lead_id": ["ID"], "email": ["Email Address", "Non Primary E-mails"], "created_at": ["Date Created"]},
    ),
    "Dynamics' leads": (
        "leads",
        "(Do Not Modify) Lead,Full Name,Contact,Created On,Do not allow Emails,Do not allow Mails,Do not allow Faxes,"
        "Marketing Material,Follow Email",
        {
            "lead_id": ["(Do Not Modify) Lead"],
            "first_name": ["Full Name"],
            "marketing_consent": ["Do not allow Emails", "Marketing Material"],
        },
    ),
    "Dynamics' activities": (
        "activities",
        "(Do Not Modify) Activity,Regarding,Activity Type,Created On",
        {"lead_id": ["Regarding"], "activity_type": ["Activity Type"], "occurred_at": ["Created On"]},
    ),
    "Dynamics' opportunities": (
        "sales_outcomes",
        "(Do Not Modify) Opportunity,Potential Customer,Contact,Originating Lead,Status,Actual Close Date",
        {"lead_id": ["Originating Lead", "Contact", "Potential Customer"]},
    ),
}


@pytest.mark.parametrize("name", FILES)
def test_the_headings_of_a_system_give_the_columns_that_are_meant(name):
    table, headings, expected = FILES[name]
    raw_table = next(raw_table for raw_table in CONNECTORS["tables"] if raw_table.short_name == table)
    found = contract_columns(headings.split(","), raw_table, "file.csv", [])
    assert {column: [source.heading for source in found[column]] for column in expected} == expected
