"""Out of a damaged file, the newest backup and the lifeboat: one sound file, put in place only after a yes.

The damaged file is copied aside first and kept for ever. All work is done on files beside it.
"""

import filecmp
import re
import sqlite3
from collections.abc import Iterable
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from scoreboard.domain.entries import LogEntry
from scoreboard.errors import DataBusy, StoreProblem
from scoreboard.store import rows as converting
from scoreboard.store.backups import Backup, Backups, bring_beside
from scoreboard.store.control import BOOK_FACTS, ENTRY_FACTS, ENTRY_ROW, OTHER_FACTS
from scoreboard.store.copies import free_name, journal, put_in_place, remove, set_aside, stamp, verified
from scoreboard.store.lifeboat import Lifeboat
from scoreboard.store.opening import connect, file_problem, make_file, problems, transaction
from scoreboard.store.safety import Soundness, check, rewrite
from scoreboard.store.salvage import Game, Salvaged, Values, salvage
from scoreboard.values import Value


class Recovery(Value):
    """A sound file that could take the damaged one's place, and where each of its entries comes from.

    `rules` says where the rulebook is from: "file" (the damaged one, in which it is sound), "backup", or
    "pieces" (what of it could be read, without a backup and without a control sum that agrees).
    """

    path: Path
    aside: Path | None
    """The copy of the damaged file; None when there was none any more."""
    candidate: Path
    backup: Backup | None
    """The newest one that is sound."""
    entries: int
    """Of the candidate, voided ones too."""
    from_backup: int
    salvaged: int
    """Added from the damaged file."""
    changed: int
    """Of the backup, but in the newer form of the damaged file."""
    doubtful: int
    """Of weeks that do not agree with their control sum: salvaged ones, or kept in the backup's form."""
    unplaced: int
    """Could be read but not be added, such as those of an activity nobody knows; they are in `aside`."""
    unreadable: int
    """Rows of entries that could not be read; a guess when much is damaged."""
    lifeboat: int
    """Added from the lifeboat, which keeps them until they are in place."""
    rules: str
    seen: tuple[object, ...] = ()
    """How the damaged file looked, to notice that it was written meanwhile."""


@dataclass(slots=True)
class _Count:
    salvaged: int = 0
    changed: int = 0
    doubtful: int = 0
    unplaced: int = 0
    lifeboat: int = 0


def plan_recovery(path: Path, backups: Backups, lifeboat: Lifeboat, now: datetime) -> Recovery:
    """Make the candidate; that of an earlier plan goes. Nothing is switched, overwritten or thinned out.

    No store of this process may be in a transaction meanwhile. Raises NoAccess or DiskFull when there is no
    room beside the damaged file.
    """
    seen = _looks(path)
    _drop_candidates(path)
    aside = _aside(path, now) if path.exists() else None
    candidate = free_name(path.parent, f"recovery-{stamp(now)}", path.suffix)
    try:
        found = salvage(aside, candidate.with_suffix(".tmp")) if aside else Salvaged()
        backup = backups.newest_sound(now)
        if backup:
            bring_beside(backup.path, candidate)
        else:
            _make(candidate)
        count = _Count()
        with problems(candidate), closing(connect(candidate, "rw")) as raw:
            with transaction(raw, writes=True):
                rules = _bring_rules(raw, found, backup)
            raw.execute("PRAGMA foreign_keys=ON")
            with transaction(raw, writes=True):
                _add_salvaged(raw, found, count, now)
                _add_game(raw, found.game)
                _add_kept(raw, [kept.entry for kept in lifeboat.kept().entries if not kept.typed], count)
                rewrite(raw)
        sound = verified(candidate, thorough=True)
    except OSError as error:
        remove(candidate)
        raise file_problem(candidate, error) from error
    except StoreProblem:
        remove(candidate)
        raise
    return Recovery(
        path=path,
        aside=aside,
        candidate=candidate,
        backup=backup,
        entries=sound.entries,
        from_backup=(backup.entries or 0) if backup else 0,
        salvaged=count.salvaged,
        changed=count.changed,
        doubtful=count.doubtful,
        unplaced=count.unplaced,
        unreadable=found.unreadable,
        lifeboat=count.lifeboat,
        rules=rules,
        seen=seen,
    )


def switch(recovery: Recovery) -> Soundness:
    """Put the candidate in place of the damaged file. Only after a yes of the user.

    Raises DataBusy, and changes nothing, when the damaged file was written since the plan was made: then
    there may be more to salvage. Open stores of the file are to be opened anew.
    """
    if _looks(recovery.path) != recovery.seen:
        raise DataBusy(recovery.path, "changed")
    verified(recovery.candidate, at_least=recovery.entries)
    put_in_place(recovery.candidate, recovery.path)
    _drop_candidates(recovery.path)
    return check(recovery.path)


