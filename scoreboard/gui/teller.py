"""Answers every write where the seller looks: a toast for what was done, a notice for what could not be."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from scoreboard.gui import answers
from scoreboard.gui.entry_form import EntryForm, line_subject
from scoreboard.gui.live import LiveBoard
from scoreboard.gui.page import Surroundings
from scoreboard.gui.problems import Trouble, trouble
from scoreboard.gui.shell import Shell
from scoreboard.gui.shortcuts import shown
from scoreboard.i18n import _
from scoreboard.service.changes import Changed, Done
from scoreboard.service.journal import Logged
from scoreboard.service.states import LogLine


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
        self.tell(trouble(error))

    def _changed(self, _what: Changed) -> None:
        if self._shell is not None and not self._shell.in_danger:
            self._shell.clear_notice()

    def _finished(self, done: Done[Any]) -> None:
        self._tell_kept(done)
        message = answers.finished(done)
        logged = done.value
        if done.undo is None:
            self._say(message)
        elif isinstance(logged, Logged) and self._wants_amount(logged.line):
            self._say(message, _("Add amount…"), "", partial(self._add_amount, logged.line))
        else:
            self._say_undoable(message)

    def _edited(self, done: Done[Any]) -> None:
        self._tell_kept(done)
        self._say_undoable(answers.edited(done))

    def _tell_kept(self, done: Done[Any]) -> None:
        """Says that an entry waits beside the database, which cannot take it at present."""
        if done.kept is not None:
            safe = _("Your entry is kept and counts; it moves in as soon as this is over.")
            self.tell(Trouble("danger", trouble(done.kept).text, safe))
        elif self._shell is not None:
            self._shell.clear_notice()

    def _wants_amount(self, line: LogLine) -> bool:
        return line.amount is None and self._live.board.rules.find_activity(line.activity).records_amount

    def _add_amount(self, line: LogLine) -> None:
        EntryForm(self._surroundings(), line_subject(self._live, line), self._window, "amount").open()

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
