"""SCORING_MODEL.md says what the files say."""

import re

from conftest import PROJECT

from lead_scoring.blocks import of_file
from lead_scoring.explain.scoring_model import code, model_page


def test_the_page_is_fresh(blocks):
    page = (PROJECT / "SCORING_MODEL.md").read_text(encoding="utf-8")
    assert page == model_page(blocks), "SCORING_MODEL.md is not what models/criteria and models/rules say: run make model"


def test_every_block_has_its_row_and_every_row_its_cells(blocks):
    page = model_page(blocks)
    rows = [line for line in page.splitlines() if line.startswith("|")]
    named = {block.name for block in blocks if block.file != "score_limits"}
    assert named <= {row.split("|")[1].strip() for row in rows}
    for part in re.findall(r"(?:^\|.*\n)+", page, re.MULTILINE):
        cells = {len(re.split(r"(?<!\\)\|", row)) for row in part.splitlines()}
        assert len(cells) == 1, part
    limits = {block.name: block.expressions["max_points"] for block in of_file(blocks, "score_limits")}
    assert all(f"## {name.capitalize()}, up to {points} points" in page for name, points in limits.items())


def test_a_pipe_does_not_end_a_cell():
    assert code("a || b") == r"`a \|\| b`"
