"""Answers every write where the seller looks: a toast for what was done, a notice for what could not be."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from scoreboard.errors import DamagedData, OnlyKept
from scoreboard.gui import answers
from scoreboard.gui.entries import edit_entry
from scoreboard.gui.live import LiveBoard
from scoreboard.gui.page import Surroundings
from scoreboard.gui.play import feats_shown
from scoreboard.gui.problems import Trouble, trouble
from scoreboard.gui.shell import Shell
from scoreboard.gui.shortcuts import shown
from scoreboard.i18n import _
from scoreboard.service.changes import Changed, Done
from scoreboard.service.journal import Logged
from scoreboard.service.states import LogLine
from scoreboard.values import replace


class Teller(QObject):
    """`Teller(live, surroundings, window)`, then `take(shell)` for every shell that is made."""

    def __init__(self, live: LiveBoard, surroundings: Callable[[], Surroundings], window: QWidget) -> None:
        super().__init__(window)
        self._live, self._surroundings, self._window = live, surroundings, window
        self._shell: Shell | None = None
        self._act: Callable[[], None] = live.undo
        live.failed.connect(self.tell_error)
        live.finished.connect(self._finished)
        live.edited.connect(self._edited)
        live.undone.connect(
            lambda done: self._say(answers.undone(done), _("Redo"), "Ctrl+Shift+Z", live.redo)
        )
        live.redone.connect(lambda done: self._say_undoable(answers.redone(done)))
        live.changed.connect(self._changed)

    def take(self, shell: Shell) -> None:
        """Tells things in this shell from now on."""
        self._shell = shell
        shell.toast.action_triggered.connect(self._answer)

    def _answer(self) -> None:
        self._act()

    def tell(self, what: Trouble) -> None:
        """Shows a notice."""
        if self._shell is not None:
            self._shell.tell(what)

    def tell_error(self, error: Any) -> None:
        """Shows what the board refused or could not do."""
        if isinstance(error, OnlyKept):  # the notice about what waits says why
            self._say(answers.only_kept(self._live.board.lifeboat_count))
        elif not isinstance(error, DamagedData):  # that stays, with what can be done about it
            self.tell(trouble(error))

    def _changed(self, what: Changed) -> None:
        """What was wrong is over once other data are shown; settings and backups are none."""
        if what != Changed.SETTINGS and self._shell is not None and not self._shell.in_danger:
            self._shell.clear_notice()

    def _finished(self, done: Done[Any]) -> None:
        done = self._as_wanted(done)
        logged = done.value
        doubted = isinstance(logged, Logged) and self._live.doubts(logged.line.day, logged.line.day)
        message = self._with_kept(answers.finished(done, doubted=doubted), done)
        if done.undo is None:
            self._say(message)
        elif isinstance(logged, Logged) and logged.line.records_amount and logged.line.amount is None:
            self._say(message, _("Add amount…"), "", partial(self._add_amount, logged.line))
        else:
            self._say_undoable(message)
        self._celebrate(done)

    def _edited(self, done: Done[Any]) -> None:
        done = self._as_wanted(done)
        self._say_undoable(self._with_kept(answers.edited(done), done))
        self._celebrate(done)

    def _as_wanted(self, done: Done[Any]) -> Done[Any]:
        """The write with the feats that the settings let one see."""
        return replace(done, feats=feats_shown(done.feats, self._surroundings().settings))

    def _celebrate(self, done: Done[Any]) -> None:
        if self._shell is not None and done.feats and done.kept is None:
            self._shell.celebrate(done)

    def _with_kept(self, message: answers.Message, done: Done[Any]) -> answers.Message:
        """The message; of an entry that waits beside the database also that it does, and how many do."""
        if self._shell is not None:
            self._shell.clear_notice()
        if done.kept is None:
            return message
        return answers.kept(message, done.kept, self._live.board.lifeboat_count)

    def _add_amount(self, line: LogLine) -> None:
        edit_entry(self._surroundings(), line, self._window, "amount")

    def _say_undoable(self, message: answers.Message) -> None:
        self._say(message, _("Undo"), "Ctrl+Z", self._live.undo)

    def _say(
        self,
        message: answers.Message,
        action: str = "",
        keys: str = "",
        act: Callable[[], None] = lambda: None,
    ) -> None:
        self._act = act
        if self._shell is not None:
            self._shell.toast.show_message(
                message.title,
                message.detail,
                icon=message.icon,
                hue=message.hue,
                action=action,
                key_hint=shown(keys) if keys else "",
                spoken=message.spoken,
            )
