"""One connection of a browser through the outage proxy: a request, its reply, or a websocket."""

import asyncio
import socket
import struct
import time

from .messages import (
    BAD_GATEWAY_HTML,
    HEAD_LIMIT,
    PORTAL_HTML,
    canned,
    read_request,
    server_error,
    shorten,
    status_of,
)

CHUNK = 1 << 16
HOLD_POLL_SECONDS = 0.02
LINGER_RESET = struct.pack("ii", 1, 0)


def reset(writer):
    """End a connection with a TCP reset, whatever is still to be sent."""
    sock = writer.get_extra_info("socket")
    if sock is not None and not writer.transport.is_closing():
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, LINGER_RESET)
    writer.transport.abort()


class Muted(Exception):
    """The line went silent under this connection: nothing more may be sent in either direction."""


class Exchange:
    """Serves one connection; `proxy` tells the mode, the upstream and where to record."""

    def __init__(self, proxy, reader, writer):
        self.proxy = proxy
        self.reader = reader
        self.writer = writer
        self.muted = False
        self.upgraded = False
        self.request = None
        self.entry = None

    async def run(self):
        """Serve the connection to its end; never raises for what a network can do."""
        try:
            await self._serve()
        except Muted:
            await self._stay_silent()
        except (OSError, EOFError, ValueError, asyncio.LimitOverrunError, asyncio.CancelledError):
            reset(self.writer)
        finally:
            if self.entry and self.entry.finished is None:
                self.entry.finished = time.monotonic()
            self.writer.close()

    async def _serve(self):
        self.request = request = await read_request(self.reader)
        if request is None:
            return
        self.entry = self.proxy.requests.add(request)
        mode = self.proxy.current
        self.entry.mode = name = mode.for_request(request)
        await self._handlers()[name](request, mode)

    def _handlers(self):
        return {
            "pass": self._pass,
            "slow": self._pass,
            "refuse": self._refuse,
            "swallow": self._swallow,
            "hold": self._hold,
            "drop_reply": self._drop_reply,
            "reset": self._refuse,
            "502": self._bad_gateway,
            "server_error": self._server_error,
            "break_install": self._bad_gateway,
            "portal_200": self._portal_200,
            "portal_302": self._portal_302,
            "truncate": self._truncate,
        }

    async def _pass(self, request, _mode):
        upstream, sender = await self._send_upstream(request)
        try:
            if request.is_upgrade:
                await self._pipe(upstream, sender)
            else:
                await self._relay(upstream)
        finally:
            sender.close()

    async def _refuse(self, _request, _mode):
        reset(self.writer)

    async def _swallow(self, _request, _mode):
        raise Muted

    async def _hold(self, request, mode):
        reply = await self._whole_reply(request)
        while self.proxy.current is mode:
            await asyncio.sleep(HOLD_POLL_SECONDS)
        await self._answer(reply)

    async def _drop_reply(self, request, _mode):
        self._note(await self._whole_reply(request))
        reset(self.writer)

    async def _bad_gateway(self, _request, _mode):
        await self._answer(canned(502, "Bad Gateway", BAD_GATEWAY_HTML))

    async def _server_error(self, request, _mode):
        await self._answer(server_error(request))

    async def _portal_200(self, _request, _mode):
        await self._answer(canned(200, "OK", PORTAL_HTML))

    async def _portal_302(self, _request, _mode):
        location = f"Location: {self.proxy.portal_url}"
        await self._answer(canned(302, "Found", b"", [location]))

    async def _truncate(self, request, mode):
        await self._answer(shorten(await self._whole_reply(request), mode.keep, mode.reframe))

    async def _send_upstream(self, request):
        await self._latency()
        self._check()
        upstream, sender = await asyncio.open_connection(
            self.proxy.upstream_host, self.proxy.port_for(request), limit=HEAD_LIMIT
        )
        sender.write(request.to_upstream())
        await sender.drain()
        return upstream, sender

    async def _whole_reply(self, request):
        upstream, sender = await self._send_upstream(request)
        try:
            return await upstream.read(-1)
        finally:
            sender.close()

    async def _relay(self, upstream):
        data = await upstream.read(CHUNK)
        self._note(data)
        await self._latency()
        while data:
            await self._pace(len(data))
            await self._send(data)
            data = await upstream.read(CHUNK)
            self.entry.reply_bytes += len(data)

    async def _answer(self, reply):
        self._note(reply)
        await self._send(reply)

    async def _pipe(self, upstream, sender):
        self.upgraded = True
        pumps = [
            asyncio.ensure_future(self._pump(self.reader, sender)),
            asyncio.ensure_future(self._pump(upstream, self.writer)),
        ]
        try:
            done, _pending = await asyncio.wait(pumps, return_when=asyncio.FIRST_COMPLETED)
            for pump in done:
                pump.result()
        finally:
            for pump in pumps:
                pump.cancel()
            # Both must have let go of the streams before anybody else may read them.
            await asyncio.wait(pumps)

    async def _pump(self, source, sink):
        while data := await source.read(CHUNK):
            await self._latency()
            self._check()
            sink.write(data)
            await sink.drain()

    async def _send(self, data):
        self._check()
        self.writer.write(data)
        await self.writer.drain()

    def _check(self):
        if self.proxy.current.silences:
            raise Muted

    async def _latency(self):
        mode = self.proxy.current
        if mode.slows(self.request):
            await asyncio.sleep(mode.latency_ms / 1000)

    async def _pace(self, size):
        mode = self.proxy.current
        if mode.bytes_per_second and mode.slows(self.request):
            await asyncio.sleep(size / mode.bytes_per_second)

    async def _stay_silent(self):
        """Read and forget until the browser gives up or the proxy resets the connection."""
        self.muted = True
        try:
            while await self.reader.read(CHUNK):
                continue
        except OSError:
            return

    def _note(self, data):
        self.entry.status = status_of(data)
        self.entry.reply_bytes += len(data)
