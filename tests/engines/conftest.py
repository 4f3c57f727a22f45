"""The Spark of a process, started when a test first asks for it."""

from collections.abc import Iterator

import pytest
from spark_session import Spark, spark_session


@pytest.fixture(scope="module")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Spark]:
    with spark_session(tmp_path_factory.mktemp("spark")) as started:
        yield started


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest first, so that one process works on the sample on Spark while the other does all else."""
    items.sort(key=lambda item: item.path.stem != "test_spark")
