"""How long an index that was built is waited for to lie on every node."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import cast

import pytest

from knowledge.search.cluster.connection import Address
from knowledge.search.cluster.indexer import Indexer
from knowledge.store.following import Followed

COPYING = 408, {"timed_out": True, "initializing_shards": 1}
STUCK = 408, {"timed_out": True, "initializing_shards": 0}
COPIED = 200, {"timed_out": False, "initializing_shards": 0}


class Health(BaseHTTPRequestHandler):
    """Says of a cluster's health what it is told to, the last of it again and again."""

    told: list[tuple[int, Mapping[str, int | bool]]]
    asked: int

    def do_PUT(self) -> None:  # as it is called
        self.rfile.read(int(self.headers["content-length"]))
        self._answer(200, {"acknowledged": True})

    def do_GET(self) -> None:  # as it is called
        server = type(self)
        code, said = server.told[min(server.asked, len(server.told) - 1)]
        server.asked += 1
        self._answer(code, said)

    def _answer(self, code: int, said: Mapping[str, int | bool]) -> None:
        body = json.dumps(said).encode()
        self.send_response(code)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def healthy(*told: tuple[int, Mapping[str, int | bool]]) -> Iterator[Address]:
    """A cluster that says so of its health."""
    Health.told, Health.asked = list(told), 0
    server = ThreadingHTTPServer(("127.0.0.1", 0), Health)
    thread = Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield Address((f"http://127.0.0.1:{server.server_port}",))
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.mark.parametrize(
    ("told", "asked"),
    [((COPIED,), 1), ((COPYING, COPYING, COPIED), 3), ((STUCK, COPIED), 1)],
    ids=["copied at once", "large", "no node can take it"],
)
def test_it_is_waited_for_while_it_is_copied(
    told: tuple[tuple[int, Mapping[str, int | bool]], ...], asked: int
) -> None:
    """However long that takes; and no longer where no copy is being made."""
    with healthy(*told) as address:
        Indexer(address, cast("Followed", None))._copy("made")
    assert Health.asked == asked


def test_a_copy_that_hangs_holds_nobody_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """The index is asked without it in the end."""
    monkeypatch.setattr("knowledge.search.cluster.indexer._COPY_SECONDS", 0.2)
    with healthy(COPYING) as address:
        Indexer(address, cast("Followed", None))._copy("made")
    assert Health.asked > 1
