"""Says in one sentence why no window can open, where Qt would abort the process or Python show a traceback.

Only the standard library at import time: dev.py asks here, too, before anything is installed.
"""

import ctypes
import re
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from scoreboard.i18n import _

# What the wheels of Qt expect of a Linux system; found by installing one at a time on a bare Debian 12.
QT_LIBRARIES = (
    "libglib-2.0.so.0",
    "libEGL.so.1",
    "libGL.so.1",
    "libfontconfig.so.1",
    "libxkbcommon.so.0",
    "libdbus-1.so.3",
    "libgssapi_krb5.so.2",
)
WINDOW_LIBRARIES = (
    "libxcb-cursor.so.0",
    "libxcb-icccm.so.4",
    "libxcb-keysyms.so.1",
    "libxcb-shape.so.0",
    "libxcb-xkb.so.1",
    "libxkbcommon-x11.so.0",
)


def problem(environ: Mapping[str, str]) -> str | None:
    """Return what keeps a window from opening here, or None; to be asked before there is a QApplication."""
    try:
        import PySide6.QtWidgets  # noqa: PLC0415 - whether this works is the question
    except ImportError as error:
        return _explain(error)
    platform = environ.get("QT_QPA_PLATFORM", "")
    if not sys.platform.startswith("linux") or not (platform or "xcb").startswith("xcb"):
        return None
    if environ.get("WAYLAND_DISPLAY") and not platform:
        return None
    return _x11_problem(environ.get("DISPLAY"), Path(PySide6.__file__).parent / "Qt/plugins/platforms")


def missing(libraries: Iterable[str]) -> list[str]:
    """Return those shared libraries that the system cannot load."""
    return [library for library in libraries if not _loads(library)]


def advice(libraries: Iterable[str]) -> str:
    """Return one sentence that names missing libraries and how Debian installs them."""
    names = list(libraries)
    return _(
        "Qt needs libraries that are missing here: {names}. Debian/Ubuntu: sudo apt install {packages}"
    ).format(names=", ".join(names), packages=" ".join(map(debian_package, names)))


def debian_package(library: str) -> str:
    """Return the Debian package of a shared library, by Debian's own naming rule."""
    if library == "libglib-2.0.so.0":
        return "libglib2.0-0"  # the exception
    name, _dot, version = library.lower().replace("_", "-").partition(".so.")
    return f"{name}{'-' if name[-1:].isdigit() else ''}{version.split('.')[0]}"


def _x11_problem(display: str | None, plugins: Path) -> str | None:
    if not display:
        return _(
            "There is no screen to open a window on: neither DISPLAY nor WAYLAND_DISPLAY is set. "
            "Commands such as “scoreboard week” need none."
        )
    try:
        for plugin in plugins.glob("libqxcb.so"):  # a distribution's own Qt keeps it elsewhere
            ctypes.CDLL(str(plugin))
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError as error:
        return _explain(error)
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(display.encode(), None))
    refused = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return _("The screen {display} does not let a window open.").format(display=display) if refused else None


def _explain(error: Exception) -> str:
    library = re.match(r"(lib[^/:]+): cannot open shared object file", str(error))
    if library is None:
        return _("Qt cannot start: {reason}").format(reason=error)
    return advice([library[1]])


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True
