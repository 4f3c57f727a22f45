"""A small Salesforce as Fivetran lands it: people, what they and sales did, and every reason to leave a row out."""

from collections.abc import Iterable, Mapping
from pathlib import Path

import duckdb

Tables = Mapping[str, list[dict[str, object]]]


def sid(kind: str, name: str) -> str:
    """An id of 18 characters; the first 15 tell it from others."""
    return f"{kind}{name:x<12}AAA"


def lead(name: str, **more: object) -> dict[str, object]:
    return {
        **{"id": sid("00Q", name), "created_date": "2025-12-01 09:00:00", "system_modstamp": "2026-02-01 09:00:00"},
        **{"email": f"{name}@acme.example", "last_name": name, "owner_id": sid("005", "Sue"), "is_deleted": False},
        **{"is_converted": False, "has_opted_out_of_email": False, "do_not_call": False, "status": "Open - Not Contacted"},
        **more,
    }


def contact(name: str, **more: object) -> dict[str, object]:
    return {
        **{"id": sid("003", name), "created_date": "2025-06-01 09:00:00", "system_modstamp": "2026-01-20 09:00:00"},
        **{"email": f"{name}@acme.example", "last_name": name, "account_id": sid("001", "Acme"), "is_deleted": False},
        **more,
    }


def individual(name: str, **more: object) -> dict[str, object]:
    flags = ("should_forget", "has_opted_out_profiling", "has_opted_out_processing", "has_opted_out_solicit", "is_deleted")
    return {
        **{"id": sid("0PK", name), "created_date": "2025-06-01 09:00:00", "last_modified_date": "2026-01-12 09:00:00"},
        **dict.fromkeys(flags, False),
        **more,
    }


def task(name: str, who: str | None, **more: object) -> dict[str, object]:
    return {
        **{"id": sid("00T", name), "who_id": who, "status": "Completed", "is_closed": True, "is_deleted": False},
        **{"completed_date_time": "2026-02-10 10:00:00", "created_date": "2026-02-01", "task_subtype": "Call"},
        **{"owner_id": sid("005", "Sue"), "system_modstamp": "2026-02-10 10:00:00"},
        **more,
    }


def event(name: str, who: str | None, **more: object) -> dict[str, object]:
    return {
        **{"id": sid("00U", name), "who_id": who, "created_date": "2026-02-05 12:00:00", "is_child": False},
        **{"start_date_time": "2026-02-12 14:00:00", "is_deleted": False, "owner_id": sid("005", "Sue")},
        **more,
    }


def member(name: str, campaign: str, **more: object) -> dict[str, object]:
    return {
        **{"id": sid("00v", name), "campaign_id": sid("701", campaign), "has_responded": True, "is_deleted": False},
        **{"first_responded_date": "2026-02-03", "system_modstamp": "2026-02-25 08:00:00", "status": "Responded"},
        **more,
    }


def deal(name: str, **more: object) -> dict[str, object]:
    return {
        **{"id": sid("006", name), "created_date": "2026-01-20 15:00:00", "close_date": "2026-04-30", "is_closed": False},
        **{"is_won": False, "is_deleted": False, "amount": 12500000.5, "system_modstamp": "2026-02-20 11:00:00"},
        **more,
    }


def role(name: str, of: str, who: str, **more: object) -> dict[str, object]:
    return {"id": sid("00K", name), "opportunity_id": of, "contact_id": who, "is_primary": False, "is_deleted": False} | more


ANNA, BEN, UNA = sid("00Q", "Anna"), sid("00Q", "Ben"), sid("00Q", "Una")
ANNA_LATER, OLGA, CARL = sid("003", "Anna"), sid("003", "Olga"), sid("003", "Carl")
GONE = {"is_deleted": True, "system_modstamp": "2026-02-15 09:00:00"}
ANNA_ROW = lead(
    "Anna", title="VP Marketing", company="Acme", industry="Computer Software", number_of_employees=200, country="Sweden",
    created_date="2025-10-01 09:00:00", is_converted=True, converted_date="2026-01-15", converted_contact_id=ANNA_LATER,
    converted_opportunity_id=sid("006", "First"), annual_revenue=12500000.0,
)  # fmt: skip
UNQUALIFIED = {"status": "Unqualified", "created_date": "2025-11-01"}

