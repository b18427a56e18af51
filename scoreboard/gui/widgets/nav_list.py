"""The navigation at the side: the mark on top, pages, tools at the bottom, whose board it is."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from scoreboard.gui.theme import Theme
from scoreboard.gui.widgets.card import Line
from scoreboard.gui.widgets.icon_tile import AppMark
from scoreboard.gui.widgets.labels import plain_label, set_tooltip
from scoreboard.gui.widgets.painting import (
    CENTER,
    KeyboardFocus,
    elided,
    paint_box,
    paint_focus,
    paint_text,
    smooth_painter,
    text_width,
)
from scoreboard.values import Value

WIDTH, COMPACT_WIDTH = 212, 64


class NavEntry(Value):
    """One place to go: `key` is what `selected` says; `gap` leaves room above it; `shortcut` is shown in its
    tooltip; `page` False for a tool that never becomes the current place.
    """

    key: str
    text: str
    icon: str
    gap: bool = False
    shortcut: str = ""
    page: bool = True


class NavList(QWidget):
    """`NavList(theme, app_name, pages, tools=(), current="", compact=False, footer=None,
    compact_footer=None)` with sequences of `NavEntry`.

    212 px wide, or 64 with icons and tooltips after `set_compact(True)`. `set_current(key)` marks a page,
    `set_badge(key, text)` adds a small count. Signal: `selected(str)`. Up and Down move between the entries.
    """

    selected = Signal(str)

    def __init__(
        self,
        theme: Theme,
        app_name: str,
        pages: Sequence[NavEntry],
        tools: Sequence[NavEntry] = (),
        *,
        current: str = "",
        compact: bool = False,
        footer: QWidget | None = None,
        compact_footer: QWidget | None = None,
    ) -> None:
        super().__init__()
        self._theme = theme
        self._items: dict[str, _Item] = {}
        self._column = QVBoxLayout(self)
        self._column.setSpacing(2)
        self._head = QHBoxLayout()
        self._head.setSpacing(10)
        self._head.addWidget(AppMark(theme, 28))
        self._name = plain_label(theme, app_name, "section", weight=700, elide=True)
        self._head.addWidget(self._name, 1)
        self._column.addLayout(self._head)
        self._column.addSpacing(18)
        self._add(pages)
        self._column.addStretch(1)
        self._add(tools)
        self._line = Line(theme)
        self._footer, self._compact_footer = footer, compact_footer
        self._column.addSpacing(6)
        self._column.addWidget(self._line)
        if footer is not None:
            self._column.addWidget(footer)
        if compact_footer is not None:
            self._column.addWidget(compact_footer, 0, Qt.AlignmentFlag.AlignHCenter)
        self.set_current(current)
        self.set_compact(compact)

    def _add(self, entries: Sequence[NavEntry]) -> None:
        for entry in entries:
            if entry.gap:
                self._column.addSpacing(14)
            item = _Item(self._theme, entry)
            item.clicked.connect(lambda _checked=False, key=entry.key: self.selected.emit(key))
            self._items[entry.key] = item
            self._column.addWidget(item)

    @property
    def compact(self) -> bool:
        """True when only icons are shown."""
        return not self._name.isVisibleTo(self)

    def set_compact(self, compact: bool) -> None:
        """Shows icons only, or icons and names."""
        self.setFixedWidth(COMPACT_WIDTH if compact else max(WIDTH, self._theme.px(WIDTH)))
        side = 10 if compact else 12
        self._column.setContentsMargins(side, 16, side, 14)
        self._head.setContentsMargins(8 if compact else 6, 0, 0, 0)
        self._name.setVisible(not compact)
        self._line.setVisible(not compact and self._footer is not None)
        if self._footer is not None:
            self._footer.setVisible(not compact)
        if self._compact_footer is not None:
            self._compact_footer.setVisible(compact)
        for item in self._items.values():
            item.set_compact(compact)

    def set_current(self, key: str) -> None:
        """Marks a page; an unknown key marks none."""
        for name, item in self._items.items():
            item.set_current(name == key and item.entry.page)

    def set_badge(self, key: str, text: str) -> None:
        """Shows a short text at the end of an entry, or nothing."""
        self._items[key].set_badge(text)

    def item(self, key: str) -> QAbstractButton:
        """The button of an entry, for tab order and tests."""
        return self._items[key]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        items = list(self._items.values())
        focused = next((index for index, item in enumerate(items) if item.hasFocus()), None)
        if steps is None or focused is None:
            super().keyPressEvent(event)
        else:
            items[(focused + steps) % len(items)].setFocus(Qt.FocusReason.TabFocusReason)

    def paintEvent(self, _event: QPaintEvent) -> None:
        with smooth_painter(self) as painter:
            painter.fillRect(self.rect(), self._theme.color("sidebar"))
            painter.setPen(QPen(self._theme.color("border"), 1))
            x = self.width() - 0.5
            painter.drawLine(QPointF(x, 0), QPointF(x, self.height()))


class _Item(QAbstractButton):
    def __init__(self, theme: Theme, entry: NavEntry) -> None:
        super().__init__()
        self.entry = entry
        self._theme, self._current, self._compact, self._badge = theme, False, False, ""
        self._focus = KeyboardFocus(self)
        self.setText(entry.text.replace("&", "&&"))
        self.setAccessibleName(entry.text)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_current(self, current: bool) -> None:
        self._current = current
        self.setCheckable(current)
        self.setChecked(current)
        self.update()

    def set_compact(self, compact: bool) -> None:
        self._compact = compact
        hint = self.entry.shortcut and f" ({self.entry.shortcut})"
        set_tooltip(self, f"{self.entry.text}{hint}" if compact or hint else "")
        self.updateGeometry()

    def set_badge(self, text: str) -> None:
        self._badge = text
        self.setAccessibleDescription(text)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            event.ignore()  # the list moves the focus
        else:
            super().keyPressEvent(event)

    def nextCheckState(self) -> None:  # noqa: N802
        """The current page stays marked when it is pressed again."""

    def sizeHint(self) -> QSize:
        return QSize(44, 44) if self._compact else QSize(120, self._theme.px(36))

    def _paint_badge(self, painter: QPainter, box: QRectF) -> float:
        font = self._theme.font("caption", 700)
        width, height = max(18.0, text_width(self._badge, font) + 12), float(self._theme.px(18))
        pill = QRectF(box.right() - width - 8, box.center().y() - height / 2, width, height)
        if self._compact:
            pill.moveTopRight(QPointF(box.right(), box.top()))
        paint_box(painter, pill, height / 2, self._theme.color("won"))
        paint_text(painter, pill, self._badge, font, self._theme.color("on_won"), CENTER)
        return pill.left() - 6

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, box = self._theme, QRectF(self.rect())
        color = "accent" if self._current else "text2"
        with smooth_painter(self) as painter:
            if self._current:
                paint_box(painter, box, 9, theme.color("nav_current"))
            elif self.underMouse():
                paint_box(painter, box, 9, theme.mix("sidebar", "text", 0.05))
            side = 20.0 if self._compact else float(theme.gentle_px(18))
            left = box.center().x() - side / 2 if self._compact else 11.0
            icon = QRectF(left, box.center().y() - side / 2, side, side)
            theme.paint_icon(painter, self.entry.icon, icon, color, 2.0)
            end = box.right() - 8
            if self._badge:
                end = self._paint_badge(painter, box)
            if not self._compact:
                font = theme.font("strong", 600 if self._current else 500)
                words = QRectF(left + side + 11, 0, end - left - side - 11, box.height())
                text = elided(self.entry.text, font, words.width())
                paint_text(painter, words, text, font, theme.color("accent" if self._current else "text"))
            if self._focus.visible and self.hasFocus():
                paint_focus(painter, theme, box, 9)
