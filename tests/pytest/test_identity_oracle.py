"""Random records and links, put together as an oracle says that knows the rules and not the SQL."""

import random
from collections import defaultdict
from pathlib import Path

from conftest import Marts, assert_passed, copy_of_project, dbt, write_raw
from persons import RUN, SYSTEMS, Row, leads_of, link, of_three_systems, record

AS_OF = "2026-03-02 08:00:00"


def partition(records: list[Row], links: list[Row]) -> set[frozenset[str]]:
    """Who is one by the rules: an address that one name uses, else address and name; and links."""
    users = defaultdict(set)
    for row in records:
        if row["email"]:
            users[row["email"].lower()].add(row["lead_id"])
    names = {row["lead_id"]: f"{row['first_name']} {row['last_name']}".lower().strip() for row in records}
    identified = defaultdict(set)
    for row in links:
        if row["link"] == "identified":
            identified[row["lead_id"]].add(row["same_as"].lower())
            users[row["same_as"].lower()].add(row["lead_id"])
    for row in records:
        if row["lead_id"] in identified and row["email"]:
            identified[row["lead_id"]].add(row["email"].lower())
    shared_devices = {lead for lead, targets in identified.items() if len(targets) > 1}
    sets = {row["lead_id"]: {row["lead_id"]} for row in records}

    def unite(one: str, other: str) -> None:
        union = sets[one] | sets[other]
        for member in union:
            sets[member] = union

    for address, leads in users.items():
        several = len({names[lead] for lead in leads} - {""}) > 1 or address.startswith("info@")
        for one in leads - shared_devices:
            for other in leads - shared_devices:
                if not several or (names[one] and names[one] == names[other]):
                    unite(one, other)
    for row in links:
        if row["link"] == "merged":
            unite(row["lead_id"], row["same_as"])
    return {frozenset(group) for group in sets.values()}


def test_random_records_are_put_together_as_an_oracle_says(tmp_path: Path):
    draw = random.Random(7)
    ids = [f"{draw.choice(SYSTEMS[1:])}:{number}" for number in range(600)]
    mailboxes = [f"{draw.choice(['info', 'p', 'q', 'r', 's'])}@{number}.io" for number in range(400)]
    people = ["", "", "Ada Lovelace", "ADA LOVELACE", "Alan Turing"]
    records = [
        record(lead, draw.choice(["", draw.choice(mailboxes), draw.choice(mailboxes).upper()]), draw.choice(people))
        for lead in ids
    ]
    links = [link(*draw.sample(ids, 2), "merged") for _ in range(40)]
    links += [link(draw.choice(ids), draw.choice(mailboxes), "identified") for _ in range(60)]
    project = copy_of_project(tmp_path)
    of_three_systems(project)
    write_raw(project, {"leads": records, "lead_links": links})
    assert_passed(dbt(project, *RUN, connectors=SYSTEMS, as_of=AS_OF))
    found = {frozenset(group) for group in leads_of(Marts(project / "warehouse.duckdb").rows("lead_identities")).values()}
    assert found == partition(records, links)
