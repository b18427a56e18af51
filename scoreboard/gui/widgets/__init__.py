"""The visual kit: widgets that take plain values and a theme, and know nothing of points, rules or storage."""
