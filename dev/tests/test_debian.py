"""What goes wrong with a mirror, provoked with the real apt-get on loopback."""

import http.server
import threading

import pytest

from dev import debian
from dev.ports import free_port
from dev.problems import NO_NETWORK, UserProblem


@pytest.fixture
def machine(tmp_path, monkeypatch, workspace):
    """Function that makes a machine whose apt sources name one mirror."""

    def make(uri):
        folder = tmp_path / "apt"
        folder.mkdir()
        (folder / "sources.list").write_text(f"deb [trusted=yes] {uri} trixie main\n")
        release = tmp_path / "os-release"
        release.write_text("ID=debian\nVERSION_CODENAME=trixie\n")
        monkeypatch.setattr(debian, "APT_FOLDER", folder)
        monkeypatch.setattr(debian, "OS_RELEASE", release)

    return make


@pytest.fixture
def empty_mirror():
    """Address of a web server that has nothing."""
    handler = type(
        "Nothing",
        (http.server.BaseHTTPRequestHandler,),
        {
            "do_GET": lambda self: self.send_error(404),
            "log_message": lambda *_args: None,
        },
    )
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/ubuntu"
        server.shutdown()


def test_mirror_out_of_reach_is_called_no_network(machine):
    machine(f"http://127.0.0.1:{free_port()}/debian")
    with pytest.raises(UserProblem, match=NO_NETWORK):
        debian.fetch("sid", ["odoo-19"])


def test_mirror_without_the_suite_is_said(machine, empty_mirror):
    machine(empty_mirror)
    with pytest.raises(UserProblem, match="The mirror has no such suite."):
        debian.fetch("sid", ["odoo-19"])


def test_machine_without_archive_is_said(machine, tmp_path):
    machine("http://127.0.0.1/debian")
    (tmp_path / "apt" / "sources.list").write_text("")
    with pytest.raises(UserProblem, match="name no archive"):
        debian.fetch("sid", ["odoo-19"])


def test_machine_without_apt_is_said(machine, monkeypatch):
    machine("http://127.0.0.1/debian")
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(UserProblem, match="no apt-get"):
        debian.fetch("sid", ["odoo-19"])
