"""Finds the files under resources/, in a source tree, in an installed wheel and in a frozen program."""

import sys
from functools import cache
from pathlib import Path


def resource(*parts: str) -> Path:
    """Return the path of a file or folder that came with the program; it need not exist."""
    # Set by PyInstaller, which unpacks data files beside the code.
    frozen = getattr(sys, "_MEIPASS", None)
    return (_root() if frozen is None else Path(frozen) / "resources").joinpath(*parts)


@cache
def _root() -> Path:
    package = Path(__file__).resolve().parent
    installed = package / "_resources"  # where pyproject.toml puts them in a wheel
    return installed if installed.is_dir() else package.parent / "resources"
