"""The papers that each server sees: the shared ones, and those it has added itself."""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from threading import Lock

import structlog

from bot.ledger import ServerSettings
from bot.protocol import Knowledge
from bot.service.patience import LateError
from bot.service.workers import Answering, Workers
from bot.settings import load_settings
from knowledge.base import KnowledgeBase
from knowledge.errors import StoreError
from knowledge.model import Record, Rejection
from knowledge.settings import tuned

_log = structlog.stdlib.get_logger(__name__)
_MOST_OPEN = tuned().work.open_collections


Fetch = Callable[[Iterable[str]], Iterator[Record | Rejection]]


def fetched(named: Iterable[str]) -> Iterator[Record | Rejection]:
    """Papers by their identifiers, from arXiv, Crossref and PubMed."""
    from knowledge.fetching import fetch  # noqa: PLC0415  # only where something is fetched

    return fetch(named, contact=load_settings().contact)


def collection_of(guild_id: int) -> str:
    """The name of a server's own collection."""
    return f"guild_{guild_id}"


class Library:
    """What everybody sees, and beside it what each server has added. Any thread may call it."""

    def __init__(self, knowledge: Knowledge, workers: Workers | None = None) -> None:
        """Open nothing yet.

        Args:
            knowledge: what everybody sees. Servers add to what is a base; to one collection of it,
                or anything else, they do not.
            workers: processes that answer; None: this one does.
        """
        self.fetch: Fetch = fetched
        """Gets papers by their identifiers."""
        self._knowledge = knowledge
        self._base = _to_add_to(knowledge)
        self._workers = workers
        self._lock = Lock()
        self._open: OrderedDict[int, KnowledgeBase] = OrderedDict()

    def of(self, guild_id: int | None, strictness: str | None) -> Knowledge:
        """What a server (None: nobody's) sees now, asked with this strictness."""
        if not isinstance(self._knowledge, KnowledgeBase):
            return self._knowledge
        return Answering(self._seen(guild_id) or self._knowledge, strictness, self._workers)

    def _seen(self, guild_id: int | None) -> KnowledgeBase | None:
        """The collection of a server that has added something."""
        if self._base is None or guild_id is None:
            return None
        added = collection_of(guild_id) in self._base.store.collections()
        return self.own(guild_id) if added else None

    def own(self, guild_id: int) -> KnowledgeBase | None:
        """A server's own collection, to be changed; None where servers have none.

        It is opened where it is not; its first ingest makes it.
        """
        if self._base is None:
            return None
        with self._lock:
            found = self._open.pop(guild_id, None)
            self._open[guild_id] = found or self._base.beside(collection_of(guild_id))
            if len(self._open) > _MOST_OPEN:
                self._open.popitem(last=False)
            return self._open[guild_id]


class Server:
    """A server (or what is outside servers) while one thing is done there.

    Its settings are read once, when they are first needed; it belongs to one thread.
    """

    def __init__(
        self, guild_id: int | None, library: Library, read: Callable[[int], ServerSettings]
    ) -> None:
        """Read nothing yet.

        Args:
            guild_id: which; None outside servers.
            library: gives its papers.
            read: gives its settings.
        """
        self.id = guild_id
        self._library = library
        self._read = read

    @cached_property
    def _found(self) -> ServerSettings | StoreError | None:
        if self.id is None:
            return None
        try:
            return self._read(self.id)
        except StoreError as error:
            _log.warning("settings not read", why=str(error))
            return error

    @property
    def settings(self) -> ServerSettings | None:
        """What it has set; None outside servers, and where that cannot be read."""
        return None if isinstance(self._found, StoreError) else self._found

    @property
    def known_settings(self) -> ServerSettings | None:
        """What it has set; None outside servers.

        Raises:
            StoreError: they cannot be read.
        """
        if isinstance(self._found, StoreError):
            raise self._found
        return self._found

    @property
    def knowledge(self) -> Knowledge:
        """What is asked there now, at its strictness; who waits does not wait for a late ledger.

        Raises:
            FootnoteError: the knowledge base, or how strict it is to be, cannot be read.
        """
        late = isinstance(self._found, LateError)
        settings = None if late else self.known_settings
        return self._library.of(self.id, settings.strictness if settings else None)


def _to_add_to(knowledge: Knowledge) -> KnowledgeBase | None:
    whole = isinstance(knowledge, KnowledgeBase) and knowledge.collection == "base"
    return knowledge if isinstance(knowledge, KnowledgeBase) and whole else None
