"""The toast's words: what happened, what it earned, what is left, and how it sounds."""

from scoreboard.gui import answers
from scoreboard.service import Scoreboard
from scoreboard.service.correcting import EntryChange
from scoreboard.service.rulebook import ActivityChange


def test_a_click_is_told_with_what_is_left(board: Scoreboard) -> None:
    said = answers.finished(board.journal.log("quote"))
    assert (said.title, said.detail) == ("Logged: Quote sent", "+3 points · 5 to go")
    assert (said.icon, said.hue) == ("file-text", "petrol")
    assert said.spoken == "Plus 3. 3 of 40."


def test_one_point_is_one_point(board: Scoreboard) -> None:
    assert answers.finished(board.journal.log("inspiration-session")).detail.startswith("+1 point ·")


def test_a_won_day_and_week_are_told(board: Scoreboard) -> None:
    said = answers.finished(board.journal.log("quote", count=14))
    assert said.detail == "+42 points · Day won · Week target reached"
    assert said.spoken == "Plus 42. 42 of 40. Day won. Week target reached."


def test_every_write_has_words(board: Scoreboard) -> None:
    logged = board.journal.log("quote")
    edited = board.journal.edit(logged.value.line.uid, EntryChange(count=2))
    voided = board.journal.void(logged.value.line.uid)
    assert voided.undo is not None
    back = voided.undo()
    assert edited.undo is not None
    piece = board.rules.add_deliverable("Case: Bakery", "case")
    away = board.rules.set_deliverable(piece.value.key, archived=True)
    rule = board.rules.set_activity("quote", ActivityChange(name="Offer sent"))
    gone = board.rules.set_activity("quote", ActivityChange(archived=True))
    target = board.rules.order(["quote"])
    assert answers.edited(edited).title == "Changed: Quote sent"
    assert answers.finished(voided).title == "Taken back: Quote sent"
    assert answers.undone(voided).title == "Taken back: Quote sent"
    assert answers.undone(back).title == "Counts again: Quote sent"
    assert answers.undone(edited.undo()).title == "Changed back: Offer sent"
    assert answers.redone(edited).title == "Changed: Quote sent"
    assert answers.redone(voided).title == "Taken back: Quote sent"
    assert answers.finished(piece).title == "Saved: Case: Bakery"
    assert answers.finished(away).title == "Put away: Case: Bakery"
    assert answers.undone(piece).title == "Taken back: Case: Bakery"
    assert answers.finished(rule).title == "Saved: Offer sent"
    assert answers.finished(gone).title == "Put away: Offer sent"
    assert answers.finished(target).title == "Saved"
    assert answers.undone(target).title == "Taken back"
    assert answers.redone(target).title == "Done again"
    assert answers.edited(target).title == "Saved"
