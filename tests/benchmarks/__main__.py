"""`dev.py bench`: rows of name, ours, floor and ratio, each a median; floors are measured in the same run."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any

from scoreboard.service import Scoreboard
from scoreboard.store import Store
from scoreboard.values import Value, asdict
from tests.benchmarks.data import make_folder

MANY, FEW = 730_000, 1_000
RUNS = 7


class Row(Value):
    """One measure: milliseconds (memory: MiB) of ours and the floor, and the highest ratio `wanted`."""

    name: str
    ours: float
    floor: float
    ratio: float
    wanted: float | None


def _row(name: str, ours: float, floor: float, wanted: float | None) -> Row:
    return Row(name, round(ours, 2), round(floor, 2), round(ours / floor, 2), wanted)


def _environ() -> dict[str, str]:
    """That of a user: no screen is needed, and Python keeps what it has compiled."""
    environ = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    environ.pop("PYTHONDONTWRITEBYTECODE", None)
    return environ


def _child(kind: str, folder: Path) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.benchmarks.window", kind, str(folder)]
    begin = time.time_ns()
    done = subprocess.run(command, env=_environ(), capture_output=True, text=True, check=True, timeout=120)
    answer: dict[str, Any] = json.loads(done.stdout)
    if "painted" in answer:
        answer["start"] = (answer["painted"] - begin) / 1e6
    return answer


def _process(*arguments: str) -> float:
    begin = time.perf_counter()
    subprocess.run([sys.executable, *arguments], env=_environ(), capture_output=True, check=True, timeout=120)
    return (time.perf_counter() - begin) * 1000


def _starts(many: Path, few: Path, score: str) -> list[Row]:
    """One after the other in every round, so that a busy moment meets all of them."""
    found: dict[str, list[dict[str, Any]]] = {"bare": [], "many": [], "few": []}
    _child("board", few)  # compiles what is new
    for _ in range(RUNS):
        found["bare"].append(_child("bare", many))
        found["many"].append(_child("board", many))
        found["few"].append(_child("board", few))
    for answer in found["many"]:
        assert score in answer["shown"], f"the first paint shows {answer['shown']!r}, the week has {score}"
    middle = {name: median(one["start"] for one in answers) for name, answers in found.items()}
    memory = {name: median(one["resident"] for one in answers) / 2**20 for name, answers in found.items()}
    return [
        _row("start", middle["many"], middle["bare"], 3.5),
        _row("start_growth", middle["many"], middle["few"], 1.15),
        _row("memory", memory["many"], memory["bare"], 2.5),
    ]


def _click(folder: Path) -> Row:
    ours = median(_child("click", folder)["milliseconds"])
    floor = median(_child("click-floor", folder)["milliseconds"])
    return _row("click", ours, floor, 2.0)


def _cli_log(folder: Path) -> Row:
    log = ("-m", "scoreboard", "--data-dir", str(folder), "log", "quote")
    pairs = [(_process(*log), _process("-c", "import sqlalchemy.orm")) for _ in range(RUNS)]
    return _row("cli_log", median(ours for ours, _ in pairs), median(floor for _, floor in pairs), 1.4)


def _week_read(folder: Path, now: datetime) -> tuple[Row, str]:
    ours, floors = [], []
    store = Store.open(folder / "scoreboard.db")
    score = ""
    with closing(sqlite3.connect(folder / "scoreboard.db")) as raw:
        for _ in range(RUNS):
            begin = time.perf_counter()
            standing = Scoreboard(store, lambda: now).screens.standing()
            ours.append((time.perf_counter() - begin) * 1000)
            score = f"{float(standing.points):,.2f}".rstrip("0").rstrip(".")
            begin = time.perf_counter()
            raw.execute(
                "SELECT activity, outcome, sum(quantity) FROM entry WHERE voided = 0 AND day BETWEEN ? AND ? "
                "GROUP BY activity, outcome",
                (standing.start.isoformat(), standing.end.isoformat()),
            ).fetchall()
            floors.append((time.perf_counter() - begin) * 1000)
    store.close()
    return _row("week_read", median(ours), median(floors), None), score


def main(arguments: list[str]) -> int:
    """Print a table, or JSON with --json; answers 1 when a ratio is above what is wanted."""
    work = Path(tempfile.mkdtemp(prefix="scoreboard-bench-"))
    try:
        now = datetime.now().astimezone() - timedelta(minutes=1)
        many, few = make_folder(work / "many", MANY, now), make_folder(work / "few", FEW, now)
        week_read, score = _week_read(many, now)
        rows = [*_starts(many, few, score), _click(many), _cli_log(many), week_read]
    finally:
        shutil.rmtree(work)
    if "--json" in arguments:
        print(json.dumps([asdict(row) for row in rows]))
    else:
        for row in rows:
            wanted = f"wanted ≤ {row.wanted}" if row.wanted else "for the record"
            print(f"{row.name:<14}{row.ours:>10.2f}{row.floor:>10.2f}{row.ratio:>8.2f}   {wanted}")
    return int(any(row.wanted is not None and row.ratio > row.wanted for row in rows))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
