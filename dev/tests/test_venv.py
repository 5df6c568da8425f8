"""The virtual environment: built once, built anew when it was moved."""

import pytest

from dev import paths, venv
from dev.problems import UserProblem


@pytest.fixture(autouse=True)
def no_packages(workspace, monkeypatch, tmp_path):
    """Pins of nothing: the environment alone is enough here."""
    empty = tmp_path / "requirements.txt"
    empty.write_text("")
    monkeypatch.setattr(venv, "REQUIREMENTS", (str(empty),))


def test_environment_is_built_once_and_knows_odoo(capsys):
    venv.bring()
    venv.bring()
    assert capsys.readouterr().out.count("Making the virtual environment") == 1
    assert [path.read_text() for path in paths.VENV.glob("lib/*/site-packages/pos_suite*.pth")] == [
        f"{paths.odoo_dist_packages()}\n"
    ]


def test_environment_in_a_moved_folder_is_built_anew(monkeypatch, tmp_path, capsys):
    venv.bring()
    moved = paths.WORKSPACE.rename(tmp_path / "moved")
    for name, value in {
        "WORKSPACE": moved,
        "VENV": moved / "venv",
        "STAMPS": moved / "stamps",
        "VENV_PYTHON": moved / "venv" / "bin" / "python",
    }.items():
        monkeypatch.setattr(paths, name, value)
    venv.bring()
    assert capsys.readouterr().out.count("Making the virtual environment") == 2
    assert str(moved) in (moved / "venv" / "bin" / "pip").read_text().splitlines()[0]


def test_pin_that_is_not_to_be_had_is_said(monkeypatch, tmp_path):
    pins = tmp_path / "pins.txt"
    pins.write_text("--no-index\nno-such-package==1\n")
    monkeypatch.setattr(venv, "REQUIREMENTS", (str(pins),))
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    with pytest.raises(UserProblem, match="A pinned package is not there"):
        venv.bring()


def test_index_out_of_reach_is_called_no_network(monkeypatch, tmp_path):
    pins = tmp_path / "pins.txt"
    pins.write_text("no-such-package==1\n")
    monkeypatch.setattr(venv, "REQUIREMENTS", (str(pins),))
    for name, value in {
        "PIP_CONFIG_FILE": "/dev/null",
        "PIP_INDEX_URL": "http://127.0.0.1:1/",
        "PIP_RETRIES": "1",
        "PIP_NO_CACHE_DIR": "1",
    }.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(UserProblem, match="There is no way to the network"):
        venv.bring()
