"""What one row of a table is, its grain, is in the table's YAML, and one of two data tests keeps it."""

import re

import yaml
from conftest import PROJECT


def test_every_grain_is_kept_by_one_test_and_every_table_tested_has_one():
    files = [(kind, path) for kind in ("models", "seeds") for path in PROJECT.glob(f"{kind}/**/*.yml")]
    tables = [table for kind, path in files for table in yaml.safe_load(path.read_text()).get(kind, [])]
    with_grain = {table["name"] for table in tables if table.get("config", {}).get("meta", {}).get("grain")}
    tests = [PROJECT / f"tests/data/every_{kind}_keeps_its_grain.sql" for kind in ("table", "report")]
    tested = [name for path in tests for name in re.findall(r"^    '(\w+)',$", path.read_text(), re.M)]
    assert set(tested) == with_grain
    assert len(tested) == len(with_grain)
