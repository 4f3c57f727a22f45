"""`make criteria`: every criterion of the files, with its points, its shares and the day of its newest commit."""

import dataclasses
import shutil
import subprocess

import pytest
from conftest import PROJECT

from lead_scoring.block_history import last_changed
from lead_scoring.blocks import of_file
from lead_scoring.explain.criteria import catalogue, print_catalogue
from lead_scoring.warehouse import WarehouseError, fetch, open_warehouse

DAYS = {"author": "2026-01-05T10:00:00Z", "changed": "2026-02-10T10:00:00Z"}


@pytest.fixture
def entries(sample, blocks, monkeypatch):
    monkeypatch.setenv("DUCKDB_PATH", str(sample.database))
    with open_warehouse() as connection:
        yield catalogue(connection, blocks, PROJECT), fetch(connection, "select * from criterion_counts")


def test_every_built_criterion_is_listed_once_with_its_counts(entries):
    listed, counts = entries
    assert sorted((entry.dimension, entry.name) for entry in listed) == sorted(
        (row["dimension"], row["criterion"]) for row in counts
    )
    assert {(entry.dimension, entry.name): entry.counts for entry in listed} == {
        (row["dimension"], row["criterion"]): row for row in counts
    }


def test_points_and_reasons(entries):
    listed = {entry.name: (entry.points, entry.reason) for entry in entries[0]}
    assert listed["decides"] == ("12", "Owner, C-level or vice president")
    assert listed["unsubscribed"] == ("-8", "Unsubscribed on …")
    assert listed["has_items_in_cart"] == ("up to 18", "Has items in the cart, last added on …")
    assert listed["competitor"] == ("gate", "Works for a competitor")


def test_shares_are_printed_of_all_leads(entries, capsys):
    listed, counts = entries
    print_catalogue(listed)
    lines = {line.split()[0]: line for line in capsys.readouterr().out.splitlines() if line.strip()}
    for row in counts:
        leads = row["leads_met"] + row["leads_not_met"] + row["leads_unknown"]
        printed = [
            float(text)
            for text in lines[row["criterion"]].replace(" %", "%").split()
            if text.endswith("%")
            for text in [text[:-1]]
        ]
        assert printed == pytest.approx([100 * row["leads_met"] / leads, 100 * row["leads_unknown"] / leads], abs=0.051)


def test_a_block_that_is_not_built_yet_is_listed(sample, blocks, monkeypatch, capsys):
    monkeypatch.setenv("DUCKDB_PATH", str(sample.database))
    new = dataclasses.replace(of_file(blocks, "fit_criteria")[0], name="is_new")
    with open_warehouse() as connection:
        print_catalogue(catalogue(connection, [*blocks, new], PROJECT))
    assert "not built yet" in next(line for line in capsys.readouterr().out.splitlines() if "is_new" in line)


def test_no_warehouse_is_one_sentence(monkeypatch):
    monkeypatch.setenv("DUCKDB_PATH", "/nowhere/warehouse.duckdb")
    with pytest.raises(WarehouseError, match=r"^There is no warehouse .*; run make run first\.$"), open_warehouse():
        pass


def test_the_day_of_a_block_is_that_of_its_newest_commit(tmp_path, blocks):
    ours = of_file(blocks, "fit_criteria")
    path = tmp_path / ours[0].path
    path.parent.mkdir(parents=True)

    def git(*arguments: str, day: str = DAYS["author"]) -> None:
        identity = ["-c", "user.name=Ann Alyst", "-c", "user.email=ann@example.com", "-c", "commit.gpgsign=false"]
        environment = {"GIT_COMMITTER_DATE": day, "GIT_AUTHOR_DATE": day, "PATH": "/usr/bin:/bin"}
        subprocess.run(["git", "-C", str(tmp_path), *identity, *arguments], check=True, env=environment, capture_output=True)

    def change(old: str, new: str) -> None:
        text = path.read_text()
        assert text.count(old) == 1
        path.write_text(text.replace(old, new))

    shutil.copy(PROJECT / ours[0].path, path)
    assert set(last_changed(tmp_path, ours).values()) == {"-"}
    git("init")
    git("commit", "--allow-empty", "-m", "begin")
    assert set(last_changed(tmp_path, ours).values()) == {"uncommitted"}
    git("add", ".")
    git("commit", "-m", "criteria")
    change("employee_count > 1000 as is_met", "employee_count\n    > 1000 as is_met")
    git("commit", "-am", "change", day=DAYS["changed"])
    change("seniority = 'student' as is_met", "seniority\n    = 'student' as is_met")
    days = {name: day for (_, name), day in last_changed(tmp_path, ours).items()}
    assert (days.pop("company_over_1000"), days.pop("studies_or_interns")) == ("2026-02-10", "uncommitted")
    assert set(days.values()) == {"2026-01-05"}
