"""Tests of the visual kit."""
