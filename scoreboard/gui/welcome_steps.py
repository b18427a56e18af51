"""The four questions of the first start, and the draft that their answers make."""

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from scoreboard import i18n
from scoreboard.domain.calendar import week_start
from scoreboard.domain.entries import LONGEST_NAME
from scoreboard.gui import dates
from scoreboard.gui.theme import Theme
from scoreboard.gui.welcome_parts import Tile, Week
from scoreboard.gui.widgets.chip import Badge
from scoreboard.gui.widgets.choices import ChoiceGroup
from scoreboard.gui.widgets.day_mark import DayMark, DayState
from scoreboard.gui.widgets.icon_tile import Icon
from scoreboard.gui.widgets.labels import plain_label
from scoreboard.gui.widgets.segmented import Segmented, options_of
from scoreboard.gui.widgets.step_slider import StepSlider
from scoreboard.i18n import _, n_, number
from scoreboard.service import Scoreboard
from scoreboard.service.changes import Done
from scoreboard.service.starters import Starter, starter
from scoreboard.values import Value, replace

LANGUAGES = {"nl": "Nederlands", "de": "Deutsch", "en": "English", "fr": "Français"}
LEAST_TARGET, MOST_TARGET, TARGET_STEP = 10, 100, 5
TRIALS = (0, 2, 4, 6)
_WORKDAYS = 5


class Draft(Value):
    """What was chosen so far; the defaults are what a skip takes."""

    language: str
    name: str = ""
    starter: str = "b2b-services"
    target: int = 40
    trial_weeks: int = 4

    def write(self, board: Scoreboard) -> Done[int]:
        """Sets the board up as chosen."""
        return board.set_up(
            starter(self.starter),
            language=self.language,
            target=Fraction(self.target),
            trial_weeks=self.trial_weeks,
        )


class Step(QWidget):
    """One question. Signal: `changed(Draft)`."""

    changed = Signal(object)

    def __init__(self, theme: Theme, draft: Draft, title: str, subtitle: str) -> None:
        super().__init__()
        self._theme, self._draft = theme, draft
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.column.addWidget(plain_label(theme, title, "title", wrap=True))
        self.column.addSpacing(3)
        self.column.addWidget(plain_label(theme, subtitle, color="text2", wrap=True))
        self.column.addSpacing(16)

    def enter(self, draft: Draft) -> None:
        """Takes over what earlier steps chose."""
        self._draft = draft

    def begin(self) -> None:
        """Puts the focus on the first thing to choose."""

    def _choose(self, **values: Any) -> None:
        self._draft = replace(self._draft, **values)
        self.changed.emit(self._draft)


class PersonStep(Step):
    """Language and name."""

    def __init__(self, theme: Theme, draft: Draft) -> None:
        says = _("Sales work you can feel good about at five o’clock. Under a minute, four choices.")
        super().__init__(theme, draft, _("Welcome to Scoreboard"), says)
        self.languages = ChoiceGroup(self, 2)
        grid = QGridLayout()
        grid.setSpacing(12)
        for place, (code, name) in enumerate(LANGUAGES.items()):
            tile = Tile(theme, name)
            self.languages.add(code, tile, name)
            grid.addWidget(tile, place // 2, place % 2)
        self.languages.set_current(draft.language)
        self.languages.picked.connect(lambda code: self._choose(language=code))
        self.name = QLineEdit(draft.name)
        self.name.setMaxLength(LONGEST_NAME)
        self.name.setAccessibleName(_("What shall we call you?"))
        self.name.setFixedWidth(theme.px(260))
        self.name.textEdited.connect(lambda text: self._choose(name=text.strip()))
        self.column.addWidget(plain_label(theme, _("Language"), "strong"))
        self.column.addSpacing(6)
        self.column.addLayout(grid)
        self.column.addSpacing(18)
        self.column.addWidget(plain_label(theme, _("What shall we call you?"), "strong"))
        self.column.addSpacing(6)
        self.column.addWidget(self.name)
        self.column.addStretch(1)

    def begin(self) -> None:
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)


class StarterStep(Step):
    """The activities to begin with."""

    def __init__(self, theme: Theme, draft: Draft, known: tuple[Starter, ...]) -> None:
        says = _("You can rename, add and drop activities at any time.")
        super().__init__(theme, draft, _("Pick a starter set"), says)
        self.choices = ChoiceGroup(self, 1)
        language = i18n.language()
        hues = ("petrol", "ocean", "amber", "slate")
        for place, one in enumerate(known):
            count = len(one.activities)
            amount = n_("{n} activity", "{n} activities", count).format(n=number(count)) if count else ""
            name, about = one.names[language], one.about[language]
            tile = Tile(theme, name, about, amount, one.icon, hues[place % len(hues)])
            self.choices.add(one.key, tile, ", ".join(filter(None, (name, about, amount))))
            self.column.addWidget(tile)
            self.column.addSpacing(9)
        self.choices.set_current(draft.starter)
        self.choices.picked.connect(lambda key: self._choose(starter=key))
        self.column.addStretch(1)

    def begin(self) -> None:
        self.choices.button(self.choices.current()).setFocus(Qt.FocusReason.OtherFocusReason)


