"""Modes that hit a single request: against the same tiny server as the others."""

import http.client
import json

import pytest

from tests.outage.test_proxy import call_kw, get, line, upstream

__all__ = ["line", "upstream"]


def test_reset_refuses_a_single_request_and_the_next_passes(line, upstream):
    line.mode("reset", rpc_method="read", times=1)
    body = call_kw("pos.order", "read")
    with pytest.raises(ConnectionResetError):
        get(line, "/web/dataset/call_kw", method="POST", body=body)
    assert upstream.served == []
    assert get(line, "/web/dataset/call_kw", method="POST", body=body) == (200, b"ok")


def test_server_error_is_odoos_own_answer_to_a_call_and_500_to_a_page(line, upstream):
    line.mode("server_error")
    body = json.dumps({"id": 7, "params": {}})
    connection = http.client.HTTPConnection("127.0.0.1", line.port, timeout=5)
    connection.request("POST", "/web/call", body, {"Content-Type": "application/json"})
    reply = connection.getresponse()
    answer = json.loads(reply.read())
    assert (reply.status, answer["id"]) == (200, 7)
    assert answer["error"]["message"] == "Odoo Server Error"
    assert get(line)[0] == 500
    assert upstream.served == []
