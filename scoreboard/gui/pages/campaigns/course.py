"""How the points of a campaign came: the chart against its pace, and what each activity brought."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from scoreboard.domain.campaigns import FinalLine
from scoreboard.domain.rules import NO_FACTOR, Activity, Campaign, Kind
from scoreboard.gui import campaigns, dates
from scoreboard.gui.chart_card import ChartCard
from scoreboard.gui.pages.campaigns import words
from scoreboard.gui.quiet import set_text
from scoreboard.gui.theme import Theme
from scoreboard.gui.widgets.card import Card
from scoreboard.gui.widgets.chart import ChartContent, chart_words
from scoreboard.gui.widgets.icon_tile import Icon
from scoreboard.gui.widgets.labels import plain_label
from scoreboard.i18n import _, language, number
from scoreboard.reports.look import Drawing, Look
from scoreboard.service.states import ActivityLine, CampaignDetail
from scoreboard.values import replace


class CourseCard(ChartCard):
    """`CourseCard(theme)`, then `display(detail, hue)`."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, _("How the points came"))
        self._theme = theme

    def display(self, detail: CampaignDetail, hue: str) -> None:
        """Shows how the points came."""
        self.chart.set_content(course_content(detail, self._theme.color(hue).name()))


def course_content(detail: CampaignDetail, color: str) -> ChartContent:
    """The course as a figure in the campaign's colour, as words and as a table."""
    goal = detail.state.campaign.goal

    def draw(look: Look) -> Drawing:
        from scoreboard.reports.campaign_figure import HUE, campaign_figure  # noqa: PLC0415 - matplotlib

        return campaign_figure(detail, replace(look, colors={**look.colors, HUE: color}))

    summary = [_("How the points came"), words.score(detail).summary]
    if goal is not None and detail.state.expected is not None and detail.prospect is not None:
        summary.append(_("Pace tonight: {points}").format(points=number(detail.state.expected)))
    if detail.prospect is not None:
        summary.append(_("On course for {points}").format(points=number(detail.prospect.points)))
    return ChartContent(
        key=(detail.days, goal, detail.prospect, color, language()),
        draw=draw,
        summary=chart_words(summary),
        header=(_("Day"), _("Points by then"), _("Pace")),
        rows=tuple(
            (
                dates.capital(dates.short_day(one.day)),
                "–" if one.points is None else number(one.points),
                "–" if goal is None else number(goal * one.share),
            )
            for one in detail.days
        ),
    )


class TableCard(Card):
    """`TableCard(theme)`, then `display(detail, activities, hue)`: the final table once there is one."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, padding=(20, 16, 20, 16))
        self._theme = theme
        self._shown: object = None
        self._title = plain_label(theme, role="section", wrap=True)
        self._detail = plain_label(theme, role="small", color="text3")
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self._title, 1)
        head.addWidget(self._detail)
        self.body.addLayout(head)
        self.body.addSpacing(10)
        self._table: QWidget | None = None
        self.note = plain_label(theme, role="small", color="text2", wrap=True)
        self.body.addWidget(self.note)
        self.body.addStretch(1)
        self.lines: tuple[FinalLine, ...] = ()

    def display(self, detail: CampaignDetail, activities: Mapping[str, Activity], hue: str) -> None:
        """Shows what each activity brought."""
        state = detail.state
        lines = state.final.lines if state.final else tuple(map(_line, detail.activities))
        shown = (state.campaign, lines, activities, hue, language())
        set_text(self._title, _("Final table") if state.final else _("By activity"))
        set_text(self._detail, words.closed(state))
        set_text(self.note, words.recounted(state))
        if shown == self._shown:
            return
        self._shown, self.lines = shown, lines
        if self._table is not None:
            self.body.removeWidget(self._table)
            self._table.hide()
            self._table.deleteLater()
        self._table = self._made(state.campaign, activities, hue)
        self.body.insertWidget(2, self._table)

    def _made(self, campaign: Campaign, activities: Mapping[str, Activity], hue: str) -> QWidget:
        table = QWidget()
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, 0, 4)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for row, line in enumerate(self.lines):
            known = activities.get(line.activity)
            icon, color = (known.icon, known.color) if known else ("list", "text3")
            grid.addWidget(Icon(self._theme, icon, 17, color), row, 0)
            grid.addWidget(plain_label(self._theme, line.name, weight=500, wrap=True), row, 1)
            if campaign.points_factor != NO_FACTOR and campaign.lifts(line.activity):
                factor = campaigns.times(campaign.points_factor)
                label = plain_label(self._theme, factor, "small", hue, weight=700, align=right)
                grid.addWidget(label, row, 2)
            often = words.how_often(line.quantity, steps=bool(known and known.kind is Kind.PERCENT))
            grid.addWidget(plain_label(self._theme, often, "small", "text3", align=right), row, 3)
            score = plain_label(self._theme, number(line.points), "section", align=right)
            score.setAccessibleName(f"{line.name}: {words.points(line.points)}")
            grid.addWidget(score, row, 4)
        return table


def _line(line: ActivityLine) -> FinalLine:
    return FinalLine(line.key, line.name, line.quantity, line.points)
