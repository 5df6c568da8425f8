"""A workspace of its own for each test of dev/."""

import importlib

import pytest

from dev import paths


@pytest.fixture
def workspace(tmp_path, monkeypatch):
    """An empty workspace; `dev.paths` points into it for the time of the test."""
    with monkeypatch.context() as patch:
        patch.setenv("POS_SUITE_WORKSPACE", str(tmp_path / "workspace"))
        importlib.reload(paths).WORKSPACE.mkdir()
        yield paths.WORKSPACE
    importlib.reload(paths)
