"""Headings that speak of what people allow us, in the languages of the lookups and a few more.

A column of objections that nobody reads looks like nobody objected: rather one heading too many is asked about.
"""

import re
import unicodedata

# Letters that have no accent to take away.
PLAIN = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "\u0131": "i", "ß": "ss", "æ": "ae", "œ": "oe"})
APOSTROPHES = re.compile("['`\u2019]")
MAIL = r"(e?mail|newsletter|marketing|mailing|call|phone|telephone|sms|text|fax)s?"
BARRED = r"(refus|block|suspend|suspen|stop|prohibit|forbid|restrict|reject|declin|disallow|suppress|exclude?|disabl)"

# Long enough to be told wherever it stands, also in headings without spaces.
ANYWHERE = re.compile(
    r"consent|consens|unsub(?!mit)|optout|optedout|gdpr|dsgvo|rgpd|ccpa|permission|solicit|suppress|revoked|robinson|bloctel"
    r"|donot(?!modify)|dont(contact|e?mail|call|phone|market|text|sms|send|disturb|process|profil|sell|track|use|share|write)"
    r"|(black|block|deny|stop|bounce)list|blacklisted|blocklisted|preferenceservice|marketingmaterial"
    r"|subscriptionstatus|subscriberstatus|(e?mail|marketing|newsletter)subscri|(marketing|newsletter)status"
    r"|(marketing|communication|privacy|subscription)preference|(legal|lawful)basis|righttobe?forg|tobeforgotten|shouldforget"
    r"|(marked|reported).{0,12}spam|spam(complain|report)"
    rf"|{MAIL}{BARRED}|contact(refus|block|suspen|prohibit|forbid|restrict|exclu)"
    rf"|{BARRED}(es|s|ed|ing|en|ion)?(from)?(all)?({MAIL}|contact|communication|campaign|advert)"
    rf"|(accept|allow)(s|ed|ing)?{MAIL}|{MAIL}(accept|allow)(s|ed)|agree(s|d)?to(receive|market|contact|call|be|e?mail)"
    r"|(receive|send)s?(marketing|newsletter|promo|offer)|object(s|ed|ion|ions)?to(market|contact|process|profil|direct|call)"
    # German
    r"|einwillig|widerspruch|widersproch|widerruf|abgemeldet|abmeld|abbestell|sperrvermerk|sperrliste|sperre|gesperrt|zustimm"
    r"|nicht(mehr)?(anruf|kontakt|mail|anschreib|anmail|bewerb|telefon)|keine(n|r)?(werbung|e?mail|anruf|kontakt|newsletter)"
    r"|verboten|werbeverbot|kontaktverbot|erlaubnis|werbungerlaubt"
    # French, Spanish, Italian, Portuguese, Romanian
    r"|desabonn|desinscri|nepas|neplus|refusde|opposition|opposizion|oposic|listerouge|stop(pub|mail|sms)|accordmarketing"
    r"|darsedebaja|dadodebaja|nocontactar|nollamar|noenviar|nomolest|revocad|revocat|rechaz|rifiut|autorizac|autorizza"
    r"|autorisation|disiscri|non(contatt|chiam|disturb|invi)|descadastr|nao(lig|contat|envi|pertur)|recusa|oposica"
    r"|consimta|dezabon"
    # Dutch, Polish, Czech, Hungarian
    r"|toestemming|afgemeld|uitgeschreven|niet(meer)?(bel|mail|benader|contact)|belmeniet|geen(e?mail|reclame|contact|telefo)"
    r"|bezwaar|zgod|wypis|sprzeciw|nie(dzwon|kontakt|wysyl|mail)|rezygn|odmow|souhlas|odhlas|nekontakt|nevolat|neposil"
    r"|hozzajarul|leiratkoz"
    # Swedish, Norwegian, Danish, Finnish
    r"|samtyck|samtykk|(inte|ikke)(ring|kontakt|mail|skick|send)|avregistrer|avanmal|avmeld|afmeld|frameld|reservert"
    r"|suostum|kielto"
    # Other alphabets
    r"|соглас|отпис|незвон|неписать|отказот|συγκαταθ|同意|退订|拒绝|配信停止|동의|수신거부"
)
# Short words, which only stand for themselves; the words of a heading are parted by spaces here.
WORDS = re.compile(
    r"\b(is)?(dnc|dne|dnd|dnm|dnt)\b|\bc?tps\b|\bnix\b|\bbaja\b|\bizn?in?\b|\bblocked\b|\bwithdr(ew|awn)\b"
    r"|\bsubscribed\b|\b(opt|opted) (in|out)\b|(?<!ad)opt(ed)?in\b|\bno (more )?(call|e?mail|phone|marketing|contact|text)"
    r"|\bno (sms|spam|newsletter|e mail|llam|envi|dese|quier|correo|publi|acept)"
    r"|^(is)?no(e?mail|call|contact|phone|marketing|sms)s?$"
    r"|\bnever (call|contact|e?mail|mail|phone)|\bmay (we |be )?(contact|call|e?mail|phone|text)"
    r"|\bok to (call|e?mail|contact)|\bcan (we |be )?(contact|call|e?mail|phone|text)"
    r"|\b(contact|mail|email|market|call)able\b|\bcomplained\b|\bforget\b|\bobject(ed|ion)$|^oppos\w*$|\bnewsletter\b(?!.*(click|open|sent|deliver|count|rate))"
)

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
