"""Scoreboard makes long-cycle sales work a game one can win today; this file only holds the version."""

__version__ = "0.1.0"
