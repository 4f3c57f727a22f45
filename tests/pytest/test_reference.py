"""The generated pages of the reference say what the project is today: make reference writes them again."""

import pytest

from lead_scoring.maintain.reference import PAGES, features_page, macros_page
from lead_scoring.warehouse import open_warehouse


def test_the_page_of_features_is_that_of_the_table(sample):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DUCKDB_PATH", str(sample.database))
        with open_warehouse() as connection:
            assert (PAGES / "features.md").read_text(encoding="utf-8") == features_page(connection)


def test_the_page_of_macros_is_that_of_their_files():
    assert (PAGES / "macros.md").read_text(encoding="utf-8") == macros_page()
