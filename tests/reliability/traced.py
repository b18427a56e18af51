"""strace on a forked process: a record of what it writes, or errors that the system seems to give it."""

import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

from scoreboard.values import Value
from tests.reliability.processes import READY, Child, Say

LONGEST_TEXT = 1 << 20


@cache
def missing() -> str:
    """Why nothing can be traced here and what to do about it; empty when it can."""
    if not shutil.which("strace"):
        return "needs strace: apt-get install strace"
    trial = subprocess.run(["strace", "-o", "/dev/null", "true"], capture_output=True, check=False)
    return (
        "" if trial.returncode == 0 else "needs ptrace, which is refused here: run as root, or on a machine"
    )


def run(work: Callable[[Say], None], *options: str) -> tuple[list[str], int, str]:
    """Do `work` in a forked process, from where it waits under strace with these options.

    Answers what it said, how it ended, and what strace recorded.
    """
    child = Child(work)
    assert child.line() == READY
    with tempfile.NamedTemporaryFile("r", encoding="ascii") as record:
        command = ["strace", "-p", str(child.pid), "-o", record.name, *options]
        tracer = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        assert tracer.stderr is not None
        said = tracer.stderr.readline()
        assert "attached" in said, said
        child.go()
        lines = child.end()
        tracer.wait()
        tracer.stderr.close()
        assert child.code is not None
        return lines, child.code, record.read()


class Call(Value):
    """A call to the system that went well: its name, its arguments as they stand, its answer."""

    name: str
    arguments: tuple[str, ...]
    answer: int

    def text(self, place: int) -> bytes:
        """The argument that is a string."""
        return _bytes(self.arguments[place].strip('"'))

    def path(self, place: int) -> Path:
        """The path of the argument, or of the open file that it is."""
        found = re.search(r"<(.*?)>|\"(.*?)\"", self.arguments[place])
        assert found, self
        return Path(_bytes(found[1] or found[2]).decode())

    def number(self, place: int) -> int:
        """The argument that is a number, or the number of an open file."""
        found = re.match(r"\d+", self.arguments[place])
        assert found, self
        return int(found[0])


_LINE = re.compile(r"(?P<name>\w+)\((?P<arguments>.*)\)\s+= (?P<answer>\d+)(<.*>)?$")


def record(work: Callable[[Say], None], *calls: str) -> list[Call]:
    """All calls of these names that `work` makes in a forked process, in order."""
    options = ["-y", "-xx", "-s", str(LONGEST_TEXT), "-e", f"trace={','.join(calls)}", "-e", "signal=none"]
    lines, code, text = run(work, *options)
    assert code == 0, lines
    found = []
    for line in text.splitlines():
        match = _LINE.match(line)
        if match:
            # In hexadecimal digits, no text can hold a comma.
            arguments = tuple(match["arguments"].split(", "))
            found.append(Call(match["name"], arguments, int(match["answer"])))
        else:
            assert " = -1 E" in line or " = ? " in line or line.startswith("+++"), line
    return found


def _bytes(text: str) -> bytes:
    return bytes.fromhex(text.replace("\\x", ""))
