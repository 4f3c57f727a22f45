"""Sources of leads and channels of spend meet in one lookup; what only one side has is said, and has no cost."""

import csv

import pytest
from conftest import PROJECT, Marts

# Whole runs, one after another.
pytestmark = pytest.mark.slow

# What spend calls it, what the leads of it call it, and the channel.
MEET = [
    ("Google Ads", "PPC", "paid_search"),
    ("google_ads", "Paid Search", "paid_search"),
    ("MICROSOFT-ADVERTISING", "bing / cpc", "paid_search"),
    # Nobody pays to be found.
    ("Google", "google-ads", "paid_search"),
    ("LinkedIn Sponsored Content", "PAID_SOCIAL", "paid_social"),
    ("Meta\u00a0Ads", " facebook ", "paid_social"),
    ("Facebook", "Facebook Ads", "paid_social"),
    ("Social", "LinkedIn", "paid_social"),
    ("LinkedIn \u2013 Ads", "instagram_ads", "paid_social"),
    ("YouTube", "Paid Video", "paid_video"),
    ("Google Display Network", "Display", "paid_display"),
    ("Cross-network", "Advertisement", "paid_other"),
    ("Seminar - Partner", "TRADE_SHOW", "events"),
    ("E-Mail", "EMAIL_MARKETING", "email"),
    # What no lookup knows meets too where both call it the same.
    ("Bus Shelters (North)", "bus-shelters north", "bus_shelters_north"),
    ("!!!", "!!!", "!!!"),
]
# Of a source alone.
FOUND = {
    "google": "organic_search",
    "ORGANIC_SEARCH": "organic_search",
    "(direct) / (none)": "direct",
    "www.google.com": "organic_search",
    "OFFLINE": "offline",
    "OTHER_CAMPAIGNS": "other",
    "AI_REFERRALS": "referral",
    "X (Twitter)": "organic_social",
    "Purchased List": "outbound",
    "Word of mouth": "referral",
    "Direct Mail": "direct_mail",
    "Carrier pigeon": "unknown",
}
ONLY_SPEND = [("Skywriting", "5"), ("Skywriting", "6"), ("Sandwich boards", "0"), ("mail bob@acme.example", "7")]


def lead(lead_id: str, source: str) -> dict[str, str]:
    return {"lead_id": lead_id, "created_at": "2026-02-01", "lead_source": source}


def spent(campaign_id: str, channel: str, amount: str = "10", currency: str = "") -> dict[str, str]:
    row = {"campaign_id": campaign_id, "channel": channel, "spend_date": "2026-02-03"}
    return row | {"amount": amount, "currency": currency}


@pytest.fixture(scope="module")
def marts(build) -> Marts:
    return build(
        reports=True,
        leads=[
            *(lead(f"meets {number}", source) for number, (_, source, _) in enumerate(MEET)),
            *(lead(source, source) for source in FOUND),
            *(lead(f"audio {number}", "podcast ads") for number in range(2)),
            lead("offline", "Print Ads"),
        ],
        campaign_spend=[
            *(spent(f"meets {number}", channel) for number, (channel, *_) in enumerate(MEET)),
            *(spent(f"only {number}", *channel) for number, channel in enumerate(ONLY_SPEND)),
            # Of two currencies neither has a rate.
            *(spent("abroad", "Direct mail", "9", currency) for currency in ("USD", "GBP")),
        ],
    )


@pytest.fixture(scope="module")
def without_spend(build) -> Marts:
    return build(reports=True, leads=[lead("ad", "Paid Search"), lead("site", "Direct")])


@pytest.mark.parametrize("number", range(len(MEET)), ids=[f"{spend} and {source}" for spend, source, _ in MEET])
def test_spend_meets_the_leads_of_its_channel(marts, number):
    named = f"meets {number}"
    (of_spend,) = marts.query(f"select channel from channel_performance where campaign_id = '{named}'")
    assert of_spend["channel"] == MEET[number][2]
    assert marts.by_lead("lead_journeys")[named]["channel"] == MEET[number][2]


@pytest.mark.parametrize("source", FOUND)
def test_the_channel_of_a_source(marts, source):
    assert marts.by_lead("lead_journeys")[source]["channel"] == FOUND[source]


def test_words_that_no_lookup_knows_are_counted_for_spend_as_for_leads(marts):
    listed = {
        (row["attribute"], row["unmapped_value"]): (row["leads_affected"], row["row_count"])
        for row in marts.rows("unmapped_values")
    }
    assert listed == {
        ("spend_channel", "bus shelters (north)"): (0, 1),
        ("spend_channel", "!!!"): (0, 1),
        ("spend_channel", "skywriting"): (0, 2),
        ("spend_channel", "sandwich boards"): (0, 1),
        ("spend_channel", "x x@x.x"): (0, 1),
        ("lead_source", "bus-shelters north"): (1, 1),
        ("lead_source", "!!!"): (1, 1),
        ("lead_source", "carrier pigeon"): (1, 1),
    }


WORDS = "seeds/lookups/lead_sources.csv says which words are one channel."


def said(marts: Marts) -> list[str]:
    return [row["warning"] for row in marts.rows("run_warnings") if WORDS in row["warning"]]


def test_spend_without_leads_and_paid_leads_without_spend_are_said(marts):
    assert sorted(said(marts)) == [
        "Channels that are paid for, with leads and without media spend: 2, such as paid_audio (leads: 2), so their cost is "
        f"not known; is spend missing, or called something else? {WORDS}",
        # Nothing was spent on sandwich boards.
        "Channels with media spend by which no lead came: 2, such as skywriting (rows of spend: 2); does lead_source call "
        f"it something else? {WORDS}",
    ]


FIGURES = ["cost_per_lead", "cost_per_mql", "cost_per_sql", "marketing_cac", "roas", "roi"]


def test_leads_without_spend_have_no_cost(marts):
    (free,) = marts.query("select * from channel_performance where channel = 'offline'")
    assert (free["leads"], free["spend"], {free[name] for name in FIGURES}) == (1, None, {None})


def test_spend_of_0_or_without_a_rate_is_no_want_of_spend(marts):
    spend = {row["campaign_id"]: row["spend"] for row in marts.query("select campaign_id, spend from channel_performance")}
    assert (spend["only 2"], spend["abroad"]) == (0, 0)


def test_where_no_spend_is_loaded_none_is_missed(without_spend):
    assert said(without_spend) == []
    assert {(row["channel"], row["cost_per_lead"]) for row in without_spend.rows("channel_performance")} == {
        ("paid_search", None),
        ("direct", None),
    }


def test_every_channel_of_the_lookup_goes_by_its_own_name():
    with (PROJECT / "seeds/lookups/lead_sources.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    channels = {row["value"]: row["channel_of_spend"] or row["channel"] for row in rows}
    wanted = {channel for row in rows for channel in (row["channel"], row["channel_of_spend"]) if channel}
    assert {channel: channels.get(channel.replace("_", " ")) for channel in wanted} == {
        channel: channel for channel in wanted
    }
