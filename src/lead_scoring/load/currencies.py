"""Currencies as amounts name them, before or behind the number."""

import re

from lead_scoring.load import quoted

CODES = (
    "aed afn all amd ang aoa ars aud awg azn bam bbd bdt bgn bhd bif bmd bnd bob brl bsd btn bwp byn bzd cad cdf chf clp"
    " cny cop crc cup cve czk djf dkk dop dzd egp ern etb eur fjd fkp gbp gel ghs gip gmd gnf gtq gyd hkd hnl htg huf idr"
    " ils inr iqd irr isk jmd jod jpy kes kgs khr kmf kpw krw kwd kyd kzt lak lbp lkr lrd lsl lyd mad mdl mga mkd mmk mnt"
    " mop mru mur mvr mwk mxn myr mzn nad ngn nio nok npr nzd omr pab pen pgk php pkr pln pyg qar ron rsd rub rwf sar sbd"
    " scr sdg sek sgd shp sle sos srd ssp stn svc syp szl thb tjs tmt tnd top try ttd twd tzs uah ugx usd uyu uzs ves vnd"
    " vuv wst xaf xcd xof xpf yer zar zmw zwg"
).split()
SIGNS = {
    "€": "EUR",
    "euro": "EUR",
    "£": "GBP",
    "us$": "USD",
    "ca$": "CAD",
    "c$": "CAD",
    "au$": "AUD",
    "a$": "AUD",
    "nz$": "NZD",
    "hk$": "HKD",
    "r$": "BRL",
    "₹": "INR",
    "₽": "RUB",
    "₺": "TRY",
    "₩": "KRW",
    "₪": "ILS",
    "₫": "VND",
    "₴": "UAH",
    "zł": "PLN",
    "kč": "CZK",
    "sfr.": "CHF",
}
# What several countries write.
SHARED = ("$", "¥", "kr.", "kr", "fr.", "rs.", "rs")
# What one word means in all languages that use it, in an amount: `T`, `mil` and `cr` mean several things.
SCALES = {
    word: factor
    for factor, words in {
        1_000: "k thousand tausend tsd tys mila",
        100_000: "lakh lakhs",
        1_000_000: "m mm mn mln mio mill million millions millionen millones millón milhões milioni milione miljoen",
        10_000_000: "crore crores",
        1_000_000_000: "b bn bln billion billions mrd mld milliarde milliarden milliard milliards miliardi miliardo miljard",
    }.items()
    for word in words.split()
}
ANY = "|".join(re.escape(sign) for sign in sorted([*CODES, *SIGNS, *SHARED], key=len, reverse=True))
# One before the number, behind its sign, and one behind it, before its sign.
AT_THE_ENDS = f"^([(+-]?) ?(?:{ANY}) ?| ?(?:{ANY}) ?([)-]?)$"
SCALE = f"(?: ?(?:{'|'.join(SCALES)})[.]?)?"
ALONE = (f"^[(+-]? ?({ANY})[^a-z]*{SCALE}[)]?$", f"^[^a-z]*{SCALE} ?({ANY}) ?[)-]?$")


def without_currency(words: str) -> str:
    """The SQL of an amount without the currencies at its ends."""
    return f"regexp_replace({words}, {quoted(AT_THE_ENDS)}, '\\1\\2', 'g')"


def sign_of(words: str) -> str:
    """The SQL of the currency as an amount writes it, the empty text where it names none."""
    before, behind = (f"regexp_extract({words}, {quoted(pattern)}, 1)" for pattern in ALONE)
    return f"coalesce(nullif({before}, ''), {behind})"


def code_of(sign: str) -> str:
    """The SQL of the code of a currency; null where several countries write it so."""
    known = " ".join(f"when {quoted(written)} then {quoted(code)}" for written, code in SIGNS.items())
    return f"case {sign} {known} else case when regexp_full_match({sign}, '[a-z]{{3}}') then upper({sign}) end end"
