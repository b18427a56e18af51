"""Preferences of this computer: how the window looks, speaks and moves, and where the data lie."""

from functools import partial
from pathlib import Path
from typing import Any, Literal

from PySide6.QtCore import Qt, QTime
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QSystemTrayIcon,
    QVBoxLayout,
    QWidget,
)

from scoreboard import __version__
from scoreboard.domain.entries import LONGEST_NAME
from scoreboard.errors import BadText
from scoreboard.gui import dates
from scoreboard.gui.page import Page, Surroundings
from scoreboard.gui.quiet import set_text
from scoreboard.gui.widgets.card import Card
from scoreboard.gui.widgets.fields import time_field
from scoreboard.gui.widgets.labels import plain_label
from scoreboard.gui.widgets.scrolling import Scrolling
from scoreboard.gui.widgets.segmented import Segmented
from scoreboard.gui.widgets.switch import Switch
from scoreboard.i18n import _, percent
from scoreboard.service.changes import Changed
from scoreboard.settings import Settings
from scoreboard.values import Value, replace
from scoreboard.wording import problem

LANGUAGES = {"en": "English", "nl": "Nederlands", "de": "Deutsch", "fr": "Français"}
SIZES = (90, 100, 110, 125, 150)
THEMES: tuple[Literal["auto", "light", "dark"], ...] = ("auto", "light", "dark")
PLAYS: tuple[Literal["full", "calm", "plain"], ...] = ("full", "calm", "plain")
MOTIONS: tuple[Literal["system", "on", "off"], ...] = ("system", "on", "off")
USUAL_REMINDER = "16:00"
_WIDTH = 760


class SettingsState(Value):
    """The settings and the folder of the data."""

    settings: Settings
    folder: Path


