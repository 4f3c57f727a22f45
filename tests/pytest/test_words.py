"""What people read is plain, idiomatic English: phrases that make a reader stumble, and what to write instead."""

import ast
import re
from pathlib import Path

import pytest
import yaml
from conftest import PROJECT

# Where it is looked for; code between backticks aside.
READ = ["*.md", "docs/**/*.md", "models/**/*.md", "benchmarks/README.md"]
INSTEAD = {
    r"stands? (in|beside|behind)": "is in, is next to",
    r"whoever": "anyone who, a lead that",
    r"by lot|drawing lots|(as|than) lots": "at random, by chance",
    r"(is|are) told": "is listed, gets a message",
    r"(held|holds?|holding) (\w+ ){0,5}against": "compared with",
    r"anew|afresh": "again",
    r"whose word counts": "which connector wins",
    r"to its end": "completely",
    r"as many as": "up to, or name the number",
    r"fore(tell|told|tells|see|saw|sees)": "predict",
    r"speaks? for": "suggests",
    r"(come|comes|came) apart": "separates again",
    r"goes (before|by)": "takes precedence over, follows",
    r"their kin": "and similar",
    r"(is|are|and|be) said": "the run reports",
    r"wants (a|an|both|it)": "needs",
    r"himself|herself": "themselves",
    r"(meet|meets|met) (two|half|a gap|one run)": "sees",
    r"(hang|hangs|hung) on": "depends on",
    r"passes over|passed over": "ignores",
    r"for want of": "without",
    r"dearest": "most expensive",
    r"thinkable": "possible",
    r"learnt": "learned",
    r"cannot be meant": "makes no sense",
    r"what tipped": "what triggered",
    r"where one can be": "where possible",
    r"look for less": "try fewer words",
    r"no lead at all": "no lead",
    r"let in": "may read",
    r"all of (it|them) at once": "all at once",
    r"of one's own": "of your own",
    r"on purpose awkward": "awkward",
    r"is to be \w+ed": "say who does it",
}
PAGES = sorted({path for place in READ for path in PROJECT.glob(place)})


def stumbles(text: str) -> list[str]:
    """The phrases that are in a text, with what to write instead."""
    prose = " ".join(re.sub(r"```.*?```|`[^`]*`", " ` ", text, flags=re.DOTALL).split())
    found = [(re.search(rf"\b({phrase})\b", prose, re.IGNORECASE), instead) for phrase, instead in INSTEAD.items()]
    return [f"{match[0]}: write {instead}" for match, instead in found if match]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(PROJECT)))
def test_a_page_is_in_plain_english(path):
    assert stumbles(path.read_text(encoding="utf-8")) == []


def test_a_phrase_is_found_in_prose_and_not_in_code():
    assert stumbles("Ties stand\nin deciles BY LOT; `whoever` is code.") == [
        "stand in: write is in, is next to",
        "BY LOT: write at random, by chance",
    ]


@pytest.mark.parametrize("folder", ["models", "macros", "tests/data"])
def test_comments_of_sql_are_in_plain_english(folder):
    comment = re.compile(r"((?:^ *--[^\n]*\n)+)|\{#(.*?)#\}", re.MULTILINE | re.DOTALL)
    found = {
        str(path.relative_to(PROJECT)): stumbles(
            "\n".join(sql or jinja for sql, jinja in comment.findall(path.read_text())).replace("--", "")
        )
        for path in (PROJECT / folder).rglob("*.sql")
    }
    assert {path: phrases for path, phrases in found.items() if phrases} == {}


def messages(path: Path) -> list[str]:
    """The texts of a Python file that are no docstrings: what its commands and pages say."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    places = [node for node in ast.walk(tree) if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)]
    notes = {id(node.body[0].value) for node in places if node.body and isinstance(node.body[0], ast.Expr)}
    texts = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return [node.value for node in texts if id(node) not in notes]


@pytest.mark.parametrize("folder", ["src", "dashboard"])
def test_what_commands_and_pages_say_is_in_plain_english(folder):
    found = {
        str(path.relative_to(PROJECT)): [text for text in messages(path) if stumbles(text)]
        for path in (PROJECT / folder).rglob("*.py")
    }
    assert {path: texts for path, texts in found.items() if texts} == {}


def descriptions(properties: object) -> list[str]:
    """Every description in a YAML file of dbt, of whatever it describes."""
    inner = properties.values() if isinstance(properties, dict) else properties if isinstance(properties, list) else []
    own = [properties["description"]] if isinstance(properties, dict) and "description" in properties else []
    return own + [text for value in inner for text in descriptions(value)]


def test_descriptions_are_in_plain_english():
    files = [path for folder in ("models", "seeds", "macros") for path in PROJECT.glob(f"{folder}/**/*.yml")]
    found = {
        str(path.relative_to(PROJECT)): [text for text in descriptions(yaml.safe_load(path.read_text())) if stumbles(text)]
        for path in files
    }
    assert {name: texts for name, texts in found.items() if texts} == {}
