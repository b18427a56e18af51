"""How did it go? A menu of outcomes with their points, and other ways to log."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QRegion, QResizeEvent
from PySide6.QtWidgets import QMenu, QWidget

from scoreboard.gui.compositing import see_through
from scoreboard.gui.theme import Theme
from scoreboard.gui.widgets.painting import (
    FLOATING_MARGIN,
    RIGHT,
    paint_box,
    paint_floating_shadow,
    paint_text,
    smooth_painter,
)
from scoreboard.values import Value

_PADDING = 6


class MenuEntry(Value):
    """One choice: `key` is what `chosen` says, `points` ("+2") and `icon` are shown; `letter` chooses it
    (default: the first letter that no entry before it has).
    """

    key: str
    text: str
    points: str = ""
    icon: str = ""
    letter: str = ""


class OutcomeMenu(QMenu):
    """`OutcomeMenu(theme, title, outcomes, extras=(), hue="accent", parent=None)` with sequences of
    `MenuEntry`; a line parts outcomes and extras. `popup_at(widget)` opens it under a key. Signal:
    `chosen(str)`, the key of the entry.

    Arrows and Enter choose, a letter chooses at once, Esc closes. It deletes itself when it closes.
    """

    chosen = Signal(str)

    def __init__(
        self,
        theme: Theme,
        title: str,
        outcomes: Sequence[MenuEntry],
        extras: Sequence[MenuEntry] = (),
        *,
        hue: str = "accent",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._title, self._hue = theme, title, hue
        self._entries: dict[QAction, MenuEntry] = {}
        self._letters: dict[str, QAction] = {}
        self.setWindowFlags(
            Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint | Qt.WindowType.NoDropShadowWindowHint
        )
        self._floats = see_through()
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(title)
        self.setFont(theme.font("strong"))
        self.setStyleSheet(self._style())
        for entry in outcomes:
            self._add(entry)
        if extras:
            self.addSeparator()
        for entry in extras:
            self._add(entry)
        actions = [action for action in self.actions() if not action.isSeparator()]
        if actions:
            self.setActiveAction(actions[0])

    def _add(self, entry: MenuEntry) -> None:
        text = f"{entry.text}\t{entry.points}" if entry.points else entry.text
        action = QAction(text.replace("&", "&&"), self)
        action.triggered.connect(lambda: self.chosen.emit(entry.key))
        self._entries[action] = entry
        letters = entry.letter or entry.text
        free = next(
            (letter for letter in letters.casefold() if letter.isalnum() and letter not in self._letters), ""
        )
        if free:
            self._letters[free] = action
        self.addAction(action)

    def popup_at(self, widget: QWidget) -> None:
        """Opens under the widget, or above it when there is no room below."""
        size = self.sizeHint()
        place = QRect(
            widget.mapToGlobal(QPoint(-FLOATING_MARGIN, widget.height() + 2 - FLOATING_MARGIN)), size
        )
        room = widget.screen().availableGeometry()
        if place.bottom() - FLOATING_MARGIN > room.bottom():
            place.moveBottom(widget.mapToGlobal(QPoint(0, 0)).y() - 2 + FLOATING_MARGIN)
        place.moveLeft(min(place.left(), room.right() - size.width() + FLOATING_MARGIN))
        self.popup(place.topLeft())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        action = self._letters.get(event.text().casefold()) if event.text() else None
        if action is None:
            super().keyPressEvent(event)
            return
        self.hide()
        action.trigger()
        self.close()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._panel().contains(event.position()):
            super().mousePressEvent(event)
        else:
            self.close()  # the shadow is part of the window but not of the menu

    # The style sheet gives the measures, so that the menu knows where its rows are; they are drawn here.

    def _style(self) -> str:
        theme, title = self._theme, self._theme.px(28) if self._title else 0
        return (
            f"QMenu {{ background: transparent; border: none; margin: {FLOATING_MARGIN}px;"
            f" padding: {_PADDING}px; padding-top: {_PADDING + title}px; }}"
            f"QMenu::item {{ padding: 0 14px 0 {10 + theme.px(27)}px; min-height: {theme.px(34)}px;"
            f" height: {theme.px(34)}px; min-width: 120px; font-weight: 600; }}"
            "QMenu::separator { height: 1px; margin: 4px 0; }"
        )

    def sizeHint(self) -> QSize:
        # a menu reserves its upper padding below its rows as well
        hint = super().sizeHint()
        return QSize(hint.width(), hint.height() - (self._theme.px(28) if self._title else 0))

    def _panel(self) -> QRectF:
        margin = FLOATING_MARGIN
        return QRectF(self.rect()).adjusted(margin, margin, -margin, -margin)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._floats:  # the shadow and what lies beside round corners would be black
            self.setMask(QRegion(self._panel().toRect()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, panel, radius = self._theme, self._panel(), 12 if self._floats else 0
        with smooth_painter(self) as painter:
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
            painter.fillRect(self.rect(), Qt.GlobalColor.transparent)
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
            paint_floating_shadow(painter, theme, panel, radius)
            paint_box(painter, panel, radius, theme.color("raised"), theme.color("border"))
            if self._title:
                words = QRectF(panel.left() + 14, panel.top() + 5, panel.width() - 28, theme.px(28))
                paint_text(painter, words, self._title, theme.font("caption", 600), theme.color("text3"))
            for action in self.actions():
                self._paint_row(painter, action, QRectF(self.actionGeometry(action)))

    def _paint_row(self, painter: QPainter, action: QAction, box: QRectF) -> None:
        theme = self._theme
        if action.isSeparator():
            painter.setPen(QPen(theme.color("border"), 1))
            middle = box.center().y()
            painter.drawLine(QPointF(box.left() + 4, middle), QPointF(box.right() - 4, middle))
            return
        entry = self._entries[action]
        if action is self.activeAction():
            paint_box(painter, box, 8, theme.color("accent_soft"))
        side = float(theme.px(17))
        if entry.icon:
            icon = QRectF(box.left() + 10, box.center().y() - side / 2, side, side)
            theme.paint_icon(painter, entry.icon, icon, self._hue if entry.points else "text2", 2)
        words = box.adjusted(10 + theme.px(27), 0, -12, 0)
        paint_text(painter, words, entry.text, theme.font("body", 500), theme.color("text"))
        if entry.points:
            paint_text(painter, words, entry.points, theme.font("strong"), theme.color(self._hue), RIGHT)
