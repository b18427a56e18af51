"""One window for one data folder: a second start raises the first one's window."""

from collections.abc import Callable
from pathlib import Path
from time import monotonic, sleep

from PySide6.QtCore import QLockFile, QObject

PATIENCE = 3.0
"""Seconds for a first start that is under way to be ready to be asked."""
_CONNECT_MS = 1000
_ANSWER_MS = 8000
"""Longer than a click may wait for a busy file: a window that does is not hung."""
_PAUSE = 0.05


class Single(QObject):
    """`Single(folder)`: first `claim()`, and when the window is there `answer(raise_window)`.

    The lock file also tells how the last run ended: a clean one takes it away.
    """

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._lock: QLockFile | None = None
        self.unclean = False
        """Whether the run before did not come to its end."""

    def claim(self) -> bool:
        """Whether the folder is ours; if not, the first window was raised and there is nothing more to do.

        A folder that cannot be written, or a first window that does not answer, keeps nobody from working.
        """
        file = self._folder / "window.lock"
        left = file.exists()
        lock = QLockFile(str(file))
        lock.setStaleLockTime(0)  # only a process that is gone leaves it stale
        if lock.tryLock(0):
            self._lock, self.unclean = lock, left
            return True
        return lock.error() != QLockFile.LockError.LockFailedError or not self._raise_first()

    def _raise_first(self) -> bool:
        # What speaks to other processes is not imported by a start that is the only one.
        from PySide6.QtNetwork import QLocalSocket  # noqa: PLC0415

        until = monotonic() + PATIENCE
        while monotonic() < until:
            socket = QLocalSocket()
            socket.connectToServer(server_name(self._folder))
            if socket.waitForConnected(_CONNECT_MS):
                # It answers with a byte when its window is raised; a hung one does not.
                answered = socket.waitForReadyRead(_ANSWER_MS)
                socket.disconnectFromServer()
                return answered
            sleep(_PAUSE)
        return False

    def answer(self, raise_window: Callable[[], None]) -> None:
        """Raises the window whenever another start asks for it."""
        if self._lock is None:
            return
        from PySide6.QtNetwork import QLocalServer  # noqa: PLC0415

        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        name = server_name(self._folder)

        def asked() -> None:
            while (socket := server.nextPendingConnection()) is not None:
                socket.disconnected.connect(socket.deleteLater)
                raise_window()
                socket.write(b"\n")
                socket.flush()

        server.newConnection.connect(asked)
        QLocalServer.removeServer(name)  # of a process that was killed; a living one would hold the lock
        server.listen(name)

    def move(self, folder: Path, raise_window: Callable[[], None]) -> None:
        """The data are in another folder now."""
        self.let_go()
        self._folder = folder
        if self.claim():
            self.answer(raise_window)

    def let_go(self) -> None:
        """The run came to its end."""
        if self._lock is not None:
            self._lock.unlock()
            self._lock = None


def server_name(folder: Path) -> str:
    """A name for this user and this folder, the same in every start."""
    import getpass  # noqa: PLC0415 - a start that is the only one does without
    import hashlib  # noqa: PLC0415 - likewise

    try:
        user = getpass.getuser()
    except (KeyError, OSError):  # a user without a name
        user = ""
    place = f"{user}\n{folder.resolve()}"
    return f"scoreboard-{hashlib.sha256(place.encode('utf-8', 'surrogateescape')).hexdigest()[:24]}"
