"""Drives a till: a real Chromium with a profile on disk, and the shop that it belongs to."""
