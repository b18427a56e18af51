"""Whatever keeps Qt from opening a window is said in a sentence that helps."""

import subprocess
import sys
from pathlib import Path

import pytest

from scoreboard.gui import preflight

ROOT = Path(__file__).parent.parent.parent
linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="what Linux may lack")


@linux
def test_no_screen() -> None:
    sentence = preflight.problem({})
    assert sentence is not None
    assert "DISPLAY" in sentence
    assert "scoreboard week" in sentence


@linux
def test_a_screen_that_is_not_there() -> None:
    sentence = preflight._x11_problem(":4711", Path("/without/plugins"))
    assert sentence is not None
    assert ":4711" in sentence


@linux
def test_a_plugin_that_cannot_be_loaded(tmp_path: Path) -> None:
    (tmp_path / "libqxcb.so").write_bytes(b"not a library")
    sentence = preflight._x11_problem(":0", tmp_path)
    assert sentence is not None
    assert sentence.startswith("Qt cannot start: ")


@pytest.mark.parametrize(
    "environ",
    [
        {"QT_QPA_PLATFORM": "offscreen"},
        {"QT_QPA_PLATFORM": "minimal:size=100x100"},
        {"WAYLAND_DISPLAY": "wayland-0"},
    ],
)
def test_nothing_to_say_where_a_window_can_open(environ: dict[str, str]) -> None:
    assert preflight.problem(environ) is None


def test_a_missing_library_is_named_with_its_package() -> None:
    error = ImportError("libEGL.so.1: cannot open shared object file: No such file or directory")
    assert preflight._explain(error) == (
        "Qt needs libraries that are missing here: libEGL.so.1. Debian/Ubuntu: sudo apt install libegl1"
    )


@linux
def test_only_missing_libraries_are_missing() -> None:
    assert preflight.missing(["libc.so.6", "libnowhere.so.7"]) == ["libnowhere.so.7"]


@pytest.mark.parametrize(
    ("library", "package"),
    [
        ("libglib-2.0.so.0", "libglib2.0-0"),
        ("libEGL.so.1", "libegl1"),
        ("libdbus-1.so.3", "libdbus-1-3"),
        ("libgssapi_krb5.so.2", "libgssapi-krb5-2"),
        ("libxcb-icccm.so.4", "libxcb-icccm4"),
        ("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
        ("libxcb-render-util.so.0.0.0", "libxcb-render-util0"),
    ],
)
def test_the_package_of_a_library(library: str, package: str) -> None:
    assert preflight.debian_package(library) == package


def test_qt_is_not_needed_to_ask() -> None:
    # -S: without anything that pip installs, as when dev.py asks.
    code = "import scoreboard.gui.preflight, sys; print('PySide6' in sys.modules)"
    bare = f"import sys; sys.path.insert(0, {str(ROOT)!r}); {code}"
    asked = subprocess.run([sys.executable, "-IS", "-c", bare], capture_output=True, text=True, check=True)
    assert asked.stdout.strip() == "False"
