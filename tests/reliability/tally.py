"""What a harness counts, and the process of its own that it runs in."""

import importlib
import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
MOST_SHOWN = 20
AN_HOUR = 3600
SHARE = "RELIABILITY_SHARE"

posix = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and kill -9: run on Linux or macOS")


class Tally:
    """Counts in the order in which they were first named, and the faults: what must never be."""

    def __init__(self, name: str, *kinds: str) -> None:
        """`kinds` are counted from nought, in this order."""
        self.name = name
        self.counts: Counter[str] = Counter(dict.fromkeys(kinds, 0))
        self.faults: list[str] = []

    def found(self, case: str, faults: list[str]) -> None:
        """Note what a case came to; `case` must be enough to repeat it."""
        self.faults += [f"{case}: {fault}" for fault in faults]

    def __str__(self) -> str:
        counts = ", ".join(f"{number} {kind}" for kind, number in self.counts.items())
        return f"{self.name}: {counts}, {len(self.faults)} lost or corrupt"

    def passed(self) -> bool:
        """Whether there is no fault; otherwise the first ones are printed."""
        print(self, *self.faults[:MOST_SHOWN], sep="\n")
        return not self.faults


def part_of(long: int) -> int:
    """As much of a long count as there is time for: all of it, or the share that the environment names."""
    return round(long * float(os.environ.get(SHARE, "1")))


def short_and_long(short: int, long: int) -> pytest.MarkDecorator:
    """Run a test with two counts, the second of them only on demand."""
    marks = (pytest.mark.long, pytest.mark.timeout(10 * AN_HOUR))
    return pytest.mark.parametrize(
        "count",
        [
            pytest.param(
                short, id="short", marks=pytest.mark.timeout(AN_HOUR // 6)
            ),  # others may be busy too
            pytest.param(max(short, part_of(long)), id="long", marks=marks),
        ],
    )


def alone(harness: Callable[..., Tally], folder: Path, **options: Any) -> Tally:
    """Run a harness in a process of its own, because it forks, or sets what can be set once.

    It has `folder` for its files and its temporary files.
    """
    answer = folder / "tally.json"
    (folder / "tmp").mkdir(exist_ok=True)
    program = "import sys; from tests.reliability import tally; tally.serve(*sys.argv[1:])"
    how = [harness.__module__, harness.__name__, str(folder), json.dumps(options)]
    environ = {**os.environ, "TMPDIR": str(folder / "tmp"), "PYTHONDONTWRITEBYTECODE": "1"}
    subprocess.run([sys.executable, "-W", "error", "-c", program, *how], cwd=ROOT, env=environ, check=True)
    found = json.loads(answer.read_text())
    tally = Tally(found["name"])
    tally.counts.update(found["counts"])
    tally.faults = found["faults"]
    return tally


def serve(module: str, name: str, folder: str, options: str) -> None:
    """Be the process that `alone` starts."""
    tally = getattr(importlib.import_module(module), name)(Path(folder), **json.loads(options))
    found = {"name": tally.name, "counts": tally.counts, "faults": tally.faults}
    (Path(folder) / "tally.json").write_text(json.dumps(found))
