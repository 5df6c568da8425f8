"""The embedded PostgreSQL: shared between processes, stopped by the last, built-up templates."""

import os
import signal
import socket
import subprocess
import sys

import pytest

from dev import cluster, databases, odoo_server, paths
from dev.postgres import Postgres
from dev.problems import UserProblem

HOLDER = """
from dev.postgres import Postgres
with Postgres():
    print("holding", flush=True)
    input()
"""


def is_running():
    """Tell whether the cluster of the test's workspace answers."""
    with socket.socket(socket.AF_UNIX) as probe:
        return probe.connect_ex(str(cluster.socket_folder() / cluster.SOCKET_NAME)) == 0


@pytest.fixture(autouse=True)
def embedded(workspace, monkeypatch):
    """The embedded server, even where the user named one."""
    monkeypatch.delenv("POS_SUITE_PG_HOST", raising=False)
    yield
    cluster.stop()


def holder():
    """Start another process that uses the server; return it when it does."""
    child = subprocess.Popen(
        [sys.executable, "-c", HOLDER],
        cwd=paths.ROOT,
        text=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=dict(os.environ),
    )
    assert child.stdout.readline() == "holding\n"
    return child


def test_server_stops_with_its_last_user():
    with Postgres():
        with Postgres():
            pass
        assert is_running()
    assert not is_running()


def test_server_of_another_process_is_not_stopped():
    with holder() as other:
        with Postgres():
            pass
        assert is_running()
        other.communicate("\n")
    assert not is_running()


def test_user_that_was_killed_does_not_keep_it_running():
    with holder() as other:
        other.send_signal(signal.SIGKILL)
    assert is_running()
    with Postgres():
        pass
    assert not is_running()


def test_killed_initdb_is_begun_again():
    (paths.WORKSPACE / "postgres").mkdir()
    (paths.WORKSPACE / "postgres" / "half").touch()
    with Postgres() as postgres:
        assert not postgres.exists("nothing")


def test_databases_are_made_copied_renamed_and_dropped():
    with Postgres() as postgres:
        postgres.create("one")
        postgres.set_comment("one", "it's")
        postgres.create("two", template="one")
        postgres.rename("two", "three")
        assert postgres.comment("one") == "it's"
        assert [postgres.exists(name) for name in ("one", "two", "three")] == [True, False, True]
        postgres.drop("three")
        postgres.drop("three")
        assert not postgres.exists("three")


def test_deep_folder_gets_a_short_socket(monkeypatch, tmp_path):
    deep = tmp_path / "/".join(["a-rather-long-folder-name"] * 5)
    monkeypatch.setattr(paths, "WORKSPACE", deep)
    monkeypatch.setattr(paths, "RUN", deep / "run")
    with Postgres():
        assert len(str(cluster.socket_folder())) < cluster.MAX_SOCKET_PATH
        assert is_running()
    assert not cluster.socket_folder().exists()


def test_named_server_that_does_not_answer_is_said(monkeypatch):
    monkeypatch.setenv("POS_SUITE_PG_HOST", "127.0.0.1")
    monkeypatch.setenv("POS_SUITE_PG_PORT", "1")
    with pytest.raises(UserProblem, match="PostgreSQL at 127.0.0.1 does not answer"):
        Postgres().__enter__()


def test_named_server_is_used_and_a_role_without_rights_is_refused(monkeypatch):
    with Postgres() as embedded:
        monkeypatch.setenv("POS_SUITE_PG_HOST", embedded.host)
        with Postgres() as named:
            assert named.named
            named.create("mine")
        embedded._query("CREATE ROLE nobody LOGIN", user="postgres")
        monkeypatch.setenv("POS_SUITE_PG_USER", "nobody")
        with pytest.raises(UserProblem, match="role nobody will not do"):
            Postgres().__enter__()
        assert is_running()


def test_template_that_was_interrupted_is_built_anew(monkeypatch):
    def broken(*_args, **_options):
        raise KeyboardInterrupt

    def odoo(_postgres, name, *_args, **_options):
        databases.filestore(name).mkdir(parents=True, exist_ok=True)

    with Postgres() as postgres:
        monkeypatch.setattr(databases, "run_odoo", broken)
        with pytest.raises(KeyboardInterrupt):
            databases.template(postgres, "stock")
        assert not databases.is_current(postgres, "stock")
        monkeypatch.setattr(databases, "run_odoo", odoo)
        assert databases.template(postgres, "stock") == "pos_suite_stock"
        assert databases.is_current(postgres, "stock")


def test_server_whose_owner_was_killed_is_ended():
    owner = subprocess.Popen(["sleep", "60"])
    with subprocess.Popen(["sleep", "60"], start_new_session=True) as server:
        odoo_server.remember(server.pid, owner.pid)
        odoo_server.end_orphans()
        assert server.poll() is None
        owner.kill()
        owner.wait()
        odoo_server.end_orphans()
        assert server.wait(10) == -signal.SIGKILL
