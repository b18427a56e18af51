"""What each activity brought in the week, most points first."""

from collections.abc import Sequence
from fractions import Fraction

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy

from scoreboard.gui.pages.week import slips, words
from scoreboard.gui.pages.week.slips import Figure, Pick
from scoreboard.gui.theme import Theme
from scoreboard.gui.widgets.card import Card
from scoreboard.gui.widgets.doubt import Doubt
from scoreboard.gui.widgets.labels import set_tooltip
from scoreboard.gui.widgets.painting import RIGHT, elided, paint_text, smooth_painter, text_width, wrapped
from scoreboard.gui.widgets.progress_bar import paint_bar
from scoreboard.gui.widgets.tappable import Tappable
from scoreboard.i18n import _, n_, number
from scoreboard.service.overviews import WeekState
from scoreboard.service.receipts import ReceiptLine
from scoreboard.service.states import ActivityLine

MOST_REASONS = 2


class Activities(Card):
    """`Activities(theme)`, then `display(state)`. Signal: `chosen(Pick)`."""

    chosen = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, padding=(12, 16, 12, 12))
        self._theme = theme
        self.body.setSpacing(0)
        self._doubt = Doubt(theme)
        title = self.add_title(_("By activity"), self._doubt)
        title.setContentsMargins(8, 0, 0, 6)
        self.rows: list[ActivityRow] = []
        self.body.addStretch(1)

    def display(self, state: WeekState, *, doubted: bool = False) -> None:
        """Shows these activities; `doubted` when the week's data may not be right."""
        self._doubt.display(doubted)
        while len(self.rows) > len(state.activities):
            old = self.rows.pop()
            old.hide()
            old.deleteLater()
        while len(self.rows) < len(state.activities):
            row = ActivityRow(self._theme)
            row.clicked.connect(
                lambda _checked=False, row=row: self.chosen.emit(Pick(Figure.ACTIVITY, activity=row.key))
            )
            self.body.insertWidget(self.body.count() - 1, row)
            self.rows.append(row)
        most = max((line.points for line in state.activities), default=Fraction(0))
        names = details = 0.0
        for row, line in zip(self.rows, state.activities, strict=True):
            reasons = [one for one in state.receipt.lines if one.activity == line.key]
            share = float(line.points / most) if most else 0.0
            name = _name(line, reasons)
            detail = _detail(line, reasons)
            names = max(names, text_width(name, self._theme.font("body", 500)))
            details = max(details, text_width(detail, self._theme.font("small")))
            row.set_line(line, name, detail, share)
        for row in self.rows:
            row.set_widths(names, details)

    def set_chosen(self, activity: str) -> None:
        """Marks the activity that is explained."""
        for row in self.rows:
            row.setChecked(row.key == activity)


def _name(line: ActivityLine, reasons: Sequence[ReceiptLine]) -> str:
    """The activity's name, or the name of the only piece of work that it was."""
    pieces = {one.deliverable_name for one in reasons}
    return next(iter(pieces)) or line.name if len(pieces) == 1 else line.name


def _detail(line: ActivityLine, reasons: Sequence[ReceiptLine]) -> str:
    if len(reasons) <= MOST_REASONS and not any(one.uncounted for one in reasons):
        sums = [slips.how(one) for one in reasons]
        return sums[0] if len(sums) == 1 else " + ".join(one.replace(" × ", "×") for one in sums)
    return n_("{n} time", "{n} times", line.quantity).format(n=number(line.quantity))


class ActivityRow(Tappable):
    """Icon, name, a bar in the activity's hue, how it came about, and its points."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.key = ""
        self._icon, self._hue, self._name, self._detail, self._points, self._share = "", "", "", "", "", 0.0
        self._name_width = self._detail_width = 0.0
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_line(self, line: ActivityLine, name: str, detail: str, share: float) -> None:
        """Shows another activity."""
        self.key, self._icon, self._hue = line.key, line.icon, line.color
        self._name, self._detail, self._points, self._share = name, detail, number(line.points), share
        self.setAccessibleName(
            _("{name}: {points}, {detail}").format(name=name, points=words.points(line.points), detail=detail)
        )
        self.setAccessibleDescription(_("Shows what it is made of."))
        self._tell()
        self.update()

    def set_widths(self, names: float, details: float) -> None:
        """What the widest of all names and details take, so that the bars begin and end at one place."""
        self._name_width, self._detail_width = names, details
        self._tell()
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        name, _bar, _detail, _points = self._boxes(width)
        lines = wrapped(self._name, self._theme.font("body", 500), name.width(), 2)
        return self._theme.px(32 if len(lines) < 2 else 39)

    def sizeHint(self) -> QSize:
        return QSize(320, self._theme.px(32))

    def minimumSizeHint(self) -> QSize:
        return QSize(220, self._theme.px(32))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell()

    def _boxes(self, width: int) -> tuple[QRectF, QRectF, QRectF, QRectF]:
        """Name, bar, detail and points; the name takes what it needs, but leaves the bar a third."""
        box = QRectF(0, 0, width, self.height()).adjusted(8, 0, -8, 0)
        points = QRectF(box.right() - self._theme.px(38), box.top(), self._theme.px(38), box.height())
        detail_width = min(box.width() * 0.26, self._detail_width)
        detail = QRectF(points.left() - detail_width - 4, box.top(), detail_width, box.height())
        left = box.left() + self._theme.px(27)
        room = detail.left() - left - 20
        name_width = min(self._name_width, room * 0.7)
        bar = QRectF(left + name_width + 12, box.center().y() - 5, max(24.0, room - name_width), 10)
        return QRectF(left, box.top(), name_width, box.height()), bar, detail, points

    def _tell(self) -> None:
        name, _bar, detail, _points = self._boxes(self.width())
        lines = wrapped(self._name, self._theme.font("body", 500), name.width(), 2)
        fits = not any(line.endswith("…") for line in lines)
        fits = fits and text_width(self._detail, self._theme.font("small")) <= detail.width()
        set_tooltip(self, "" if fits else f"{self._name}: {self._detail}")

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        theme = self._theme
        name, bar, detail, points = self._boxes(self.width())
        medium, small = theme.font("body", 500), theme.font("small")
        with smooth_painter(self) as painter:
            side = theme.px(17)
            theme.paint_icon(
                painter, self._icon, QRectF(8, (self.height() - side) / 2, side, side), self._hue, 2
            )
            self._paint_name(painter, name, medium)
            paint_bar(painter, theme, bar, self._share, color=self._hue)
            words_ = elided(self._detail, small, detail.width())
            paint_text(painter, detail, words_, small, theme.color("text3"), RIGHT)
            paint_text(
                painter, points, self._points, theme.font("section", tabular=True), theme.color("text"), RIGHT
            )

    def _paint_name(self, painter: QPainter, box: QRectF, font: QFont) -> None:
        """In one line, or in two closer ones."""
        lines = wrapped(self._name, font, box.width(), 2)
        height = self._theme.px(15)
        top = box.center().y() - height * len(lines) / 2
        for place, line in enumerate(lines):
            line_box = QRectF(box.left(), top + place * height, box.width(), height)
            paint_text(painter, line_box, line, font, self._theme.color("text"))