class SettingsPage(Page):
    """Every change holds at once; there is no button to save."""

    watches = Changed.SETTINGS | Changed.DAY

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around)
        self._margins = QVBoxLayout(self)
        content = QWidget()
        content.setObjectName("content")
        content.setMaximumWidth(self.theme.px(_WIDTH))
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(0, 0, 12, 24)
        self._column.setSpacing(16)
        self._column.addWidget(plain_label(self.theme, _("Settings"), "title"))
        self._you()
        self._look()
        self._game()
        self._money()
        self._beside()
        self._data()
        self._column.addStretch(1)
        area = Scrolling(content)
        self._margins.addWidget(area)

    def compose(self, width: int, height: int) -> None:  # noqa: ARG002 - the base class's
        """Narrow windows have narrow margins."""
        side = 20 if width < 1100 else 28
        self._margins.setContentsMargins(side, 12 if width < 1100 else 24, side, 0)

    def _card(self, title: str) -> Card:
        card = Card(self.theme)
        card.body.setSpacing(14)
        card.add_title(title)
        self._column.addWidget(card)
        return card

    def _row(self, card: Card, name: str, control: QWidget, says: str = "") -> None:
        words = QVBoxLayout()
        words.setSpacing(1)
        label = plain_label(self.theme, name, "strong", wrap=True)
        label.setBuddy(control)
        words.addWidget(label)
        if says:
            words.addWidget(plain_label(self.theme, says, "small", "text3", wrap=True))
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addLayout(words, 1)
        row.addWidget(control, 0, Qt.AlignmentFlag.AlignVCenter)
        card.body.addLayout(row)

    def _you(self) -> None:
        card = self._card(_("You"))
        self.name = QLineEdit()
        self.name.setObjectName("name")
        self.name.setMaxLength(LONGEST_NAME)
        self.name.setFixedWidth(self.theme.px(240))
        self.name.setAccessibleName(_("Name"))
        self.name.editingFinished.connect(self._take_name)
        self._row(card, _("Name"), self.name, _("How the window greets you; nobody else sees it."))
        self.language = QComboBox()
        self.language.setObjectName("language")
        self.language.setAccessibleName(_("Language"))
        self.language.setFixedWidth(self.theme.px(240))
        self.language.addItem(_("As the system"), None)
        for code, name in LANGUAGES.items():
            self.language.addItem(name, code)
        self.language.activated.connect(lambda _place: self._take(language=self.language.currentData()))
        self._row(card, _("Language"), self.language, _("Names of your activities stay as they are."))

    def _look(self) -> None:
        card = self._card(_("Look"))
        self.look = self._segments("theme", _("Theme"), [_("Automatic"), _("Light"), _("Dark")])
        self.look.changed.connect(lambda place: self._take(theme=THEMES[place]))
        self._row(card, _("Theme"), self.look, _("Automatic follows your desktop."))
        self.text_size = self._segments("text_size", _("Text size"), [percent(size) for size in SIZES])
        self.text_size.changed.connect(lambda place: self._take(text_size=SIZES[place]))
        self._row(card, _("Text size"), self.text_size)
        self.motion = self._segments("motion", _("Motion"), [_("As the system"), _("On"), _("Off")])
        self.motion.changed.connect(lambda place: self._take(motion=MOTIONS[place]))
        self._row(card, _("Motion"), self.motion, _("Off: everything jumps to where it belongs."))

    def _game(self) -> None:
        card = self._card(_("Game"))
        self.play = self._segments("play", _("Level of play"), [_("Full"), _("Calm"), _("Plain")])
        self.play.changed.connect(lambda place: self._take(play=PLAYS[place]))
        self._row(card, _("Level of play"), self.play, _("A click counts the same at every level."))
        levels = (
            _("Full: what you win gets a short moment of celebration."),
            _("Calm: the same game without celebrations."),
            _("Plain: points, goals and targets. No suns, streaks, rewards or campaign colours."),
        )
        lines = QVBoxLayout()
        lines.setSpacing(2)
        for says in levels:
            lines.addWidget(plain_label(self.theme, says, "small", "text3", wrap=True))
        card.body.addLayout(lines)
        self.streaks = Switch(self.theme, _("Streaks"))
        self.streaks.setObjectName("streaks")
        self.streaks.clicked.connect(lambda on: self._take(streaks=on))
        says = _("Days in a row and the reserve days that keep them. Hidden, they are still counted.")
        self._row(card, _("Streaks"), self.streaks, says)

    def _segments(self, key: str, name: str, options: list[str]) -> Segmented:
        segments = Segmented(self.theme, options, accessible_name=name)
        segments.setObjectName(key)
        return segments

    def _money(self) -> None:
        card = self._card(_("Amounts"))
        self.currency = QLineEdit()
        self.currency.setObjectName("currency")
        self.currency.setMaxLength(3)
        self.currency.setFixedWidth(self.theme.px(90))
        self.currency.setAccessibleName(_("Currency"))
        self.currency.editingFinished.connect(self._take_currency)
        self._row(
            card, _("Currency"), self.currency, _("Three letters, like EUR. New amounts begin with it.")
        )
        self.currency_trouble = plain_label(self.theme, role="small", color="danger", wrap=True)
        self.currency_trouble.hide()
        card.body.addWidget(self.currency_trouble)

    def _beside(self) -> None:
        card = self._card(_("Beside the window"))
        self.pad = self._switch("pad", _("Open the mini pad at the start"))
        says = _("The small window that stays on top. It closes with this one.")
        self._row(card, _("Open the mini pad at the start"), self.pad, says)
        self.keep_in_tray = self._switch("keep_in_tray", _("Keep running in the tray"))
        if QSystemTrayIcon.isSystemTrayAvailable():
            says = _("Closing the window leaves the mini pad, and the sun whose menu has Quit.")
            self._row(card, _("Keep running in the tray"), self.keep_in_tray, says)
        else:  # it goes with its page all the same
            self.keep_in_tray.setParent(self)
            self.keep_in_tray.hide()
        says = _("Once, on working days that are not won by then.")
        self._row(card, _("Reminder"), self._reminder(), says)
        self.sound = self._switch("sound", _("Sound"))
        self._row(card, _("Sound"), self.sound, _("Short and quiet, when the day is won."))

    def _reminder(self) -> QWidget:
        self.reminds = Switch(self.theme, _("Reminder"))
        self.reminds.setObjectName("reminds")
        self.reminds.clicked.connect(self._take_reminder)
        self.remind_at = time_field(
            _time(USUAL_REMINDER), dates.locale(), dates.time_pattern(), accessible_name=_("Reminder at")
        )
        self.remind_at.setObjectName("remind_at")
        self.remind_at.editingFinished.connect(self._take_reminder)
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.remind_at)
        row.addWidget(self.reminds)
        return holder

    def _switch(self, key: str, name: str) -> Switch:
        switch = Switch(self.theme, name)
        switch.setObjectName(key)
        switch.clicked.connect(lambda checked: self._take(**{key: checked}))
        return switch

    def _data(self) -> None:
        # What it needs of the store takes longer to import than all the rest of this page.
        from scoreboard.gui.data_card import DataCard  # noqa: PLC0415

        self.data = DataCard(self.theme, self.live)
        self.data.found.connect(partial(self.asks.emit, "found"))
        self.data.recovery_wanted.connect(partial(self.asks.emit, "recover", None))
        self.data.report_wanted.connect(partial(self.asks.emit, "report"))
        self._column.addWidget(self.data)
        version = _("Scoreboard {version}").format(version=__version__)
        self._column.addWidget(plain_label(self.theme, version, "small", "text3"))

    def load(self) -> SettingsState:
        """The settings and where the data are."""
        return SettingsState(self.settings, self.live.board.store.path.parent)

    def display(self, state: SettingsState) -> None:
        """Sets every control; what is being typed is left alone."""
        chosen = state.settings
        if not self.name.hasFocus():
            self.name.setText(chosen.name)
        if not self.currency.hasFocus():
            self.currency.setText(chosen.currency)
        self.language.setCurrentIndex(max(0, self.language.findData(chosen.language)))
        self.look.set_current(THEMES.index(chosen.theme))
        self.motion.set_current(MOTIONS.index(chosen.motion))
        self.play.set_current(PLAYS.index(chosen.play))
        self.streaks.setChecked(chosen.streaks)
        self.streaks.setEnabled(not chosen.plain)
        nearest = min(SIZES, key=lambda size: abs(size - chosen.text_size))
        self.text_size.set_current(SIZES.index(nearest))
        self.pad.setChecked(chosen.pad)
        self.keep_in_tray.setChecked(chosen.keep_in_tray)
        self.sound.setChecked(chosen.sound)
        self.reminds.setChecked(bool(chosen.reminder))
        self.remind_at.setEnabled(bool(chosen.reminder))
        if chosen.reminder and not self.remind_at.hasFocus():
            self.remind_at.setTime(_time(chosen.reminder))
        self.data.display()

    def _take_reminder(self) -> None:
        at = self.remind_at.time().toString("HH:mm")
        self._take(reminder=at if self.reminds.isChecked() else "")

    def _take_name(self) -> None:
        self._take(name=" ".join(self.name.text().split()))

    def _take_currency(self) -> None:
        text = self.currency.text().strip().upper()
        good = len(text) == 3 and text.isascii() and text.isalpha()
        sentence = "" if good else problem(BadText("currency", "control", 3))
        set_text(self.currency_trouble, sentence)
        self.currency.setAccessibleDescription(sentence)
        if good:
            self._take(currency=text)

    def _take(self, **values: Any) -> None:
        chosen = replace(self.settings, **values)
        if chosen != self.settings:
            self.chosen.emit(chosen)


def _time(text: str) -> QTime:
    return QTime.fromString(text, "HH:mm")
