"""Says what just changed or is wrong, to a screen reader too: politely, after what is being said."""

from PySide6.QtWidgets import QWidget


def announce(widget: QWidget, text: str) -> None:
    """Says `text` when a screen reader listens; does nothing otherwise."""
    # the first thing that there is to say comes after the start, which pays for no list of roles and events
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent  # noqa: PLC0415

    if not QAccessible.isActive():
        return
    event = QAccessibleAnnouncementEvent(widget, text)
    event.setPoliteness(QAccessible.AnnouncementPoliteness.Polite)
    QAccessible.updateAccessibility(event)


def mark_invalid(widget: QWidget, sentence: str) -> None:
    """Shows and says that this is wrong with what stands in a widget; an empty sentence: nothing is."""
    widget.setAccessibleDescription(sentence)
    widget.setProperty("invalid", bool(sentence))
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    if sentence:
        announce(widget, sentence)
