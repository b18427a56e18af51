"""What every test gets: no screen, no folder of the real user, English to begin with."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from _pytest.terminal import TerminalReporter
from hypothesis import settings

from scoreboard import i18n, paths

# Before anything imports Qt. Set it to xcb or wayland to watch the tests.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# A deadline would measure how busy the machine is.
settings.register_profile("scoreboard", deadline=None)
settings.load_profile("scoreboard")


@pytest.fixture(scope="session", autouse=True)
def _home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """An empty home for the session, here and in every program a test starts."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for variable in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "XDG_RUNTIME_DIR"):
            patch.setenv(variable, str(home))
        for variable in list(os.environ):
            if variable.startswith(("LANG", "LC_", "SCOREBOARD_", "XDG_DATA_", "XDG_CONFIG_", "XDG_CACHE_")):
                patch.delenv(variable)
        patch.setenv("LANG", "C.UTF-8")  # Qt warns of a locale that is not UTF-8
        yield


@pytest.fixture(autouse=True)
def _own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A data folder for each test, and the language as it was."""
    monkeypatch.setenv(paths.VARIABLE, str(tmp_path / "data"))
    yield
    i18n.set_language("en")


def pytest_terminal_summary(terminalreporter: TerminalReporter) -> None:
    """What the harnesses of tests/reliability counted; here it is also known when tests run side by side."""
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
