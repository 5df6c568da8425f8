"""Odoo's JSON-RPC for tests: straight to the server, never through the outage proxy."""

from tests.till import sessions
from tests.till.sessions import RpcError

__all__ = ["Rpc", "RpcError"]


class Rpc:
    """Calls of one user on one database; signs in with the first call."""

    def __init__(self, url, database, login="admin", password=None):
        self.url = url
        self.database = database
        self.login = login
        self.password = password
        self._session = None

    def __call__(self, model, method, *args, **kwargs):
        """Call `model.method(*args, **kwargs)`; raises RpcError, or OSError without a server."""
        self._session = self._session or self._sign_in()
        params = {"model": model, "method": method, "args": args, "kwargs": kwargs}
        url = f"{self.url}/web/dataset/call_kw/{model}/{method}"
        answer, _cookies = sessions.post(url, params, self._session)
        return answer

    def _sign_in(self):
        return sessions.get(self.url, self.database, self.login, self.password, holder="rpc")
