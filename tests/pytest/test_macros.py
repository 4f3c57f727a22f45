"""Every macro has an entry beside its file that names its arguments and says what it returns."""

import re
from pathlib import Path

import pytest
import yaml
from conftest import PROJECT
from dbt.parser.schemas import is_valid_type

DEFINED = re.compile(r"{%-? macro (\w+)\((.*?)\)")
# What one engine does in its own way, <adapter>__<macro>, is described once, where it is dispatched.
OF_ONE_ENGINE = re.compile(r"[a-z]+__")
FILES = sorted(PROJECT.glob("macros/**/*.sql"))


def signatures(path: Path) -> list[tuple[str, list[str]]]:
    """The macros of a file in order, each with the names of its arguments."""
    found = DEFINED.findall(path.read_text(encoding="utf-8"))
    return [(name, re.findall(r"(?:^|, )(\w+)", arguments)) for name, arguments in found if not OF_ONE_ENGINE.match(name)]


def entries(path: Path) -> list[dict]:
    return yaml.safe_load(path.read_text(encoding="utf-8"))["macros"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_macro_of_a_file_is_described_beside_it(path):
    """In the order of the file, with the arguments of the signature."""
    described = [
        (entry["name"], [argument["name"] for argument in entry.get("arguments", [])])
        for entry in entries(path.with_suffix(".yml"))
    ]
    assert described == signatures(path)


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_entry_and_argument_says_what_it_is(path):
    for entry in entries(path.with_suffix(".yml")):
        assert entry.get("description", "").strip(), entry["name"]
        for argument in entry.get("arguments", []):
            assert argument.get("description", "").strip(), f"{entry['name']}: {argument['name']}"
            assert is_valid_type(argument.get("type", "")), f"{entry['name']}: {argument['name']}"


def test_no_entry_is_left_over():
    described = sorted(path.relative_to(PROJECT) for path in PROJECT.glob("macros/**/*.yml"))
    assert described == [path.relative_to(PROJECT).with_suffix(".yml") for path in FILES]


def test_no_two_macros_share_a_name():
    names = [name for path in FILES for name, _ in signatures(path)]
    assert sorted(names) == sorted(set(names))


def test_every_definition_is_found():
    """A macro that is written in another way would need no entry."""
    for path in FILES:
        text = path.read_text(encoding="utf-8")
        assert len(DEFINED.findall(text)) == len(re.findall(r"\bendmacro\b", text)), path.name
