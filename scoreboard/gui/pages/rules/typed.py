"""What the form of an activity says, as a change of its rules; what cannot be read raises Refusal."""

from collections.abc import Iterable
from fractions import Fraction

from scoreboard.domain.rules import MOST_CAP, MOST_POINTS, Kind
from scoreboard.errors import BadNumber
from scoreboard.gui.form import Refusal, needed_number, typed_number, typed_text
from scoreboard.gui.pages.rules.face import Face
from scoreboard.gui.pages.rules.facts import Facts
from scoreboard.gui.pages.rules.when import When
from scoreboard.service.overviews import ActivityRules
from scoreboard.service.rulebook import ActivityChange, RuleEffect
from scoreboard.values import Value, replace
from scoreboard.wording import problem


class Typed(Value):
    """The three parts of the form."""

    facts: Facts
    face: Face
    when: When

    def change(self, rules: ActivityRules) -> ActivityChange:
        """What differs from what holds; in a correction all numbers, since the past may differ from today."""
        activity, every = rules.activity, self.when.correct
        points = needed_number(self.facts.points, "points", MOST_POINTS)
        cap, wanted, worth = self.cap(rules), self.mini_goal(rules), self._outcome_points()
        name, stage = typed_text(self.facts.name), typed_text(self.facts.stage)
        step = self.facts.chosen_step() if activity.kind is Kind.PERCENT else None
        own, amount = dict(rules.outcome_points), self.facts.amount.isChecked()
        return ActivityChange(
            name=name if name != activity.name else None,
            stage=stage if stage != activity.stage else None,
            icon=self.face.icon if self.face.icon != activity.icon else None,
            color=self.face.hue if self.face.hue != activity.color else None,
            step=step if step != activity.step else None,
            records_amount=amount if amount != activity.records_amount else None,
            points=points if every or points != rules.points else None,
            outcome_points={key: value for key, value in worth.items() if every or value != own.get(key)},
            outcome_names=self._outcome_names(rules),
            new_outcomes=self.new_outcomes(),
            removed_outcomes=tuple(row.key for row in self.facts.outcomes.removed),
            cap=cap if every or (cap or None) != rules.cap else None,
            mini_goal=wanted if every or (wanted or None) != rules.mini_goal else None,
            start=self.when.start,
            correct=every,
            reason=self.when.reason,
        )

    def cap(self, rules: ActivityRules | None) -> int:
        """The daily cap, 0 for none; a percent activity keeps the one it has."""
        if self.facts.kind is Kind.PERCENT:
            return (rules.cap if rules else None) or 0
        return int(typed_number(self.facts.cap, "daily_cap", MOST_CAP, decimals=0) or 0)

    def mini_goal(self, rules: ActivityRules | None) -> int:
        """What is wanted per day, 0 for nothing; a percent activity keeps what it has."""
        if self.facts.kind is Kind.PERCENT:
            return (rules.mini_goal if rules else None) or 0
        return int(typed_number(self.facts.mini_goal, "mini_goal", MOST_CAP, decimals=0) or 0)

    def new_outcomes(self) -> tuple[tuple[str, Fraction | None], ...]:
        """The outcomes to be added."""
        rows = self.facts.outcomes.new() if self.facts.kind is Kind.COUNT else ()
        return tuple((typed_text(row.name), row.worth()) for row in rows)

    def _outcome_points(self) -> dict[str, Fraction]:
        worth = {}
        for row in self.facts.outcomes.known():
            value = row.worth()
            if value is None and row.had_points:
                raise Refusal(row.points, problem(BadNumber("points", Fraction(0), MOST_POINTS, 2)))
            if value is not None:
                worth[row.key] = value
        return worth

    def _outcome_names(self, rules: ActivityRules) -> dict[str, str]:
        names = {row.key: typed_text(row.name) for row in self.facts.outcomes.known()}
        kept = [one for one in rules.activity.outcomes if one.key in names]
        return {one.key: names[one.key] for one in kept if names[one.key] != one.name}


def only_what_differs(
    change: ActivityChange, rules: ActivityRules, effects: Iterable[RuleEffect]
) -> ActivityChange:
    """A correction without the rules that would say what held anyway."""
    names = {one.name: one.key for one in rules.activity.outcomes}
    real = [one for one in effects if one.old != one.new]
    outcomes = {names[one.name] for one in real if one.what == "outcome"}
    kinds = {one.what for one in real}
    return replace(
        change,
        points=change.points if "points" in kinds else None,
        cap=change.cap if "cap" in kinds else None,
        mini_goal=change.mini_goal if "mini_goal" in kinds else None,
        outcome_points={key: value for key, value in change.outcome_points.items() if key in outcomes},
    )
