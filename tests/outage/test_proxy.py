"""The outage proxy against a tiny HTTP server: every mode, switched while connections live."""

import http.client
import json
import socket
import struct
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.outage.proxy import OutageProxy
from tests.waiting import wait_until

BODY = b"x" * 1000


class _Upstream(BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.served.append(self.path)
        if self.headers.get("Upgrade") == "websocket":
            self._echo()
            return
        if self.path == "/waits":
            self.server.go_on.wait(10)
        self.send_response(200)
        self.send_header("Content-Length", str(len(BODY)))
        self.end_headers()
        self.wfile.write(BODY)

    def do_POST(self):
        sent = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.served.append((self.path, sent))
        self.send_response(200)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"ok")

    def _echo(self):
        self.send_response(101)
        self.end_headers()
        while data := self.connection.recv(100):
            self.connection.sendall(data)
        self.close_connection = True

    def log_message(self, *_args):
        return


@pytest.fixture
def upstream():
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Upstream)
    server.served, server.go_on = [], threading.Event()
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield server
    server.go_on.set()
    server.shutdown()
    server.server_close()


@pytest.fixture
def line(upstream):
    with OutageProxy("127.0.0.1", upstream.server_port) as proxy:
        yield proxy


def get(line, path="/", timeout=5, method="GET", body=None):
    connection = http.client.HTTPConnection("127.0.0.1", line.port, timeout=timeout)
    connection.request(method, path, body=body)
    reply = connection.getresponse()
    return reply.status, reply.read()


def call_kw(model, method):
    return json.dumps({"params": {"model": model, "method": method}}).encode()


