"""What goes to the Apps store: pages of fragments, and zips that hold a module and nothing else."""

import zipfile

import pytest

from dev import paths, store

OURS = paths.our_modules()


@pytest.mark.parametrize("module", OURS)
def test_pages_of_a_module_are_as_its_fragments_say(module):
    for path, text in store.pages(module).items():
        assert path.read_text() == text, f"{path}: run `make store`"


@pytest.mark.parametrize("module", OURS)
def test_zip_of_a_module_is_whole_and_holds_nothing_else(module, monkeypatch, tmp_path):
    monkeypatch.setattr(store, "ZIPS", tmp_path)
    path = store.zip_module(module)
    names = zipfile.ZipFile(path).namelist()
    wanted = {f"{module}/__manifest__.py", f"{module}/static/description/index.html"}
    assert wanted <= set(names)
    assert all(name.startswith(f"{module}/") and "__pycache__" not in name for name in names)
