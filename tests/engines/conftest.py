"""The Spark of a process, started when a test first asks for it."""

from collections.abc import Iterator

import pytest
from spark_session import Spark, spark_session


@pytest.fixture(scope="module")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Spark]:
    with spark_session(tmp_path_factory.mktemp("spark")) as started:
        yield started
