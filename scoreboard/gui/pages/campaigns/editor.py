"""The form of one campaign, new or to be changed; beside it how it will look, and what saving does."""

from collections.abc import Callable
from fractions import Fraction
from typing import TypeVar

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget, QWidgetAction

from scoreboard.domain.entries import LONGEST_NAME
from scoreboard.domain.rules import MOST_GOAL, NO_FACTOR, Campaign
from scoreboard.errors import BadNumber, BadText, NameTaken, Refused, StoreProblem
from scoreboard.gui import answers, campaigns, dates
from scoreboard.gui.form import Field, Refusal, hue_names, line_edit, typed_number, typed_text
from scoreboard.gui.live import LiveBoard
from scoreboard.gui.pages.campaigns import words
from scoreboard.gui.pages.campaigns.factor import FactorField
from scoreboard.gui.pages.campaigns.lifts import Lifts
from scoreboard.gui.pages.campaigns.preview import Preview
from scoreboard.gui.pages.campaigns.stretch import Stretch, free
from scoreboard.gui.quiet import set_shown, set_text
from scoreboard.gui.theme import WORK_ICONS, Theme
from scoreboard.gui.widgets.buttons import icon_button, push_button
from scoreboard.gui.widgets.card import Card, Line
from scoreboard.gui.widgets.color_picker import ColorPicker
from scoreboard.gui.widgets.fields import rounded_menu
from scoreboard.gui.widgets.icon_picker import IconPicker
from scoreboard.gui.widgets.icon_tile import IconTile
from scoreboard.gui.widgets.labels import plain_label
from scoreboard.gui.widgets.scrolling import Scrolling
from scoreboard.i18n import _, number
from scoreboard.service import Scoreboard
from scoreboard.service.changes import Done
from scoreboard.service.states import CampaignOutlook, Phase
from scoreboard.settings import Settings
from scoreboard.values import replace
from scoreboard.wording import problem

NARROW, WIDE, PREVIEW, SLIM_PREVIEW = 940, 1280, 404, 290
ICON_COLUMNS = 9
TOP = Qt.AlignmentFlag.AlignTop
NONE_YET: frozenset[str] | None = frozenset()
T = TypeVar("T")


