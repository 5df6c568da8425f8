"""Odoo's JSON-RPC for tests: straight to the server, never through the outage proxy."""

import json
import urllib.request


class RpcError(Exception):
    """Odoo answered with an error; the text is its own."""


class Rpc:
    """Calls of one user on one database; signs in with the first call."""

    def __init__(self, url, database, login="admin", password=None):
        self.url = url
        self.database = database
        self.login = login
        self.password = password or login
        self._uid = None

    def __call__(self, model, method, *args, **kwargs):
        """Call `model.method(*args, **kwargs)`; raises RpcError, or OSError without a server."""
        if self._uid is None:
            self._uid = self._service("common", "login", self.database, self.login, self.password)
        return self._service(
            "object",
            "execute_kw",
            self.database,
            self._uid,
            self.password,
            model,
            method,
            list(args),
            kwargs,
        )

    def _service(self, service, method, *args):
        params = {"service": service, "method": method, "args": args}
        payload = {"jsonrpc": "2.0", "method": "call", "id": 1, "params": params}
        request = urllib.request.Request(
            f"{self.url}/jsonrpc",
            json.dumps(payload).encode(),
            {"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=120) as reply:
            answer = json.load(reply)
        if "error" in answer:
            raise RpcError(answer["error"]["data"].get("debug") or answer["error"]["message"])
        return answer.get("result")  # a method that returns nothing has no result
