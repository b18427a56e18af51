"""Every harness says in one line what it counted, shown below the results."""

from collections.abc import Callable

import pytest
from _pytest.terminal import TerminalReporter

from tests.reliability.tally import Tally

Tell = Callable[[Tally], Tally]


@pytest.fixture
def tell(record_property: Callable[[str, object], None]) -> Tell:
    """Say what was counted; answers it."""

    def say(tally: Tally) -> Tally:
        record_property("reliability", str(tally))
        return tally

    return say


def pytest_terminal_summary(terminalreporter: TerminalReporter) -> None:
    lines = [
        str(value)
        for reports in terminalreporter.stats.values()
        for report in reports
        if getattr(report, "when", "") == "call"
        for name, value in report.user_properties
        if name == "reliability"
    ]
    if lines:
        terminalreporter.section("reliability")
        for line in sorted(lines):
            terminalreporter.write_line(line)
