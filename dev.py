"""One command for people and for CI: sets up `.venv` when needed, then does what it is asked.

python3 dev.py run [arguments]     the program: the window, or a command such as `run week`
python3 dev.py test [arguments]    the tests; --long adds those that take minutes; the rest goes to pytest
python3 dev.py lint                format, style, types, imports and translations
python3 dev.py check               lint, then test: what CI runs
python3 dev.py words [--check]     bring the translation catalogues up to date, or say what they lack
python3 dev.py bench [arguments]   measure against the speed budgets
python3 dev.py screenshots         make the pictures of the user guide again
"""

import hashlib
import os
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

# Not a comparison pip could make for us: this file runs before there is anything installed.
if sys.version_info < (3, 11):  # noqa: UP036
    sys.exit("Scoreboard needs Python 3.11 or newer; this is %d.%d." % sys.version_info[:2])  # noqa: UP031

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
READY = VENV / "ready"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = str(BIN / "python")
LOCKS = {"run": ROOT / "requirements.lock", "test": ROOT / "requirements-dev.lock"}
TOOLS = {"words": "tests.words", "bench": "tests.benchmarks", "screenshots": "tests.screenshots"}
EVERY_CORE = ["-n", "auto"]  # for the whole suite; a few tests are sooner done in one process
LINTERS = {
    "format": [PYTHON, "-m", "ruff", "format", "--check", "."],
    "style": [PYTHON, "-m", "ruff", "check", "."],
    "types": [PYTHON, "-m", "mypy"],
    "imports": [str(BIN / "lint-imports")],
    "words": [PYTHON, "-m", "tests.words", "--check"],
}


def main(arguments: list[str]) -> NoReturn:
    """Set up what the command needs and become that command."""
    command, rest = (arguments[0], arguments[1:]) if arguments else ("help", [])
    if command == "run":
        set_up("run")
        # -P: a file of the current folder must not stand in for a module of the program.
        become([PYTHON, "-P", "-m", "scoreboard", *rest])
    if command not in {"test", "lint", "check", *TOOLS}:
        print(__doc__)
        sys.exit(0 if command in {"help", "--help", "-h"} else 2)
    os.chdir(ROOT)
    set_up("test")
    if command in TOOLS:
        become([PYTHON, "-m", TOOLS[command], *rest])
    if command == "lint":
        sys.exit(not lint())
    if "--long" in rest:
        rest = ["-m", "", *(word for word in rest if word != "--long")]
    tests = [PYTHON, "-m", "pytest", *(rest or EVERY_CORE)]
    if command == "check" and not lint():
        sys.exit(subprocess.call(tests) or 1)
    become(tests)


def lint() -> bool:
    """Run every linter, also after one has failed, and return whether none found anything."""
    failed = []
    for name, command in LINTERS.items():
        say(f"— {name}")
        if subprocess.call(command):
            failed.append(name)
    say(f"Found something: {', '.join(failed)}" if failed else "Nothing found.")
    return not failed


def set_up(purpose: str) -> None:
    """Make `.venv` fit for `purpose` ("run" or "test"); takes no time when it already is.

    READY holds a key of everything the environment was made from and the purposes it is ready for. It is
    written last, so an interrupted installation starts again from nothing.
    """
    key = fingerprint()
    made_from, *purposes = READY.read_text().split() if READY.exists() else [""]
    if made_from != key:
        make_venv()
        purposes = []
    if purpose in purposes:
        return
    check_system_libraries(purpose)
    say(f"Installing into {VENV} (once, less than a minute) …")
    pip = [PYTHON, "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    # --no-deps: the lock is complete. Left to look for itself, an older pip takes the newest release for a
    # requirement with an extra, finds no hash for it, and gives up.
    locked = ["--require-hashes", "--no-deps", "--only-binary", ":all:", "-r", str(LOCKS[purpose])]
    if subprocess.call(pip + locked, stdout=sys.stderr):
        sys.exit("Installing failed; the lines above say why. The next start tries again.")
    READY.write_text(" ".join([key, *purposes, purpose]))


def fingerprint() -> str:
    """Of all that decides what must be in `.venv`: the locks, the Python beneath, and the place itself."""
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    parts = [lock.read_bytes() for lock in LOCKS.values()]
    parts += [text.encode() for text in (version, sys.base_prefix, str(ROOT))]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def make_venv() -> None:
    """Make `.venv` anew, with this folder on its path."""
    try:
        import ensurepip  # noqa: F401, PLC0415 - Debian and Ubuntu ship Python without it
    except ImportError:
        sys.exit("Python's venv module is missing. Debian/Ubuntu: sudo apt install python3-venv")
    READY.unlink(missing_ok=True)
    say(f"Making {VENV} …")
    if subprocess.call([sys.executable, "-m", "venv", "--clear", str(VENV)], stdout=sys.stderr):
        sys.exit(f"{VENV} could not be made; the lines above say why.")
    # One line in a .pth file is all that an editable installation comes to, without a build.
    (site_packages,) = VENV.glob("Lib/site-packages" if os.name == "nt" else "lib/python3*/site-packages")
    (site_packages / "scoreboard.pth").write_text(f"{ROOT}\n", encoding="utf-8")


def check_system_libraries(purpose: str) -> None:
    """On Linux, see to the libraries that Qt expects of the system; wheels do not bring them."""
    if not sys.platform.startswith("linux"):
        return
    from scoreboard.gui import preflight  # noqa: PLC0415 - wanted only while setting up

    wanted = preflight.QT_LIBRARIES + (preflight.WINDOW_LIBRARIES if purpose == "run" else ())
    missing = preflight.missing(wanted)
    if missing and os.geteuid() == 0 and Path("/usr/bin/apt-get").exists():
        apt_install([preflight.debian_package(library) for library in missing])
        missing = preflight.missing(wanted)
    if missing:
        say(preflight.advice(missing))
        # Commands need no window, and the window looks again for itself; tests could only fail.
        if purpose == "test":
            sys.exit(1)


def apt_install(packages: list[str]) -> None:
    """Install Debian packages; a failure shows in what is still missing afterwards."""
    say(f"Installing system libraries for Qt: {' '.join(packages)}")
    environ = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "-qq", "-y", "--no-install-recommends", *packages]
    for command in (["apt-get", "update", "-qq"], install):
        subprocess.call(command, env=environ, stdout=subprocess.DEVNULL)


def become(command: list[str]) -> NoReturn:
    """Turn into `command`: its output, signals and exit status are then the caller's own."""
    if os.name == "nt":  # where exec returns to the shell before the program has ended
        sys.exit(subprocess.call(command))
    os.execv(command[0], command)


def say(line: str) -> None:
    """Speak on standard error: standard output belongs to the program that is run."""
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
