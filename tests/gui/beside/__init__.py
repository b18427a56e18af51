"""Tests of what stands beside the window."""
