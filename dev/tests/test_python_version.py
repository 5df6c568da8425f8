"""A wrong Python gets a plain sentence, whatever syntax it knows."""

import ast
import runpy
import sys

import pytest

from dev import paths
from dev.__main__ import check_python


@pytest.mark.parametrize("version", [(3, 10), (3, 11), (3, 12), (3, 13)])
def test_python_that_odoo_supports_is_accepted(version):
    assert check_python(version) is None


@pytest.mark.parametrize("version, word", [((3, 9, 1), "old"), ((2, 7), "old"), ((3, 14), "new")])
def test_other_python_is_named_with_what_to_do(version, word):
    sentence = check_python(version)
    assert f"{version[0]}.{version[1]} is too {word}" in sentence
    assert "make demo PYTHON=" in sentence


def test_wrong_python_ends_before_anything_else_is_imported(monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 6, 15))
    monkeypatch.delitem(sys.modules, "dev.__main__", raising=False)
    with pytest.raises(SystemExit, match=r"Python 3\.6 is too old"):
        runpy.run_module("dev", run_name="__main__")


@pytest.mark.parametrize("name", ["__main__.py", "__init__.py"])
def test_door_is_written_for_any_python_3(name):
    ast.parse((paths.ROOT / "dev" / name).read_text(), feature_version=(3, 4))
