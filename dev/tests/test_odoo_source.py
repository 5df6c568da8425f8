"""The three ways to Odoo, with repositories made on the spot."""

import subprocess

import pytest

from dev import debian, odoo_source, paths
from dev.problems import UserProblem

RELEASE = "version_info = (19, 0, 0, FINAL, 0, '')\n"


@pytest.fixture(autouse=True)
def no_choice(workspace, monkeypatch):
    """Nothing is named, and Debian has nothing."""
    monkeypatch.delenv("POS_SUITE_ODOO", raising=False)
    monkeypatch.delenv("POS_SUITE_ODOO_URL", raising=False)
    monkeypatch.setattr(debian, "APT_FOLDER", workspace)


def checkout(folder, release=RELEASE):
    """Make a folder that looks like a checkout of Odoo."""
    (folder / "odoo").mkdir(parents=True)
    (folder / "odoo" / "release.py").write_text(release)
    return folder


def repository(folder, branch):
    """Make a git repository with one commit of a checkout on ``branch``."""
    checkout(folder)
    git = ["git", "-C", str(folder), "-c", "user.name=T", "-c", "user.email=t@example.com"]
    for command in (["init", "-q", "-b", branch], ["add", "."], ["commit", "-qm", "Odoo"]):
        subprocess.run([*git, *command], check=True)
    return folder


def test_named_checkout_wins_and_origin_is_printed(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("POS_SUITE_ODOO", str(checkout(tmp_path / "mine")))
    odoo_source.bring()
    assert paths.odoo_dist_packages() == tmp_path / "mine"
    assert f"Odoo 19.0 from the checkout {tmp_path / 'mine'}" in capsys.readouterr().out


@pytest.mark.parametrize(
    "release, found",
    [
        ("version_info = (18, 0, 0, FINAL, 0, '')\n", "18.0"),
        ("version_info = ('saas~19', 1, 0, FINAL, 0, '')\n", "saas~19.1"),
    ],
)
def test_wrong_version_is_refused(tmp_path, monkeypatch, release, found):
    monkeypatch.setenv("POS_SUITE_ODOO", str(checkout(tmp_path / "old", release)))
    with pytest.raises(UserProblem, match=f"holds Odoo {found}, and this suite is for Odoo 19.0"):
        odoo_source.bring()


def test_folder_without_odoo_is_refused(tmp_path, monkeypatch):
    monkeypatch.setenv("POS_SUITE_ODOO", str(tmp_path))
    with pytest.raises(UserProblem, match="holds no Odoo"):
        odoo_source.bring()


def test_without_package_a_clone_is_made(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(odoo_source, "DEFAULT_URL", str(repository(tmp_path / "up", "19.0")))
    odoo_source.bring()
    assert paths.odoo_dist_packages() == paths.CLONE
    assert "name no archive" in capsys.readouterr().out


def test_clone_can_be_taken_from_another_address(tmp_path, monkeypatch):
    monkeypatch.setenv("POS_SUITE_ODOO_URL", str(repository(tmp_path / "up", "19.0")))
    odoo_source.bring()
    assert odoo_source.version(paths.CLONE) == "19.0"


def test_repository_without_the_branch_is_said(tmp_path, monkeypatch):
    monkeypatch.setenv("POS_SUITE_ODOO_URL", str(repository(tmp_path / "up", "18.0")))
    with pytest.raises(UserProblem, match="has no branch 19.0") as caught:
        odoo_source.bring()
    assert "POS_SUITE_ODOO=" in caught.value.todo


def test_rerun_after_failure_continues(tmp_path, monkeypatch):
    monkeypatch.setenv("POS_SUITE_ODOO_URL", str(tmp_path / "later"))
    with pytest.raises(UserProblem, match="could not be got"):
        odoo_source.bring()
    repository(tmp_path / "later", "19.0")
    odoo_source.bring()
    assert paths.odoo_record()["version"] == "19.0"


def test_half_finished_clone_is_thrown_away(tmp_path, monkeypatch):
    monkeypatch.setenv("POS_SUITE_ODOO_URL", str(repository(tmp_path / "up", "19.0")))
    (paths.WORKSPACE / "odoo-clone.part" / "odoo").mkdir(parents=True)
    odoo_source.bring()
    assert not (paths.WORKSPACE / "odoo-clone.part").exists()


def test_odoo_in_a_moved_workspace_is_still_found(tmp_path, monkeypatch):
    monkeypatch.setenv("POS_SUITE_ODOO_URL", str(repository(tmp_path / "up", "19.0")))
    odoo_source.bring()
    moved = paths.WORKSPACE.rename(tmp_path / "moved")
    monkeypatch.setattr(paths, "WORKSPACE", moved)
    monkeypatch.setattr(paths, "ODOO_RECORD", moved / "odoo.json")
    assert odoo_source.version(paths.odoo_dist_packages()) == "19.0"
