"""What is derived from a collection and kept: as it is now, brought up to date where it is not."""

import time
from collections.abc import Callable
from concurrent.futures import Future
from threading import Lock, Thread
from typing import Generic, TypeVar

T = TypeVar("T")


class Keeping(Generic[T]):
    """Keeps one thing up to date, beside those who ask for it. Any thread may call any method.

    Args:
        fresh: what is kept, if it is up to date.
        bring_up: brings it up to date; it calls what it is given as soon as that is done, and may
            go on for a while. What it raises, all who wait are told.
    """

    def __init__(
        self, fresh: Callable[[], T | None], bring_up: Callable[[Callable[[], None]], None]
    ) -> None:
        self._fresh = fresh
        self._bring_up = bring_up
        self._lock = Lock()
        self._work: Future[None] | None = None
        self._began = 0.0
        self._thread: Thread | None = None

    def now(self, patience: float | None = None) -> T | None:
        """What is kept, as it is now.

        Args:
            patience: seconds from its beginning to wait for that; it goes on beside. None: as long
                as it takes.

        Returns:
            None where it takes longer.
        """
        while (found := self._fresh()) is None:
            work, began = self._working()
            left = None if patience is None else max(0.0, began + patience - time.monotonic())
            try:
                work.result(left)
            except TimeoutError:
                return None
        return found

    def close(self) -> None:
        """Wait for what is being written."""
        if self._thread is not None:
            self._thread.join()

    def _working(self) -> "tuple[Future[None], float]":
        """What tells when it is up to date again, begun where nothing is under way; and when."""
        with self._lock:
            if self._work is None or self._work.done():
                self._work, self._began = Future(), time.monotonic()
                self._thread = Thread(target=self._run, args=(self._work,), daemon=True)
                self._thread.start()
            return self._work, self._began

    def _run(self, work: "Future[None]") -> None:
        def done() -> None:
            if not work.done():
                work.set_result(None)

        try:
            self._bring_up(done)
        except BaseException as error:  # noqa: BLE001  # whoever waits is told, whatever it is
            if not work.done():
                work.set_exception(error)
        else:
            done()
