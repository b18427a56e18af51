"""The rules of the game as pure functions: over values, with no clock and no input or output."""
