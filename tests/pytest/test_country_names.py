"""The lookup of countries knows every country by the names and codes that pycountry and Babel give it."""

import csv
import gettext
import unicodedata
from collections import Counter, defaultdict

import pycountry
import pytest
from babel import Locale

from lead_scoring.maintain.country_names import FILE, LANGUAGES, country_rows, file_text, read_rows

ROWS = read_rows()
COUNTRIES = {row["value"]: row["country"] for row in ROWS}
with (FILE.parent / "excluded_countries.csv").open(encoding="utf-8", newline="") as file:
    EXCLUDED = sorted(row["value"] for row in csv.DictReader(file))


def as_compared(name: str) -> str:
    return name.replace("İ", "i").lower()


def library_names(country: str) -> set[str]:
    """Names and codes in all languages, read apart from the tool."""
    record = pycountry.countries.get(alpha_2=country)
    english = [value for key, value in record._fields.items() if key in ("name", "official_name", "common_name")]
    names = {record.alpha_2, record.alpha_3, *english}
    for language in LANGUAGES:
        names.add(Locale.parse(language).territories[country])
        if language != "en":
            names |= {gettext.translation("iso3166-1", pycountry.LOCALES_DIR, [language]).gettext(name) for name in english}
    return names


@pytest.mark.parametrize("country", EXCLUDED)
def test_every_name_and_code_of_an_excluded_country_means_it(country):
    names = library_names(country)
    assert len(names) > 15
    assert {name: COUNTRIES.get(as_compared(name)) for name in names} == dict.fromkeys(names, country)


def test_every_country_is_known_by_every_name_that_means_no_other():
    meant = defaultdict(set)
    for country in pycountry.countries:
        for name in library_names(country.alpha_2):
            meant[as_compared(name)].add(country.alpha_2)
    assert len(meant) > 3000
    unknown = [name for name, countries in meant.items() if COUNTRIES.get(name.replace("\u00a0", " ")) not in countries]
    # The other Congo is called so as well.
    assert sorted(unknown) == ["congo", "kongo"]


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Korea, Democratic People's Republic of", "KP"),
        ("KOREA (DEMOCRATIC PEOPLE'S REPUBLIC OF)", "KP"),
        ("Democratic People\u2019s Republic of Korea", "KP"),
        ("DPRK", "KP"),
        ("Korea, North", "KP"),
        ("Iran (Islamic Republic of)", "IR"),
        ("İran", "IR"),
        ("Arabische Republik Syrien", "SY"),
        ("Siria", "SY"),
        ("Syrie", "SY"),
        ("Korea, Republic of", "KR"),
        ("South Korea", "KR"),
        ("Holland", "NL"),
        ("U.S.A.", "US"),
        ("Great Britain", "GB"),
        ("Oesterreich", "AT"),
        ("TURKIYE", "TR"),
        ("Cote d'Ivoire", "CI"),
        ("DEU", "DE"),
        ("XK", "XK"),
        ("Kosovo", "XK"),
        ("Kosowo", "XK"),
        ("XKX", "XK"),
    ],
)
def test_what_people_and_systems_write(text, country):
    assert COUNTRIES[as_compared(text)] == country


@pytest.mark.parametrize("text", ["Korea", "Corea", "Corée", "Coreia", "Kore", "Congo", "Virgin Islands", "CAD"])
def test_what_could_mean_two_countries_means_none(text):
    assert text.lower() not in COUNTRIES


def test_no_value_stands_there_twice():
    assert [value for value, count in Counter(row["value"] for row in ROWS).items() if count > 1] == []


def test_all_engines_lower_a_value_alike():
    unlike = [
        value
        for value in COUNTRIES
        if value != value.lower().strip() or any(unicodedata.combining(letter) for letter in value)
    ]
    assert unlike == []


def test_countries_are_alpha_2_codes():
    assert set(COUNTRIES.values()) == {country.alpha_2 for country in pycountry.countries} | {"XK"}


def test_the_tool_writes_the_file_as_it_is():
    assert file_text(country_rows(ROWS)) == FILE.read_text(encoding="utf-8")


def test_the_tool_keeps_a_row_of_ours_and_lets_it_win():
    ours = [{"value": "congo", "country": "CG", "note": "Our forms say so"}]
    rows = country_rows([*ROWS, *ours])
    assert [row for row in rows if row["value"] == "congo"] == ours
    assert len(rows) == len(ROWS) + 1


def test_the_tool_loses_no_row_without_a_word():
    with pytest.raises(SystemExit, match="which one country atlantis means; say in the note"):
        country_rows([*ROWS, {"value": "atlantis", "country": "GR", "note": ""}])
