"""A stand-in for the three services: a server on loopback, with real sockets, that plays a script.

It notes every request; each path has a queue of answers, of which the last is given for good.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from knowledge.fetching.services import ARXIV, CROSSREF, PUBMED, Service


@dataclass(frozen=True)
class Reply:
    """What the server answers; `breaks_off`: it promises more bytes than it sends."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    breaks_off: bool = False


@dataclass(frozen=True)
class Asked:
    """A request that came in."""

    path: str
    parameters: dict[str, str]
    headers: dict[str, str]


class StandIn:
    """The server: what it is to answer, and what it was asked."""

    def __init__(self, port: int) -> None:
        self.origin = f"http://127.0.0.1:{port}"
        self.asked: list[Asked] = []
        self._replies: dict[str, list[Reply]] = {}

    @property
    def services(self) -> tuple[Service, ...]:
        """The three services, each at the stand-in."""
        return tuple(
            replace(service, origin=f"{self.origin}/{service.name}")
            for service in (ARXIV, CROSSREF, PUBMED)
        )

    def answers(self, service: str, *replies: Reply) -> None:
        """Let a service answer with these, one after another."""
        self._replies[service] = list(replies)

    def reply(self, asked: Asked) -> Reply:
        """The answer to a request."""
        self.asked.append(asked)
        replies = self._replies.get(asked.path.split("/")[1], [Reply(status=404)])
        return replies.pop(0) if len(replies) > 1 else replies[0]


@contextmanager
def stand_in() -> Iterator[StandIn]:
    """A server that runs, on a port of its own, for as long as it is needed."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:  # the name that the standard library calls
            parts = urlsplit(self.path)
            parameters = {name: values[0] for name, values in parse_qs(parts.query).items()}
            reply = server.reply(Asked(parts.path, parameters, dict(self.headers)))
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(reply.body) + 100 * reply.breaks_off))
            self.end_headers()
            self.wfile.write(reply.body)
            self.close_connection = reply.breaks_off

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # its name there
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as listening:
        server = StandIn(listening.server_address[1])
        thread = threading.Thread(target=listening.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield server
        finally:
            listening.shutdown()
            thread.join()


class Clock:
    """Time that passes only while somebody sleeps."""

    def __init__(self) -> None:
        self.now = 0.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        """Seconds."""
        return self.now

    def sleep(self, seconds: float) -> None:
        """Let time pass at once."""
        self.slept.append(seconds)
        self.now += seconds