def raw(line, text=b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"):
    sock = socket.create_connection(("127.0.0.1", line.port), timeout=5)
    sock.sendall(text)
    return sock


def websocket(line):
    sock = raw(line, b"GET /ws HTTP/1.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n")
    head = b""
    while not head.endswith(b"\r\n\r\n"):
        head += sock.recv(1)
    assert b" 101 " in head
    return sock


def is_silent(sock, seconds=0.3):
    sock.settimeout(seconds)
    try:
        sock.recv(1)
    except TimeoutError:
        return True
    return False


def test_passes_a_reply_unchanged(line):
    assert get(line) == (200, BODY)


def test_passes_a_body_and_records_it(line, upstream):
    get(line, "/a?b=1", method="POST", body=b"payload")
    assert upstream.served == [("/a?b=1", b"payload")]
    (seen,) = line.requests
    assert (seen.method, seen.path, seen.body, seen.status) == ("POST", "/a?b=1", b"payload", 200)
    assert wait_until(lambda: seen.finished) >= seen.started


def test_records_the_model_and_method_of_a_call(line):
    get(line, "/web/dataset/call_kw/x", method="POST", body=call_kw("pos.order", "sync_from_ui"))
    assert line.requests.calls("sync_from_ui")[0].rpc == ("pos.order", "sync_from_ui")


def test_an_upstream_that_is_gone_looks_like_a_reset(line, upstream):
    line.upstream_port = 1
    with pytest.raises((ConnectionError, http.client.BadStatusLine)):
        get(line)


def test_slow_waits_before_each_message(line):
    line.mode("slow", latency_ms=100)
    started = time.monotonic()
    assert get(line) == (200, BODY)
    assert time.monotonic() - started >= 0.2


def test_slow_paces_a_reply(line):
    line.mode("slow", bytes_per_second=5000)
    started = time.monotonic()
    assert get(line) == (200, BODY)
    assert time.monotonic() - started >= 0.2


def test_hold_keeps_a_reply_back_until_the_mode_ends(line, upstream):
    line.mode("hold", path="/held")
    with ThreadPoolExecutor(1) as pool:
        reply = pool.submit(get, line, "/held")
        wait_until(lambda: "/held" in upstream.served)
        assert get(line, "/other") == (200, BODY)
        assert not reply.done()
        line.mode("pass")
        assert reply.result(10) == (200, BODY)


def test_refuse_closes_the_port_and_resets_open_connections(line):
    waiting = raw(line, b"GET /waits HTTP/1.1\r\n\r\n")
    line.mode("refuse")
    with pytest.raises(ConnectionRefusedError):
        get(line)
    with pytest.raises(ConnectionResetError):
        waiting.recv(1)


def test_refuse_ends_on_the_same_port(line):
    port = line.port
    for _round in range(3):
        line.mode("refuse")
        line.mode("pass")
    assert line.port == port
    assert get(line) == (200, BODY)


def test_refuse_takes_no_filter(line):
    with pytest.raises(ValueError, match="whole line|no filter"):
        line.mode("refuse", path="/x")


def test_swallow_accepts_and_never_answers(line, upstream):
    line.mode("swallow")
    assert is_silent(raw(line))
    assert upstream.served == []


def test_swallow_silences_a_reply_under_way(line, upstream):
    waiting = raw(line, b"GET /waits HTTP/1.1\r\n\r\n")
    wait_until(lambda: upstream.served)
    line.mode("swallow")
    upstream.go_on.set()
    assert is_silent(waiting)


def test_swallow_silences_a_live_websocket(line):
    sock = websocket(line)
    line.mode("swallow")
    sock.sendall(b"hello")
    assert is_silent(sock)


def test_swallowed_connections_are_reset_when_the_line_is_back(line):
    line.mode("swallow")
    sock = raw(line)
    assert is_silent(sock)
    line.mode("pass")
    sock.settimeout(5)
    with pytest.raises(ConnectionResetError):
        sock.recv(1)


def test_swallow_can_be_limited_to_a_path(line):
    line.mode("swallow", path="^/dead")
    assert get(line, "/alive") == (200, BODY)
    assert is_silent(raw(line, b"GET /dead HTTP/1.1\r\n\r\n"))


def test_drop_reply_lets_the_server_finish_and_cuts(line, upstream):
    line.mode("drop_reply", method="POST", path="/web/", rpc_method="sync_from_ui", times=1)
    body = call_kw("pos.order", "sync_from_ui")
    with pytest.raises(ConnectionResetError):
        get(line, "/web/dataset/call_kw", method="POST", body=body)
    assert upstream.served == [("/web/dataset/call_kw", body)]
    assert get(line, "/web/dataset/call_kw", method="POST", body=body) == (200, b"ok")
    other = call_kw("pos.order", "read")
    assert get(line, "/web/dataset/call_kw", method="POST", body=other) == (200, b"ok")


def test_502_answers_in_html_and_cuts_websockets(line):
    sock = websocket(line)
    line.mode("502")
    status, body = get(line)
    assert (status, b"502" in body) == (502, True)
    with pytest.raises(ConnectionResetError):
        sock.recv(1)


def test_portal_200_answers_everything_with_its_page(line, upstream):
    line.mode("portal_200")
    assert b"Guest Wi-Fi" in get(line, "/web/dataset", method="POST", body=b"{}")[1]
    assert upstream.served == []


def test_portal_302_leads_to_another_origin(line):
    line.mode("portal_302")
    connection = http.client.HTTPConnection("127.0.0.1", line.port, timeout=5)
    connection.request("GET", "/pos/ui/1")
    reply = connection.getresponse()
    assert (reply.status, reply.headers["Location"]) == (302, line.portal_url)
    host, port = line.portal_url.split("/")[2].split(":")
    portal = http.client.HTTPConnection(host, int(port), timeout=5)
    portal.request("GET", "/portal")
    assert b"Guest Wi-Fi" in portal.getresponse().read()


def test_truncate_cuts_a_body_before_its_end(line):
    line.mode("truncate", path="^/cut")
    with pytest.raises(http.client.IncompleteRead):
        get(line, "/cut")
    assert get(line, "/whole") == (200, BODY)


def test_truncate_can_hide_the_cut(line):
    line.mode("truncate", reframe=True, keep=0.25)
    assert get(line) == (200, BODY[:250])


def test_break_install_starts_after_n_hits_of_its_path(line):
    line.mode("break_install", path="^/web/assets", after=2)
    statuses = [get(line, "/web/assets/1")[0] for _hit in range(4)]
    assert statuses == [200, 200, 502, 502]
    assert get(line, "/other") == (200, BODY)


def test_a_websocket_passes_both_ways(line):
    sock = websocket(line)
    sock.sendall(b"hello")
    assert sock.recv(5) == b"hello"


def test_cut_resets_what_is_open_and_keeps_the_mode(line):
    sock = websocket(line)
    line.cut()
    with pytest.raises(ConnectionResetError):
        sock.recv(1)
    assert get(line) == (200, BODY)


def test_a_chunked_body_reaches_the_recording(line):
    text = b"PUT / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"
    raw(line, text).recv(100)
    assert next(iter(line.requests)).body == b"3\r\nabc\r\n0\r\n\r\n"


def test_a_browser_that_goes_away_disturbs_nobody(line):
    sock = raw(line, b"GET / HTTP/1.1\r\n")
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    sock.close()
    assert get(line) == (200, BODY)


def test_an_unknown_mode_is_named(line):
    with pytest.raises(ValueError, match="no mode 'flood'"):
        line.mode("flood")


def test_stop_closes_the_port(upstream):
    line = OutageProxy("127.0.0.1", upstream.server_port).start()
    line.stop()
    with pytest.raises(ConnectionRefusedError):
        get(line)
    line.stop()


def test_websockets_go_to_the_process_that_serves_them(line):
    line.upstream_port, line.websocket_port = 1, line.upstream_port
    assert get(line, "/websocket/health") == (200, BODY)
    with pytest.raises((ConnectionError, http.client.BadStatusLine)):
        get(line)
