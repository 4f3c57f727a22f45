"""The laws of the house: how models may depend on each other, and what a folder decides."""

import re
from functools import cache
from pathlib import Path

import pytest
import yaml
from conftest import PROJECT, copy_of_project, dbt

ORDER = [
    *("connectors", "staging", "intermediate/privacy", "intermediate/identity", "intermediate/activities", "features"),
    *("criteria", "scoring", "rules", "lifecycle", "marts"),
]
PUBLISHED = re.compile(r"marts/\w+/\w+\.sql|logs/\w+\.sql")
# Models on the longest path from a raw table to the list, and among all that it needs. Lower these as the way gets shorter.
LONGEST_PATH = 20
ANCESTORS = 80
FOLDERS = sorted({path.parent for path in PROJECT.glob("models/**/*.sql")})


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> dict:
    """The models of all connectors that read a vendor's tables, by id."""
    project = copy_of_project(tmp_path_factory.mktemp("laws"))
    result = dbt(project, "parse", connectors=["sample", "web_events", "hubspot", "salesforce"])
    assert result.success
    return {name: node for name, node in result.result.nodes.items() if node.resource_type == "model"}


def place(node) -> str:
    return Path(node.original_file_path).relative_to("models").as_posix()


def rank(node) -> int:
    return next(number for number, folder in enumerate(ORDER) if place(node).startswith(f"{folder}/"))


def parents(models: dict, node) -> list:
    return [models[name] for name in node.depends_on.nodes if name in models]


def test_no_edge_runs_backwards(models):
    """Tables that only commands fill, and the limits that analysts write, follow from nothing and may be read anywhere."""
    backwards = [
        f"{place(parent)} -> {place(node)}"
        for node in models.values()
        for parent in parents(models, node)
        if parent.depends_on.nodes and rank(parent) > rank(node)
    ]
    assert backwards == []


def test_the_way_to_the_list_is_short(models):
    own = {name: node for name, node in models.items() if not re.match(r"connectors/\w+/", place(node))}

    @cache
    def longest(name: str) -> int:
        return 1 + max((longest(parent.unique_id) for parent in parents(own, own[name])), default=0)

    @cache
    def needed(name: str) -> frozenset[str]:
        return frozenset().union(*({parent.unique_id} | needed(parent.unique_id) for parent in parents(own, own[name])))

    listed = next(name for name in own if name.endswith(".qualified_leads"))
    assert longest(listed) <= LONGEST_PATH
    assert len(needed(listed)) <= ANCESTORS


def test_the_folder_decides_the_schema(models):
    for node in models.values():
        expected = "analytics" if PUBLISHED.fullmatch(place(node)) else "analytics_build"
        assert node.schema == expected, place(node)
    assert [path.name for path in PROJECT.glob("models/**/*.sql") if re.search(r"\bschema ?=", path.read_text())] == []
    assert [
        path.name for path in PROJECT.glob("models/**/*.yml") if re.search(r"^      schema:", path.read_text(), re.M)
    ] == []


def test_every_model_has_a_file_of_its_name_beside_it():
    for path in PROJECT.glob("models/**/*.sql"):
        described = yaml.safe_load(path.with_suffix(".yml").read_text())
        assert [model["name"] for model in described["models"]] == [path.stem]
        assert {test["model"] for test in described.get("unit_tests", [])} <= {path.stem}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_folder_says_what_it_is_for(folder):
    if folder.name == "intermediate" or folder.parent.name == "connectors":
        folder = folder.parent
    assert (folder / f"_{folder.name}.md").read_text().strip()


def test_what_engines_do_in_their_own_way_is_in_one_folder():
    """What is dispatched stands in macros/engine/, and nothing else asks for the engine."""
    engine = re.compile(r"macro (default|duckdb|postgres|spark)__|adapter\.dispatch\(|target\.type")
    others = [path for path in PROJECT.glob("macros/**/*.sql") if path.parent.name != "engine"]
    assert [path.name for path in others if engine.search(path.read_text())] == []
