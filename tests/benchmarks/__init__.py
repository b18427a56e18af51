"""Speed as ratios: what the program takes against a floor measured in the same run on the same machine."""
