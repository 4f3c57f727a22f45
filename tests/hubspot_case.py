"""An invented account of HubSpot, as a loader lands it: typed, or all of it text. Small, and with a case for each rule."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import duckdb

Value = str | int | float | bool | datetime | None
Table = tuple[str, Iterable[tuple[Value, ...]]]
CONNECTED, NO_ANSWER = "f240bbac-87c9-4f6e-bf70-924b57d47db7", "73a0d17f-1163-4015-bdd5-ec830791da20"
SAFARI, WON, LOST = "Mozilla/5.0 (Macintosh) Safari/605.1.15", "closedwon", "17"
TYPES = {bool: "boolean", int: "bigint", float: "double", datetime: "timestamp", str: "varchar"}


def at(written: str) -> datetime:
    return datetime.fromisoformat(f"2025-{written}")


LOADED, LOADED_BEFORE = at("03-01 23:00"), at("02-01 23:00")

CONTACTS = [
    # Ann, twice: the older copy comes last. Eve (5) and her address were merged into her.
    (
        1,
        at("01-05 08:00"),
        at("02-20 10:00"),
        LOADED,
        "Ann@Acme.example",
        "e@old.example; Eve.2@old.example",
        "VP Marketing",
    ),
    (1, at("01-05 08:00"), at("01-06 10:00"), LOADED_BEFORE, "ann@acme.example", None, "Intern"),
    (2, at("01-06 08:00"), at("02-20 10:00"), LOADED, "bob@bad.example", None, "CEO"),
    (3, at("01-07 08:00"), at("02-20 10:00"), LOADED, "cyd@acme.example", None, "Buyer"),
    (4, at("01-08 08:00"), at("02-20 10:00"), LOADED, "dan@dan.example", None, "Director of Sales"),
    # Cyd was deleted and restored. An older copy of who is deleted brings nobody back.
    (3, at("01-07 08:00"), at("02-10 10:00"), LOADED_BEFORE, "cyd@acme.example", None, "Clerk"),
    (6, at("01-09 08:00"), at("02-20 10:00"), LOADED, "gone@gone.example", "DAN@dan.example", "Ghost"),
    (6, at("01-09 08:00"), at("02-20 10:00"), LOADED_BEFORE, "gone@gone.example", None, "Ghost"),
    # Nobody knows when Gus was made, but he sent a form by then; of Hal nothing is known.
    (7, None, None, LOADED, "gus@gus.example", None, None),
    (8, None, None, LOADED, "hal@hal.example", None, None),
]
MORE_OF_CONTACTS: dict[int | tuple[int, datetime], dict[str, Value]] = {
    1: {
        "associatedcompanyid": 10.0,
        "hs_analytics_source": "PAID_SEARCH",
        "hs_analytics_first_url": "https://www.shop.example/Pricing/?utm_source=x&utm_campaign=spring",
        "hs_legal_basis": "Freely given consent from contact",
        "hs_calculated_merged_vids": "5:1736251200000;1:1736251200000",
        "hs_merged_object_ids": "5",
        "hubspotscore": 61.0,
        "hubspot_owner_id": 900,
        "do_not_call": "No",
        "lifecyclestage": "opportunity",
        "hs_lead_status": "OPEN_DEAL",
    },
    2: {"hs_email_bad_address": True, "hs_email_optout": True, "numemployees": "many", "do_not_call": "true"},
    # A property that the company has added.
    4: {
        **{"company": "Dan and Daughters", "numemployees": "50-100", "country": "Germany"},
        **{"do_not_call_reason": "asked us by letter"},
    },
    (3, LOADED): {
        **{
            "do_not_call": "only on her mobile",
            "lifecyclestage": "198765432",
            "hs_legal_basis": "Consent withdrawn by phone",
        },
        **{"hs_email_optout_7789": "no"},
    },
    (3, LOADED_BEFORE): {"_fivetran_deleted": True},
    # Dan objected under another of his addresses.
    (6, LOADED): {"_fivetran_deleted": True, "hs_email_optout": True},
    7: {
        **{"first_conversion_date": at("01-10 08:00"), "hs_email_optout_7788": "on request"},
        **{"hs_legal_basis": "Legitimate interest; Freely given consent from contact"},
    },
}
EMAIL_EVENTS = [
    ("e1", "PROCESSED", at("02-10 09:00"), "ann@acme.example", False, None),
    ("e2", "SENT", at("02-10 09:00:01"), "ann@acme.example", False, None),
    ("e3", "DELIVERED", at("02-10 09:00:02"), "ann@acme.example", False, None),
    ("e4", "OPEN", at("02-10 10:00"), "ANN@acme.example", False, None),
    ("e5", "CLICK", at("02-10 10:01"), "ann@acme.example", False, None),
    ("e5", "CLICK", at("02-10 10:01"), "ann@acme.example", False, None),
    ("e6", "CLICK", at("02-10 10:02"), "ann@acme.example", True, None),
    ("e7", "CLICK", at("02-11 10:00"), "eve.2@old.example", None, None),
    ("e8", "FORWARD", at("02-11 10:01"), "ann@acme.example", False, None),
    ("e9", "BOUNCE", at("02-10 09:00:03"), "bob@bad.example", False, None),
    ("e10", "BOUNCE", at("02-10 09:00:03"), "dan@dan.example", False, None),
    ("e11", "BOUNCE", at("02-10 09:00:03"), "dan@dan.example", False, None),
    ("e12", "BOUNCE", at("02-10 09:00:04"), "dan@dan.example", False, "e13"),
    ("e12", "BOUNCE", at("02-10 09:00:04"), "dan@dan.example", False, None),
    ("e13", "UNBOUNCE", at("02-10 09:00:05"), None, False, None),
    ("e14", "STATUSCHANGE", at("02-12 09:00"), "cyd@acme.example", False, None),
    ("e15", "STATUSCHANGE", at("02-12 09:00"), "dan@dan.example", False, None),
    ("e16", "SPAMREPORT", at("02-12 09:00"), "gus@gus.example", False, None),
    ("e17", "OPEN", at("02-12 09:00"), "Nobody@else.example", False, None),
    ("e18", "OPEN", at("02-12 09:00"), "gone@gone.example", False, None),
    ("e19", "OPEN", None, "dan@dan.example", False, None),
    ("e20", "OPEN", at("02-12 09:00"), "dan@dan.example", False, None),
    ("e21", "STATUSCHANGE", at("02-13 09:00"), "gus@gus.example", False, None),
]
EVENTS_DELETED = [("e20", "OPEN", at("02-12 09:00"), "dan@dan.example", False, None)]
CONTACTS_OF_ENGAGEMENTS = [
    *[(100, 1), (100, 3), (101, 4), (101, 4), (102, 4), (103, 4), (104, 4), (105, 4), (106, 1), (107, 1)],
    *[(108, 3), (109, 1), (110, 1), (111, 1), (112, 1), (114, 4)],
]
# What deals bring in, in the account's own currency, and the currency that they were made in.
CURRENCIES = {200: (1000.5, "SEK"), 201: (None, "USD")}
TABLES: dict[str, Table] = {
    "company": (
        "id property_name property_domain property_industry property_numberofemployees property_annualrevenue "
        "property_country is_deleted",
        [
            (10, "Acme", "acme.example", "COMPUTER_SOFTWARE", 300, 12500000.5, "United States", False),
            (11, "Acme Holding", "holding.example", "RETAIL", 9, 1.0, "France", False),
            (9, "Closed Inc", "closed.example", "RETAIL", 9, 1.0, "France", True),
            (9, "Closed Inc", "closed.example", "RETAIL", 9, 1.0, "France", False),
        ],
    ),
    "contact_company": (
        "contact_id company_id type_id _fivetran_deleted _fivetran_synced",
        [
            *[(3, 11, 279, False, LOADED), (3, 10, 1, False, LOADED), (4, 9, 1, False, LOADED)],
            *[(7, 10, 1, True, LOADED), (7, 10, 1, False, LOADED_BEFORE)],
        ],
    ),
    "contact_merge_audit": (
        "canonical_vid contact_id vid_to_merge timestamp",
        [(1, 1, 5, at("01-08 12:00")), (4, 4, 55, at("01-08 12:00")), (4, 4, 55, at("01-08 12:00"))],
    ),
    "email_event": (
        "id type created recipient filtered_event obsoleted_by_id email_campaign_id _fivetran_deleted",
        [*((*row, 77, False) for row in EMAIL_EVENTS), *((*row, 77, True) for row in EVENTS_DELETED)],
    ),
    "email_event_open": ("id user_agent", [("e4", SAFARI)]),
    "email_event_click": ("id user_agent", [("e5", SAFARI), ("e5", SAFARI), ("e6", SAFARI)]),
    "email_event_bounce": (
        "id status category",
        [("e9", "5.1.1", "UNKNOWN_USER"), ("e10", "450", "OTHER"), ("e11", None, "MAILBOX_FULL"), ("e12", "550", "OTHER")],
    ),
    "email_event_status_change": (
        "id portal_subscription_status subscriptions",
        [
            *[("e14", "UNSUBSCRIBED", None), ("e15", "SUBSCRIBED", '[{"id":7,"status":"SUBSCRIBED"}]')],
            ("e21", None, '[{"id":7,"status":"SUBSCRIBED"},{"id":8,"status":"UNSUBSCRIBED"}]'),
        ],
    ),
    "contact_form_submission": (
        "contact_id form_id conversion_id timestamp page_url title _fivetran_deleted",
        [
            (1, "f1", "c1", at("03-01 09:00"), "https://www.shop.example/talk/?utm_campaign=talk", None, False),
            (5, "f2", "c2", at("01-07 09:00"), "https://www.shop.example/Guide", "Newsletter Signup", False),
            (4, "f3", "c3", at("02-01 09:00"), None, "Purchase", False),
            (4, "f3", None, at("02-02 09:00"), None, "Our form", False),
            (4, "f3", "c4", at("02-03 09:00"), None, "Our form", True),
            (4, "f3", "c4", at("02-03 09:00"), None, "Our form", False),
        ],
    ),
    "form": ("guid name", [("f1", "Book your demo (EN)")]),
    "engagement": (
        "id type timestamp created_at owner_id _fivetran_deleted _fivetran_synced",
        [
            (100, "CALL", at("02-14 10:00"), at("02-14 10:05"), 901, False, LOADED),
            (105, "MEETING", at("02-25 10:00"), at("02-26 10:00"), 901, False, LOADED),
            (108, "INCOMING_EMAIL", at("02-15 10:00"), at("02-15 10:00"), 901, False, LOADED),
            (110, "NOTE", at("02-15 10:00"), at("02-15 10:00"), 901, False, LOADED),
            (114, "CALL", at("02-13 15:00"), at("02-13 15:00"), 901, True, LOADED),
            (114, "CALL", at("02-13 15:00"), at("02-13 15:00"), 901, False, LOADED_BEFORE),
        ],
    ),
    "engagement_call": (
        "engagement_id property_hs_timestamp property_hs_call_disposition property_hs_call_status _fivetran_deleted "
        "_fivetran_synced",
        [
            (100, None, CONNECTED, "COMPLETED", False, LOADED),
            (101, at("02-13 10:00"), NO_ANSWER, "COMPLETED", False, LOADED),
            (101, at("02-13 10:00"), None, "QUEUED", False, LOADED_BEFORE),
            (102, at("02-13 11:00"), None, "BUSY", False, LOADED),
            (103, at("02-13 12:00"), None, "COMPLETED", False, LOADED),
            (104, at("02-13 13:00"), "our-own-outcome", "COMPLETED", False, LOADED),
            (112, at("02-13 14:00"), CONNECTED, "COMPLETED", True, LOADED),
            (112, at("02-13 14:00"), CONNECTED, "COMPLETED", False, LOADED),
            (114, None, CONNECTED, "COMPLETED", False, LOADED),
            (113, at("02-13 14:00"), CONNECTED, "COMPLETED", False, LOADED),
        ],
    ),
    "engagement_meeting": (
        "engagement_id property_hs_meeting_start_time property_hs_createdate property_hs_meeting_outcome",
        [
            (105, None, None, "COMPLETED"),
            (106, at("03-20 10:00"), at("02-27 10:00"), "SCHEDULED"),
            # As a loader that took seconds for milliseconds has it.
            (111, datetime(1970, 1, 19, 7, 51, 57), None, "SCHEDULED"),
        ],
    ),
    "engagement_email": (
        "engagement_id property_hs_timestamp property_hs_email_direction",
        [(107, at("02-16 10:00"), "INCOMING_EMAIL"), (108, None, None), (109, at("02-17 10:00"), "EMAIL")],
    ),
    "engagement_contact": (
        "engagement_id contact_id _fivetran_deleted _fivetran_synced",
        [
            *((*pair, False, LOADED) for pair in CONTACTS_OF_ENGAGEMENTS),
            *[(100, 2, True, LOADED), (100, 2, False, LOADED_BEFORE)],
        ],
    ),
    "deal": (
        "deal_id deal_pipeline_stage_id owner_id property_amount property_createdate property_closedate "
        "property_closed_lost_reason property_hs_lastmodifieddate is_deleted property_amount_in_home_currency "
        "property_deal_currency_code",
        [
            (*row, *CURRENCIES.get(row[0], (None, None)))
            for row in (
                (200, WON, 902, 11255.0, at("01-20 10:00"), at("02-20 10:00"), None, at("02-21 10:00"), False),
                (200, "1", 902, 1000.5, at("01-20 10:00"), at("06-01 10:00"), None, at("01-21 10:00"), False),
                (201, LOST, 902, 50.0, at("01-21 10:00"), at("02-22 10:00"), "No budget", at("02-22 10:00"), False),
                (202, "1", 902, 70.0, at("02-28 10:00"), at("06-01 10:00"), None, at("02-28 10:00"), False),
                (203, WON, 902, 9.0, at("01-20 10:00"), at("02-20 10:00"), None, at("02-20 10:00"), True),
                (203, WON, 902, 9.0, at("01-20 10:00"), at("02-20 10:00"), None, at("02-20 10:00"), False),
                (204, WON, 902, 9.0, at("01-20 10:00"), at("02-20 10:00"), None, at("02-20 10:00"), False),
                (205, WON, 902, 9.0, at("01-20 10:00"), at("02-20 10:00"), None, at("02-20 10:00"), False),
                (207, "5", 902, 9.0, at("01-22 10:00"), at("02-20 10:00"), None, at("02-20 10:00"), False),
            )
        ],
    ),
    "deal_contact": (
        "deal_id contact_id",
        [(200, 3), (200, 10), (200, 3), (201, 4), (202, 1), (203, 1), (204, 1), (206, 1), (207, 1)],
    ),
    # Deal 200 was lost and won since, deal 202 is open again.
    "deal_stage": (
        "deal_id value date_entered",
        [(200, LOST, at("01-25 10:00")), (200, WON, at("02-19 10:00")), (202, WON, at("02-28 11:00"))],
    ),
    "deal_pipeline_stage": (
        "stage_id closed_won is_closed probability",
        # As loads have it in which closed_won says no more than closed. Of stage 5 nothing says whether it is won.
        [("1", False, False, 0.2), (WON, True, True, 1.0), (LOST, True, True, 0.0), ("5", True, True, None)],
    ),
    "merged_deal": ("deal_id merged_deal_id", [(200, 204)]),
}


def contacts() -> Table:
    more = sorted({name for values in MORE_OF_CONTACTS.values() for name in values})
    told = [MORE_OF_CONTACTS.get(row[0]) or MORE_OF_CONTACTS.get((row[0], row[3]), {}) for row in CONTACTS]
    first = ["createdate", "lastmodifieddate", "_fivetran_synced", "email", "hs_additional_emails", "jobtitle"]
    names = [name if name.startswith("_") else f"property_{name}" for name in [*first, *more]]
    rows = [(*row, *(values.get(name) for name in more)) for row, values in zip(CONTACTS, told, strict=True)]
    return " ".join(["id", *names]), rows


def make_hubspot(warehouse: Path, schema: str = "hubspot", as_text: bool = False) -> None:
    """The tables in a schema of a DuckDB file."""
    with duckdb.connect(warehouse) as connection:
        connection.execute(f"create schema {schema}")
        for table, (names, rows) in {"contact": contacts(), **TABLES}.items():
            columns = zip(*rows, strict=True)
            kinds = [next((type(value) for value in column if value is not None), str) for column in columns]
            types = ["varchar" if as_text else TYPES[kind] for kind in kinds]
            typed = ", ".join(f"{name} {kind}" for name, kind in zip(names.split(), types, strict=True))
            connection.execute(f"create table {schema}.{table} ({typed})")
            places = ", ".join("?" for _ in types)
            given = [[text(value) if as_text else value for value in row] for row in rows]
            connection.executemany(f"insert into {schema}.{table} values ({places})", given)


def text(value: Value) -> str:
    """As a file has it: an empty cell where there is nothing."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


