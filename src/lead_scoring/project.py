"""Where the dbt project is whose models, macros and seeds the commands read."""

from pathlib import Path

PROJECT = Path(__file__).parents[2]
