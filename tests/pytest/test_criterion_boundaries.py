"""Both sides of the line of every criterion and gate, on the compiled SQL.

Only the named criterion is compared, so a new block breaks nothing here. These are tests of the default numbers: who
changes a number changes its rows, or deletes this file; the machinery is tested elsewhere.
"""

from datetime import datetime

import duckdb
import pytest

EPOCH = datetime(2026, 2, 1)
LATER = datetime(2026, 2, 2)
# What a lead without any activity has; every other feature is null.
ZERO = ("_7d", "_14d", "_30d", "_90d", "_weight", "_before")
NULL = ("open_rate_90d", "click_rate_90d")
FALSE = (
    "has_email",
    "has_phone",
    "do_not_call",
    "is_email_bounced",
    "is_subscribed",
    "is_made_up_name",
    "is_test_address",
    "is_anonymous",
    "is_country_unread",
    "is_company_known",
)

# (criterion, features, met: True, False or None for unknown, points)
CASES = [
    ("decides", {"seniority": "owner"}, True, 12),
    ("decides", {"seniority": "c_level"}, True, 12),
    ("decides", {"seniority": "vp"}, True, 12),
    ("decides", {"seniority": "director"}, False, 12),
    ("decides", {}, None, 12),
    ("heads_department", {"seniority": "director"}, True, 9),
    ("heads_department", {"seniority": "vp"}, False, 9),
    ("manages_team", {"seniority": "manager"}, True, 6),
    ("manages_team", {"seniority": "director"}, False, 6),
    ("in_target_department", {"is_target_department": True}, True, 6),
    ("in_target_department", {"is_target_department": False}, False, 6),
    ("in_target_department", {}, None, 6),
    ("company_51_to_1000", {"employee_count": 50}, False, 10),
    ("company_51_to_1000", {"employee_count": 51}, True, 10),
    ("company_51_to_1000", {"employee_count": 1000}, True, 10),
    ("company_51_to_1000", {"employee_count": 1001}, False, 10),
    ("company_51_to_1000", {}, None, 10),
    ("company_over_1000", {"employee_count": 1000}, False, 7),
    ("company_over_1000", {"employee_count": 1001}, True, 7),
    ("company_11_to_50", {"employee_count": 10}, False, 5),
    ("company_11_to_50", {"employee_count": 11}, True, 5),
    ("company_11_to_50", {"employee_count": 50}, True, 5),
    ("company_11_to_50", {"employee_count": 51}, False, 5),
    ("company_up_to_10", {"employee_count": 10}, True, -8),
    ("company_up_to_10", {"employee_count": 11}, False, -8),
    ("in_target_industry", {"is_target_industry": True}, True, 8),
    ("in_target_industry", {"is_target_industry": False}, False, 8),
    ("in_target_industry", {}, None, 8),
    ("in_target_country", {"is_target_country": True}, True, 4),
    ("in_target_country", {"is_target_country": False}, False, 4),
    ("has_work_email", {"is_free_email": False}, True, 4),
    ("has_work_email", {"is_free_email": True}, False, 4),
    ("has_work_email", {}, None, 4),
    ("studies_or_interns", {"seniority": "student"}, True, -20),
    ("studies_or_interns", {"seniority": "specialist"}, False, -20),
    ("attended_webinar", {"webinar_attended_weight": "0.083333"}, False, 0),
    ("attended_webinar", {"webinar_attended_weight": "0.083334"}, True, 1),
    ("attended_webinar", {"webinar_attended_weight": "1.916666"}, True, 11),
    ("attended_webinar", {"webinar_attended_weight": "1.916667"}, True, 12),
    ("attended_webinar", {"webinar_attended_weight": "9"}, True, 12),
    ("registered_for_webinar", {"webinar_registered_weight": "0.249999"}, False, 0),
    ("registered_for_webinar", {"webinar_registered_weight": "0.25"}, True, 1),
    ("registered_for_webinar", {"webinar_registered_weight": "3"}, True, 4),
    ("downloaded_content", {"content_downloaded_weight": "0.124999"}, False, 0),
    ("downloaded_content", {"content_downloaded_weight": "0.125"}, True, 1),
    ("downloaded_content", {"content_downloaded_weight": "3"}, True, 10),
    ("met_at_event", {"event_attended_weight": "0.0625"}, True, 1),
    ("met_at_event", {"event_attended_weight": "0.062499"}, False, 0),
    ("met_at_event", {"event_attended_weight": "2"}, True, 8),
    ("subscribed_to_newsletter", {"is_subscribed": True}, True, 2),
    ("subscribed_to_newsletter", {"is_subscribed": False}, False, 2),
    ("filled_in_form", {"form_submitted_weight": "1"}, True, 3),
    ("filled_in_form", {"form_submitted_weight": "0.166666"}, False, 0),
    ("filled_in_form", {"form_submitted_weight": "5"}, True, 6),
    ("clicks_emails", {"email_clicked_weight": "0.25"}, True, 1),
    ("clicks_emails", {"email_clicked_weight": "0.249999"}, False, 0),
    ("clicks_emails", {"email_clicked_weight": "12"}, True, 6),
    ("answers_us", {"email_replied_weight": "0.04", "chat_started_weight": "0.043333"}, False, 0),
    ("answers_us", {"call_connected_weight": "0.04", "meeting_booked_weight": "0.043334"}, True, 1),
    ("answers_us", {"email_replied_weight": "1", "call_connected_weight": "2"}, True, 12),
    ("keeps_visiting", {"active_days_30d": 2}, False, 5),
    ("keeps_visiting", {"active_days_30d": 3}, True, 5),
    ("getting_more_active", {"active_days_7d": 1}, False, 3),
    ("getting_more_active", {"active_days_7d": 2}, True, 3),
    ("getting_more_active", {"active_days_7d": 2, "active_days_21d_before": 5}, True, 3),
    ("getting_more_active", {"active_days_7d": 2, "active_days_21d_before": 6}, False, 3),
    ("unsubscribed", {"unsubscribed_90d": 0}, False, -8),
    ("unsubscribed", {"unsubscribed_90d": 1}, True, -8),
    ("only_looks_for_a_job", {"careers_page_viewed_30d": 1}, True, -10),
    ("only_looks_for_a_job", {"careers_page_viewed_30d": 0}, False, -10),
    ("only_looks_for_a_job", {"careers_page_viewed_30d": 9, "product_viewed_30d": 1}, False, -10),
    ("only_looks_for_a_job", {"careers_page_viewed_30d": 9, "pricing_page_viewed_30d": 1}, False, -10),
    ("only_looks_for_a_job", {"careers_page_viewed_30d": 9, "content_downloaded_30d": 1}, False, -10),
    ("only_looks_for_a_job", {"careers_page_viewed_30d": 9, "trial_started_30d": 1}, False, -10),
    ("asked_to_talk", {"demo_requested_weight": "0.019999"}, False, 0),
    ("asked_to_talk", {"quote_requested_weight": "0.02"}, True, 1),
    ("asked_to_talk", {"contact_sales_requested_weight": "1"}, True, 25),
    ("asked_to_talk", {"contact_sales_requested_weight": "1", "demo_requested_weight": "1"}, True, 25),
    ("started_trial", {"trial_started_weight": "0.5"}, True, 8),
    ("started_trial", {"trial_started_weight": "2"}, True, 15),
    ("started_trial", {}, False, 0),
    ("activated_trial", {"trial_activated_weight": "0.041666"}, False, 0),
    ("activated_trial", {"trial_activated_weight": "0.041667"}, True, 1),
    ("activated_trial", {"trial_activated_weight": "2"}, True, 12),
    ("uses_the_product", {"product_used_days_14d": 2}, False, 8),
    ("uses_the_product", {"product_used_days_14d": 3}, True, 8),
    ("downloaded_demo", {"demo_downloaded_weight": "0.933033"}, True, 11),
    ("downloaded_demo", {"demo_downloaded_weight": "2"}, True, 12),
    ("downloaded_demo", {}, False, 0),
    ("reads_pricing", {"pricing_page_viewed_days_30d": 0}, False, 0),
    ("reads_pricing", {"pricing_page_viewed_days_30d": 1}, True, 5),
    ("reads_pricing", {"pricing_page_viewed_days_30d": 3}, True, 15),
    ("reads_pricing", {"pricing_page_viewed_days_30d": 4}, True, 15),
    ("compares_us", {"comparison_page_viewed_30d": 0}, False, 6),
    ("compares_us", {"comparison_page_viewed_30d": 1}, True, 6),
    ("told_us_a_need", {}, False, 8),
    ("told_us_a_need", {"stated_need": "a better list"}, True, 8),
    ("told_us_a_need", {"purchase_within_months": 3}, True, 8),
    ("told_us_a_need", {"purchase_within_months": 4}, False, 8),
    ("has_items_in_cart", {"cart_item_added_weight": "0.041666"}, False, 0),
    ("has_items_in_cart", {"cart_item_added_weight": "0.041667"}, True, 1),
    ("has_items_in_cart", {"cart_item_added_weight": "1", "cart_item_removed_weight": "1"}, False, 0),
    ("has_items_in_cart", {"cart_item_added_weight": "1", "cart_item_removed_weight": "2"}, False, 0),
    ("has_items_in_cart", {"cart_item_added_weight": "4", "cart_item_removed_weight": "1"}, True, 18),
    ("keeps_wish_list", {"wishlist_item_added_weight": "0.861917"}, True, 5),
    ("keeps_wish_list", {"wishlist_item_added_weight": "3"}, True, 12),
    ("keeps_wish_list", {}, False, 0),
    ("returns_to_product", {"same_product_days_14d": 1}, False, 10),
    ("returns_to_product", {"same_product_days_14d": 2}, True, 10),
    ("left_checkout", {"checkout_started_weight": "0.024999"}, False, 0),
    ("left_checkout", {"checkout_started_weight": "0.025"}, True, 1),
    ("left_checkout", {"checkout_started_weight": "2"}, True, 20),
    ("competitor", {"company_domain_kind": "competitor"}, True, None),
    ("competitor", {"company_domain_kind": "other"}, False, None),
    ("competitor", {"company_domain_kind": "other", "email_domain_kind": "competitor"}, True, None),
    ("competitor", {}, None, None),
    ("partner", {"company_domain_kind": "partner"}, True, None),
    ("partner", {"company_domain_kind": "competitor"}, False, None),
    ("own_company_or_test", {"company_domain_kind": "own_company"}, True, None),
    ("own_company_or_test", {"email_domain_kind": "disposable"}, True, None),
    ("own_company_or_test", {"is_made_up_name": True}, True, None),
    ("own_company_or_test", {"is_test_address": True}, True, None),
    ("own_company_or_test", {"company_domain_kind": "other", "email_domain_kind": "free_mail"}, False, None),
    ("unreachable", {"is_email_bounced": True}, True, None),
    ("unreachable", {"is_email_bounced": True, "has_phone": True}, False, None),
    ("unreachable", {"is_email_bounced": True, "has_phone": True, "do_not_call": True}, True, None),
    ("unreachable", {}, False, None),
    ("reported_spam", {"spam_reported_at": EPOCH}, True, None),
    ("reported_spam", {"spam_reported_at": EPOCH, "last_hand_raise_at": EPOCH}, True, None),
    ("reported_spam", {"spam_reported_at": EPOCH, "last_hand_raise_at": LATER}, False, None),
    ("reported_spam", {"last_hand_raise_at": EPOCH}, False, None),
    ("not_sold_there", {"is_excluded_country": True}, True, None),
    ("not_sold_there", {"is_excluded_country": False}, False, None),
    ("not_sold_there", {}, None, None),
    ("customer_in_crm", {"is_customer_in_crm": True}, True, None),
    ("customer_in_crm", {"is_customer_in_crm": False, "is_unqualified_in_crm": True}, False, None),
    ("unqualified_in_crm", {"is_unqualified_in_crm": True}, True, None),
    ("unqualified_in_crm", {"is_unqualified_in_crm": False, "is_customer_in_crm": True}, False, None),
]


