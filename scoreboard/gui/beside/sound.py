"""A short quiet sound through what the system plays sounds with; where there is nothing, silence."""

import sys
from shutil import which

from PySide6.QtCore import QProcess

from scoreboard.resources import resource

PLAYERS = (("pw-play",), ("paplay",), ("aplay", "-q"))


def play(name: str) -> None:
    """Begins to play a sound of the program and does not wait for it."""
    file = resource("sounds", f"{name}.wav")
    if sys.platform == "win32":
        import winsound  # noqa: PLC0415 - Windows only

        flags = winsound.SND_FILENAME | winsound.SND_ASYNC | winsound.SND_NODEFAULT
        try:
            winsound.PlaySound(str(file), flags)
        except RuntimeError:  # no device
            return
    else:
        command = player()
        if command:
            _start([*command, str(file)])


def player() -> tuple[str, ...]:
    """The command that plays a file here, empty when there is none."""
    known = (("afplay",),) if sys.platform == "darwin" else PLAYERS
    return next((command for command in known if which(command[0])), ())


def _start(command: list[str]) -> None:
    process = QProcess()
    process.setProgram(command[0])
    process.setArguments(command[1:])
    process.setStandardOutputFile(QProcess.nullDevice())
    process.setStandardErrorFile(QProcess.nullDevice())
    process.startDetached()
