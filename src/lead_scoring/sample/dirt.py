"""The dirt of the sample, written out by hand: a row for each thing that staging must survive."""

from collections.abc import Callable


def add_dirt(tables: dict[str, list[dict[str, str]]], at: Callable[[float], str]) -> None:
    """Add the rows to the tables; `at` writes a time so many days before as_of."""
    lead, activity = "dirt-versions", "right_fit_demo_and_pricing"
    tables["leads"] += [
        # Manager, then Director: two versions of one lead, and the newer once more, to the letter.
        {"lead_id": lead, "created_at": at(200), "updated_at": at(150), "job_title": "Marketing Manager", "country": "US"},
        {"lead_id": lead, "created_at": at(200), "updated_at": at(20), "job_title": "Director of Marketing"},
        {"lead_id": lead, "created_at": at(200), "updated_at": at(20), "job_title": "Director of Marketing"},
        # A version written after as_of counts only where there is no other.
        {"lead_id": lead, "created_at": at(200), "updated_at": at(-3), "job_title": "CEO"},
        {"lead_id": "dirt-only-later", "created_at": at(90), "updated_at": at(-3), "job_title": "Director of Sales"},
        {"lead_id": "dirt-not-yet", "created_at": at(-2), "email": "early@bird.io"},
        {"lead_id": "", "created_at": at(50), "email": "nobody@noid.io"},
        {"lead_id": "NULL", "created_at": at(50), "email": "null@noid.io"},
        {"lead_id": "dirt-bad-date", "created_at": "31.12.2025", "email": "date@bad.io"},
        {"lead_id": "dirt-no-such-day", "created_at": "2026-02-30", "email": "day@bad.io"},
        {"lead_id": "dirt-future", "created_at": "2999-01-01", "email": "time@travel.io"},
        # Optional values that cannot be read: null, counted, and the lead stays.
        {
            "lead_id": "dirt-optional",
            "created_at": "2025-11-02T09:30:00+02:00",
            "updated_at": "yesterday",
            "email": "not an address",
            "phone": "call me",
            "employee_count": "abc",
            "annual_revenue": "lots",
            "country": "Atlantis",
            "email_status": "fine",
            "industry": "Underwater Basket Weaving",
            "job_title": "Chief Wizard",
            "lead_source": "Carrier Pigeon",
            "marketing_consent": "perhaps",
        },
        {
            "lead_id": "dirt-placeholders",
            "created_at": f" {at(40)}\t",
            "email": "  Placeholder@Acme-Tools.COM ",
            "first_name": "unknown",
            "phone": "N/A",
            "job_title": "Select",
            "industry": "NULL",
            "country": "-",
            "company_domain": "https://www.acme-tools.com/about?x=1",
            "employee_count": " 10,001 or more ",
        },
        {
            "lead_id": "dirt-letters",
            "created_at": at(40),
            "email": "o'brien@quote.ie",
            "first_name": 'Zoë "Zo" 🚀',
            "last_name": "O'Brien, Jr.\nSecond line",
            "company_name": "=1+1",
            "stated_need": "'; drop table leads; --",
        },
        {"lead_id": "dirt-test-record", "created_at": at(9), "email": "test@gmail.com", "first_name": "asdf"},
        {"lead_id": "dirt-erased", "created_at": at(60), "email": "Forget.Me@erased.io", "first_name": "Erasmus"},
        {"lead_id": "", "created_at": at(60), "email": "forget.me@erased.io", "first_name": "Erasmus"},
        {"lead_id": "dirt-not-sold-there", "created_at": at(60), "email": "a@tehran.io", "country": "Iran"},
        # One person in three records, one of which the CRM merged away and no longer has; and two who share an inbox.
        {
            "lead_id": "dirt-merged",
            "created_at": at(90),
            "email": "m.curie@radium.fr",
            "first_name": "Marie",
            "last_name": "Curie",
        },
        {"lead_id": "dirt-twice", "created_at": at(30), "email": "M.Curie@Radium.fr", "job_title": "Head of Research"},
        {"lead_id": "dirt-visitor", "created_at": at(20)},
        {"lead_id": "dirt-inbox-1", "created_at": at(80), "email": "info@polonium.fr"},
        {"lead_id": "dirt-inbox-2", "created_at": at(70), "email": "info@polonium.fr"},
    ]
    base = {"activity_type": "page_viewed", "lead_id": "dirt-letters", "content_id": "/blog/attribution"}
    tables["activities"] += [
        # A reload of the same row, the same id later, and the same id with another text.
        {"activity_id": f"{activity}-01", "lead_id": activity, "activity_type": "demo_downloaded", "occurred_at": at(3)}
        | {"content_id": "product-demo"},
        {"activity_id": f"{activity}-01", "lead_id": activity, "activity_type": "demo_downloaded", "occurred_at": at(2)},
        {"activity_id": "dirt-01", **base, "occurred_at": at(5), "user_agent": "Mozilla/5.0 (compatible; AhrefsBot/7.0)"},
        {"activity_id": "dirt-02", **base, "occurred_at": "2026-02-20T23:30:00-0500"},
        {"activity_id": "dirt-03", **base, "occurred_at": "20/02/2026"},
        {"activity_id": "dirt-04", **base, "occurred_at": ""},
        {"activity_id": "dirt-05", **base, "occurred_at": "2999-12-31"},
        {"activity_id": "dirt-06", **base, "occurred_at": at(-1)},
        {"activity_id": "dirt-07", **base, "occurred_at": at(400)},
        {"activity_id": "", **base, "occurred_at": at(4)},
        {"activity_id": "dirt-08", **base, "lead_id": "", "occurred_at": at(4)},
        {"activity_id": "dirt-09", **base, "lead_id": "nobody-knows-me", "occurred_at": at(4)},
        {"activity_id": "dirt-10", **base, "lead_id": "dirt-not-yet", "occurred_at": at(1)},
        {"activity_id": "dirt-11", **base, "activity_type": "Teleported", "occurred_at": at(4)},
        {"activity_id": "dirt-12", **base, "activity_type": "unknown", "occurred_at": at(4)},
        {"activity_id": "dirt-13", **base, "activity_type": " Whitepaper-Downloaded ", "occurred_at": at(4)},
        {"activity_id": "dirt-14", **base, "occurred_at": at(3), "duration_seconds": "long", "amount": "1e999"},
        {"activity_id": "dirt-15", **base, "content_id": "/never-seen", "occurred_at": at(3)},
        {"activity_id": "dirt-16", **base, "lead_id": "dirt-erased", "occurred_at": at(4)},
        {"activity_id": "dirt-17", **base, "lead_id": "dirt-bad-date", "occurred_at": at(4)},
        {"activity_id": "dirt-18", **base, "lead_id": "dirt-merged-away", "occurred_at": at(25)},
        {"activity_id": "dirt-19", **base, "lead_id": "dirt-visitor", "occurred_at": at(20)},
    ]
    outcome = {"lead_id": "dirt-letters", "outcome": "attempted", "occurred_at": at(2), "owner_id": "rep-2"}
    tables["sales_outcomes"] += [
        outcome,
        outcome,
        outcome | {"outcome": "ghosted"},
        outcome | {"lead_id": "nobody-knows-me"},
        outcome | {"lead_id": ""},
        outcome | {"occurred_at": "soon"},
        outcome | {"occurred_at": at(-4)},
        outcome | {"reason": "mercury in retrograde", "occurred_at": at(1), "contact_again_on": "in spring"},
    ]
    spend = {"campaign_id": "c-search", "channel": "Paid Search", "spend_date": "2026-02-01", "amount": "99.90"}
    tables["campaign_spend"] += [
        spend,
        spend,
        spend | {"amount": "free"},
        spend | {"spend_date": "2026-13-01"},
        spend | {"campaign_id": ""},
        spend | {"spend_date": "2026-03-09"},
    ]
    tables["content"] += [{"content_id": ""}, {"content_id": "paper-forecasting", "title": "Forecasting, an older title"}]
    tables["privacy_requests"] += [{"email": "forget.me@ERASED.io", "request": "erasure", "requested_at": "not a date"}]
    merged = {"lead_id": "dirt-merged-away", "same_as": "dirt-merged", "link": "merged", "linked_at": at(15)}
    tables["lead_links"] += [
        merged,
        merged,
        {"lead_id": "dirt-visitor", "same_as": "m.curie@radium.fr", "link": "identified", "linked_at": at(10)},
        {"lead_id": "dirt-inbox-1", "same_as": "dirt-inbox-2", "link": "identified", "linked_at": at(-1)},
        merged | {"link": "cousin"},
        merged | {"lead_id": "nobody-knows-me", "same_as": "nor-me"},
        merged | {"lead_id": "dirt-erased", "same_as": "dirt-erased-twin"},
        merged | {"same_as": ""},
        merged | {"linked_at": "once"},
    ]