def default_of(column: str) -> object:
    if column in FALSE:
        return False
    return 0 if column.endswith(ZERO) and column not in NULL else None


@pytest.fixture(scope="module")
def verdicts(sample) -> dict[tuple[int, str], tuple[bool | None, int | None]]:
    """What the compiled criteria say of each case: (case, criterion) to (is_met, points)."""
    with duckdb.connect(sample.database, read_only=True) as connection:
        connection.execute("create temp table cases as select * from analytics_build.lead_features limit 0")
        columns = [row[0] for row in connection.execute("describe cases").fetchall()]
        for number, (_, features, _, _) in enumerate(CASES):
            assert set(features) <= set(columns), f"no such feature: {set(features) - set(columns)}"
            row = {name: default_of(name) for name in columns} | features | {"lead_id": str(number)}
            connection.execute(f"insert into cases values ({', '.join('?' * len(row))})", list(row.values()))
        found = {}
        for path in sorted((sample.database.parent / "target/compiled/lead_scoring/models/criteria").glob("*.sql")):
            sql = path.read_text().replace('"warehouse"."analytics_build"."lead_features"', "cases")
            points = "points" if "as points" in sql else "null"
            for row in connection.execute(f"select lead_id, criterion, is_met, {points} from ({sql})").fetchall():
                found[int(row[0]), row[1]] = row[2:]
        return found


@pytest.mark.parametrize("number", range(len(CASES)), ids=lambda number: f"{CASES[number][0]}-{number}")
def test_criterion(verdicts, number):
    criterion, features, expected, points = CASES[number]
    is_met, given = verdicts[number, criterion]
    met = None if is_met is None else bool(is_met and given != 0)
    assert met is expected, features
    if points is not None:
        assert given == points, features


def test_every_criterion_has_both_sides(verdicts):
    """A new criterion without a row above is named here."""
    sides = {criterion: {met for name, _, met, _ in CASES if name == criterion} for _, criterion in verdicts}
    assert [name for name, met in sorted(sides.items()) if not {True, False} <= met] == []