TABLES: Tables = {
    "lead": [
        ANNA_ROW,
        ANNA_ROW,
        lead("Ben", pi__score__c=75.5, score__c="3", do_not_call=True, has_opted_out_of_email=True, phone="",
             mobile_phone="+46 8 123 456", individual_id=sid("0PK", "Ben")),
        lead(
            "Una",
            **UNQUALIFIED,
            **{"system_modstamp": "2026-02-20", "owner_id": sid("005", "Left"), "email_consent__c": "declined"},
        ),
        lead("Una", **UNQUALIFIED | {"system_modstamp": "2026-01-10", "status": "Working - Contacted"}),
        lead("Una", **UNQUALIFIED | {"system_modstamp": "2026-02-01"}),
        lead("Loser", **GONE, master_record_id=BEN),
        lead("Gone", **GONE, email="OLGA@acme.example", has_opted_out_of_email=True),
        lead("Gone", system_modstamp="2026-02-14"),
        lead("Short", id=sid("00Q", "Short")[:15], owner_id=sid("00G", "Queue"), score__c="80",
             email_bounced_date="2026-01-05", individual_id=sid("0PK", "Short")[:15]),
        lead("Old", created_date="1970-01-01", system_modstamp="1970-01-01", individual_id=sid("0PK", "Shy")),
        # Forgotten: both records of one, and whoever has the address of another whose record is gone.
        lead("Fay", status=None, individual_id=sid("0PK", "Fay")),
        lead("Vera", **GONE, status=None, email="vera@gone.example", individual_id=sid("0PK", "Vera")),
        lead("Late", is_converted=True, converted_date="2026-01-15", converted_contact_id=OLGA),
    ],
    "contact": [
        contact("Anna", created_date="2026-01-15 10:00:00", mailing_country_code="SE"),
        contact("Olga", account_id=sid("001", "Gone"), created_date="2025-06-01 09:00:00"),
        contact("Fay", email="fay@home.example", individual_id=sid("0PK", "Fay")),
        contact("Other", last_name="Vera", email="VERA@gone.example"),
        contact("Carl", created_date="2025-07-01", do_not_call=True, individual_id=sid("0PK", "Carl")),
        contact("Carl", created_date="2025-07-01", system_modstamp="2025-08-01", title="Intern"),
        contact("Lost", is_deleted=False, _fivetran_deleted=True, master_record_id=CARL),
    ],
    "individual": [
        individual("Fay", should_forget=True),
        individual("Vera", should_forget=True, is_deleted=True),
        individual("Shy", has_opted_out_profiling=True, last_modified_date="2026-02-03 08:00:00"),
        individual("Short", has_opted_out_processing=True),
        individual("Carl", has_opted_out_solicit=True),
        # Taken back.
        individual("Ben", should_forget=True, has_opted_out_profiling=True, last_modified_date="2025-12-12"),
        individual("Ben"),
        individual("Nobody", should_forget=True),
    ],
    "account": [
        {"id": sid("001", "Acme"), "name": "Acme", "website": "https://www.acme.example/start", "industry": "Retail",
         "number_of_employees": 900, "annual_revenue": 2.5e10, "billing_country": "Norway", "system_modstamp": "2026-02-01"},
        {"id": sid("001", "Acme"), "name": "Acme of old", "system_modstamp": "2025-01-01"},
        {"id": sid("001", "Gone"), "name": "Gone", "is_deleted": True},
    ],
    "user": [
        {"id": sid("005", "Left"), "is_active": True, "system_modstamp": "2025-01-01"},
        {"id": sid("005", "Left"), "is_active": False, "system_modstamp": "2026-01-01"},
        {"id": sid("005", "Sue"), "is_active": True, "system_modstamp": "2026-01-01"},
    ],
    "lead_history": [
        {"id": sid("00h", "a"), "lead_id": UNA, "field": "Status", "new_value": "Unqualified",
         "created_date": "2026-01-25 16:30:00"},
        {"id": sid("00h", "b"), "lead_id": UNA, "field": "Title", "new_value": "Unqualified", "created_date": "2026-01-02"},
        {"id": sid("00h", "c"), "lead_id": sid("00Q", "Gone"), "field": "Status", "new_value": "Unqualified",
         "created_date": "2026-01-02"},
    ],
    "task": [
        task("tried", ANNA_LATER, call_type="Outbound", call_disposition="Left voicemail"),
        task("talked", BEN, call_disposition=" Connected "),
        task("rang-us", BEN[:15], call_type="Inbound", call_disposition="Answered"),
        task("missed", BEN, call_type="Inbound", call_disposition="Voicemail"),
        task("inside", BEN, call_type="Internal"),
        task("wrote", CARL, task_subtype="Email", completed_date_time=None, activity_date="2026-02-11"),
        task("answered", CARL, task_subtype="Email", type="Email"),
        task("bulk", BEN, task_subtype="ListEmail", type="Email"),
        task("note", BEN, task_subtype="Task", type="Other"),
        task("open", BEN, status="In Progress", is_closed=False),
        task("done-now", BEN, status="In Progress", is_closed=False, system_modstamp="2026-02-01"),
        task("done-now", BEN, completed_date_time="2026-02-09"),
        task("no-one", None),
        task("series", BEN, is_recurrence=True),
        task("deleted", BEN, is_deleted=True),
        task("no-id", BEN, id=None),
        task("no-id", BEN, id=""),
        task("orphan", sid("00Q", "Nobody")),
        task("of-loser", sid("00Q", "Loser"), call_type="Inbound", call_disposition="Connected"),
    ],
    "email_message": [
        {"id": sid("02s", "in"), "activity_id": sid("00T", "answered"), "incoming": True,
         "message_date": "2026-02-08 07:00:00"},
        {"id": sid("02s", "out"), "activity_id": sid("00T", "wrote"), "incoming": False, "message_date": "2026-02-07"},
    ],
    "event": [
        event("held", CARL),
        event("noted-after", ANNA_LATER, created_date="2026-02-13"),
        event("to-come", BEN, start_date_time="2036-03-20 10:00:00"),
        event("all-day", BEN, start_date_time=None, activity_date="2026-02-14"),
        event("copy", CARL, is_child=True),
        event("off", CARL, subject="Canceled: demo"),
        event("no-one", None),
        event("series", CARL, is_recurrence=True),
        event("deleted", CARL, is_deleted=True),
    ],
    "campaign": [
        {"id": sid("701", "Webinar"), "type": "Webinar", "start_date": "2026-01-15", "end_date": "2026-02-17"},
        {"id": sid("701", "Fair"), "type": "Trade Show", "start_date": "2026-02-01", "end_date": None},
        {"id": sid("701", "Mail"), "type": "Email", "start_date": None, "end_date": None},
        {"id": sid("701", "Paper"), "type": "Content Syndication", "start_date": None, "end_date": None},
    ],
    "campaign_member": [
        member("signed-up", "Webinar", lead_id=BEN, status="Registered"),
        member("came", "Webinar", lead_id=ANNA, contact_id=ANNA_LATER, status="Attended"),
        member("no-show", "Webinar", contact_id=CARL, status="No Show"),
        member("fair", "Fair", lead_id=BEN),
        member("clicked", "Mail", lead_id=BEN),
        member("paper", "Paper", lead_id=BEN),
        member("unknown", "Nowhere", lead_id=BEN, first_responded_date=None),
        member("sent", "Mail", contact_id=CARL, has_responded=False, first_responded_date=None, status="Sent"),
        member("no-one", "Mail"),
        member("deleted", "Mail", lead_id=BEN, is_deleted=True),
    ],
    "opportunity": [
        deal("First", is_closed=True, is_won=True, close_date="2026-02-18", currency_iso_code="NOK"),
        deal("First", system_modstamp="2026-02-01"),
        deal("Lost", is_closed=True, close_date="2026-01-20", owner_id=sid("005", "Sue")),
        deal("Early", is_closed=True),
        deal("Open", amount=None),
        deal("No-one"),
        deal("Deleted", is_deleted=True),
    ],
    "opportunity_contact_role": [
        role("2", sid("006", "Lost"), CARL),
        role("1", sid("006", "Lost"), OLGA, is_primary=True),
        role("3", sid("006", "Open"), sid("003", "Lost"), is_primary=True),
        role("4", sid("006", "Open"), CARL),
        role("5", sid("006", "Early"), CARL),
        role("6", sid("006", "Early"), OLGA, is_primary=True, is_deleted=True),
    ],
}  # fmt: skip


def type_of(column: str) -> str:
    if column.startswith(("is_", "has_", "do_", "should_", "_fivetran_d")) or column == "incoming":
        return "boolean"
    if column.endswith(("_date", "_stamp", "_modstamp", "_date_time")):
        return "timestamptz"
    return {"number_of_employees": "integer"}.get(
        column, "double" if column in ("annual_revenue", "amount", "pi__score__c") else "varchar"
    )


def make_salesforce(warehouse: Path, tables: Tables = TABLES, types=type_of, more: Iterable[str] = ()) -> None:
    """The tables in the schema salesforce of a DuckDB file, with the columns that their rows have and more, empty."""
    with duckdb.connect(warehouse) as connection:
        connection.execute("set timezone = 'UTC'")
        connection.execute("create schema salesforce")
        for table, rows in tables.items():
            columns = [*dict.fromkeys(name for row in rows or TABLES[table] for name in row), *more]
            typed = ", ".join(f"{name} {types(name)}" for name in columns)
            connection.execute(f"create table salesforce.{table} ({typed})")
            places = ", ".join("?" for _ in columns)
            values = [[row.get(name) for name in columns] for row in rows]
            if values:
                connection.executemany(f"insert into salesforce.{table} values ({places})", values)
