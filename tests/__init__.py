"""The tests, and the tools of development that run inside the environment of the project."""
