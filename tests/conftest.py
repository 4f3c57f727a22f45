"""What the tests of every folder share."""

import os

import pytest


@pytest.fixture(scope="session", autouse=True)
def share(tmp_path_factory: pytest.TempPathFactory) -> None:
    own = tmp_path_factory.getbasetemp()
    os.environ["TESTS_SHARE"] = str(own.parent if "PYTEST_XDIST_WORKER" in os.environ else own)
