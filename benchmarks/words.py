"""The words of the invented data: what each kind of visit is made of, and what leads say of themselves.

Each list is drawn from evenly, so that a word is as likely as it is often in the list.
"""

# Spelling of a type in the raw table, content (a number is put behind a name that ends in -), and how many of 1,000.
WEB = [
    ("page_viewed", "/blog/post-", 260),
    ("page_viewed", "/", 130),
    ("page_viewed", "/features/part-", 80),
    ("page_view", "/blog/post-", 60),
    ("Page View", "/docs/chapter-", 20),
    ("pageview", None, 10),
    ("product_viewed", "/products/p-", 180),
    ("view_item", "/products/p-", 30),
    ("pricing_page_viewed", "/pricing", 45),
    ("Viewed-Pricing", "/pricing", 5),
    ("comparison_page_viewed", "/compare/tool-", 16),
    ("careers_page_viewed", "/careers/job-", 24),
    ("content_downloaded", "paper-", 16),
    ("whitepaper_downloaded", "paper-", 8),
    ("form_submitted", "form-", 12),
    ("newsletter_subscribed", None, 6),
    ("ad_clicked", "ad-", 30),
    ("add_to_cart", "/products/p-", 16),
    ("cart_item_removed", "/products/p-", 5),
    ("wishlist_item_added", "/products/p-", 6),
    ("checkout_started", None, 4),
    ("order_placed", None, 3),
    ("chat_started", None, 8),
    ("demo_downloaded", "product-demo", 2),
    ("demo_requested", None, 2),
    ("request_quote", None, 1),
    ("contact_sales_requested", None, 1),
    ("scrolled_to_the_end", "/blog/post-", 15),
    ("Video Watched", "video-", 5),
]
# What follows the delivery of a mail.
MAIL = [
    ("email_opened", "mail-", 420),
    ("open", "mail-", 60),
    ("email_clicked", "mail-", 90),
    ("click", "mail-", 20),
    ("email_delivered", "mail-", 380),
    ("email_replied", "mail-", 6),
    ("email_bounced", "mail-", 9),
    ("unsubscribed", "mail-", 12),
    ("spam_complaint", "mail-", 3),
]
OTHER = [
    ("email_delivered", "mail-", 430),
    ("product_used", None, 250),
    ("app_login", None, 50),
    ("social_engaged", "ad-", 90),
    ("webinar_registered", "webinar-", 50),
    ("webinar_attended", "webinar-", 30),
    ("event_attended", "event-", 25),
    ("call_answered", None, 20),
    ("meeting_booked", None, 12),
    ("trial_started", None, 10),
    ("Trial Activation", None, 6),
    ("email_opened", None, 20),
    ("crm_synced", None, 7),
]

SYSTEMS = ["Windows NT 10.0; Win64; x64", "Macintosh; Intel Mac OS X 10_15_7", "X11; Linux x86_64", "Linux; Android 14"]
AGENTS = [
    f"Mozilla/5.0 ({system}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{version}.0.0.0 Safari/537.36"
    for version in range(90, 140)
    for system in SYSTEMS
]
BOTS = [
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "python-requests/2.31.0",
    "Mozilla/5.0 (X11; Linux x86_64) HeadlessChrome/120.0.0.0",
    "Barracuda Sentinel (EE)",
]

FIRST = "Aisha Bruno Chen Dana Elif Finn Gita Hana Igor Jane Kofi Lena Marc Nora Omar Priya Rafa Sofia Tom Vera".split()
LAST = "Adler Bauer Cruz Diaz Evans Fischer Gupta Hansen Ito Jensen Khan Lopez Meyer Nowak Park Rossi Silva Wong".split()
MAIL_DOMAINS = ["gmail.com", "gmail.com", "gmail.com", "outlook.com", "yahoo.com", "gmx.de", "icloud.com", "web.de"]
ODD_DOMAINS = ["mailinator.com", "rivalscore.io", "bluebridge-partners.com", "qualifiedleads.dev", "example.com"]
RANKS = ["", "", "", "Senior ", "Junior ", "Head of ", "Director of ", "VP ", "Vice President, ", "Chief ", "Assistant, "]
FIELDS = """Marketing|Sales|Data|Engineering|Finance|Operations|HR|Support|Procurement|Product|Demand Generation|Legal
Revenue Operations|Business Intelligence|Customer Success|IT|Growth|Brand""".replace("\n", "|").split("|")
ENDS = ["", "", " Manager", " Specialist", " Analyst", " Lead", " Officer", " Intern", " Consultant", " & Partnerships"]
TITLES = [rank + field + end for rank in RANKS for field in FIELDS for end in ENDS]
INDUSTRIES = ["Computer Software", "SaaS", "Retail", "Financial Services", "Education", "Insurance", "Construction", "Media"]
INDUSTRIES += ["Internet", "Manufacturing", "Health Care", "Telecommunications", "Consulting", "Rope Making", "Select", ""]
SIZES = ["8", "11-50", "51-200", "201-500", "501-1,000", "1,001-5,000", "10,001 or more", "25", "340", "5", "120", "30"]
SIZES += ["unknown", "1,200", "many"]
COUNTRIES = ["US", "usa", "GB", "Germany", "DE", "FR", "Sweden", "IN", "BR", "NL", "Canada", "US", "US", "JP", "IR", "Oz"]
SOURCES = ["Organic Search", "Paid Search", "LinkedIn", "Direct", "Referral", "Webinar", "Newsletter", "Trade Show", "Fax"]
TIMEFRAMES = ["immediately", "within 3 months", "3-6 months", "just looking", "this year", "some day"]
PLACEHOLDERS = ["", "N/A", "unknown", "-", "null"]
OUTCOMES = ["attempted", "attempted", "connected", "accepted", "accepted", "rejected", "rejected", "Meeting Held"]
OUTCOMES += ["qualified", "opportunity_created", "won", "lost", "shrugged"]
REASONS = ["not_a_fit", "no_budget", "bad timing", "no_authority", "unreachable", "duplicate", "because"]
