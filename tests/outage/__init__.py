"""Outage kit: a proxy that fails the way networks fail, and tests of the proxy itself."""
