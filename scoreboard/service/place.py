"""Where a folder lies: in one that a program synchronises, or on another computer, a database gets torn."""

import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

NETWORK_TYPES = frozenset(
    {
        "nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "9p", "afs", "ceph", "glusterfs", "davfs", "lustre",
        "beegfs", "fuse.sshfs", "fuse.rclone", "fuse.davfs2", "fuse.gvfsd-fuse", "fuse.s3fs",
        "fuse.glusterfs",
    }
)  # fmt: skip
MOUNTS = Path("/proc/self/mounts")
REMOTE_DRIVE = 4

_FOLDERS = {
    "dropbox": "dropbox",
    "onedrive": "onedrive",
    "google drive": "googledrive",
    "googledrive": "googledrive",
    "my drive": "googledrive",
    "iclouddrive": "icloud",
    "mobile documents": "icloud",
    "nextcloud": "nextcloud",
    "owncloud": "nextcloud",
}
"""Beginnings of names that the folders of these programs have."""


def where_it_lies(
    path: Path, environ: Mapping[str, str] | None = None, mounts: str | None = None
) -> str | None:
    """What may tear a database in that folder; None for a folder of this computer alone.

    "dropbox", "onedrive", "googledrive", "icloud", "nextcloud", "syncthing" or "resilio" synchronise it,
    "network": it is on another computer. `mounts` is the text of /proc/self/mounts. On macOS a network mount
    is not recognised.
    """
    environ = os.environ if environ is None else environ
    folders = [path.absolute(), *path.absolute().parents]
    with_links = [path.resolve(), *path.resolve().parents]
    for folder in dict.fromkeys([*folders, *with_links]):
        found = _synchronised(folder, environ)
        if found:
            return found
    return "network" if _remote(path.resolve(), mounts) else None


def _synchronised(folder: Path, environ: Mapping[str, str]) -> str | None:
    for variable in ("OneDrive", "OneDriveConsumer", "OneDriveCommercial"):
        if environ.get(variable) and folder == Path(environ[variable]):
            return "onedrive"
    name = folder.name.casefold()
    for beginning, kind in _FOLDERS.items():
        # "Dropbox (Acme)" and "OneDrive - Acme" are meant, a folder "dropbox-api" of a programmer is not.
        if name == beginning or name.startswith(
            (f"{beginning} (", f"{beginning} - ", f"{beginning}-personal")
        ):
            return kind
    if folder.parent.name == "CloudStorage":  # where macOS keeps them all, named like "GoogleDrive-a@b.nl"
        kinds = {"icloud": "icloud", "dropbox": "dropbox", "onedrive": "onedrive"}
        return next((kind for begin, kind in kinds.items() if name.startswith(begin)), "googledrive")
    return next(_marked(folder), None)


def _marked(folder: Path) -> Iterator[str]:
    """What these programs leave in the folders that they keep."""
    try:
        if (folder / ".dropbox").exists():
            yield "dropbox"
        if (folder / ".stfolder").exists():
            yield "syncthing"
        if (folder / ".sync").is_dir():
            yield "resilio"
        if any(folder.glob("._sync_*.db")) or any(folder.glob(".sync_*.db")):
            yield "nextcloud"
    except OSError:
        return


def _remote(path: Path, mounts: str | None) -> bool:
    if sys.platform == "win32":
        return _remote_drive(path)
    if mounts is None:
        try:
            mounts = MOUNTS.read_text(encoding="utf-8", errors="surrogateescape")
        except OSError:
            return False
    best, kind = 0, ""
    for line in mounts.splitlines():
        _, at, type_, *_ = [*line.split(" "), "", "", ""]
        # Blanks are written as octal numbers there.
        point = Path(at.encode().decode("unicode_escape", "replace")) if "\\" in at else Path(at)
        if (path == point or point in path.parents) and len(point.parts) >= best:
            best, kind = len(point.parts), type_
    return kind in NETWORK_TYPES


def _remote_drive(path: Path) -> bool:
    if path.drive.startswith("\\\\"):
        return True
    import ctypes  # noqa: PLC0415  (only here)

    drives = getattr(ctypes, "windll").kernel32  # noqa: B009  (there is none elsewhere)
    return bool(drives.GetDriveTypeW(f"{path.drive}\\") == REMOTE_DRIVE)