class TargetStep(Step):
    """Points of a good week."""

    def __init__(self, theme: Theme, draft: Draft, known: tuple[Starter, ...], today: date) -> None:
        super().__init__(
            theme, draft, _("How much is a good week?"), _("Not sure? Fine. The trial weeks will tell.")
        )
        self._starters = {one.key: one for one in known}
        self._number = plain_label(theme, role="huge")
        self._a_day = plain_label(theme, color="text2")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(plain_label(theme, _("points a week"), "section"))
        words.addWidget(self._a_day)
        words.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(self._number)
        row.addLayout(words)
        row.addStretch(1)
        row.addLayout(self._suns(theme, today))
        self.slider = StepSlider(
            theme,
            LEAST_TARGET,
            MOST_TARGET,
            TARGET_STEP,
            value=draft.target,
            accessible_name=_("Points a week"),
        )
        self.slider.valueChanged.connect(self._set)
        ends = QHBoxLayout()
        ends.setContentsMargins(6, 0, 2, 0)
        ends.addWidget(plain_label(theme, number(LEAST_TARGET), "caption", "text3"))
        ends.addStretch(1)
        ends.addWidget(plain_label(theme, number(MOST_TARGET), "caption", "text3"))
        self._example_title = plain_label(theme, "", "strong")
        self._example = QHBoxLayout()
        self._example.setSpacing(8)
        self.column.addLayout(row)
        self.column.addSpacing(10)
        self.column.addWidget(self.slider)
        self.column.addLayout(ends)
        self.column.addSpacing(16)
        self.column.addWidget(self._example_title)
        self.column.addSpacing(8)
        self.column.addLayout(self._example)
        self.column.addStretch(1)
        self._show()

    @staticmethod
    def _suns(theme: Theme, today: date) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(2)
        monday = week_start(today)
        for place in range(_WORKDAYS):
            name = dates.weekday(monday + timedelta(days=place))
            grid.addWidget(DayMark(theme, DayState.WON, size=32, summary=name), 0, place)
            letter = plain_label(
                theme, dates.weekday_letter(place), "caption", "text3", align=Qt.AlignmentFlag.AlignCenter
            )
            grid.addWidget(letter, 1, place)
        return grid

    def enter(self, draft: Draft) -> None:
        super().enter(draft)
        self.slider.set_quietly(draft.target)
        self._show()

    def begin(self) -> None:
        self.slider.setFocus(Qt.FocusReason.OtherFocusReason)

    def _set(self, value: int) -> None:
        self._choose(target=value)
        self._show()

    def _show(self) -> None:
        target = self._draft.target
        each = Fraction(target, _WORKDAYS)
        self._number.setText(number(target))
        self._a_day.setText(_("{n} a day, Monday to Friday").format(n=number(each)))
        while (item := self._example.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        parts = good_day(self._starters[self._draft.starter], each)
        self._example_title.setText(_("A day of {n} could be").format(n=number(each)) if parts else "")
        language = i18n.language()
        for place, (count, activity) in enumerate(parts):
            if place:
                self._example.addWidget(plain_label(self._theme, "+", color="text3"))
            text = _("{n} × {activity}").format(n=number(count), activity=activity["name"][language])
            hue = activity["color"]
            self._example.addWidget(
                Badge(self._theme, text, icon=activity["icon"], color=hue, ground=f"soft.{hue}")
            )
        self._example.addStretch(1)


def good_day(chosen: Starter, goal: Fraction) -> list[tuple[int, Any]]:
    """Two activities that make a day's goal: half of it by the most valuable one, the rest by another."""
    counted = [one for one in chosen.activities if one["kind"] == "count" and Fraction(one["points"]) > 0]
    if not counted:
        return []
    best = max(counted, key=lambda one: Fraction(one["points"]))
    others = [one for one in counted if one is not best]
    second = max(
        others,
        key=lambda one: (Fraction(one["points"]) < Fraction(best["points"]), one["points"]),
        default=None,
    )
    first_count = max(1, int(goal / 2 / Fraction(best["points"])))
    rest = goal - first_count * Fraction(best["points"])
    parts = [(first_count, best)]
    if second is not None and rest > 0:
        parts.append((-(-rest // Fraction(second["points"])), second))
    return parts


class TrialStep(Step):
    """How long the target stays a wish."""

    def __init__(self, theme: Theme, draft: Draft, today: date) -> None:
        super().__init__(
            theme,
            draft,
            _("Start with trial weeks?"),
            _("You log and see your score. No target yet, so nothing to fall short of."),
        )
        self._monday = week_start(today)
        names = [
            n_("{n} week", "{n} weeks", weeks).format(n=number(weeks)) if weeks else _("None")
            for weeks in TRIALS
        ]
        self.choice = Segmented(
            theme, names, TRIALS.index(draft.trial_weeks), accessible_name=_("Trial weeks")
        )
        self.choice.changed.connect(self._set)
        self._weeks = QHBoxLayout()
        self._weeks.setSpacing(8)
        self._then = plain_label(theme, color="text2", wrap=True)
        line = QHBoxLayout()
        line.setSpacing(10)
        line.addWidget(Icon(theme, "target", 18, "accent"), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._then, 1)
        self.column.addWidget(self.choice)
        self.column.addSpacing(18)
        self.column.addLayout(self._weeks)
        self.column.addSpacing(18)
        self.column.addLayout(line)
        self.column.addStretch(1)
        self._show()

    def begin(self) -> None:
        options_of(self.choice)[self.choice.current()].setFocus(Qt.FocusReason.OtherFocusReason)

    def _set(self, place: int) -> None:
        self._choose(trial_weeks=TRIALS[place])
        self._show()

    def _show(self) -> None:
        while (item := self._weeks.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        trial = self._draft.trial_weeks
        for place in range(7):
            monday = self._monday + timedelta(weeks=place)
            self._weeks.addWidget(Week(self._theme, dates.day_and_month(monday), trial=place < trial))
        first = self._monday + timedelta(weeks=trial)
        says = _("From {day} on the target counts.").format(day=dates.long_day(first))
        self._then.setText(says if trial else _("The target counts from this week on."))
