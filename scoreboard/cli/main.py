"""Finds the command, runs it, and tells what came of it on the right stream with the right exit status."""

import json
import os
import sys
import traceback
from argparse import Namespace
from collections.abc import Iterable, Mapping, Sequence
from io import TextIOWrapper
from typing import TextIO

from scoreboard import __version__, log
from scoreboard.cli import (
    activities,
    campaigns,
    days_off,
    deliverables,
    game,
    goals,
    holidays,
    journal,
    safety,
    scores,
    self_check,
    setup,
    stranded,
)
from scoreboard.cli.command import Command
from scoreboard.cli.context import DONE, REFUSED, WRONG_USAGE, Answer, Context, NotDone, begin
from scoreboard.cli.options import HELP, Options
from scoreboard.cli.parser import WrongUsage, global_help
from scoreboard.errors import Refused, ScoreboardError, StoreProblem
from scoreboard.i18n import _
from scoreboard.paths import Paths
from scoreboard.values import replace
from scoreboard.wording import problem, quoted

GROUPS = (
    setup,
    safety,
    stranded,
    activities,
    journal,
    deliverables,
    scores,
    goals,
    days_off,
    holidays,
    campaigns,
    game,
    self_check,
)
COMMANDS: dict[str, Command] = {command.words: command for group in GROUPS for command in group.COMMANDS}


def run(options: Options, environ: Mapping[str, str]) -> int:
    """Do what the words say and tell about it; answers the exit status."""
    if isinstance(sys.stdout, TextIOWrapper):
        # A terminal that cannot show a letter shows another one instead of ending the program.
        sys.stdout.reconfigure(errors="replace")
    try:
        answer = _answer(options, environ)
    except SystemExit:  # argparse has printed the help of a command
        return DONE
    except (ScoreboardError, WrongUsage, NotDone) as error:
        return refusal(error)
    except Exception as error:  # noqa: BLE001 (the outermost frame: nobody wants to read a traceback)
        return _fault(error, Paths.of(options.data_dir, environ))
    status = _written([json.dumps(answer.data)] if options.as_json else answer.lines)
    for line in answer.notes:
        _say(line)
    return answer.status or status


def refusal(error: ScoreboardError | WrongUsage | NotDone) -> int:
    """Say why something is not done; answers the exit status."""
    sentence = problem(error) if isinstance(error, ScoreboardError) else str(error)
    _say(" ".join([sentence, *getattr(error, "__notes__", ())]))
    return WRONG_USAGE if isinstance(error, WrongUsage) else REFUSED


def _answer(options: Options, environ: Mapping[str, str]) -> Answer:
    context = begin(options, environ)
    if options.version:
        return Answer({"version": __version__}, [f"Scoreboard {__version__}"])
    if options.words and options.words[0] in HELP:
        return Answer(list(COMMANDS), overview(COMMANDS.values()))
    command, rest = _find(options.words)
    given = command.parser().parse_args(rest)
    with context.opened:
        answer = _run(command, context, given)
    return replace(answer, notes=(*answer.notes, *context.notes))


def _run(command: Command, context: Context, given: Namespace) -> Answer:
    try:
        return command.run(context, given)
    except (Refused, WrongUsage, NotDone):
        raise
    except Exception as error:
        problem = error if isinstance(error, StoreProblem) else context.damage(error)
        if problem is None:
            raise
        if command.keep is None:
            raise problem from error
        return command.keep(context, given, problem)


def _find(words: Sequence[str]) -> tuple[Command, Sequence[str]]:
    """The command that the words begin with, and the other words."""
    for length in (2, 1):
        command = COMMANDS.get(" ".join(words[:length]))
        if command:
            return command, words[length:]
    if not words:
        raise WrongUsage(_("Which command? scoreboard --help lists them."))
    family = [command.words for command in COMMANDS.values() if command.words.split()[0] == words[0]]
    if family:
        raise WrongUsage(_("One of these: {names}.").format(names=", ".join(family)))
    text = _("“{word}” is not a command; scoreboard --help lists them.")
    raise WrongUsage(text.format(word=quoted(words[0])))


def overview(commands: Iterable[Command]) -> list[str]:
    """The help of the whole command line."""
    known = list(commands)
    width = max(len(command.words) for command in known)
    return [
        _("usage: scoreboard [COMMAND …]; without a command the window opens"),
        "",
        *(f"  {command.words.ljust(width)}  {command.about()}" for command in known),
        "",
        global_help(),
        _("scoreboard COMMAND --help says more."),
    ]


def _written(lines: Iterable[str]) -> int:
    try:
        for line in lines:
            print(line)
        if sys.stdout:
            sys.stdout.flush()
    except BrokenPipeError:  # whoever read it has read enough
        _hush(sys.stdout)
    except OSError as error:
        _hush(sys.stdout)
        _say(_("It is done, but the answer could not be written: {reason}").format(reason=error.strerror))
        return REFUSED
    return DONE


def _hush(stream: TextIO) -> None:
    """Let Python's last flush of the stream, at its end, go nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _say(line: str) -> None:
    """On standard error, if there is one: that nobody can read it changes nothing about what was done."""
    if sys.stderr is None:
        return
    try:
        print(line, file=sys.stderr, flush=True)
    except OSError:
        _hush(sys.stderr)


def _fault(error: Exception, paths: Paths) -> int:
    """A fault of the program: one line to the seller; its kind and place, no typed words, to the log."""
    place = traceback.extract_tb(error.__traceback__)
    kind = type(error).__name__
    log.note(paths.log_file, "".join([f"{kind}\n", *place.format()]))
    text = _("This is a fault in Scoreboard ({kind}); what was logged before is stored. See {file}.")
    _say(text.format(kind=kind, file=paths.log_file))
    return REFUSED
