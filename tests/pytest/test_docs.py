"""What people read about the marts: dbt's documentation, the questions of the marts, the promises."""

import json
import re
import shutil

import pytest
from conftest import PROJECT, Marts, copy_of_project, dbt

from tests.project import marts_of

PAGE = (PROJECT / "docs/reference/marts.md").read_text()
QUESTIONS = re.findall(r"^\| `(\w+)` \| (.+?) \| `(select .+)` \|$", PAGE, re.MULTILINE)


@pytest.fixture(scope="module")
def documented(sample: Marts, tmp_path_factory: pytest.TempPathFactory) -> tuple[dict, dict]:
    """The manifest and the catalogue that `dbt docs generate` writes of the sample."""
    project = copy_of_project(tmp_path_factory.mktemp("docs"))
    shutil.copy(sample.database, project)
    assert dbt(project, "docs", "generate", "--write-json").success
    return tuple(json.loads((project / "target" / name).read_text()) for name in ("manifest.json", "catalog.json"))


def test_every_mart_is_in_the_catalogue_with_the_columns_that_are_described(documented):
    manifest, catalogue = documented
    marts = marts_of(manifest)
    assert len(marts) > 40
    for name, mart in marts.items():
        found = [column.lower() for column in catalogue["nodes"][mart["unique_id"]]["columns"]]
        assert found == list(mart["columns"]), name
        assert all(column["description"] for column in mart["columns"].values()), name


def test_every_doc_block_is_used_and_rendered(documented):
    manifest, _ = documented
    own = {doc["name"]: doc["block_contents"] for doc in manifest["docs"].values() if doc["package_name"] == "lead_scoring"}
    texts = {column["description"] for node in manifest["nodes"].values() for column in node.get("columns", {}).values()}
    assert {"stage", "lead_score", "grade", "lift", "roas"} <= set(own)
    assert [name for name, text in own.items() if text not in texts] == []


def test_every_mart_is_of_an_exposure(documented):
    manifest, _ = documented
    read = {exposure["name"]: exposure["depends_on"]["nodes"] for exposure in manifest["exposures"].values()}
    marts = {mart["unique_id"] for mart in marts_of(manifest).values()}
    assert set(read["bi_tools"]) == marts
    assert set().union(*read.values()) == marts


def test_the_exposure_of_the_dashboard_names_what_its_pages_read(documented):
    manifest, _ = documented
    pages = "\n".join(path.read_text() for path in (PROJECT / "dashboard").rglob("*.py"))
    named = {name for name in marts_of(manifest) if re.search(rf"\b(from|join) {name}\b", pages)}
    (exposure,) = [exposure for exposure in manifest["exposures"].values() if exposure["name"] == "dashboard"]
    assert named == {node.split(".")[-1] for node in exposure["depends_on"]["nodes"]}


def test_the_page_of_marts_has_a_question_for_every_mart(documented):
    names = [name for name, _, _ in QUESTIONS]
    assert sorted(names) == sorted(marts_of(documented[0]))
    assert all(question.endswith("?") for _, question, _ in QUESTIONS)


@pytest.mark.parametrize("mart, query", [(name, query) for name, _, query in QUESTIONS], ids=lambda value: value[:24])
def test_the_query_of_a_question_runs_and_answers(sample, mart, query):
    assert re.search(rf"\bfrom {mart}\b", query)
    assert sample.query(query) or not sample.rows(mart)


def test_every_promise_names_a_test_that_is_there():
    promises = (PROJECT / "docs/reference/promises.md").read_text()
    named = re.findall(r"`(tests/[\w/]+\.(?:py|sql))(?:::(\w+))?`", promises)
    assert len(named) >= 20
    assert all((PROJECT / path).is_file() for path, _ in named)
    assert [test for path, test in named if test and f"\ndef {test}(" not in (PROJECT / path).read_text()] == []
    assert [path for path, test in named if not test and not path.endswith(".sql")] == []
