"""Processes that answer beside the bot's own, so that many questions at once use every core.

Answering is Python's own work: in threads, one question would wait for another, and all of them
for the loop that talks to Discord. Every process opens the same base; what it answers is the same.
"""

import contextlib
import multiprocessing
import os
import signal
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing.connection import wait
from pathlib import Path
from typing import TypeVar

import structlog

from bot.logs import set_up_logs
from knowledge.base import KnowledgeBase
from knowledge.garbage_collection import settle
from knowledge.model import Abstention, Abstract, Answer, Statistics, Verdict
from knowledge.questions.question import A_CLAIM
from knowledge.reader import Reader
from knowledge.search.cluster.connection import Address
from knowledge.settings import tuned

_T = TypeVar("_T")
_MOST_OPEN = tuned().work.open_collections
_WARMING = "How many languages does the model cover?"
_log = structlog.stdlib.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Opening:
    """How a process opens the base, as `KnowledgeBase.open` takes it.

    `reader` makes what reads the abstracts; None: the built-in reader does. `log_level`: the least
    important messages that the process logs; None: it leaves logs as they are.
    """

    data_dir: Path
    collection: str = "base"
    engine: str | Address | None = None
    reader: Callable[[], Reader] | None = None
    log_level: str | None = None


class Workers:
    """Some processes that answer, started at once. Any thread may call any method.

    Until they are ready, and where one dies, `otherwise` answers in this process.
    """

    def __init__(self, opening: Opening, count: int) -> None:
        self._opening = opening
        self._count = count
        self._lock = threading.Lock()
        self._closed = False
        self._pool = self._started()

    def run(self, make: Callable[..., _T], *given: object, otherwise: Callable[[], _T]) -> _T:
        """What a process makes of what is given; `otherwise` where there is none to do it.

        Raises:
            FootnoteError: what `make` raises.
        """
        pool, _ = self._pool
        if self._closed or not self.ready():
            return otherwise()
        try:
            return pool.submit(make, *given).result()
        except (BrokenProcessPool, CancelledError) as error:
            _log.warning("a process that answers has died", why=str(error))
            self._replace(pool)
            return otherwise()

    def ready(self, within: float = 0) -> bool:
        """Whether they answer, after so many seconds at most."""
        _, first = self._pool
        with contextlib.suppress(TimeoutError, CancelledError):
            return first.exception(within) is None
        return False

    def close(self) -> None:
        """End them; what they have in hand is lost."""
        with self._lock:
            self._closed = True
            _end(self._pool[0])

    def _started(self) -> tuple[ProcessPoolExecutor, "Future[None]"]:
        """New processes, and what is done when the first has opened the base."""
        context = multiprocessing.get_context("spawn")  # a copy of this one would have its threads
        pool = ProcessPoolExecutor(
            self._count, mp_context=context, initializer=_open, initargs=(self._opening,)
        )
        return pool, pool.submit(_nothing)

    def _replace(self, broken: ProcessPoolExecutor) -> None:
        with self._lock:
            if self._pool[0] is broken and not self._closed:
                _end(broken)
                self._pool = self._started()


class Answering:
    """A collection, asked with one strictness; a `protocol.Knowledge`.

    It is looked at in this process, and asked in others where there are `workers`.
    """

    def __init__(
        self, here: KnowledgeBase, strictness: str | None, workers: Workers | None = None
    ) -> None:
        self._here = here
        self._strictness = strictness
        self._workers = workers

    def ask(self, question: str, context: Sequence[str] = ()) -> Answer | Abstention:
        """See `protocol.Knowledge`."""

        def here() -> Answer | Abstention:
            return self._here.ask(question, context, strictness=self._strictness)

        if self._workers is None:
            return here()
        asked = (self._here.collection, self._strictness, question, tuple(context))
        return self._workers.run(_ask, *asked, otherwise=here)

    def check(self, claim: str) -> Verdict:
        """See `protocol.Knowledge`."""
        if self._workers is None:
            return self._here.check(claim)
        return self._workers.run(
            _check, self._here.collection, claim, otherwise=lambda: self._here.check(claim)
        )

    def papers(self, query: str | None = None, limit: int | None = None) -> list[Abstract]:
        """See `protocol.Knowledge`."""
        return self._here.papers(query, limit)

    def suggest(self, prefix: str, limit: int = 25) -> list[Abstract]:
        """See `protocol.Knowledge`."""
        return self._here.suggest(prefix, limit)

    def abstract(self, abstract_id: str) -> Abstract | None:
        """See `protocol.Knowledge`."""
        return self._here.abstract(abstract_id)

    def statistics(self) -> Statistics:
        """See `protocol.Knowledge`."""
        return self._here.statistics()

    def close(self) -> None:
        """Nothing: the base belongs to whoever has opened it."""


@contextlib.contextmanager
def answering(opening: Opening, count: int) -> Iterator[Workers | None]:
    """So many processes, though no more than there are cores; None where it is none."""
    if not count:
        yield None
        return
    workers = Workers(opening, min(count, os.cpu_count() or 1))
    try:
        yield workers
    finally:
        workers.close()


# What runs in those processes.

_base: KnowledgeBase
_beside: OrderedDict[str, KnowledgeBase] = OrderedDict()


def _open(opening: Opening) -> None:
    """Open the base; end when the bot's own process does, and not by a signal meant for that."""
    global _base  # noqa: PLW0603  # a process has one
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    if opening.log_level:
        set_up_logs(opening.log_level, [])
    _base = KnowledgeBase.open(
        opening.data_dir,
        collection=opening.collection,
        engine=opening.engine,
        reader=opening.reader() if opening.reader else None,
    )
    _base.ask(_WARMING)  # the index is opened, and what is loaded late is loaded
    _base.check(A_CLAIM)
    settle()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(0)


def _ask(
    collection: str, strictness: str | None, question: str, context: Sequence[str]
) -> Answer | Abstention:
    return _seen(collection).ask(question, context, strictness=strictness)


def _check(collection: str, claim: str) -> Verdict:
    return _seen(collection).check(claim)


def _seen(collection: str) -> KnowledgeBase:
    if collection == _base.collection:
        return _base
    found = _beside.pop(collection) if collection in _beside else _base.beside(collection)
    _beside[collection] = found
    if len(_beside) > _MOST_OPEN:
        _beside.popitem(last=False)
    return found


def _nothing() -> None:
    """Done when a process is ready."""


def _end(pool: ProcessPoolExecutor) -> None:
    """End a pool's processes without waiting for what they do."""
    processes = list((pool._processes or {}).values())  # noqa: SLF001  # no other way before 3.14
    pool.shutdown(wait=False, cancel_futures=True)
    for process in processes:
        process.kill()
