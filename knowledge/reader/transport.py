"""One request to an endpoint and its reply, bounded in time and size whatever answers."""

import time
from collections.abc import Mapping
from functools import partial
from typing import Any

import httpx2

from knowledge.reader.prompt import UnusableError
from knowledge.settings import tuned

MOST_REPLY_BYTES = tuned().endpoint.reply_kb * 1024
_OK = 200
_CONNECTED = ("connect_tcp.complete", "start_tls.complete")


class Posting:
    """Posts JSON to one address. Any thread may call any method.

    No redirect is followed and nothing compressed is taken. Every request has its own connection,
    which ends when its time is over, however the other side keeps it open.
    """

    def __init__(self, address: str, key: str | None, seconds: float) -> None:
        headers = {"Content-Type": "application/json", "Accept-Encoding": "identity"}
        if key:
            headers["Authorization"] = f"Bearer {key}"
        self._address = address
        self._seconds = seconds
        self._client = httpx2.Client(
            headers=headers,
            timeout=seconds,
            follow_redirects=False,
            limits=httpx2.Limits(max_keepalive_connections=0),
        )

    def post(self, body: bytes) -> bytes:
        """The reply to a body.

        Raises:
            UnusableError: there is none in time, or it is no success, or too large.
        """
        until = time.monotonic() + self._seconds
        extensions = {"trace": partial(_bound, until)}
        try:
            with self._client.stream(
                "POST", self._address, content=body, extensions=extensions
            ) as response:
                return _body(response)
        except (httpx2.TimeoutException, TimeoutError):
            raise UnusableError("no reply in time") from None
        except httpx2.HTTPError as error:
            raise UnusableError(f"no reply: {type(error).__name__}") from None


def _body(response: httpx2.Response) -> bytes:
    if response.status_code != _OK:
        raise UnusableError(f"status {response.status_code}")
    if response.headers.get("Content-Encoding", "identity") != "identity":
        raise UnusableError("a packed reply")
    body = bytearray()
    for part in response.iter_raw():
        body += part
        if len(body) > MOST_REPLY_BYTES:
            raise UnusableError("a reply that is too large")
    return bytes(body)


def _bound(until: float, event: str, told: Mapping[str, Any]) -> None:
    """Let a new connection be read no longer than to a moment, however often.

    The client's `trace` extension: its own time limit is for each wait alone, and begins anew
    whenever a byte comes.
    """
    if not event.endswith(_CONNECTED):
        return
    stream = told["return_value"]
    read = stream.read

    def bounded(most: int, timeout: float | None = None) -> bytes:
        left = until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return bytes(read(most, left if timeout is None else min(timeout, left)))

    stream.read = bounded
