"""Processes to be killed or held up: forked from this one, which has imported everything already."""

import os
import select
import signal
import socket
from collections.abc import Callable

CRASHED = 70
READY = "ready"


class Say:
    """The child's end: says lines to the process that started it."""

    def __init__(self, own: socket.socket) -> None:
        self._socket = own

    def __call__(self, line: str) -> None:
        """Say a line; it has arrived when this returns."""
        self._socket.sendall(f"{line}\n".encode())

    def wait(self) -> None:
        """Wait to be let go, after what is not to be looked at."""
        self(READY)
        self._socket.recv(1)

    def stopped(self) -> bool:
        """Whether the other side has said that it is enough."""
        return bool(select.select([self._socket], [], [], 0)[0])


class Child:
    """A forked process that does `work`. What it says arrives line by line and is there even if it is killed.

    It speaks through a socket, so that no write to a file is mixed up with what it says.
    """

    def __init__(self, work: Callable[[Say], None]) -> None:
        ours, theirs = socket.socketpair()
        self.pid = os.fork()
        if not self.pid:
            ours.close()
            self._work(work, theirs)
        theirs.close()
        self._socket = ours
        self._lines = ours.makefile("r", encoding="utf-8")
        self.code: int | None = None

    @staticmethod
    def _work(work: Callable[[Say], None], theirs: socket.socket) -> None:
        code, say = CRASHED, Say(theirs)
        try:
            work(say)
            code = 0
        except BaseException as error:  # noqa: BLE001  nothing may come back into the code that forked
            say(f"crashed {error!r}")
        finally:
            os._exit(code)

    def go(self) -> None:
        """Let it go on where it waits."""
        self._socket.sendall(b"!")

    def stop(self) -> None:
        """Say that it is enough."""
        self._socket.shutdown(socket.SHUT_WR)

    def line(self) -> str:
        """The next line it says, waited for; empty when it has ended."""
        return self._read().strip()

    def _read(self) -> str:
        try:
            return self._lines.readline()
        except ConnectionResetError:  # killed before it had read all that was said to it
            return ""

    def kill(self) -> None:
        """End it at once."""
        os.kill(self.pid, signal.SIGKILL)

    def end(self) -> list[str]:
        """Wait for its end and let it go on where it waits; answers the lines that were not read yet."""
        rest = []
        while line := self._read():
            if line.strip() == READY:
                self.go()
            elif line.endswith("\n"):
                rest.append(line.strip())
        self._lines.close()
        self._socket.close()
        self.code = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        return rest
