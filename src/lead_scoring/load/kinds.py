"""Headings that are known by their words: further e-mail addresses of a person, and countries, in several languages."""

import re

from lead_scoring.load.objections import words_of

MAIL = set(
    "email emails mail mails emailaddress emailadresse emailadres mailadresse mailadres epost epostadress epostadresse"
    " courriel correo sahkoposti sahkopostiosoite".split()
)
COUNTRY = set(
    "country countries countrycode countryname countryregion land lander landcode landercode landerkurzel landeskurzel"
    " pays pais paises paese kraj zeme orszag maa tara ulke страна χωρα 国家 국가".split()
)
# What may stand beside these words without changing what a heading means.
WHOSE = set(
    "1 2 3 4 5 6 7 8 9 work home other personal private business secondary second third alternate alternative additional"
    " further extra primary main preferred default old previous former new current office corporate professional"
    " contact contacts person lead customer address addresses value of the my"
    " privat private geschaftlich geschaftliche dienstlich dienstliche weitere"
    " weiterer zweite andere adresse adressen personnel personnelle professionnel professionnelle secondaire"
    " autre de du des da do di"
    " direccion electronico electronica trabajo personale secondario indirizzo lavoro endereco eletronico"
    " adres prywatny sluzbowy zakelijk prive".split()
)
MAILS = WHOSE | MAIL | set("e non all".split())
PLACES = (
    WHOSE
    | COUNTRY
    | set(
        "code codes name region territory iso iso2 iso3 alpha alpha2 alpha3 residence residenza residencia wohnsitz mailing"
        " billing shipping postal delivery location hq headquarters organization organisation company"
        " account kod codigo codice rechnung rechnungsadresse lieferadresse firma firmen entreprise empresa azienda".split()
    )
)
# A country of somebody, and no place to write to: said, and not read.
ORIGIN = ("nationalit", "citizenship", "staatsangehorig", "ciudadania", "cittadinanza")

# Beside these a country is a prefix of telephone numbers, a seller's, or land.
NO_PLACE = set("phone mobile calling dial dialing dialling prefix manager use area".split())


def kind_of(heading: str) -> str:
    """email or country where a heading holds one of the row's person and nothing else; else ''."""
    words = set(re.sub(r"\be (mail|post)", r"e\1", words_of(heading)).split())
    if words & MAIL and words <= MAILS:
        return "email"
    return "country" if words & COUNTRY and words <= PLACES else ""


def speaks_of_country(heading: str) -> bool:
    words = words_of(heading)
    if set(words.split()) & NO_PLACE:
        return False
    return bool(set(words.split()) & COUNTRY) or any(word in words for word in ("country", *ORIGIN))
