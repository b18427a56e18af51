"""The visual kit: widgets take plain values and a theme, and know no rules and no storage."""
