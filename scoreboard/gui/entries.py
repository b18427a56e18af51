"""Opens the form of an entry; nothing of a form is imported before one is wanted."""

from datetime import date

from PySide6.QtWidgets import QWidget

from scoreboard.gui.page import Surroundings
from scoreboard.service.states import ActivityKey, LogLine


def ask_details(
    around: Surroundings,
    key: ActivityKey,
    day: date,
    parent: QWidget,
    *,
    other_day: bool,
    first_weekday: int | None = None,
) -> None:
    """Asks for everything that one click on a key does not say; `other_day`: above all for another day.

    `first_weekday` is that of the rulebook where it is known, else weeks begin as those of the language.
    """
    from scoreboard.gui.entry_form import EntryForm, Subject  # noqa: PLC0415 - see above

    subject = Subject(key.key, key.name, key.outcomes, key.records_amount, day, None, first_weekday)
    EntryForm(around, subject, parent, "day" if other_day else "note").open()


def edit_entry(around: Surroundings, line: LogLine, parent: QWidget, focus: str = "") -> None:
    """Lets an entry be put right, beginning with the field `focus`."""
    from scoreboard.gui.entry_form import EntryForm, line_subject  # noqa: PLC0415 - see above

    subject = around.live.read(lambda: line_subject(around.live, line))
    if subject is not None:
        EntryForm(around, subject, parent, focus).open()
