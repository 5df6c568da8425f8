"""The little HTTP/1.x that the outage proxy speaks: one request and one reply per connection."""

import asyncio
import json
import re
from dataclasses import dataclass, field

HEAD_LIMIT = 1 << 20
PORTAL_HTML = (
    b"<!DOCTYPE html><html><head><title>Guest Wi-Fi</title></head>"
    b"<body><h1>Guest Wi-Fi</h1><form action='/accept'><button>Accept</button></form></body></html>"
)
BAD_GATEWAY_HTML = (
    b"<html><head><title>502 Bad Gateway</title></head>"
    b"<body><center><h1>502 Bad Gateway</h1></center></body></html>"
)
BROKEN = "Something broke on the server"
BROKEN_HTML = b"<!DOCTYPE html><html><body><h1>500 Internal Server Error</h1></body></html>"


@dataclass
class Request:
    """One request as it came from the browser; `headers` has lower-case names."""

    method: str
    path: str
    head: bytes
    body: bytes
    headers: dict = field(default_factory=dict)

    @property
    def is_upgrade(self):
        """True for the handshake of a websocket."""
        return self.headers.get("upgrade", "").lower() == "websocket"

    @property
    def rpc(self):
        """`(model, method)` of a JSON-RPC call to `call_kw`, `(None, None)` otherwise."""
        if "/call_kw" not in self.path:
            return None, None
        try:
            params = json.loads(self.body)["params"]
            return params.get("model"), params.get("method")
        except (ValueError, KeyError, TypeError, AttributeError):
            return None, None

    def to_upstream(self):
        """Bytes for Odoo: unchanged but for `Connection: close`, so that a reply ends with EOF."""
        if self.is_upgrade:
            return self.head + self.body
        head = re.sub(rb"(?im)^connection:[^\r\n]*\r\n", b"", self.head)
        return head[:-2] + b"Connection: close\r\n\r\n" + self.body


async def read_request(reader):
    """Read one whole request, or return None when the browser closed without sending one."""
    try:
        head = await reader.readuntil(b"\r\n\r\n")
    except asyncio.IncompleteReadError:
        return None
    first, *lines = head.decode("latin-1").split("\r\n")
    method, path, _version = first.split(" ", 2)
    pairs = (line.split(":", 1) for line in lines if ":" in line)
    headers = {name.strip().lower(): value.strip() for name, value in pairs}
    return Request(method, path, head, await _read_body(reader, headers), headers)


async def _read_body(reader, headers):
    if headers.get("transfer-encoding", "").lower() == "chunked":
        return await _read_chunks(reader)
    return await reader.readexactly(int(headers.get("content-length", 0)))


async def _read_chunks(reader):
    raw = b""
    while True:
        size = await reader.readline()
        raw += size + await reader.readexactly(int(size.split(b";")[0], 16) + 2)
        if int(size.split(b";")[0], 16) == 0:
            return raw


def status_of(head):
    """Status code of a reply's first bytes, None when they are no HTTP reply."""
    found = re.match(rb"HTTP/1\.\d (\d{3})", head)
    return int(found.group(1)) if found else None


def canned(status, reason, body, headers=()):
    """A whole HTML reply that closes its connection."""
    lines = [
        f"HTTP/1.1 {status} {reason}",
        "Content-Type: text/html; charset=utf-8",
        f"Content-Length: {len(body)}",
        *headers,
        "Connection: close",
        "",
        "",
    ]
    return "\r\n".join(lines).encode() + body


def server_error(request):
    """What Odoo answers when something broke inside: an error of JSON-RPC, or a page of 500."""
    if request.headers.get("content-type") != "application/json":
        return canned(500, "Internal Server Error", BROKEN_HTML)
    data = {"name": "builtins.RuntimeError", "debug": "", "message": BROKEN, "arguments": [BROKEN]}
    error = {"code": 0, "message": "Odoo Server Error", "data": data | {"context": {}}}
    answer = json.dumps({"jsonrpc": "2.0", "id": _id_of(request), "error": error}).encode()
    reply = canned(200, "OK", answer)
    return reply.replace(b"text/html", b"application/json", 1)


def _id_of(request):
    try:
        return json.loads(request.body).get("id")
    except (ValueError, AttributeError):
        return None


def shorten(reply, keep, reframe):
    """Cut the body of a whole `reply` to the part `keep` (0 to 1) of its length.

    With `reframe` the Content-Length is changed too, as by a middlebox that hides what it did;
    without it the browser can see that the body is too short.
    """
    head, _separator, body = reply.partition(b"\r\n\r\n")
    body = body[: int(len(body) * keep)]
    if reframe:
        head = re.sub(rb"(?im)^content-length:[^\r\n]*", b"Content-Length: %d" % len(body), head)
    return head + b"\r\n\r\n" + body
