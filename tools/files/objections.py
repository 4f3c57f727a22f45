"""Headings that speak of what people allow us, in the languages of the lookups and a few more.

A column of objections that nobody reads looks like nobody objected: rather one heading too many is asked about.
"""

import re
import unicodedata

from tools.contract import returned_by

# Letters that have no accent to take away.
PLAIN = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "\u0131": "i", "ß": "ss", "æ": "ae", "œ": "oe"})
APOSTROPHES = re.compile("['`\u2019]")
PARTS = dict(zip(("<mail>", "<barred>"), returned_by("objecting_parts", "objections.sql"), strict=True))


def pattern(macro: str) -> re.Pattern[str]:
    """Of a list of patterns in macros/objections.sql, where dbt reads them for tables."""
    listed = "|".join(returned_by(macro, "objections.sql"))
    for part, stands_for in PARTS.items():
        listed = listed.replace(part, stands_for)
    return re.compile(listed)


ANYWHERE = pattern("objecting_stems")
WORDS = pattern("objecting_words")


def words_of(heading: str) -> str:
    """The words of a heading, without case and accents: `hasOptedOut_ofEmail` is `has opted out of email`."""
    parted = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", heading)
    letters = unicodedata.normalize("NFKD", APOSTROPHES.sub("", parted.lower()).translate(PLAIN))
    kept = unicodedata.normalize("NFC", "".join(letter for letter in letters if not unicodedata.combining(letter)))
    return " ".join(re.findall(r"[^\W_]+", kept))


def speaks_of_consent(heading: str) -> bool:
    words = words_of(heading)
    return bool(ANYWHERE.search(words.replace(" ", "")) or WORDS.search(words))
