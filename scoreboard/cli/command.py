"""What a command is: its words, what it is for, its arguments, and the work."""

from argparse import Namespace
from collections.abc import Callable

from scoreboard.cli.context import Answer, Context
from scoreboard.cli.parser import Parser
from scoreboard.errors import StoreProblem
from scoreboard.values import Value


def no_arguments(_parser: Parser) -> None:
    """The arguments of a command that has none."""


class Command(Value):
    """A command by its words; `about` is asked for late, when the language is known.

    `keep` answers when the data cannot take what it writes: an entry is then kept in the lifeboat.
    """

    words: str
    about: Callable[[], str]
    run: Callable[[Context, Namespace], Answer]
    arguments: Callable[[Parser], None] = no_arguments
    keep: Callable[[Context, Namespace, StoreProblem], Answer] | None = None

    def parser(self) -> Parser:
        """The parser of this command alone."""
        parser = Parser(self.words, self.about())
        self.arguments(parser)
        return parser
