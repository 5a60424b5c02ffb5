"""Asking a service politely: not too often, again after a pause, and never more than is good.

No redirect is followed, nothing compressed is taken, and an answer has a bounded size and time, so
that whatever answers can cost little.
"""

import datetime as dt
import email.utils
import re
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Self

from knowledge.errors import FetchError, InputError
from knowledge.fetching.services import Service
from knowledge.reasons import Reason
from knowledge.reasons.why_unusable import ServiceBusy
from knowledge.settings import tuned

if TYPE_CHECKING:
    from httpx2 import Client, Response

_MOST_MB = tuned().limits.service_mb
MOST_FETCHED_BYTES = _MOST_MB * 1024 * 1024
_MOST_SECONDS = tuned().limits.service_seconds
_TRIES = tuned().limits.service_tries
_FIRST_PAUSE = tuned().limits.service_pause
_BUSY = frozenset({429, 500, 502, 503, 504})
_OK, _NOT_FOUND = 200, 404
_REDIRECTS = range(300, 400)
_CONTACT = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]{1,255}")


class _BusyError(Exception):
    """A service cannot answer now; `pause`: seconds that it asks for, None where it does not."""

    def __init__(self, reason: Reason | str, pause: float | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.pause = pause


class Polite:
    """A client that keeps to the rules of each service.

    Args:
        contact: an e-mail address to leave with the services.
        services: whom it may ask; nobody else.
        clock: seconds that never go back.
        sleep: waits for some seconds.

    Raises:
        InputError: the contact is no e-mail address.
    """

    def __init__(
        self,
        contact: str | None,
        services: Iterable[Service],
        clock: Callable[[], float],
        sleep: Callable[[float], None],
    ) -> None:
        if contact and not _CONTACT.fullmatch(contact):
            raise InputError(f"“{contact}” is no e-mail address. Give one, or leave it out.")
        self._contact = contact
        self._clock = clock
        self._sleep = sleep
        self._ready = {service.origin: float("-inf") for service in services}
        self._client: Client | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._client is not None:
            self._client.close()

    def get(self, service: Service, asked: list[str]) -> bytes:
        """The service's answer for these identifiers; empty where it knows none of them.

        Raises:
            FetchError: it cannot be reached, answers with an error, or with too much.
        """
        address, parameters = service.asking(asked, self._contact)
        for attempt in range(_TRIES):
            self._wait_for(service)
            try:
                return self._once(service, address, parameters)
            except _BusyError as busy:
                pause = busy.pause if busy.pause is not None else _FIRST_PAUSE * 2**attempt
                if attempt == _TRIES - 1 or pause > _MOST_SECONDS:
                    raise FetchError(busy.reason) from busy
                self._ready[service.origin] = self._clock() + max(pause, service.interval)
        raise AssertionError("the last try either answers or raises")

    def _wait_for(self, service: Service) -> None:
        if service.origin not in self._ready:
            raise FetchError(f"{service.name} is none of the services that may be asked.")
        pause = self._ready[service.origin] - self._clock()
        if pause > 0:
            self._sleep(pause)

    def _once(self, service: Service, address: str, parameters: dict[str, str]) -> bytes:
        import httpx2  # noqa: PLC0415  # a tenth of a second that only who fetches pays

        try:
            with self._opened().stream("GET", address, params=parameters) as response:
                return self._body(service, response)
        except httpx2.TransportError as error:
            reason = f"{service.name} cannot be reached ({_said(error)}). Try again later."
            raise _BusyError(reason) from error
        finally:
            self._ready[service.origin] = self._clock() + service.interval

    def _opened(self) -> "Client":
        if self._client is None:
            import httpx2  # noqa: PLC0415  # as above

            by = f"; mailto:{self._contact}" if self._contact else ""
            headers = {
                "User-Agent": f"Footnote/1 (paper abstracts{by})",
                "Accept-Encoding": "identity",
            }
            self._client = httpx2.Client(headers=headers, timeout=30, follow_redirects=False)
        return self._client

    def _body(self, service: Service, response: "Response") -> bytes:
        code = response.status_code
        if code in _BUSY:
            reason = ServiceBusy(service.name, code)
            raise _BusyError(reason, _pause(response.headers.get("Retry-After")))
        if code in _REDIRECTS:
            raise FetchError(f"{service.name} sends us elsewhere, where Footnote does not go.")
        if code == _NOT_FOUND:
            return b""
        if code != _OK:
            raise FetchError(f"{service.name} refuses to answer (status {code}).")
        if response.headers.get("Content-Encoding", "identity") != "identity":
            raise FetchError(f"{service.name} answers packed, although it was asked not to.")
        return b"".join(self._bounded(service, response))

    def _bounded(self, service: Service, response: "Response") -> Iterator[bytes]:
        size, until = 0, self._clock() + _MOST_SECONDS
        for part in response.iter_raw():
            size += len(part)
            if size > MOST_FETCHED_BYTES:
                raise FetchError(f"{service.name} answers with more than {_MOST_MB} MB.")
            if self._clock() > until:
                raise FetchError(f"{service.name} takes more than {_MOST_SECONDS:.0f} seconds.")
            yield part


def _pause(retry_after: str | None) -> float | None:
    """Seconds that a `Retry-After` header asks for: a number, or a date (RFC 9110, 10.2.3)."""
    if not retry_after:
        return None
    if retry_after.strip().isdigit():
        return float(retry_after)
    try:
        until = email.utils.parsedate_to_datetime(retry_after)
    except ValueError:
        return None
    if until.tzinfo is None:
        until = until.replace(tzinfo=dt.UTC)
    return max(0.0, (until - dt.datetime.now(dt.UTC)).total_seconds())


def _said(error: Exception) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__
