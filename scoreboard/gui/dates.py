"""Days and times as people here write them: names from QLocale, their order from translatable patterns."""

from datetime import date, datetime, time, timedelta
from functools import lru_cache

from PySide6.QtCore import QDate, QLocale, QTime

from scoreboard.i18n import _, language, pgettext


def locale() -> QLocale:
    """The locale of the current language."""
    return QLocale(language())


def written(day: date, pattern: str) -> str:
    """The day by a pattern of QLocale, which comes from pgettext."""
    return _written(day, pattern, language())


@lru_cache(maxsize=512)
def _written(day: date, pattern: str, code: str) -> str:
    return QLocale(code).toString(QDate(day.year, day.month, day.day), pattern)


def capital(text: str) -> str:
    """The text with a capital at its beginning, for where a sentence or title begins."""
    return text[:1].upper() + text[1:]


def long_day(day: date) -> str:
    """Wednesday 16 September."""
    return written(day, pgettext("date pattern", "dddd d MMMM"))


def full_day(day: date) -> str:
    """Wednesday 16 September 2026."""
    return written(day, pgettext("date pattern", "dddd d MMMM yyyy"))


def short_day(day: date) -> str:
    """Wed 16 Sep."""
    return written(day, pgettext("date pattern", "ddd d MMM"))


def day_and_month(day: date) -> str:
    """16 Sep."""
    return written(day, pgettext("date pattern", "d MMM"))


def month_day(day: date) -> str:
    """16 September."""
    return written(day, pgettext("date pattern", "d MMMM"))


def span(first: date, last: date) -> str:
    """14–20 September 2026, with both months or years where they differ."""
    end = written(last, pgettext("date pattern", "d MMMM yyyy"))
    if first == last:
        return end
    if first.year != last.year:
        begin = written(first, pgettext("date pattern", "d MMMM yyyy"))
    elif first.month != last.month:
        begin = month_day(first)
    else:
        return _("{first}–{last}").format(first=first.day, last=end)
    return _("{first} – {last}").format(first=begin, last=end)


def weekday(day: date) -> str:
    """Wednesday."""
    return written(day, "dddd")


def weekday_letter(number: int) -> str:
    """W for 2; Monday is 0. Taken from the short name, because some locales have no narrow one."""
    return locale().standaloneDayName(number + 1, QLocale.FormatType.ShortFormat)[:1].upper()


def time_pattern() -> str:
    """How QLocale writes 14:05."""
    return pgettext("time pattern", "HH:mm")


def clock(moment: datetime | time) -> str:
    """14:05."""
    return locale().toString(QTime(moment.hour, moment.minute), time_pattern())


def week_number(day: date) -> int:
    """The ISO number of the week that begins on `day`, whatever its first weekday."""
    return (day + timedelta(days=3)).isocalendar().week