_CANDIDATE = re.compile(r"recovery-\d{8}-\d{6}(-\d+)?\.(db|tmp)")


def _drop_candidates(path: Path) -> None:
    """Remove what earlier plans, or killed ones, have left beside the file: each is as large as it."""
    with suppress(OSError):
        for file in list(path.parent.iterdir()):
            if _CANDIDATE.fullmatch(file.name):
                remove(file)


def _looks(path: Path) -> tuple[object, ...]:
    looks: list[object] = []
    for file in (path, journal(path)):
        with suppress(OSError):
            about = file.stat()
            looks.append((file.name, about.st_size, about.st_mtime_ns))
    return tuple(looks)


def _aside(path: Path, now: datetime) -> Path:
    """The copy aside, or the one of an earlier attempt if nothing has changed since."""
    for earlier in sorted(path.parent.glob(f"damaged-*{path.suffix}"), reverse=True):
        with suppress(OSError):
            same = filecmp.cmp(path, earlier, shallow=False)
            if same and journal(path).exists():
                same = filecmp.cmp(journal(path), journal(earlier), shallow=False)
            if same and journal(path).exists() == journal(earlier).exists():
                return earlier
    return set_aside(path, now)


def _make(candidate: Path) -> None:
    # SQLAlchemy and Alembic take a third of a second to import.
    from scoreboard.store.migrating import migrate  # noqa: PLC0415

    make_file(candidate)
    migrate(candidate)


_USED = (
    "SELECT activity FROM entry UNION SELECT deliverable FROM entry "
    "UNION SELECT activity FROM entry_trail UNION SELECT deliverable FROM entry_trail"
)


def _bring_rules(raw: sqlite3.Connection, found: Salvaged, backup: Backup | None) -> str:
    """Take the damaged file's rulebook over where it is sound; else only what entries may need."""
    if found.book_sound:
        used = {key for (key,) in raw.execute(_USED)}
        for table, facts in BOOK_FACTS.items():
            before = raw.execute(f"SELECT {', '.join(facts)} FROM {table}").fetchall()  # noqa: S608
            raw.execute(f"DELETE FROM {table}")  # noqa: S608
            _insert(raw, table, found.book[table])
            if table in ("activity", "deliverable"):
                _insert(raw, table, [values for values in before if values[0] in used])
        _drop_dangling(raw)
        return "file"
    forms = [one.facts for one in found.entries.values()]
    forms += [form for trail in found.trail.values() for form in trail]  # with its moment instead of the uid
    activities, deliverables = ({facts[n] for facts in forms} for n in (1, 9))
    needed = {"activity": activities, "outcome": activities, "deliverable": deliverables}
    for table, salvaged in found.book.items():
        if backup is None:
            _insert(raw, table, salvaged)
        elif table in needed:
            _insert(raw, table, [values for values in salvaged if values[0] in needed[table]])
    _drop_dangling(raw)
    return "backup" if backup else "pieces"


def _insert(raw: sqlite3.Connection, table: str, found: Iterable[Values]) -> None:
    """Rows that are there already, or that the constraints do not allow, are left out."""
    facts = BOOK_FACTS[table]
    marks = ", ".join("?" * len(facts))
    for values in found:
        with suppress(sqlite3.IntegrityError):
            raw.execute(f"INSERT INTO {table} ({', '.join(facts)}) VALUES ({marks})", values)  # noqa: S608


def _drop_dangling(raw: sqlite3.Connection) -> None:
    """Rules and outcomes of an activity that could not be read are of no use. Entries are not touched."""
    while True:
        dangling = {
            (table, row) for table, row, *_ in raw.execute("PRAGMA foreign_key_check") if table in BOOK_FACTS
        }
        if not dangling:
            return
        for table, row in dangling:
            raw.execute(f"DELETE FROM {table} WHERE rowid = ?", (row,))  # noqa: S608


_ADD = f"INSERT INTO entry ({', '.join(ENTRY_FACTS)}) VALUES ({', '.join('?' * len(ENTRY_FACTS))})"  # noqa: S608
_CHANGE = f"UPDATE entry SET {', '.join(f'{name} = ?' for name in ENTRY_FACTS)} WHERE uid = ?"  # noqa: S608
_TRAIL = (
    f"INSERT INTO entry_trail (entry, changed_ms, {', '.join(ENTRY_FACTS[1:])}) "  # noqa: S608
    f"SELECT number, ?, {', '.join(ENTRY_FACTS[1:])} FROM entry WHERE uid = ?"
)


