"""Makes the sounds of the program: `python -m tests.sounds` writes them into resources/sounds."""

import wave
from io import BytesIO
from math import exp, pi, sin, tau
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "resources" / "sounds"
RATE = 16_000
LOUDNESS = 0.16
NOTES = ((0.0, 659.25), (0.13, 987.77))
"""When each note of the won day begins, and its pitch: a fifth upwards."""
SECONDS = 0.75


def day_won() -> list[int]:
    """Two soft notes, like a marimba heard from the next room, as samples of 16 bits."""
    return [round(32_767 * LOUDNESS * _at(place / RATE)) for place in range(round(SECONDS * RATE))]


def _at(moment: float) -> float:
    fade = min(1.0, (SECONDS - moment) / 0.05)
    return fade * sum(_note(moment - start, pitch) for start, pitch in NOTES if moment >= start)


def _note(age: float, pitch: float) -> float:
    attack = sin(pi / 2 * min(1.0, age / 0.008))
    body = sin(tau * pitch * age) + 0.25 * exp(-age * 18) * sin(tau * 4 * pitch * age)
    return attack * exp(-age * 6) * body


def written(samples: list[int]) -> bytes:
    """The samples as a WAV file."""
    buffer = BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(b"".join(sample.to_bytes(2, "little", signed=True) for sample in samples))
    return buffer.getvalue()


def main() -> None:
    """Write every sound."""
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / "day-won.wav").write_bytes(written(day_won()))


if __name__ == "__main__":
    main()
