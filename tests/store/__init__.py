"""Tests of the store, all on real files."""
