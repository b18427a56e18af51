"""How the Today page is arranged at a size of the window; everything that depends on it is decided here."""

from scoreboard.values import Value

WIDE, MEDIUM, FIFTH_COLUMN, FULL_HERO = 1280, 1100, 1600, 1400
LOW = 760
RAIL, SLIM_RAIL = 336, 300
MOST_WIDTH = 1320


class Frame(Value):
    """`rail` is the width of the right column, 0 when its log is a strip; `compact` takes less room."""

    rail: int
    compact: bool
    wide: bool
    small_hero: bool

    @property
    def ring(self) -> int:
        """Diameter of the week's ring."""
        return 124 if self.small_hero else 188

    @property
    def sun(self) -> int:
        """Diameter of the day's sun."""
        return 104 if self.small_hero else 152

    @property
    def margins(self) -> tuple[int, int, int, int]:
        """Around the page."""
        return (20, 12, 20, 12) if self.compact else (28, 24, 28, 24)

    @property
    def gap(self) -> int:
        """Between cards."""
        return 10 if self.compact else 16


def frame_for(width: int, height: int, text_size: int = 100) -> Frame:
    """The arrangement for a window of this size in logical pixels; large text (in percent) needs more."""
    width, height = width * 100 // text_size, height * 100 // text_size
    rail = RAIL if width >= WIDE else SLIM_RAIL if width >= MEDIUM else 0
    compact = rail == 0 or height < LOW
    return Frame(rail, compact, wide=width > FIFTH_COLUMN, small_hero=compact or width < FULL_HERO)
