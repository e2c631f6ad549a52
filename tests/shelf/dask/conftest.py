"""One scheduler and two workers for the tests of all modules here: starting them takes some seconds."""

from __future__ import annotations

import gc
import warnings
from collections.abc import Iterator

import pytest
from support.dask_cluster import DaskCluster, dask_cluster


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DaskCluster]:
    """Return a cluster; a test that kills a worker starts another."""
    with dask_cluster(tmp_path_factory.mktemp("dask"), workers=2) as started:
        yield started


@pytest.fixture(autouse=True)
def _connections_are_gone() -> Iterator[None]:
    """Let go of what distributed leaves open, here and not within some other test."""
    yield
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        gc.collect()
