"""Words that stand for nothing, and telephone numbers as people and systems write them."""

NOTHING = [
    "[not provided]",
    "-None-",
    "-- Please Select --",
    "(Not Set)",
    "<null>",
    "N.A.",
    "#N/A",
    "Undefined",
    "[Unknown]",
    "???",
    "—",
    '"None"',
    "- n/a -",
]
SOMETHING = [
    "Nonesuch",
    "Select Comfort",
    "N/A Systems",
    "Nan-Tech 1",
    "-1",
    "Null & Sons",
    "NA",
    "Blank",
    "unknown 1",
    "…and more",
]
PHONES = {
    "+49 30 901234": "+49 30 901234",
    "+44 (20) 7946-0958 x12": "+44 (20) 7946-0958 x12",
    "tel:+1-555-010-2000;ext=77": "+1-555-010-2000 x77",
    "Phone: (555) 010-2000 ext. 5": "(555) 010-2000 x5",
    "+1 555 010 2000, Extension 123": "+1 555 010 2000 x123",
    "5550102000x9": "5550102000 x9",
    "030/901234 (Durchwahl 56)": "030/901234 x56",
    "01 23 45 67 89 poste 4": "01 23 45 67 89 x4",
    "555-010-2000 #12": "555-010-2000 x12",
    "'+33 1 23 45 67 89": "+33 1 23 45 67 89",
    "\u202a+33 1\u00a023\u201145 67 89\u202c": "+33 1 23-45 67 89",
    "(+39) 06 1234567": "(+39) 06 1234567",
    "+1 555 010 2000; +1 555 010 3000": "+1 555 010 2000",
    "030 1234567, 0171 1234567": "030 1234567",
    "+48 22 123 45 67 / +48 600 123 456": "+48 22 123 45 67",
    "030/1234567 / 0171/1234567": "030/1234567",
    "+55 11 91234-5678 or +55 11 3333-4444 ext 2": "+55 11 91234-5678",
    "+1 555 010 2000\n+1 555 010 3000": "+1 555 010 2000",
    "Mobile +31 6 12345678": "+31 6 12345678",
    "+31 6 12345678 (mobile)": "+31 6 12345678",
    "+49 (0)8031 / 901234-0": "+49 (0)8031 / 901234-0",
    # What could be one number or two, or is none, is not read.
    "0301234567/01711234567": None,
    "1.23457E+11": None,
    "call me": None,
    "12345678901234567890": None,
    "ext. 12": None,
    "xxx-xxx-1234": None,
    "14,155,550,100": None,
}


TEXTS = [*((text, "") for text in [*NOTHING, *SOMETHING]), *(("", text) for text in PHONES)]
ROWS = {
    "leads": [
        {"lead_id": f"cell {number}", "created_at": "2026-01-01", "company_name": name, "phone": phone, "last_name": "Ray"}
        for number, (name, phone) in enumerate(TEXTS)
    ]
}


def in_order(cells, column):
    leads = cells.by_lead("int_leads")
    return [leads[f"cell {number}"][column] for number in range(len(TEXTS))]


def test_what_stands_for_nothing_is_nothing_and_what_only_looks_so_stays(cells):
    assert in_order(cells, "company_name")[: len(NOTHING) + len(SOMETHING)] == [*[None] * len(NOTHING), *SOMETHING]


def test_the_first_number_of_a_cell_is_read_with_its_extension(cells):
    read = dict(zip(PHONES, in_order(cells, "phone")[-len(PHONES) :], strict=True))
    assert read == PHONES


def test_what_is_no_number_is_counted(cells):
    (found,) = cells.query("select unreadable_rows from unreadable_values where column_name = 'phone'")
    assert found["unreadable_rows"] == list(PHONES.values()).count(None)
