"""Which browser is used, and what is installed where one is missing."""

import subprocess

import pytest

from dev import browser, paths
from dev.problems import UserProblem


@pytest.fixture
def machine(monkeypatch):
    """Function that says which programs there are; returns the list of apt's commands."""

    def has(*names, user=0, refuses=()):
        there, commands = set(names), []

        def install(command, *_texts, **_options):
            commands.append(command[1:])
            if command[-1] in refuses:
                raise UserProblem("Chromium cannot be installed.", "Do it.")
            there.add(command[-1])

        monkeypatch.delenv("POS_SUITE_CHROMIUM", raising=False)
        monkeypatch.setattr(browser.shutil, "which", lambda name: name if name in there else None)
        monkeypatch.setattr(browser.os, "geteuid", lambda: user)
        monkeypatch.setattr(browser, "run", install)
        return commands

    return has


def test_end_to_end_tests_use_the_shell_where_there_is_one(machine):
    machine("chromium", "chromium-headless-shell")
    assert (browser.headless(), browser.chromium()) == ("chromium-headless-shell", "chromium")
    machine("google-chrome")
    assert browser.headless() == "google-chrome"


def test_a_browser_that_is_named_is_the_only_one(machine, monkeypatch):
    commands = machine("chromium", "chromium-headless-shell", "mine")
    monkeypatch.setenv("POS_SUITE_CHROMIUM", "mine")
    assert (browser.headless(), browser.bring()) == ("mine", "mine")
    assert commands == []


def test_odoos_own_runner_gets_the_browser_that_is_named(machine, monkeypatch, tmp_path):
    named = tmp_path / "my chromium"
    named.write_text("#!/bin/sh\necho $1-$2\n")
    named.chmod(0o755)
    machine(str(named))
    monkeypatch.setattr(paths, "RUN", tmp_path)
    monkeypatch.setenv("POS_SUITE_CHROMIUM", str(named))
    program = browser.odoos_folder() / "google-chrome"
    assert subprocess.check_output([program, "a b", "c"], text=True) == "a b-c\n"


def test_what_is_missing_is_installed_by_root(machine):
    commands = machine("apt-get")
    assert browser.bring() == "chromium"
    assert browser.headless() == "chromium-headless-shell"
    assert [command[-1] for command in commands] == [
        "update",
        "chromium",
        "chromium-headless-shell",
    ]
    assert machine("apt-get", "google-chrome", "chromium-headless-shell") == []
    assert browser.bring() == "google-chrome"


def test_a_release_without_the_shell_does_without(machine):
    machine("apt-get", refuses=["chromium-headless-shell"])
    assert browser.bring() == browser.headless() == "chromium"


def test_without_the_right_to_install_the_command_is_named(machine):
    commands = machine("apt-get", user=1000)
    with pytest.raises(UserProblem) as error:
        browser.bring()
    assert "apt-get install chromium" in str(error.value.todo)
    assert commands == []
