"""argparse in our four languages: one small parser per command, and its refusals as exceptions."""

import argparse
from collections.abc import Callable
from typing import NoReturn, TypeVar

from scoreboard.i18n import _, n_
from scoreboard.wording import quoted

Value = TypeVar("Value")


class WrongUsage(Exception):
    """The words were not understood; the message says which, and what to type instead."""


class Parser(argparse.ArgumentParser):
    """The parser of one command."""

    def __init__(self, words: str, about: str) -> None:
        # argparse translates through the gettext in its own module; ours knows catalogue and language.
        vars(argparse).update(_=_, ngettext=n_)
        super().__init__(
            prog=f"scoreboard {words}".strip(), description=about, epilog=global_help(), allow_abbrev=False
        )

    def error(self, message: str) -> NoReturn:
        """Refuse without ending the process."""
        raise WrongUsage(f"{quoted(message, limit=None)}\n{self.format_usage().rstrip()}")


def understood(option: str, read: Callable[[str], Value], text: str) -> Value:
    """Read the value of a global option as argparse would read that of a command's own. Raises WrongUsage."""
    try:
        return read(text)
    except argparse.ArgumentTypeError as error:
        raise WrongUsage(f"{option}: {error}") from None


def global_help() -> str:
    """What is said below the help of every command."""
    options = "--data-dir DIR, --lang en|nl|de|fr, --as-of YYYY-MM-DD[THH:MM], --json, --version, --help"
    return _("Everywhere: {options}").format(options=options)


def words_of_argparse() -> tuple[str, ...]:
    """The texts of argparse that people can meet, named here so that the catalogues have them."""
    return (
        _("usage: "),
        _("positional arguments"),
        _("options"),
        _("show this help message and exit"),
        _("argument %(argument_name)s: %(message)s"),
        _("the following arguments are required: %s"),
        _("one of the arguments %s is required"),
        _("not allowed with argument %s"),
        _("unrecognized arguments: %s"),
        _("expected one argument"),
        _("expected at least one argument"),
        _("ignored explicit argument %r"),
    )
