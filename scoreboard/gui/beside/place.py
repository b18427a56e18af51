"""Where the pad stood, for each screen: a laptop on its dock and without it are two places."""

import json

from PySide6.QtCore import QPoint, QRect

Places = dict[str, tuple[int, int]]


def read(kept: str) -> Places:
    """The place on each screen, from its upper left corner, the last used one last; nothing from nonsense."""
    try:
        found = json.loads(kept or "{}")
        return {str(screen): (int(x), int(y)) for screen, (x, y) in found.items()}
    except (AttributeError, OverflowError, RecursionError, TypeError, ValueError):
        return {}


def write(kept: str, screen: str, room: QRect, corner: QPoint) -> str:
    """The same with the place on this screen, whose free `room` is given, as the last used one."""
    places = read(kept)
    places.pop(screen, None)
    at = corner - room.topLeft()
    return json.dumps({**places, screen: (at.x(), at.y())}, ensure_ascii=False)


def inside(room: QRect, box: QRect) -> QRect:
    """The box, moved as little as brings all of it into the room."""
    x = max(room.left(), min(box.left(), room.right() - box.width() + 1))
    y = max(room.top(), min(box.top(), room.bottom() - box.height() + 1))
    return QRect(QPoint(x, y), box.size())
