"""Every harness says in one line what it counted; tests/conftest.py shows it below the results."""

from collections.abc import Callable

import pytest

from tests.reliability.tally import Tally

Tell = Callable[[Tally], Tally]


@pytest.fixture
def tell(record_property: Callable[[str, object], None]) -> Tell:
    """Say what was counted; answers it."""

    def say(tally: Tally) -> Tally:
        record_property("reliability", str(tally))
        return tally

    return say
