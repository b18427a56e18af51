"""The rules of the game: against the oracle, as properties, and as examples that read like the rules."""
