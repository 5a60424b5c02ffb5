"""The ledger, asked with little patience: who waits for an answer does not wait for the disk."""

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import Any, TypeVar, cast

import structlog

from bot.ledger import Ledger
from knowledge.errors import StoreError

_T = TypeVar("_T")
SECONDS = 1.0
_THREADS = 2
_WRITING = ("keep_asked", "place_answer", "spend", "pace")
"""What waits for others who write; everything else is read, which waits for nobody."""
_log = structlog.stdlib.get_logger(__name__)


class LateError(StoreError):
    """The ledger takes longer than whoever asks it may wait."""


class Patience:
    """Lets one thing at a time be late: until it has come, nobody waits for another."""

    def __init__(
        self, seconds: float = SECONDS, beside: Callable[[], bool] = lambda: False
    ) -> None:
        """Be patient for so many seconds, and not at all while something `beside` is late."""
        self._seconds = seconds
        self._beside = beside
        self._pool = ThreadPoolExecutor(_THREADS, thread_name_prefix="ledger")
        self._lock = threading.Lock()
        self._late: Future[Any] | None = None

    def within(self, make: Callable[[], _T]) -> _T:
        """What `make` makes, in time. Called in a thread.

        Raises:
            LateError: it is late, or something before it is.
            Exception: what `make` raises.
        """
        if self.is_late:
            raise LateError("The ledger is late.")
        work = self._pool.submit(make)
        try:
            return work.result(self._seconds)
        except TimeoutError as error:
            self._late = work
            _log.warning("the ledger is late, going on without", seconds=self._seconds)
            raise LateError("The ledger is late.") from error

    @property
    def is_late(self) -> bool:
        """Whether what was late has still not come."""
        with self._lock:
            if self._late is not None and self._late.done():
                self._late = None
            return self._late is not None or self._beside()

    def close(self) -> None:
        """Begin nothing more."""
        self._pool.shutdown(wait=False, cancel_futures=True)


class _Hurried:
    """A ledger each of whose methods raises a LateError where it takes too long."""

    def __init__(self, ledger: Ledger, reading: Patience, writing: Patience) -> None:
        self._ledger = ledger
        self._reading = reading
        self._writing = writing

    @property
    def is_shared(self) -> bool:
        """As the ledger is: that is known without asking it."""
        return self._ledger.is_shared

    def __getattr__(self, name: str) -> Callable[..., Any]:
        patience = self._writing if name in _WRITING else self._reading
        method = getattr(self._ledger, name)
        return lambda *given, **named: patience.within(partial(method, *given, **named))


def hurried(ledger: Ledger, reading: Patience, writing: Patience) -> Ledger:
    """The same ledger for who answers: what takes too long is a LateError, a StoreError that is."""
    return cast("Ledger", _Hurried(ledger, reading, writing))
