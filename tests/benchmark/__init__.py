"""Ours and stock side by side, on the same data, in one run: `python -m tests.benchmark`."""
