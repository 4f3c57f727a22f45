"""The Spark of a process, started when a test first asks for it."""

from collections.abc import Iterator

import pytest
from spark_session import Spark, spark_session


@pytest.fixture(scope="module")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Spark]:
    with spark_session(tmp_path_factory.mktemp("spark")) as started:
        yield started


# Two processes share the files in this order: one builds on Spark, and never two at once, while the other does all else.
ORDER = ["test_spark", "test_postgres", "test_spark_inputs", "test_dbt_core_2", "test_bad_engines", "test_browser"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: ORDER.index(item.path.stem))
