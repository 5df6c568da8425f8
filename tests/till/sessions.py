"""Sessions of users, each made once in a run: a password costs a server half a second of processor.

A session is good on every copy of the database that it was made on, if the copy has its name.
"""

import json
import urllib.request
from http.cookies import SimpleCookie

from dev import paths

PATIENCE = 120  # s
_made = {}  # (database, login, holder) -> name of the session, content of its file


class RpcError(Exception):
    """Odoo answered with an error; the text is its own."""


def get(url, database, login, password=None, holder="browser"):
    """Return the name of a session that the server at `url` knows: the value of its cookie.

    One that was made before is as it was then, whatever a test did with it. Raises RpcError where
    the password is wrong. holder: those of one holder share a session, and its end.
    """
    key = database, login, holder
    session, content = _made.get(key, (None, None))
    if not session or not _is_known(url, session, content):
        session = _sign_in(url, database, login, password or login)
        _made[key] = session, file_of(session).read_bytes()
    return session


def file_of(session):
    """Where Odoo keeps it: each by its name, in folders by the first two letters."""
    return paths.DATA / "sessions" / session[:2] / session


def restore(session, content):
    """Put the file of a session back, whole at once: its server may read it now."""
    file = file_of(session)
    file.parent.mkdir(parents=True, exist_ok=True)
    written = file.with_suffix(".written")
    written.write_bytes(content)
    written.replace(file)


def post(url, params, session=None):
    """Return the result of a call of Odoo's JSON-RPC, and the cookies that came with it."""
    payload = {"jsonrpc": "2.0", "method": "call", "id": 1, "params": params}
    headers = {"Content-Type": "application/json"}
    if session:
        headers["Cookie"] = f"session_id={session}"
    request = urllib.request.Request(url, json.dumps(payload).encode(), headers)
    with urllib.request.urlopen(request, timeout=PATIENCE) as reply:
        answer = json.load(reply)
        cookies = SimpleCookie("\n".join(reply.headers.get_all("Set-Cookie", [])))
    if "error" in answer:
        raise RpcError(answer["error"]["data"].get("debug") or answer["error"]["message"])
    return answer.get("result"), cookies  # a method that returns nothing has no result


def _is_known(url, session, content):
    restore(session, content)
    try:
        post(f"{url}/web/session/check", {}, session)
    except RpcError:
        return False
    return True


def _sign_in(url, database, login, password):
    params = {"db": database, "login": login, "password": password}
    _answer, cookies = post(f"{url}/web/session/authenticate", params)
    return cookies["session_id"].value
