"""Whether windows can be see-through here: on a plain X server a shadow would be a black frame."""

from typing import Any

from PySide6.QtGui import QGuiApplication


def see_through() -> bool:
    """False on an X server where nothing composes the windows, as in many remote sessions."""
    app: Any = QGuiApplication.instance()
    if QGuiApplication.platformName() != "xcb":
        return True
    import ctypes  # noqa: PLC0415 - nothing that a start needs

    try:
        x11 = ctypes.CDLL("libX11.so.6")
        display = app.nativeInterface().display()
    except (AttributeError, OSError):  # nobody can tell
        return True
    x11.XInternAtom.restype = x11.XGetSelectionOwner.restype = ctypes.c_ulong
    x11.XInternAtom.argtypes = (ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int)
    x11.XGetSelectionOwner.argtypes = (ctypes.c_void_p, ctypes.c_ulong)
    return bool(x11.XGetSelectionOwner(display, x11.XInternAtom(display, b"_NET_WM_CM_S0", 0)))
