"""Consent as people and systems write it: an objection in any words is one, and an unread text is no permission."""

from conftest import Marts

WORDS = {
    "opted out": [
        "Unsubscribed",
        "OPT-OUT",
        "Declined",
        "nein",
        "désabonné",
        "dado de baja",
        "odmowa",
        "F",
        " Do not contact ",
    ],
    "opted in": ["Subscribed", "granted", "Oui", "double-opt in", "tak"],
    "unread": ["ask his lawyer", "nope!", "42"],
    "silent": ["", "unknown", "not set"],
}
NOTES = {
    "opted out": "Opted out of marketing e-mail",
    "opted in": "Opted in",
    "unread": "Consent could not be read",
    "silent": "Their country allows it without consent",
}


TEXTS = {f"{kind} {number}": text for kind, words in WORDS.items() for number, text in enumerate(words)}
# Two records of one person, one of which nobody can read.
TEXTS |= {"merged 0": "granted", "merged 1": "perhaps later"}
ROWS = {
    "leads": [
        {
            "lead_id": name,
            "created_at": "2026-02-01",
            "email": f"{'merged' if 'merged' in name else name.replace(' ', '.')}@shop.example",
            "country": "US",
            "marketing_consent": text,
        }
        for name, text in TEXTS.items()
    ]
}


def test_an_objection_in_any_words_holds_and_an_unread_text_is_no_permission(cells: Marts) -> None:
    found = {name: row for name, row in cells.by_lead("lead_contact").items() if name in TEXTS}
    for name, row in found.items():
        kind = name.rsplit(" ", 1)[0]
        expected = NOTES["unread" if kind == "merged" else kind]
        by = "e-mail" if kind in ("opted in", "silent") else "none"
        assert (row["marketing_note"], row["marketing_by"]) == (expected, by), name
    assert len(found) == sum(map(len, WORDS.values())) + 1


def test_what_could_not_be_read_is_counted(cells: Marts) -> None:
    counted = cells.query("select unreadable_rows from unreadable_values where column_name = 'marketing_consent'")
    assert counted == [{"unreadable_rows": len(WORDS["unread"]) + 1}]


def test_words_that_nobody_can_read_are_said(cells):
    unread = len(WORDS["unread"]) + 1
    read = sum(len(WORDS[kind]) for kind in ("opted out", "opted in")) + 1
    said = [row["warning"] for row in cells.rows("run_warnings") if row["subject"] == "consent_words"]
    assert len(said) == 1 and said[0].startswith(f"{unread} of ") and "values of marketing_consent cannot be read" in said[0]
    assert int(said[0].split()[2]) >= unread + read
