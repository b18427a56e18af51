"""The rules of the game as pure functions: no clock, no input or output, the standard library only."""
