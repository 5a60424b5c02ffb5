"""The papers that each server sees: the shared ones, and those it has added itself."""

import contextlib
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from threading import Lock
from typing import Protocol

from bot.ledger.port import Ledger
from bot.protocol import Knowledge
from bot.service.patience import LateError
from bot.service.workers import Answering, Workers
from bot.settings import load_settings
from knowledge.base import KnowledgeBase
from knowledge.model import Abstention, Abstract, Answer, Record, Rejection, Statistics, Verdict

_MOST_OPEN = 32
"""So many servers' collections are kept ready to answer; the next is opened in place of the one
that was asked the longest time ago."""


Fetch = Callable[[Iterable[str]], Iterator[Record | Rejection]]


def fetched(named: Iterable[str]) -> Iterator[Record | Rejection]:
    """Papers by their identifiers, from arXiv, Crossref and PubMed."""
    from knowledge.fetching import fetch  # noqa: PLC0415  # only where something is fetched

    return fetch(named, contact=load_settings().contact)


def collection_of(guild_id: int) -> str:
    """The name of a server's own collection."""
    return f"guild_{guild_id}"


class Library(Protocol):
    """Gives each server what it sees. Any thread may call any method."""

    def of(self, guild_id: int | None, strictness: str | None) -> Knowledge:
        """What a server (None: nobody's) sees now, asked with this strictness."""
        ...

    @property
    def fetch(self) -> Fetch:
        """What gets papers by their identifiers."""
        ...

    def own(self, guild_id: int) -> KnowledgeBase | None:
        """A server's own collection, to be changed; None where servers have none."""
        ...


class OneForAll:
    """The same knowledge for every server, none of which may add to it."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.fetch: Fetch = fetched
        self._knowledge = knowledge

    def of(self, _guild_id: int | None, _strictness: str | None) -> Knowledge:
        """That knowledge."""
        return self._knowledge

    def own(self, _guild_id: int) -> KnowledgeBase | None:
        """No server has its own."""
        return None


class ServerLibrary:
    """The base for everybody, and beside it a collection for each server that has added papers."""

    def __init__(self, base: KnowledgeBase, workers: Workers | None = None) -> None:
        """Open nothing yet.

        Args:
            base: what everybody sees.
            workers: processes that answer; None: this one does.
        """
        self.fetch: Fetch = fetched
        self._base = base
        self._workers = workers
        self._lock = Lock()
        self._open: OrderedDict[int, KnowledgeBase] = OrderedDict()

    def of(self, guild_id: int | None, strictness: str | None) -> Knowledge:
        """The base, with the server's own papers if it has any."""
        added = guild_id is not None and collection_of(guild_id) in self._base.store.collections()
        seen = self.own(guild_id) if guild_id is not None and added else self._base
        here = seen.at(strictness)
        return Answering(here, strictness, self._workers) if self._workers else here

    def own(self, guild_id: int) -> KnowledgeBase:
        """The server's own collection, opened where it is not; its first ingest makes it."""
        with self._lock:
            found = self._open.pop(guild_id, None)
            self._open[guild_id] = found or self._base.beside(collection_of(guild_id))
            if len(self._open) > _MOST_OPEN:
                self._open.popitem(last=False)
            return self._open[guild_id]


def library_of(knowledge: Knowledge, workers: Workers | None = None) -> Library:
    """Servers add to what is a base; to one collection of it, or anything else, they do not.

    `workers` answer from it, where given.
    """
    if not isinstance(knowledge, KnowledgeBase):
        return OneForAll(knowledge)
    if knowledge.collection == "base":
        return ServerLibrary(knowledge, workers)
    return OneForAll(Answering(knowledge, None, workers) if workers else knowledge)


class SeenBy:
    """What one server sees, at its strictness, as of each call; a `port.Knowledge`."""

    def __init__(self, library: Library, ledger: Ledger, guild_id: int | None) -> None:
        self._library = library
        self._ledger = ledger
        self._guild_id = guild_id

    def ask(self, question: str, context: Sequence[str] = ()) -> Answer | Abstention:
        """See `port.Knowledge`."""
        return self._now().ask(question, context)

    def check(self, claim: str) -> Verdict:
        """See `port.Knowledge`."""
        return self._now().check(claim)

    def papers(self, query: str | None = None, limit: int | None = None) -> list[Abstract]:
        """See `port.Knowledge`."""
        return self._now().papers(query, limit)

    def suggest(self, prefix: str, limit: int = 25) -> list[Abstract]:
        """See `port.Knowledge`."""
        return self._now().suggest(prefix, limit)

    def abstract(self, abstract_id: str) -> Abstract | None:
        """See `port.Knowledge`."""
        return self._now().abstract(abstract_id)

    def statistics(self) -> Statistics:
        """See `port.Knowledge`."""
        return self._now().statistics()

    def close(self) -> None:
        """Nothing: what it looks at belongs to the library."""

    def _now(self) -> Knowledge:
        strictness = None
        if self._guild_id is not None:
            with contextlib.suppress(LateError):
                strictness = self._ledger.settings(self._guild_id).strictness
        return self._library.of(self._guild_id, strictness)
