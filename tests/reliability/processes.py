"""Processes to be killed or held up: forked from this one, which has imported everything already."""

import os
import signal
import socket
from collections.abc import Callable

Say = Callable[[str], None]
CRASHED = 70


class Child:
    """A forked process that does `work`. What it says arrives line by line and is there even if it is killed.

    It speaks through a socket, so that no write to a file is mixed up with what it says.
    """

    def __init__(self, work: Callable[[Say], None], *, held: bool = False) -> None:
        """`held`: it waits for `go` before it begins."""
        ours, theirs = socket.socketpair()
        self.pid = os.fork()
        if not self.pid:
            ours.close()
            self._work(work, theirs, held=held)
        theirs.close()
        self._socket = ours
        self._lines = ours.makefile("r", encoding="utf-8")
        self.code: int | None = None

    @staticmethod
    def _work(work: Callable[[Say], None], theirs: socket.socket, *, held: bool) -> None:
        code = CRASHED
        try:
            if held:
                theirs.recv(1)
            work(lambda line: theirs.sendall(f"{line}\n".encode()))
            code = 0
        except BaseException as error:  # noqa: BLE001  nothing may come back into the code that forked
            theirs.sendall(f"crashed {error!r}\n".encode())
        finally:
            os._exit(code)

    def go(self) -> None:
        """Let it begin."""
        self._socket.sendall(b"!")

    def line(self) -> str:
        """The next line it says, waited for; empty when it has ended."""
        return self._lines.readline().strip()

    def kill(self) -> None:
        """End it at once."""
        os.kill(self.pid, signal.SIGKILL)

    def end(self) -> list[str]:
        """Wait for its end; answers the lines that were not read yet."""
        rest = [line.strip() for line in self._lines if line.endswith("\n")]
        self._lines.close()
        self._socket.close()
        self.code = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        return rest
