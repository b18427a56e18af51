"""The public holidays of a country or region, of which the seller ticks those to have off."""

from itertools import groupby

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QKeySequence, QMouseEvent, QShortcut
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from scoreboard.errors import Refused, StoreProblem
from scoreboard.gui import dates
from scoreboard.gui.form import ComboBox, Field
from scoreboard.gui.live import LiveBoard
from scoreboard.gui.pages.rules import off_words
from scoreboard.gui.pages.rules.preview import Preview, foresee
from scoreboard.gui.quiet import set_shown, set_text
from scoreboard.gui.theme import Theme
from scoreboard.gui.widgets.buttons import push_button
from scoreboard.gui.widgets.labels import plain_label
from scoreboard.i18n import _, language, n_, number
from scoreboard.service.holidays import Holiday
from scoreboard.service.overviews import RulesState
from scoreboard.settings import Settings
from scoreboard.wording import problem

HOME = {"en": "GB", "nl": "NL", "de": "DE", "fr": "FR"}
"""The country to begin with where neither the seller nor the system has named one."""


class HolidaysForm(QWidget):
    """`HolidaysForm(theme, live, settings)`, then `begin(state)`.

    Signals: `closed`, and `place_chosen(str, str)` with a country and a region ("" for all of it).
    """

    closed = Signal()
    place_chosen = Signal(str, str)

    def __init__(self, theme: Theme, live: LiveBoard, settings: Settings) -> None:
        super().__init__()
        self._theme, self._live = theme, live
        self._state: RulesState | None = None
        self._wish = (settings.holidays_country or _system_country(), settings.holidays_region)
        self.ticks: list[Tick] = []
        self._lines: list[QWidget] = []
        self.country = ComboBox()
        self.country.activated.connect(lambda _place: self._choose(self._code(self.country), ""))
        self.region = ComboBox()
        self.region.activated.connect(
            lambda _place: self._choose(self._code(self.country), self._code(self.region))
        )
        self.region_field = Field(theme, _("Region"), self.region)
        self.choices = QWidget()
        self.trouble = plain_label(theme, role="small", color="danger", wrap=True)
        self.trouble.hide()
        self.preview = Preview(theme)
        self.earlier = push_button(theme, "", "link", small=True)
        self.earlier.setCheckable(True)
        self.earlier.toggled.connect(lambda _on: self._fold())
        self._off = plain_label(theme, role="small", color="text3", wrap=True)
        self._column = QVBoxLayout()
        self._column.setSpacing(2)
        self._arrange()

    def _arrange(self) -> None:
        theme = self._theme
        grid = QGridLayout(self.choices)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        for place, field in enumerate((Field(theme, _("Country"), self.country), self.region_field)):
            grid.addWidget(field, 0, place, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(place, 1)
        for box in (self.country, self.region):
            box.setMinimumContentsLength(8)
            box.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.cancel = push_button(theme, _("Cancel"), "quiet", small=True)
        self.cancel.clicked.connect(self.closed)
        self.save_button = push_button(theme, "", "primary", small=True)
        self.save_button.clicked.connect(self.save)
        buttons = QHBoxLayout()
        buttons.setSpacing(6)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.save_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 8)
        column.setSpacing(10)
        column.addWidget(self.choices)
        column.addWidget(self.earlier, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(self._column)
        column.addWidget(self._off)
        column.addWidget(self.preview)
        column.addWidget(self.trouble)
        column.addLayout(buttons)
        inside = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence("Ctrl+Return"), self, context=inside).activated.connect(self.save)
        QShortcut(QKeySequence("Escape"), self, context=inside).activated.connect(self.closed)

    def begin(self, state: RulesState) -> None:
        """Offers the holidays of the country that was chosen last."""
        self._state = state
        set_text(self.trouble, "")
        try:
            if not self.country.count():
                self._fill_countries()
            self._fill()
        except Refused as error:
            self._clear()
            set_text(self.trouble, problem(error))
        set_shown(self.choices, self.country.count() > 0)
        (self.country if self.country.count() else self.cancel).setFocus(Qt.FocusReason.OtherFocusReason)

    def take_state(self, state: RulesState) -> None:
        """The rules changed: what is off by now is not offered any more, ticks stay as they are."""
        self._state = state
        if self.isHidden() or not self.country.count():
            return
        ticked = {tick.holiday.day: tick.box.isChecked() for tick in self.ticks}
        self._offer()
        for tick in self.ticks:
            tick.box.setChecked(ticked.get(tick.holiday.day, tick.box.isChecked()))

    def wanted(self) -> list[Holiday]:
        """Those that are ticked."""
        return [tick.holiday for tick in self.ticks if tick.box.isChecked()]

    def save(self) -> None:
        """Adds what is ticked, as one step."""
        days = [holiday.day_off for holiday in self.wanted()]
        if not days:
            return
        try:
            self._live.attempt(lambda board: board.days_off.add_all(days))
        except (Refused, StoreProblem) as error:
            set_text(self.trouble, problem(error))
        else:
            self.closed.emit()

    def _fill_countries(self) -> None:
        for one in self._live.board.holidays.countries(language()):
            self.country.addItem(one.name, one.code)

    def _fill(self) -> None:
        country, region = self._wish
        place = self.country.findData(country)
        if place < 0:
            place, region = self.country.findData(HOME[language()]), ""
        self.country.setCurrentIndex(place)
        self.region.clear()
        self.region.addItem(_("The whole country"), "")
        for one in self._live.board.holidays.regions(self._code(self.country)):
            self.region.addItem(one.name, one.code)
        self.region.setCurrentIndex(max(0, self.region.findData(region)))
        set_shown(self.region_field, self.region.count() > 1)
        self._clear()
        self._offer()

    def _choose(self, country: str, region: str) -> None:
        self._wish = (country, region)
        self._fill()
        self.place_chosen.emit(country, region)

    def _offer(self) -> None:
        """Offers what is not off yet; what cannot be read now is offered when the rules are read again."""
        country, region = self._code(self.country), self._code(self.region)
        holidays = foresee(
            self._live, lambda: self._live.board.holidays.offer(country, region, language=language())
        )
        if holidays is None:
            return
        self._clear()
        free = [one for one in holidays if not one.off]
        for year, ones in groupby(free, key=lambda one: one.day.year):
            heading = plain_label(self._theme, str(year), "small", "text2", weight=600)
            heading.setContentsMargins(0, 4, 0, 0)
            self._add(heading)
            for one in ones:
                tick = Tick(self._theme, one)
                tick.box.toggled.connect(lambda _on: self._look())
                self.ticks.append(tick)
                self._add(tick)
        self._fold()
        off = len(holidays) - len(free)
        text = n_("{n} is off already.", "{n} are off already.", off).format(n=number(off)) if off else ""
        set_text(self._off, text)
        self._look()

    def _fold(self) -> None:
        """Keeps those that are over behind a link."""
        if self._state is None:
            return
        over = [tick for tick in self.ticks if tick.holiday.day < self._state.today]
        for tick in over:
            set_shown(tick, self.earlier.isChecked() or tick.box.isChecked())
        set_shown(self.earlier, bool(over))
        text = n_("{n} earlier this year", "{n} earlier this year", len(over)).format(n=number(len(over)))
        self.earlier.setText(text)
        self.earlier.setAccessibleName(_("Show earlier holidays: {text}").format(text=text))

    def _look(self) -> None:
        wanted = self.wanted()
        count = len(wanted)
        self.save_button.setText(n_("Add {n} day off", "Add {n} days off", count).format(n=number(count)))
        self.save_button.setEnabled(bool(wanted))
        if self._state is None or not wanted:
            self.preview.tell(())
            return
        found = foresee(
            self._live, lambda: self._live.board.days_off.preview([one.day_off for one in wanted])
        )
        self.preview.tell(() if found is None else off_words.effects(found, self._state.today))

    def _clear(self) -> None:
        for old in self._lines:
            old.hide()
            old.deleteLater()
        self._lines, self.ticks = [], []
        set_shown(self.earlier, False)
        self.save_button.setText(_("Add"))
        self.save_button.setEnabled(False)

    def _add(self, line: QWidget) -> None:
        self._lines.append(line)
        self._column.addWidget(line)

    @staticmethod
    def _code(box: ComboBox) -> str:
        return str(box.currentData() or "")


class Tick(QWidget):
    """A holiday with a box to tick; it is ticked where one would want it."""

    def __init__(self, theme: Theme, holiday: Holiday) -> None:
        super().__init__()
        self.holiday = holiday
        self.box = QCheckBox(dates.capital(dates.long_day(holiday.day)).replace("&", "&&"))
        self.box.setChecked(holiday.wanted)
        self.box.setAccessibleName(
            _("{day}: {name}").format(day=dates.long_day(holiday.day), name=holiday.name)
        )
        about = holiday.name
        if not holiday.working:
            about = _("{name} · no working day").format(name=holiday.name)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self.box, 2)
        row.addWidget(plain_label(theme, about, color="text2", wrap=True), 3)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.box.toggle()


def _system_country() -> str:
    return QLocale.territoryToCode(QLocale.system().territory())
