"""Harnesses that try to lose an entry: kills, power cuts, errors, full disks, damage. Each says its count."""
