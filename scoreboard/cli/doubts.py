"""What commands that show a score say when the data behind it are not as they were written."""

from datetime import date

from scoreboard.cli.context import Context
from scoreboard.store.safety import Soundness
from scoreboard.wording import check_findings


def doubts(context: Context, first: date, last: date) -> tuple[str, ...]:
    """A sentence for each kind of thing that is wrong in the weeks of those days. Raises StoreProblem."""
    found = context.board.store.altered(first, last)
    return tuple(check_findings(Soundness(problems=found), context.paths.database))
