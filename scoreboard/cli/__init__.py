"""The command line: every command does in the same store what the window does."""