class Editor(QWidget):
    """`Editor(theme, live, settings, campaign)`, None for a new one; it reads, and raises what reading does.

    Signal: `closed(str)`, the key of what was saved, empty when nothing was. After the first day only name,
    looks and prize are there to be changed.
    """

    closed = Signal(str)

    def __init__(self, theme: Theme, live: LiveBoard, settings: Settings, campaign: Campaign | None) -> None:
        super().__init__()
        self._theme, self._live, self._settings, self.campaign = theme, live, settings, campaign
        board = live.board
        self.begun = campaign is not None and board.campaigns.phase(campaign) is not Phase.PLANNED
        known = campaign or Campaign("", board.today(), board.today())
        chosen = known.activities or ()
        rules = board.overviews.activities(archived=True)
        self._activities = [one for one in rules if not one.activity.archived or one.activity.key in chosen]
        self._target = board.screens.standing().base_target
        self._icon = known.icon
        self.name = Field(theme, _("Name"), line_edit(known.name, longest=LONGEST_NAME))
        self.colors = ColorPicker(theme, hue_names(), known.color, accessible_name=_("Colour"))
        self.tile = IconTile(theme, known.icon, known.color, 36)
        self.icon = push_button(theme, _("Choose…"))
        self.icon.setAccessibleName(_("Choose an icon"))
        self.icon.clicked.connect(self._choose_icon)
        days = (known.first, known.last) if campaign else free(board.today(), board.campaigns.all())
        first_weekday = board.screens.today().week.start.weekday()
        self.stretch = Stretch(theme, board.today(), *days, first_weekday)
        self.points_factor = FactorField(theme, _("Points factor"), "points_factor", known.points_factor)
        self.target_factor = FactorField(theme, _("Target factor"), "target_factor", known.target_factor)
        self.lifts = Lifts(theme, self._activities, known.activities)
        self.goal = Field(theme, _("Goal"), line_edit(number(known.goal) if known.goal else ""))
        self.prize = Field(theme, _("Prize"), line_edit(known.prize, longest=LONGEST_NAME))
        self.preview = Preview(theme)
        self._ahead = plain_label(theme, color="text2", elide=True)
        self.trouble = plain_label(theme, role="small", color="danger", wrap=True)
        self.trouble.hide()
        self._build()
        self._listen()
        self.look_ahead()

    def _listen(self) -> None:
        for field in (self.name, self.goal, self.prize):
            assert isinstance(field.widget, QLineEdit), "it was made as one"
            field.widget.textEdited.connect(lambda _text: self._changed())
        self.colors.picked.connect(lambda _hue: self._changed())
        for part in (self.stretch, self.points_factor, self.target_factor, self.lifts):
            part.changed.connect(self._changed)

    # how it is put together

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addLayout(self._head())
        column.addWidget(self.trouble)
        content = QWidget()
        content.setObjectName("content")
        self._columns = QHBoxLayout(content)
        self._columns.setContentsMargins(0, 0, 8, 24)
        self._columns.setSpacing(24)
        self._columns.addWidget(self._form(), 1, TOP)
        self._columns.addWidget(self.preview)
        self.area = Scrolling(content)
        column.addWidget(self.area, 1)
        inside = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence("Ctrl+Return"), self, context=inside).activated.connect(self.save)
        QShortcut(QKeySequence("Escape"), self, context=inside).activated.connect(self._leave)

    def _head(self) -> QHBoxLayout:
        theme = self._theme
        back = icon_button(theme, "chevron-left", _("Back without saving (Esc)"))
        back.clicked.connect(self._leave)
        title = self.campaign.name if self.campaign else _("New campaign")
        cancel = push_button(theme, _("Cancel"), "quiet")
        cancel.clicked.connect(self._leave)
        says = _("Save") if self.campaign else _("Plan it")
        self.save_button = push_button(theme, says, "primary", icon="check")
        self.save_button.clicked.connect(self.save)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 8, 0)
        row.setSpacing(8)
        row.addWidget(back)
        titles = QVBoxLayout()
        titles.setSpacing(2)
        titles.addWidget(plain_label(theme, title, "title", elide=True))
        titles.addWidget(self._ahead)
        row.addLayout(titles, 1)
        row.addWidget(cancel)
        row.addWidget(self.save_button)
        return row

    def _form(self) -> Card:
        theme = self._theme
        card = Card(theme, padding=(24, 20, 24, 20))
        card.body.setSpacing(12)
        icon = QVBoxLayout()
        icon.setSpacing(4)
        icon.addWidget(plain_label(theme, _("Icon"), "strong"))
        icon_row = QHBoxLayout()
        icon_row.setSpacing(8)
        icon_row.addWidget(self.tile)
        icon_row.addWidget(self.icon)
        icon.addLayout(icon_row)
        icon.addStretch(1)
        names = QHBoxLayout()
        names.setSpacing(16)
        names.addWidget(self.name, 1, TOP)
        names.addLayout(icon)
        card.body.addLayout(names)
        color = QVBoxLayout()
        color.setSpacing(4)
        color.addWidget(plain_label(theme, _("Colour"), "strong"))
        color.addWidget(self.colors)
        card.body.addLayout(color)
        self._rules = QWidget()
        rules = QVBoxLayout(self._rules)
        rules.setContentsMargins(0, 0, 0, 0)
        rules.setSpacing(14)
        rules.addWidget(Line(theme))
        rules.addWidget(self.stretch)
        rules.addWidget(Line(theme))
        self._factors = QHBoxLayout()
        self._factors.setSpacing(16)
        self._factors.addWidget(self.points_factor, 1, TOP)
        self._factors.addWidget(self.target_factor, 1, TOP)
        rules.addLayout(self._factors)
        rules.addWidget(self.lifts)
        rules.addWidget(Line(theme))
        card.body.addWidget(self._rules)
        set_shown(self._rules, not self.begun)
        last = QHBoxLayout()
        last.setSpacing(16)
        last.addWidget(self.goal, 1, TOP)
        last.addWidget(self.prize, 1, TOP)
        set_shown(self.goal, not self.begun)
        card.body.addLayout(last)
        return card

    def compose(self, width: int) -> None:
        """One column where the page is narrow."""
        ways = QHBoxLayout.Direction
        narrow = width < NARROW
        self._columns.setDirection(ways.TopToBottom if narrow else ways.LeftToRight)
        if narrow:
            self.preview.setMinimumWidth(0)
            self.preview.setMaximumWidth(10_000)
        else:
            self.preview.setFixedWidth(self._theme.px(PREVIEW if width >= WIDE else SLIM_PREVIEW))
        self.preview.set_slim(slim=width < WIDE and not narrow)

    def _choose_icon(self) -> None:
        menu = rounded_menu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        icons = WORK_ICONS if self._icon in WORK_ICONS else (self._icon, *WORK_ICONS)
        picker = IconPicker(
            self._theme,
            self._icon,
            hue=self.colors.current(),
            icons=icons,
            columns=ICON_COLUMNS,
            accessible_name=_("Icon"),
        )

        def pick(icon: str) -> None:
            self._icon = icon
            self._changed()

        picker.picked.connect(pick)
        holder = QWidget()
        room = QVBoxLayout(holder)
        room.setContentsMargins(8, 8, 8, 8)
        room.addWidget(picker)
        action = QWidgetAction(menu)
        action.setDefaultWidget(holder)
        menu.addAction(action)
        corner = self.icon.mapToGlobal(QPoint(self.icon.width(), self.icon.height() + 4))
        menu.popup(corner - QPoint(menu.sizeHint().width(), 0))
        picker.cell(self._icon).setFocus(Qt.FocusReason.PopupFocusReason)

    # what it will be

    def _changed(self) -> None:
        self._accept()
        self.look_ahead()

    def look_ahead(self) -> None:
        """Shows what is typed; what cannot be read yet is told when it is saved, and stays until a change."""
        typed = self._as_typed()
        outlook = self._outlook(typed)
        hue = campaigns.hue_of(typed, self._settings)
        self.tile.set_icon(self._icon, hue)
        self.stretch.show_outlook(outlook)
        self.lifts.show_worth(typed.points_factor)
        self.target_factor.set_hint(words.target_hint(self._target, typed.target_factor))
        self.goal.set_hint(words.goal_hint(outlook, typed.goal))
        self.preview.display(typed, outlook, self._activities, hue, begun=self.begun)
        today = self._live.board.today()
        ahead, then = words.beforehand(typed, today, begun=self.begun)
        set_text(self._ahead, ahead)
        self.preview.tell(ahead, then)

    def _as_typed(self) -> Campaign:
        """The campaign with a usual value wherever something cannot be read yet."""
        return Campaign(
            name=typed_text(self.name),
            first=self.stretch.first,
            last=self.stretch.last,
            points_factor=_or(self.points_factor.value, NO_FACTOR),
            target_factor=_or(self.target_factor.value, NO_FACTOR),
            activities=_or(self.lifts.keys, NONE_YET),
            key=self.campaign.key if self.campaign else "",
            goal=_or(self._goal, None),
            color=self.colors.current(),
            icon=self._icon,
            prize=typed_text(self.prize),
        )

    def _outlook(self, typed: Campaign) -> CampaignOutlook | None:
        if typed.last < typed.first:
            return None
        return self._live.read(lambda: self._live.board.campaigns.outlook(typed))

    def _goal(self) -> Fraction | None:
        return typed_number(self.goal, "goal", MOST_GOAL)

    def _typed(self) -> Campaign:
        """The campaign as it is typed; raises Refusal."""
        typed = self._as_typed()
        if self.campaign is not None and self.begun:
            return replace(
                self.campaign, name=typed.name, color=typed.color, icon=typed.icon, prize=typed.prize
            )
        return replace(
            typed,
            points_factor=self.points_factor.value(),
            target_factor=self.target_factor.value(),
            activities=self.lifts.keys(),
            goal=self._goal(),
        )

    def _accept(self) -> None:
        fields = (self.name, self.points_factor, self.target_factor, self.lifts.field, self.goal, self.prize)
        for field in fields:
            field.refuse("")
        set_text(self.trouble, "")

    # what one does

    def save(self) -> None:
        """Saves; what is refused is told beside its field, and the form keeps what was typed."""
        self._changed()
        try:
            key = self._write(self._typed())
        except Refusal as refusal:
            refusal.field.refuse(refusal.sentence)
            self._show(refusal.field, refusal.field.widget)
        except Refused as error:
            self._tell(error)
        except StoreProblem as error:
            set_text(self.trouble, problem(error))
        else:
            self.closed.emit(key)

    def _write(self, typed: Campaign) -> str:
        """Adds or changes the campaign; answers its key."""
        if self.campaign is not None:
            key = self.campaign.key
            self._live.attempt(lambda board: board.campaigns.change(key, typed))
            return key
        added: list[str] = []

        def add(board: Scoreboard) -> Done[answers.Message]:
            done = board.campaigns.add(typed)
            added.append(done.value.key)
            return answers.saying(done, _planned)

        self._live.attempt(add)
        return added[0]

    def _leave(self) -> None:
        self.closed.emit("")

    # what is wrong

    def _tell(self, error: Refused) -> None:
        """The sentence beside the field that it is about, or under the head."""
        days = self.stretch.refuse(error)
        field = self._field_of(error)
        if days is not None:
            self._show(days, days)
        elif field is not None:
            field.refuse(problem(error))
            self._show(field, field.widget)
        else:
            set_text(self.trouble, problem(error))

    def _field_of(self, error: Refused) -> Field | None:
        if isinstance(error, NameTaken):
            return self.name
        if isinstance(error, BadText | BadNumber):
            fields = {
                "name": self.name,
                "prize": self.prize,
                "goal": self.goal,
                "points_factor": self.points_factor,
                "target_factor": self.target_factor,
            }
            return fields.get(error.field)
        return None

    def _show(self, place: QWidget, widget: QWidget) -> None:
        self.area.ensureWidgetVisible(place, 0, 40)
        widget.setFocus(Qt.FocusReason.OtherFocusReason)


def _or(read: Callable[[], T], otherwise: T) -> T:
    """What can be read, else something in its place."""
    try:
        return read()
    except Refusal:
        return otherwise


def _planned(campaign: Campaign) -> answers.Message:
    title = _("Planned: {name}").format(name=campaign.name)
    return answers.Message(title, dates.span(campaign.first, campaign.last), campaign.icon, campaign.color)
