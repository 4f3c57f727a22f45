"""Write seeds/lookups/country_names.csv again: `python -m lead_scoring.maintain.country_names`.

Names and codes come from pycountry and Babel; Kosovo, which ISO 3166 leaves out, from Babel alone. A row with a note is
ours: it stays, and wins over the libraries. What could mean two countries is left out, unless a row of ours says which one
is meant.
"""

import csv
import gettext
import io
import unicodedata
from collections import defaultdict
from collections.abc import Iterator

import pycountry
from babel import Locale

from lead_scoring.project import PROJECT

FILE = PROJECT / "seeds" / "lookups" / "country_names.csv"
LANGUAGES = ["en", "de", "fr", "es", "it", "pt", "pt_PT", "nl", "pl", "sv", "da", "nb", "nn", "fi", "cs", "tr"]
# Letters that do not come apart into a plain one and a mark.
PLAIN_LETTERS = str.maketrans({"\u0131": "i", "ł": "l", "ø": "o", "æ": "ae", "œ": "oe", "ß": "ss"})
GERMAN_LETTERS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
# Of ISO's codes for users' own, what the EU, CLDR and most vendors write for Kosovo.
BEYOND_ISO = {"XK": "XKX"}
Row = dict[str, str]


def lowered(name: str) -> str:
    """In lower case as every engine writes it: of the Turkish İ some make an i with a mark of its own, some a plain i."""
    return unicodedata.normalize("NFC", name.replace("İ", "i").lower()).replace("\u00a0", " ")


def unaccented(value: str) -> str:
    apart = unicodedata.normalize("NFKD", value.translate(PLAIN_LETTERS))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def turned(name: str) -> Iterator[str]:
    """The name, and of one like "Iran, Islamic Republic of" also the other orders and the bare "Iran"."""
    yield name
    head, comma, tail = name.partition(", ")
    if comma:
        yield from (head, f"{head} ({tail})", f"{tail} {head}".replace("' ", "'"))


def spellings(name: str, language: str) -> Iterator[str]:
    """The name as people type it: with plain apostrophes and dashes, without dots, without accents."""
    written = lowered(name)
    typed = written.replace("\u2019", "'").replace("\u2013", "-").replace(" & ", " and ")
    values = [written, typed, typed.replace(".", "")]
    if language == "de":
        values.append(typed.translate(GERMAN_LETTERS))
    for value in values:
        yield value
        # Three plain letters would look like a code: CAD is no Çad.
        if len(value) > 3:
            yield unaccented(value)


def library_names() -> Iterator[tuple[str, str, str]]:
    """Language, name, country."""
    for language in LANGUAGES:
        translated = gettext.translation("iso3166-1", pycountry.LOCALES_DIR, [language], fallback=language == "en").gettext
        territories = Locale.parse(language).territories
        for country in pycountry.countries:
            given = [getattr(country, field, None) for field in ("name", "official_name", "common_name")]
            for name in [*filter(None, given), *(translated(name) for name in given if name)]:
                for form in turned(name):
                    yield language, form, country.alpha_2
            yield language, territories[country.alpha_2], country.alpha_2
        for code in BEYOND_ISO:
            yield language, territories[code], code


def library_claims() -> dict[str, set[str]]:
    """The countries that a value could mean."""
    claims = defaultdict(set)
    for language, name, country in library_names():
        for value in spellings(name, language):
            claims[value].add(country)
    for country in pycountry.countries:
        for code in (country.alpha_2, country.alpha_3):
            claims[code.lower()].add(country.alpha_2)
    for country, code in BEYOND_ISO.items():
        claims[country.lower()].add(country)
        claims[code.lower()].add(country)
    return claims


def read_rows() -> list[Row]:
    with FILE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def country_rows(rows: list[Row]) -> list[Row]:
    """The rows of the file: ours among the given ones, and the libraries'."""
    ours = {row["value"]: row for row in rows if row["note"]}
    claims = library_claims()
    unknown = [row["value"] for row in rows if not row["note"] and len(claims.get(row["value"], ())) != 1]
    if unknown:
        raise SystemExit(
            f"seeds/lookups/country_names.csv: no library says which one country {'; '.join(unknown)} means; say in the "
            "note why the row is here, or delete it."
        )
    given = {
        value: {"value": value, "country": next(iter(countries)), "note": ""}
        for value, countries in claims.items()
        if len(countries) == 1
    }
    return sorted((given | ours).values(), key=lambda row: (row["country"], row["value"]))


def file_text(rows: list[Row]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, ["value", "country", "note"], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


if __name__ == "__main__":
    FILE.write_text(file_text(country_rows(read_rows())), encoding="utf-8")
