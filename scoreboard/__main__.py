"""Where the program starts: a command goes to the command line, none opens the window."""

import gc
import os
import sys
from collections.abc import Sequence

from scoreboard.cli.options import Options, split

INTERRUPTED = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program with these arguments (those of the process); answers the exit status."""
    options = split(sys.argv[1:] if argv is None else argv, os.environ)
    # What a start imports and makes is no garbage; to look through it again and again takes a tenth of it.
    # The window turns it on again when it is painted; a command is over before it matters.
    gc.disable()
    try:
        return _window(options) if options.wants_window else _command(options)
    except KeyboardInterrupt:
        return INTERRUPTED
    finally:
        gc.enable()


# Each side is imported when it is wanted: a command needs no Qt, and the window no argparse.


def _command(options: Options) -> int:
    from scoreboard.cli.main import run  # noqa: PLC0415

    return run(options, os.environ)


def _window(options: Options) -> int:
    from scoreboard.app import run_window  # noqa: PLC0415
    from scoreboard.cli.context import begin  # noqa: PLC0415
    from scoreboard.cli.parser import WrongUsage  # noqa: PLC0415
    from scoreboard.errors import ScoreboardError  # noqa: PLC0415
    from scoreboard.service.clock import steady  # noqa: PLC0415

    try:
        context = begin(options, os.environ)
    except (ScoreboardError, WrongUsage) as error:
        from scoreboard.cli.main import refusal  # noqa: PLC0415

        return refusal(error)
    return run_window(context.paths, context.settings, context.now, None if options.as_of else steady)


if __name__ == "__main__":
    sys.exit(main())
