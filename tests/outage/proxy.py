"""A proxy between browser and Odoo that fails the way networks fail, switched at run time.

    with OutageProxy("127.0.0.1", 8069) as line:
        line.mode("swallow")            # packets vanish, for open connections too
        line.mode("drop_reply", rpc_method="sync_from_ui", times=1)
        line.mode("pass")

It runs in a thread of its own and speaks one request per connection, which also keeps the browser
from quietly sending a request again that it lost on a connection kept alive.
"""

import asyncio
import threading

from .exchange import Exchange, reset
from .listener import Listener
from .messages import PORTAL_HTML, canned
from .modes import Mode
from .recording import Recording


class OutageProxy:
    """Listens on a loopback port and passes to `upstream_host:upstream_port`, or fails to.

    listen_port 0 picks a free one and keeps it. `requests` is the Recording of what came;
    `upstream_port` may be changed while it runs (another Odoo behind the same origin).
    websocket_port: where what is below `/websocket` goes, when Odoo serves it in another process.
    """

    def __init__(self, upstream_host, upstream_port, listen_port=0, websocket_port=None):
        self.upstream_host = upstream_host
        self.upstream_port = upstream_port
        self.websocket_port = websocket_port
        self.requests = Recording()
        self.current = Mode()
        self._open = set()
        self._listener = Listener(self._serve, listen_port)
        self._portal = Listener(self._serve_portal)
        self._loop = None
        self._thread = None

    @property
    def port(self):
        """Port that the browser connects to; 0 before the first start."""
        return self._listener.port

    @property
    def url(self):
        """Origin for the browser, without a slash at the end."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def portal_url(self):
        """Page that `portal_302` leads to: another origin, also on loopback."""
        return f"http://localhost:{self._portal.port}/portal"

    def port_for(self, request):
        """Port of the process that serves this request."""
        is_live = self.websocket_port and request.path.startswith("/websocket")
        return self.websocket_port if is_live else self.upstream_port

    def start(self):
        """Listen in a background thread; raises OSError when the port is taken."""
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(
            target=self._loop.run_forever, name="outage-proxy", daemon=True
        )
        self._thread.start()
        try:
            self._run(self._listener.open())
            self._run(self._portal.open())
        except OSError:
            self._end_loop()
            raise
        return self

    def stop(self):
        """Close the port and every connection; does nothing when not running."""
        if self._loop:
            self._run(self._close())
            self._end_loop()

    def mode(self, name, **options):
        """Switch the line, in force when this returns. Options: see `modes.Mode`."""
        new = Mode(name, **options)
        self._run(self._switch(new))
        return new

    def cut(self):
        """Reset every open connection once; the mode stays."""
        self._run(self._cut(self._open))

    def __enter__(self):
        return self.start()

    def __exit__(self, *_exc):
        self.stop()

    # What follows runs in the loop's thread only.

    def _run(self, coroutine):
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result(30)

    def _end_loop(self):
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()
        self._loop = None

    async def _serve(self, reader, writer):
        exchange = Exchange(self, reader, writer)
        self._open.add(exchange)
        try:
            await exchange.run()
        finally:
            self._open.discard(exchange)

    async def _serve_portal(self, reader, writer):
        try:
            await reader.readuntil(b"\r\n\r\n")
            writer.write(canned(200, "OK", PORTAL_HTML))
            await writer.drain()
        except (OSError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    async def _switch(self, new):
        old, self.current = self.current, new
        if new.name == "refuse":
            await self._listener.close()
            await self._cut(self._open)
        else:
            await self._listener.open()
        if new.cuts_websockets:
            await self._cut([each for each in self._open if each.upgraded])
        if old.name == "swallow" and new.name != "swallow" and old.heal == "reset":
            await self._cut([each for each in self._open if each.muted])

    async def _cut(self, exchanges):
        for exchange in list(exchanges):
            reset(exchange.writer)
        await asyncio.sleep(0)

    async def _close(self):
        for listener in (self._listener, self._portal):
            await listener.close(keep_port=False)
            await listener.end_connections()
