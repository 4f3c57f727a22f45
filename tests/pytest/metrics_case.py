"""A dozen leads, three days recorded, and a last day: small enough to work every figure of the marts out by hand."""

DAYS = ["2026-01-20", "2026-01-26", "2026-03-01"]


def lead(lead_id: str, created_at: str, lead_source: str, campaign_id: str = "", page: str = "") -> dict[str, str]:
    address = {"email": f"{lead_id}@{lead_id}.example"}
    return address | {
        "lead_id": lead_id,
        "created_at": created_at,
        "lead_source": lead_source,
        "campaign_id": campaign_id,
        "landing_page": page,
    }


def did(lead_id: str, activity_type: str, occurred_at: str, **columns: str) -> dict[str, str]:
    activity_id = f"{lead_id} {activity_type} {occurred_at}"
    row = {"activity_id": activity_id, "lead_id": lead_id, "activity_type": activity_type, "occurred_at": occurred_at}
    return row | columns


def said(lead_id: str, outcome: str, occurred_at: str, **columns: str) -> dict[str, str]:
    return {"lead_id": lead_id, "outcome": outcome, "occurred_at": occurred_at} | columns


def spent(campaign_id: str, channel: str, spend_date: str, amount: str) -> dict[str, str]:
    return {"campaign_id": campaign_id, "channel": channel, "spend_date": spend_date, "amount": amount}


LEADS = [
    # From the paid search of January. a1 asks for a demo and buys; a2 asks and nobody calls; a3 does nothing; a4 reads.
    lead("a1", "2026-01-05", "Paid Search", "c1", "/"),
    lead("a2", "2026-01-05", "Paid Search", "c1", "/"),
    lead("a3", "2026-01-05", "Paid Search", "c1", "/docs"),
    lead("a4", "2026-01-05", "Paid Search", "c1", "/docs"),
    # From the fair of January. b1 orders in the shop and was never an MQL; sales takes b2 on and sends it away.
    lead("b1", "2026-01-08", "Trade Show", "c2", "/"),
    lead("b2", "2026-01-08", "Trade Show", "c2"),
    # From before the recording began: d1 bought, d2 was lost, d3 does nothing. November ended 90 days before the last day.
    lead("d1", "2025-10-10", "Paid Search", "c1"),
    lead("d2", "2025-10-10", "Paid Search", "c1"),
    lead("d3", "2025-11-30", "Paid Search", "c1"),
    # Without a campaign. e1 is won without a word of it before; e2 reads mails and comes to the site; e3 does nothing.
    lead("e1", "2026-01-15", "Direct"),
    lead("e2", "2026-01-15", "Direct"),
    lead("e3", "2025-12-31", "Direct"),
]
ACTIVITIES = [
    did("a1", "demo_requested", "2026-01-18", campaign_id="c2"),
    did("a1", "page_viewed", "2026-02-05", campaign_id="c1"),
    did("a1", "content_downloaded", "2026-02-08", content_id="paper"),
    did("a1", "page_viewed", "2026-02-20", campaign_id="c2"),
    did("a2", "content_downloaded", "2026-01-10", content_id="paper"),
    did("a2", "demo_requested", "2026-01-24"),
    did("a4", "content_downloaded", "2026-01-10", content_id="paper"),
    did("b1", "page_viewed", "2026-01-10", campaign_id="c2"),
    did("b1", "page_viewed", "2026-02-14", campaign_id="c1"),
    did("b1", "order_placed", "2026-02-15", amount="500"),
    did("b1", "order_placed", "2026-02-15", amount="500"),
    did("b1", "order_placed", "2026-02-16", amount="250.50"),
    did("b1", "order_placed", "2026-02-17", amount="lots"),
    did("b1", "order_placed", "2026-03-02", amount="9999"),
    did("d1", "content_downloaded", "2026-01-15", content_id="paper"),
    did("e2", "email_delivered", "2026-01-25 08:00:00", content_id="mail-1"),
    *(did("e2", "email_opened", f"2026-01-25 {hour}:00:00", content_id="mail-1") for hour in ("09", "10", "11")),
    did("e2", "email_clicked", "2026-01-25 09:01:00", content_id="mail-1"),
    did("e2", "email_delivered", "2026-01-25 08:30:00", content_id="mail-2"),
    did("e2", "email_clicked", "2026-01-25 08:30:05", content_id="mail-2"),
    did("e2", "email_opened", "2026-01-25 08:40:00", content_id="mail-2", user_agent="A bot"),
    did("e2", "page_viewed", "2026-02-25 10:00:00", session_id="s1", duration_seconds="120"),
    did("e2", "page_viewed", "2026-02-25 10:02:00", session_id="s1", duration_seconds="60"),
]
OUTCOMES = [
    said("a1", "attempted", "2026-01-21"),
    said("a1", "accepted", "2026-01-22"),
    said("a1", "meeting_held", "2026-01-23"),
    said("a1", "opportunity_created", "2026-02-01", amount="1200"),
    said("a1", "won", "2026-02-10", amount="1000"),
    said("b2", "accepted", "2026-01-21"),
    said("b2", "rejected", "2026-01-22", reason="bad_timing"),
    said("d1", "won", "2025-12-01", amount="2,000"),
    said("d2", "lost", "2025-12-05"),
    said("e1", "won", "2026-02-20"),
]
SPEND = [
    spent("c1", "Paid Search", "2025-10-15", "1000"),
    spent("c1", "paid_search", "2026-01-02", "400"),
    spent("c1", "paid_search", "2026-01-20", "200"),
    spent("c1", "paid_search", "2026-02-03", "100"),
    spent("c2", "events", "2026-01-08", "300"),
    spent("c2", "events", "2026-03-05", "5000"),
]
CONTENT = [{"content_id": "paper", "kind": "whitepaper"}, {"content_id": "mail-1", "kind": "mail"}]
RAW = {
    "leads": LEADS,
    "activities": ACTIVITIES,
    "sales_outcomes": OUTCOMES,
    "campaign_spend": SPEND,
    "content": CONTENT,
}
