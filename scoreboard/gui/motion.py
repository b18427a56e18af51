"""How long things move and along which curve; with motion off every value jumps to its end."""

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QAbstractAnimation, QEasingCurve, QVariantAnimation
from PySide6.QtWidgets import QApplication, QStyle, QWidget

from scoreboard.values import Value

KEY_WARMTH = 600
FLOAT_UP = 320
COUNT_UP = 300
FILL = 450
RAY = 90
DAY_WON = 900
TOAST_IN = 160
TOAST_OUT = 120

LINEAR = QEasingCurve.Type.Linear
OUT_QUAD = QEasingCurve.Type.OutQuad
OUT_CUBIC = QEasingCurve.Type.OutCubic


def motion_wanted(setting: Literal["system", "on", "off"]) -> bool:
    """What the setting means here. "system" is off when the desktop's style does not animate or asks for less
    motion.
    """
    if setting != "system":
        return setting == "on"
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        return True
    hints = app.styleHints()
    preference = getattr(hints.accessibility(), "motionPreference", None)  # since Qt 6.12
    if preference is not None and preference().name == "ReducedMotion":
        return False
    return app.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration) > 0


class Motion(Value):
    """Whether things move at all."""

    on: bool = True


class Glide:
    """A float of a widget that moves to its next value; on the way it repaints it, or calls `moved`."""

    def __init__(
        self,
        widget: QWidget,
        motion: Motion,
        duration: int,
        curve: QEasingCurve.Type = OUT_CUBIC,
        moved: Callable[[], None] | None = None,
    ) -> None:
        self.value = 0.0
        self._widget = widget
        self._moved = moved or widget.update
        self._motion = motion
        self._duration = duration
        self._animation = QVariantAnimation(widget)
        self._animation.setEasingCurve(curve)
        self._animation.valueChanged.connect(self._step)
        self._animation.finished.connect(self._finish)
        self._done: Callable[[], None] | None = None

    @property
    def running(self) -> bool:
        """True while the value moves."""
        return self._animation.state() == QAbstractAnimation.State.Running

    @property
    def end(self) -> float:
        """Where the value is or will be."""
        return float(self._animation.endValue()) if self.running else self.value

    def set_duration(self, duration: int) -> None:
        """Takes this many ms for the next move."""
        self._duration = duration

    def to(self, end: float) -> None:
        """Moves from where it is now; jumps while the widget is not on screen or motion is off."""
        self.play(self.value, end)

    def play(self, start: float, end: float, done: Callable[[], None] | None = None) -> None:
        """Moves from start to end and then calls `done`."""
        self._done = done
        if not self._motion.on or not self._widget.isVisible() or start == end:
            self.jump(end)
            self._finish()
            return
        self._animation.stop()
        self._animation.setStartValue(float(start))
        self._animation.setEndValue(float(end))
        self._animation.setDuration(self._duration)
        self._animation.start()

    def jump(self, value: float) -> None:
        """Is there at once."""
        self._animation.stop()
        self._step(value)

    def _finish(self) -> None:
        done, self._done = self._done, None
        if done is not None:
            done()

    def _step(self, value: float) -> None:
        if value != self.value:
            self.value = float(value)
            self._moved()
