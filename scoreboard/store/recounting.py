"""Taking the rows as they are for right when the control sums do not agree: a decision, put on record."""

import json
import os
from contextlib import closing
from datetime import datetime
from pathlib import Path

from scoreboard.errors import DamagedData
from scoreboard.store.control import NOTHING, book_sum, kept_book, kept_weeks
from scoreboard.store.copies import copy, free_name, stamp
from scoreboard.store.lifeboat import sync_folder
from scoreboard.store.opening import connect, file_problem, problems, transaction
from scoreboard.store.safety import Soundness, check, count_weeks, rewrite
from scoreboard.values import Value


class Recounted(Value):
    """A copy of the data from just before, the report of what did not agree, and in how many weeks."""

    aside: Path
    report: Path
    weeks: int
    after: Soundness


def recount(path: Path, now: datetime) -> Recounted:
    """Write the control sums of the file at `path` anew. Only after a yes of the user.

    Before, `recount-<time>.db`, a copy for ever, and `recount-<time>.json`, the sums as kept and as counted,
    are made beside it. Raises DamagedData, and changes nothing, when the file itself is damaged or references
    are lost: that is for a recovery.
    """
    found = check(path)
    if found.database != "ok" or any(one.kind == "unreadable" for one in found.problems):
        raise DamagedData(path, found.problems[0].detail)
    aside = free_name(path.parent, f"recount-{stamp(now)}", ".db")
    copy(path, aside)
    report = aside.with_suffix(".json")
    with problems(path), closing(connect(path, "rw")) as raw, transaction(raw, writes=True):
        kept, (counted, _) = kept_weeks(raw), count_weeks(raw)
        weeks = {
            monday: {
                "kept": kept.get(monday, NOTHING)._asdict(),
                "counted": counted.get(monday, NOTHING)._asdict(),
            }
            for monday in sorted(kept.keys() | counted.keys())
            if kept.get(monday, NOTHING) != counted.get(monday, NOTHING)
        }
        rules = {"kept": kept_book(raw)._asdict(), "counted": book_sum(raw)._asdict()}
        _write(report, {"made_at": now.isoformat(), "weeks": weeks, "rules": rules})
        rewrite(raw)
    return Recounted(aside, report, len(weeks), check(path))


def _write(report: Path, content: object) -> None:
    try:
        with report.open("x", encoding="utf-8") as file:
            report.chmod(0o600)
            json.dump(content, file, indent=1)
            file.flush()
            os.fsync(file.fileno())
        sync_folder(report.parent)
    except OSError as error:
        raise file_problem(report, error) from error
