"""What the Rules page says about days off: which days they are, and what they do to weekly targets."""

from collections.abc import Sequence
from datetime import date, timedelta

from scoreboard.domain.calendar import DayOff
from scoreboard.gui import dates
from scoreboard.i18n import _, n_, number, pgettext
from scoreboard.service.days_off import WeekEffect

FEW = 4


def day(one: date, today: date) -> str:
    """Thu 24 Dec, with the year when it is another one."""
    if one.year == today.year:
        return dates.short_day(one)
    return dates.written(one, pgettext("date pattern", "ddd d MMM yyyy"))


def stretch(off: DayOff, today: date) -> str:
    """Thu 24 Dec – Fri 1 Jan 2027."""
    first = dates.capital(day(off.first, today))
    if off.first == off.last:
        return first
    return _("{first} – {last}").format(first=first, last=day(off.last, today))


def amount(off: DayOff) -> str:
    """Half a day; nothing for whole ones."""
    if not off.half:
        return ""
    return _("half a day") if off.first == off.last else _("half days")


def effects(found: Sequence[WeekEffect], today: date) -> list[str]:
    """What days off would do, week by week, and to what is past."""
    if not found:
        return [_("No weekly target changes: these days are free already.")]
    shown = found if len(found) <= FEW else found[: FEW - 1]
    said = [_effect(one, today) for one in shown]
    more = len(found) - len(shown)
    if more:
        said.append(n_("And {n} more week.", "And {n} more weeks.", more).format(n=number(more)))
    if found[0].start + timedelta(days=6) < today:
        said.append(_("Past weeks count anew: won days, streaks and constancy follow."))
    return said


def _effect(one: WeekEffect, today: date) -> str:
    values = {
        "number": dates.week_number(one.start),
        "day": day(one.start, today),
        "new": number(one.new),
        "old": number(one.old),
    }
    if not one.new:
        return _("Week {number} ({day}): no target instead of {old}, the week is off.").format(**values)
    return _("Week {number} ({day}): target {new} instead of {old}.").format(**values)
