"""A stand-in for an endpoint: a server on loopback, with real sockets, that behaves as it is told.

It notes every request. A manner takes the request and the connection, and sends whatever it likes.
"""

import json
import socketserver
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

GOOD = {
    "sentences": [1],
    "short": "46 languages",
    "answerable": True,
    "verdict": "neither",
    "deciding": 0,
}


@dataclass(frozen=True)
class Asked:
    """A request that came in."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]

    @property
    def shown(self) -> dict[str, Any]:
        """What is to be read: `text`, `title` and the numbered `sentences`."""
        return dict(json.loads(self.body["messages"][-1]["content"]))


Manner = Callable[[Asked, Callable[[bytes], None]], None]
"""What the server does with a request; the second sends bytes."""


def http(body: bytes, status: str = "200 OK", *headers: str, promised: int | None = None) -> bytes:
    """A response; `promised`: the length that it states, where that is not what it has."""
    length = len(body) if promised is None else promised
    head = [f"HTTP/1.1 {status}", f"Content-Length: {length}", *headers]
    return "\r\n".join([*head, "Connection: close", "", ""]).encode() + body


def completion(content: object) -> bytes:
    """A chat completion whose message says this."""
    choice = {"index": 0, "message": {"role": "assistant", "content": content}}
    return http(json.dumps({"object": "chat.completion", "choices": [choice]}).encode())


def says(**changes: object) -> Manner:
    """Answers well, but for some changes."""
    return sends(completion(json.dumps(GOOD | changes)))


def sends(response: bytes) -> Manner:
    """Sends these bytes."""
    return lambda _, send: send(response)


@dataclass
class Loopback:
    """The server: how it behaves, and what it was asked."""

    url: str
    manner: Manner = field(default_factory=says)
    asked: list[Asked] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)
    left: threading.Event = field(default_factory=threading.Event)
    """Set when somebody has gone before the response was sent."""

    def never(self, *first: bytes) -> Manner:
        """Sends something, if anything, and then nothing more until the test is over."""

        def manner(_: Asked, send: Callable[[bytes], None]) -> None:
            for each in first:
                send(each)
            self.over.wait()

        return manner

    def endlessly(self, first: bytes, again: bytes) -> Manner:
        """Sends something again and again until nobody takes it any more."""

        def manner(_: Asked, send: Callable[[bytes], None]) -> None:
            send(first)
            while not self.over.is_set():
                send(again)

        return manner


@contextmanager
def loopback() -> Iterator[Loopback]:
    """A server that runs, on a port of its own, for as long as it is needed."""

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            asked = self._request()
            server.asked.append(asked)
            try:
                server.manner(asked, self.connection.sendall)
            except OSError:
                server.left.set()

        def _request(self) -> Asked:
            path = self.rfile.readline().split()[1].decode()
            lines = iter(self.rfile.readline, b"\r\n")
            pairs = (line.decode().split(":", 1) for line in lines)
            headers = {name.lower(): value.strip() for name, value in pairs}
            body = self.rfile.read(int(headers["content-length"]))
            return Asked(path, headers, json.loads(body))

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as listening:
        server = Loopback(f"http://127.0.0.1:{listening.server_address[1]}/v1")
        thread = threading.Thread(target=listening.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield server
        finally:
            server.over.set()
            listening.shutdown()
            thread.join()