_KEEP = (
    f"INSERT INTO entry_trail (entry, changed_ms, {', '.join(ENTRY_FACTS[1:])}) "  # noqa: S608
    f"SELECT number, ?, {', '.join('?' * len(ENTRY_FACTS[1:]))} FROM entry WHERE uid = ?"
)


def _add_salvaged(raw: sqlite3.Connection, found: Salvaged, count: _Count, now: datetime) -> None:
    """Add what the backup does not have, and what is newer, where the week's control sum vouches for it.

    Each with its older forms; where the one that the backup has is not among them, that becomes one.
    """
    known = {uid: hash(row) for uid, _, _, row in raw.execute(f"SELECT uid, {ENTRY_ROW} FROM entry")}  # noqa: S608
    trail = _newer_trail(raw, found.trail)
    for uid, one in found.entries.items():
        if known.get(uid) == hash(one.row):
            _add_trail(raw, uid, trail)
            continue
        if uid in known and not one.sound:
            count.doubtful += 1
            continue
        try:
            if uid in known:
                if not _add_trail(raw, uid, trail):
                    raw.execute(_TRAIL, (converting.milliseconds(now), uid))
                raw.execute(_CHANGE, (*one.facts, uid))
                count.changed += 1
            else:
                raw.execute(_ADD, one.facts)
                _add_trail(raw, uid, trail)
                count.salvaged += 1
                count.doubtful += not one.sound
        except sqlite3.IntegrityError:
            count.unplaced += 1


def _newer_trail(raw: sqlite3.Connection, found: dict[str, list[Values]]) -> dict[str, list[Values]]:
    """The older forms of entries that are not in the candidate yet."""
    forms = ", ".join(f"entry_trail.{name}" for name in ENTRY_FACTS[1:])
    known = set(
        raw.execute(
            f"SELECT uid, changed_ms, {forms} FROM entry_trail JOIN entry ON entry = entry.number"  # noqa: S608
        )
    )
    return {uid: [form for form in trail if (uid, *form) not in known] for uid, trail in found.items()}


def _add_trail(raw: sqlite3.Connection, uid: str, trail: dict[str, list[Values]]) -> bool:
    """Whether there was a form to add. One that the constraints do not allow is left out."""
    added = False
    for changed, *form in trail.get(uid, ()):
        with suppress(sqlite3.IntegrityError):
            raw.execute(_KEEP, (changed, *form, uid))
            added = True
    return added


_REWARD, _FEAT, _CLAIM = OTHER_FACTS["reward"], OTHER_FACTS["feat"][1:], OTHER_FACTS["claim"][2:]
_ADD_REWARD = (
    f"INSERT INTO reward ({', '.join(_REWARD)}) VALUES ({', '.join('?' * len(_REWARD))}) "  # noqa: S608
    f"ON CONFLICT (key) DO UPDATE SET {', '.join(f'{name} = excluded.{name}' for name in _REWARD[1:])}"
)
_ADD_FEAT = (
    f"INSERT INTO feat ({', '.join(_FEAT)}) VALUES ({', '.join('?' * len(_FEAT))}) "  # noqa: S608
    "ON CONFLICT (kind, subject) DO NOTHING"
)
_ADD_CLAIM = (
    f"INSERT INTO claim (feat, {', '.join(_CLAIM)}) "  # noqa: S608
    f"SELECT number, {', '.join('?' * len(_CLAIM))} FROM feat WHERE kind = ? AND subject = ? "
    f"ON CONFLICT (feat) DO UPDATE SET {', '.join(f'{name} = excluded.{name}' for name in _CLAIM)}"
)


def _add_game(raw: sqlite3.Connection, game: Game) -> None:
    """Rewards, feats and claims by what they are known by: the file's are newer than those of the backup.

    What only the backup has stays: that it could not be read does not say that it was taken out. Rows that
    the constraints do not allow are left out.
    """
    for values in game.rewards:
        with suppress(sqlite3.IntegrityError):
            raw.execute(_ADD_REWARD, values)
    feats = {}
    for number, *feat in game.feats:
        with suppress(sqlite3.IntegrityError):
            raw.execute(_ADD_FEAT, feat)
            feats[number] = feat[:2]
    for _, number, *claim in game.claims:
        with suppress(sqlite3.IntegrityError):
            if number in feats:
                raw.execute(_ADD_CLAIM, (*claim, *feats[number]))


def _add_kept(raw: sqlite3.Connection, entries: Iterable[LogEntry], count: _Count) -> None:
    """Add what waits in the lifeboat; what cannot be added waits on."""
    for entry in entries:
        facts = {"uid": entry.uid, **converting.entry_facts(entry)}
        with suppress(sqlite3.IntegrityError):
            raw.execute(_ADD, tuple(facts[name] for name in ENTRY_FACTS))
            count.lifeboat += 1
