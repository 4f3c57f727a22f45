"""Records of three systems in the seeds of a copied project."""

import re
from collections import defaultdict
from pathlib import Path

SYSTEMS = ["sample", "salesforce", "hubspot", "web_events"]
RUN = [
    "build",
    "--exclude-resource-type",
    "test",
    "--exclude-resource-type",
    "unit_test",
    "--select",
    "path:seeds",
    "+lead_identities",
]
Row = dict[str, str]


def record(lead_id: str, email: str = "", name: str = "", created_at: str = "2026-01-01", **more: str) -> Row:
    first, _, last = name.partition(" ")
    return {"lead_id": lead_id, "created_at": created_at, "email": email, "first_name": first, "last_name": last, **more}


def link(lead_id: str, same_as: str, kind: str, linked_at: str = "2026-02-01") -> Row:
    return {"lead_id": lead_id, "same_as": same_as, "link": kind, "linked_at": linked_at}


def of_three_systems(project: Path) -> None:
    """What the seeds hold comes from the system that the id begins with."""
    for table in ("leads", "activities", "sales_outcomes", "privacy_requests", "lead_links"):
        (project / f"models/connectors/raw_{table}.sql").write_text(
            "select split_part(lead_id, ':', 1) as source_system, *, cast(null as varchar) as unreadable_line "
            f"from {{{{ ref('sample_{table}') }}}}\n"
        )
    # There are no tables of vendors, and nothing that a vendor has deleted.
    deleted = project / "models/intermediate/identity/int_deleted_objections.sql"
    deleted.write_text(re.sub(r"set systems = .*%}", "set systems = [] %}", deleted.read_text()))


def leads_of(identities: list[dict[str, object]]) -> dict[str, set[str]]:
    """The records of each lead, by its id."""
    groups = defaultdict(set)
    for row in identities:
        groups[row["lead_id"]].add(row["record_id"])
    return dict(groups)
