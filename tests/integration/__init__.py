"""Modules installed, uninstalled and installed again, with a till that lives through it."""
