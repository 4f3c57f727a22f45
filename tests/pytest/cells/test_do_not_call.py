"""Nobody is sent to phone a lead that must not be phoned, and nobody to call where there is no way to."""

import pytest

# Each with the consent to mail that its first record gives.
CONSENT = {"no contact as a word of consent": "Do Not Contact", "no contact in another language": "ne plus contacter"}
BUYER = {"job_title": "VP Marketing", "industry": "Software", "employee_count": "200", "country": "US"}
# What the records of a lead say, one cell a record; its address and number; whether it may be called, and its next step.
CASES = {
    "a clear no": (["No"], "mail phone", True, "Call, then mail"),
    "nothing": ([""], "mail phone", True, "Call, then mail"),
    "a no of a spreadsheet": (["FALSCH"], "mail phone", True, "Call, then mail"),
    "an empty box": (["Unchecked"], "mail phone", True, "Call, then mail"),
    "a yes of a spreadsheet": (["VRAI"], "mail phone", False, "Mail; they must not be phoned"),
    "a yes": (["TRUE"], "mail phone", False, "Mail; they must not be phoned"),
    "a word of another system": (["Do Not Allow"], "mail phone", False, "Mail; they must not be phoned"),
    "another language": (["nicht anrufen"], "mail phone", False, "Mail; they must not be phoned"),
    "what nobody can read": (["see notes"], "mail phone", False, "Mail; they must not be phoned"),
    "one of two records": (["no", "yes"], "mail phone", False, "Mail; they must not be phoned"),
    "no other way": (["yes"], "phone", False, "Find a way to reach them"),
    "no contact as a word of consent": (["no"], "mail phone", False, "Mail; they must not be phoned"),
    "no contact in another language": ([""], "mail phone", False, "Mail; they must not be phoned"),
}
UNREAD = 2  # what nobody can read, and in another language


def rows() -> dict[str, list[dict[str, str]]]:
    leads, activities = [], []
    for number, (name, (records, ways, *_)) in enumerate(CASES.items()):
        for record, said in enumerate(records):
            email = f"ann@brightfield{number}.com" if "mail" in ways else ""
            leads.append(
                {
                    "lead_id": name if record == 0 else f"{name} again",
                    "created_at": f"2026-01-0{record + 1}",
                    "email": email,
                    "first_name": "Ann",
                    "last_name": f"Larsen{number}",
                    "phone": "+1 555 010 2000",
                    "do_not_call": said,
                    "marketing_consent": CONSENT.get(name, ""),
                    **BUYER,
                }
            )
        asked = {"activity_type": "demo_requested", "occurred_at": "2026-03-02 07:00:00"}
        activities.append({"activity_id": f"asked {name}", "lead_id": name, **asked})
    return {"leads": leads, "activities": activities}


ROWS = rows()


@pytest.fixture(scope="module")
def found(cells):
    return cells.query("""
        select c.lead_id, c.may_be_called, n.next_step
        from lead_contact as c
        left join lead_next_steps as n on c.lead_id = n.lead_id
    """)


@pytest.mark.parametrize("name", CASES)
def test_a_lead_is_called_only_where_it_may_be(found, name):
    _, _, may_be_called, next_step = CASES[name]
    row = next(row for row in found if row["lead_id"] == name)
    assert (row["may_be_called"], row["next_step"]) == (may_be_called, next_step)


def test_what_nobody_can_read_is_counted(cells):
    (counted,) = cells.query("select unreadable_rows from unreadable_values where column_name = 'do_not_call'")
    assert counted["unreadable_rows"] == UNREAD
