"""Stores of their own for every test, closed at its end."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from scoreboard.store import Store
from tests.stores import small_store, store_file


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return store_file(tmp_path)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """It knows a counted activity, a percent activity and a deliverable."""
    store = small_store(tmp_path)
    yield store
    store.close()


@pytest.fixture
def other(store: Store) -> Iterator[Store]:
    """A second store on the same file, as the command line beside the window."""
    other = Store.open(store.path)
    yield other
    other.close()