MARCH = at("03-09 09:00")
GONE = {"_fivetran_deleted": True, "_fivetran_synced": MARCH}
# Loaded after the day that is scored: new copies, what is deleted or taken back since, and a contact with the lowest number.
LATER: dict[str, list[dict[str, Value]]] = {
    "contact": [
        {"id": 1, "property_createdate": at("01-05 08:00"), "property_lastmodifieddate": MARCH, "_fivetran_synced": MARCH,
         "property_email": "gus@gus.example", "property_hs_merged_object_ids": "5;2", "property_hs_email_optout": True,
         "_fivetran_active": True, "_fivetran_end": datetime(9999, 12, 31)},
        # Where versions are kept, who is deleted has none that is active.
        {"id": 7, "property_first_conversion_date": at("01-10 08:00"), "property_email": "gus@gus.example",
         "property_hs_email_optout_7789": "on request", "_fivetran_synced": LOADED, "_fivetran_active": False,
         "_fivetran_end": MARCH},
        # What is merged gets a new number, and the oldest date.
        {"id": 4, "property_createdate": at("01-08 08:00"), "property_lastmodifieddate": at("02-20 10:00"), **GONE},
        {"id": 9001, "property_createdate": at("01-07 08:00"), "property_lastmodifieddate": MARCH, "_fivetran_synced": MARCH,
         "property_email": "dan@dan.example", "property_hs_calculated_merged_vids": "3:1741514400000;4:1741514400000"},
        {"id": 3, "property_createdate": at("01-07 08:00"), "property_lastmodifieddate": at("02-20 10:00"), **GONE},
        {"id": 0, "property_createdate": at("03-05 08:00"), "property_email": "cyd@acme.example"},
    ],
    "company": [
        {"id": 10, "property_name": "Sold", "property_numberofemployees": 3, "property_hs_lastmodifieddate": MARCH},
        {"id": 2, "property_name": "Elsewhere", "property_hs_lastmodifieddate": MARCH},
    ],
    "contact_company": [{"contact_id": 3, "company_id": 2, "type_id": 1, "_fivetran_synced": MARCH}],
    "email_event": [
        {"id": "e4", "type": "OPEN", "created": at("02-10 10:00"), "recipient": "ann@acme.example", "obsoleted_by_id": "x",
         "obsoleted_by_created": MARCH},
        {"id": "e16", "type": "SPAMREPORT", "created": at("02-12 09:00"), "recipient": "gus@gus.example", **GONE},
    ],
    "contact_form_submission": [
        {"contact_id": 1, "form_id": "f1", "conversion_id": "c1", "timestamp": at("03-01 09:00"), **GONE},
    ],
    "form": [{"guid": "f1", "name": "Survey", "updated_at": MARCH}],
    "engagement": [{"id": 105, **GONE}],
    "engagement_call": [
        {"engagement_id": 101, "property_hs_timestamp": at("02-13 10:00"), "property_hs_call_disposition": CONNECTED,
         "_fivetran_synced": MARCH},
    ],
    "engagement_meeting": [
        {"engagement_id": 106, "property_hs_meeting_start_time": at("02-28 10:00"),
         "property_hs_meeting_outcome": "COMPLETED", "property_hs_lastmodifieddate": MARCH},
    ],
    "engagement_email": [
        {"engagement_id": 107, "property_hs_timestamp": at("02-16 10:00"), "property_hs_email_direction": "EMAIL",
         "_fivetran_synced": MARCH},
    ],
    "engagement_contact": [
        {"engagement_id": 100, "contact_id": 3, **GONE},
        {"engagement_id": 101, "contact_id": 1, "_fivetran_synced": MARCH},
    ],
    "deal_contact": [
        {"deal_id": 200, "contact_id": 0, "_fivetran_synced": MARCH},
        {"deal_id": 200, "contact_id": 4, "_fivetran_synced": MARCH},
        {"deal_id": 9002, "contact_id": 1, "_fivetran_synced": MARCH},
        {"deal_id": 201, "contact_id": 4, **GONE},
    ],
    # Deal 200 left its stage and came back, 202 was won and dated back, 201 was merged, and stage 1 closes deals since.
    "deal": [
        {"deal_id": 200, "deal_pipeline_stage_id": WON, "property_amount_in_home_currency": 7.0,
         "property_createdate": at("01-20 10:00"), "property_hs_lastmodifieddate": MARCH},
        {"deal_id": 202, "deal_pipeline_stage_id": WON, "property_amount": 70.0, "property_createdate": at("02-28 10:00"),
         "property_closedate": at("02-28 10:00"), "property_hs_lastmodifieddate": MARCH},
        {"deal_id": 9002, "deal_pipeline_stage_id": WON, "property_amount": 70.0, "property_createdate": at("01-20 10:00"),
         "property_closedate": at("02-20 10:00"), "property_hs_lastmodifieddate": MARCH},
    ],
    "deal_stage": [{"deal_id": 200, "value": WON, "date_entered": MARCH}],
    "deal_pipeline_stage": [
        {"stage_id": "1", "closed_won": True, "is_closed": True, "probability": 0.0, "_fivetran_synced": MARCH},
    ],
    "merged_deal": [
        {"deal_id": 200, "merged_deal_id": 201, "_fivetran_synced": MARCH},
        {"deal_id": 9002, "merged_deal_id": 202, "_fivetran_synced": MARCH},
    ],
}  # fmt: skip


def add_rows(warehouse: Path, tables: dict[str, list[dict[str, Value]]]) -> None:
    """Add rows to the tables of the account, and to the tables the columns that only these have."""
    with duckdb.connect(warehouse) as connection:
        for table, rows in tables.items():
            for row in rows:
                for name, value in row.items():
                    connection.execute(f"alter table hubspot.{table} add column if not exists {name} {TYPES[type(value)]}")
                places = ", ".join("?" for _ in row)
                connection.execute(f"insert into hubspot.{table} ({', '.join(row)}) values ({places})", list(row.values()))
