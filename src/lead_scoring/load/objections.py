"""Headings that speak of what people allow us, in the languages of the lookups and a few more.

A column of objections that nobody reads looks like nobody objected: rather one heading too many is asked about.
"""

import re
import unicodedata

from lead_scoring.contract import returned_by

# Letters that have no accent to take away.
PLAIN = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "\u0131": "i", "ß": "ss", "æ": "ae", "œ": "oe"})
APOSTROPHES = re.compile("['`\u2019]")
PARTS = dict(returned_by("objecting_parts", "objections.sql"))


def pattern(macro: str) -> re.Pattern[str]:
    """Of a list of patterns in macros/cleaning/objections.sql, where dbt reads them for tables."""
    listed = "|".join(returned_by(macro, "objections.sql"))
    for part, stands_for in PARTS.items():
        listed = listed.replace(part, stands_for)
    return re.compile(listed)


ANYWHERE = pattern("objecting_stems")
WORDS = pattern("objecting_words")

# Ways to reach people that nobody takes here, and what may stand beside them in a heading about nothing else. One with any
# other word in it may speak of mail or calls too.
ELSEWHERE = re.compile(
    r"\b(sms|mms|text messages?|texting|texts|whats ?app|telegram|viber|wechat|fax|faxes|faxing|direct mails?|postal( mail)?"
    r"|push notifications?)\b|\btext (?=opt|consent|marketing)|(?<=not )text$|(?<=dont )text$"
)
BESIDE = set(
    "opt opted in out optin optout do does not dont no never allow allows allowed accept accepts accepted agree agreed"
    " agrees consent consents consented permission unsubscribe unsubscribed subscribe subscribed subscription subscriber"
    " blacklisted blocked suspended receive receives received send sends from to via by for of has have is was the"
    " marketing message messages bulk material status date time at source contact person lead einwilligung zustimmung"
    " widerspruch erlaubt consentement consentimiento consenso toestemming zgoda samtycke".split()
)
# Between these words stand several things, of which one may be mail.
SEVERAL = re.compile(r"[/&,;|+]")


def words_of(heading: str) -> str:
    """The words of a heading, without case and accents: `hasOptedOut_ofEmail` is `has opted out of email`."""
    parted = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", heading)
    letters = unicodedata.normalize("NFKD", APOSTROPHES.sub("", parted.lower()).translate(PLAIN))
    kept = unicodedata.normalize("NFC", "".join(letter for letter in letters if not unicodedata.combining(letter)))
    return " ".join(re.findall(r"[^\W_]+", kept))


def speaks_of_consent(heading: str) -> bool:
    words = words_of(heading)
    return bool(ANYWHERE.search(words.replace(" ", "")) or WORDS.search(words))


def speaks_of_other_ways(heading: str) -> bool:
    """Whether what a heading says of consent is about ways to reach people that nobody takes, and about no other."""
    words = words_of(heading)
    others = ELSEWHERE.sub(" ", words)
    return others != words and not SEVERAL.search(heading) and set(others.split()) <= BESIDE
