"""The sound of a won day: the file can be made again, and a system without a player is silent."""

import os
import sys
import wave
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from scoreboard.gui.beside import sound
from scoreboard.resources import resource
from tests.sounds import RATE, day_won

FILE = resource("sounds", "day-won.wav")

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows plays by itself")


def test_the_file_is_what_the_script_makes() -> None:
    with wave.open(str(FILE)) as file:
        shape = (file.getnchannels(), file.getsampwidth(), file.getframerate())
        frames = file.readframes(file.getnframes())
    assert shape == (1, 2, RATE)
    kept = [
        int.from_bytes(frames[place : place + 2], "little", signed=True) for place in range(0, len(frames), 2)
    ]
    made = day_won()
    assert len(kept) == len(made)
    # another system's sine may differ in its last digit
    assert max(abs(one - other) for one, other in zip(kept, made, strict=True)) <= 1


def test_it_is_short_and_quiet_and_ends_in_silence() -> None:
    samples = day_won()
    assert len(samples) < RATE
    assert 2_000 < max(map(abs, samples)) < 12_000
    assert abs(samples[0]) < 100
    assert max(map(abs, samples[-20:])) < 100


def put_program(folder: Path, name: str, writes: Path) -> None:
    folder.mkdir(exist_ok=True)
    program = folder / name
    program.write_text(f'#!/bin/sh\necho "$@" > {writes}.part\nmv {writes}.part {writes}\n')
    program.chmod(0o755)


@posix
def test_the_first_player_there_is_plays_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    told = tmp_path / "told"
    put_program(tmp_path / "bin", "aplay", told)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}/bin{os.pathsep}/usr/bin")
    monkeypatch.setattr(sound, "which", lambda name: name if name == "aplay" else None)
    sound.play("day-won")
    qtbot.waitUntil(told.exists)
    assert told.read_text().split() == ["-q", str(FILE)]


@posix
def test_without_a_player_it_is_silent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert sound.player() == ()
    sound.play("day-won")
