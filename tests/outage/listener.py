"""A listening socket that can really be closed, and comes back on the same port."""

import asyncio
import random
import socket

from .messages import HEAD_LIMIT

# Below the kernel's ephemeral range: a browser that retries a closed port must not be given that
# same port as its own end, which would connect it to itself.
PORTS = range(20000, 32000)


def _bound_socket(port):
    sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        sock.bind(("127.0.0.1", port))
    except OSError:
        sock.close()
        raise
    return sock


def _listening_socket(port):
    sock = _bound_socket(port)
    try:
        sock.listen(256)
    except OSError:
        sock.close()
        raise
    return sock


def _first_free():
    for port in random.sample(PORTS, 200):
        try:
            return _listening_socket(port)
        except OSError:
            continue
    raise OSError("no free loopback port between 20000 and 32000")


class Listener:
    """Opens and closes one loopback port; while closed, a silent socket keeps the port ours.

    `handler(reader, writer)` serves each connection in a task of its own.
    """

    def __init__(self, handler, port=0):
        self.port = port
        self._handler = handler
        self._accepting = None
        self._serving = set()
        self._placeholder = None

    async def open(self):
        """Listen; does nothing when listening already. Raises OSError when the port is taken."""
        if self._accepting:
            return
        sock = _listening_socket(self.port) if self.port else _first_free()
        sock.setblocking(False)
        self.port = sock.getsockname()[1]
        self._accepting = asyncio.ensure_future(self._accept(sock))
        self._release()

    async def close(self, keep_port=True):
        """Stop listening: from now on the kernel answers connections with a reset."""
        if self._accepting:
            self._accepting.cancel()
            await asyncio.wait([self._accepting])
            self._accepting = None
        if keep_port and not self._placeholder:
            self._placeholder = _bound_socket(self.port)
        if not keep_port:
            self._release()

    async def end_connections(self):
        """Cancel what still serves; their handlers have returned when this does."""
        for task in self._serving:
            task.cancel()
        if self._serving:
            await asyncio.wait(self._serving)

    async def _accept(self, sock):
        loop = asyncio.get_running_loop()
        with sock:
            while True:
                connection, _address = await loop.sock_accept(sock)
                task = asyncio.ensure_future(self._serve(connection))
                self._serving.add(task)
                task.add_done_callback(self._serving.discard)

    async def _serve(self, connection):
        reader, writer = await asyncio.open_connection(sock=connection, limit=HEAD_LIMIT)
        await self._handler(reader, writer)

    def _release(self):
        if self._placeholder:
            self._placeholder.close()
            self._placeholder = None
