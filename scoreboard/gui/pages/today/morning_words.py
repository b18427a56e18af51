"""The morning card's sentences: how yesterday went, where the week is, what today asks for."""

from datetime import date, timedelta
from fractions import Fraction

from scoreboard.domain.goals import DayStanding, WeekStanding, needed_from
from scoreboard.gui import dates
from scoreboard.gui.pages.today import words
from scoreboard.i18n import _, n_, number
from scoreboard.service.states import Digest, PastDay, StreakState
from scoreboard.values import Value
from scoreboard.wording import quoted, short_for_good, smaller_win


class Fact(Value):
    """One thing worth knowing in the morning: what it is about, the fact, and what goes with it."""

    about: str
    fact: str
    rest: str = ""


def facts(digest: Digest, *, plain: bool) -> tuple[Fact, ...]:
    """The day before, the week so far, today."""
    past = () if digest.last.standing.off and not digest.last.standing.points else (_past(digest, plain),)
    return (*past, _week(digest), _today(digest, plain))


def worth_telling(digest: Digest) -> bool:
    """Whether there is something to say: on a day off only news, and nothing before there were points."""
    campaign = digest.campaign.campaign if digest.campaign else None
    news = campaign is not None and digest.day in (campaign.first, campaign.last)
    streak, yesterday = digest.streak, digest.yesterday.standing.day
    open_day = streak is not None and asks(streak) and streak.open_day == yesterday
    before = [*digest.last_week.days, *(day for day in digest.week.days if day.day < digest.day)]
    lived = any(day.points for day in before)
    return news or open_day or (lived and not digest.today.standing.off)


def asks(streak: StreakState) -> bool:
    """Whether a reserve day was used for the last day and nothing was said of it yet."""
    quiet = streak.note is None or not (streak.note.declined or streak.note.reason)
    return streak.open_day is not None and streak.open_day in streak.covered and quiet


def _past(digest: Digest, plain: bool) -> Fact:
    past = digest.last
    day = past.standing
    yesterday = day.day == digest.day - timedelta(days=1)
    about = _("Yesterday") if yesterday else dates.capital(words.recent(day.day, digest.day))
    return Fact(about, _points_of(day), _how(past, plain))


def _points_of(day: DayStanding) -> str:
    if day.off:
        return words.points(day.points)
    return _("{points} of {goal} points").format(points=number(day.points), goal=number(day.goal))


def _how(past: PastDay, plain: bool) -> str:
    parts = []
    if past.standing.won:
        parts.append(_("Day goal reached") if plain else _("Day won"))
    if past.activities:
        most = past.activities[0]
        text = _("{n} × {activity}")
        parts.append(text.format(n=number(most.quantity), activity=quoted(most.name)))
    return " · ".join(parts)


def _week(digest: Digest) -> Fact:
    """As it was when the day began, so that no click makes it untrue."""
    week, day = digest.week, digest.day
    if not any(one.goal or one.points for one in week.days if one.day < day):
        return Fact(_("A fresh week"), _target(week), _last_week(digest.last_week))
    so_far = sum((one.points for one in week.days if one.day < day), Fraction(0))
    about = _("The week so far")
    if week.off:
        return Fact(about, words.points(so_far), _("No target this week"))
    fact = _("{points} of {goal} points").format(points=number(so_far), goal=number(week.target))
    return Fact(about, fact, _("Still in trial") if week.trial else _pace(week, day, so_far))


def _target(week: WeekStanding) -> str:
    if week.off:
        return _("No target this week")
    return _("{points} to reach").format(points=words.points(week.target))


def _last_week(week: WeekStanding) -> str:
    if week.off or week.trial or not week.points:
        return ""
    text = (
        _("Last week: {points} of {target}, reached")
        if week.reached
        else _("Last week: {points} of {target}")
    )
    return text.format(points=number(week.points), target=number(week.target))


def _pace(week: WeekStanding, day: date, so_far: Fraction) -> str:
    if so_far >= week.target:
        return _("Week target reached")
    ahead = so_far - sum((one.goal for one in week.days if one.day < day), Fraction(0))
    if ahead > 0:
        return _("{n} ahead of pace").format(n=number(ahead))
    if ahead == 0:
        return _("On pace")
    need = needed_from(week.days, week.target - so_far, day)
    if need is None:
        return short_for_good(week.target - so_far)
    if week.beyond_reason(need):
        return smaller_win(week)
    return _("{n} a day gets you there").format(n=number(need))


def _today(digest: Digest, plain: bool) -> Fact:
    standing = digest.today.standing
    if standing.off:
        fact = _("No goal today")
    elif words.by_mini_goals(standing):
        text = n_("{n} mini-goal", "{n} mini-goals", len(digest.today.mini_goals))
        fact = text.format(n=number(len(digest.today.mini_goals)))
    else:
        fact = words.points(standing.goal)
    if not standing.off and not plain:
        text = n_("{what} wins the day", "{what} win the day", _count(digest))
        fact = text.format(what=fact)
    return Fact(_("Today"), fact, _news(digest))


def _count(digest: Digest) -> int:
    standing = digest.today.standing
    if words.by_mini_goals(standing):
        return len(digest.today.mini_goals)
    return 1 if standing.goal == 1 else 2


def _news(digest: Digest) -> str:
    """A campaign that begins or ends, else the streak."""
    campaign = digest.campaign.campaign if digest.campaign else None
    if campaign is not None and campaign.first == digest.day:
        return _("{campaign} begins today").format(campaign=quoted(campaign.name))
    if campaign is not None and campaign.last == digest.day:
        return _("{campaign} ends today").format(campaign=quoted(campaign.name))
    row = words.in_a_row(digest.streak) if digest.streak else ""
    return _("So far {row}").format(row=row) if row else ""


def open_title(streak: StreakState, today: date) -> str:
    """Thursday stayed open."""
    day = words.recent(streak.open_day, today) if streak.open_day else ""
    return dates.capital(_("{day} stayed open").format(day=day))


def open_text(streak: StreakState) -> str:
    """What that means for the streak."""
    if streak.note is not None and streak.note.declined:
        return _("You left it open. No reserve day is used for it.")
    if streak.days > 1:
        text = _("A reserve day was used for it, so your {n} in a row stay whole.")
        return text.format(n=number(streak.days))
    return _("A reserve day was used for it.")


def reasons() -> tuple[str, ...]:
    """What may have happened; kept as the seller reads it."""
    return _("Ill"), _("Family"), _("At a customer"), _("Just one of those days")
