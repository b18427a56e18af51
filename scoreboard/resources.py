"""Finds the files under resources/, in a source tree, in an installed wheel and in a frozen program."""

import sys
from pathlib import Path


def resource(*parts: str) -> Path:
    """Return the path of a file or folder that came with the program; it need not exist."""
    return _root().joinpath(*parts)


def _root() -> Path:
    # Set by PyInstaller, which unpacks data files beside the code.
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen is not None:
        return Path(frozen) / "resources"
    package = Path(__file__).resolve().parent
    installed = package / "_resources"  # where pyproject.toml puts them in a wheel
    return installed if installed.is_dir() else package.parent / "resources"
