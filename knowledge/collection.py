"""What answers for a collection as it is now: in memory while it is small, from disk beyond."""

import hashlib
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, TypeVar

from knowledge.answers.pipeline import Pipeline
from knowledge.errors import OutdatedError, StoreError
from knowledge.reader import Reader
from knowledge.search.cluster.connection import Address
from knowledge.search.engines.choice import ON_CLUSTER, ON_DISK, chosen
from knowledge.search.index.corpus import Corpus
from knowledge.search.shelf import Fetched, Shelf
from knowledge.settings import tuned
from knowledge.store import Foreseen, Store, url_of
from knowledge.store.backend import Watcher
from knowledge.store.schema import BASE

if TYPE_CHECKING:
    from knowledge.search.cluster.keeper import ClusterKeeper
    from knowledge.search.index.background import Ahead
    from knowledge.search.index.copies import Beneath
    from knowledge.search.index.maintenance import Keeper

PATIENCE = tuned().retrieval.index_seconds
MOST_IN_MEMORY = tuned().retrieval.in_memory_without_index
_TRIES = 4
_T = TypeVar("_T")
_PLAIN = re.compile(r"[a-z0-9_]{1,40}")


class Collection:
    """Gives what answers for the current knowledge version. Any thread may call any method.

    Args:
        store: the open base.
        collection: which collection to see.
        engine: one of `engines.choice.ENGINES`, or the cluster that finds abstracts; None: what
            `config/tuned/retrieval.toml` says.
        index: the folder for indexes; without one all is held in memory.
        reader: what reads the abstracts; None: the built-in reader.

    Raises:
        InputError: there is no such engine.
    """

    def __init__(
        self,
        store: Store,
        collection: str,
        engine: str | Address | None,
        index: Path | None,
        reader: Reader | None = None,
    ) -> None:
        self._address = engine if isinstance(engine, Address) else None
        if isinstance(engine, Address):
            engine = None
        else:
            chosen(engine, 0)  # told of at once, and not when there is something to ask
        self._reader = reader
        self._corpus = Corpus(store, collection)
        self._engine = engine
        self._root = index / _folder_name(collection) if index else None
        # What every collection sees beside its own: its index begins as a copy of that one.
        self._shared = index / BASE if index and collection != BASE else None
        self._lock = Lock()
        self._asking: Pipeline | None = None
        self._keeper: Keeper | None = None
        self._cluster: ClusterKeeper | None = None
        self._ahead: Ahead | None = None

    def current(self) -> Pipeline:
        """What answers for the current knowledge version; made anew when the base has changed.

        Whoever is asking goes on with the one it has: a question sees one version, whole. Where the
        index of a large change is still being written, that of the version before answers.
        """
        asking = self._asking
        if asking is None or asking.knowledge_version != self._corpus.knowledge_version():
            with self._lock:
                asking = self._asking
                if asking is None or asking.knowledge_version != self._corpus.knowledge_version():
                    asking = self._asking = self._made(asking)
        return asking

    def answer(self, work: Callable[[Pipeline], _T]) -> _T:
        """What comes of asking what answers now; begun again where its index has gone meanwhile.

        Raises:
            StoreError: what answers cannot be had.
        """
        for _ in range(_TRIES):
            asking = self.current()
            try:
                return work(asking)
            except OutdatedError:
                with self._lock:
                    if self._asking is asking:
                        self._asking = None
        return work(self.current())

    def engine(self) -> str:
        """The name of the engine for what the collection holds now."""
        if self._address:
            return ON_CLUSTER
        return chosen(self._engine, len(self._corpus))

    def follow(self) -> None:
        """Bring what is kept on disk up to date with the store, at once.

        Raises:
            StoreError: it cannot be written.
        """
        if self._address is not None:
            self._followed(self._address).now()
        elif self._root is not None and self.engine() == ON_DISK:
            self._kept(self._root).now()

    @contextmanager
    def watching(self) -> Iterator[Watcher | None]:
        """What to tell of changes, so that the index follows while a block stores: it ends with it.

        None where no index would be kept of what may be stored.
        """
        from knowledge.search.index.background import MANY, Ahead  # noqa: PLC0415  # starts a process, if any

        on_disk = not self._address and chosen(self._engine, MANY) == ON_DISK
        if self._root is None or not on_disk:
            yield None
            return
        self._let_end()
        self._ahead = ahead = Ahead(self._root, self._corpus)
        try:
            yield ahead.watch
        except BaseException:
            self._let_end()
            raise
        ahead.commit()

    def _let_end(self) -> None:
        if self._ahead is not None:
            self._ahead.close()
            self._ahead = None

    def close(self) -> None:
        """Wait for what is being written."""
        self._let_end()
        if self._keeper is not None:
            self._keeper.close()
        if self._cluster is not None:
            self._cluster.close()

    def is_small(self, abstracts: int) -> bool:
        """Whether so many abstracts are all held in memory."""
        if self._address is not None:
            return False
        return self._root is None or chosen(self._engine, abstracts) != ON_DISK

    def foreseen(self, what: Foreseen) -> Pipeline:
        """What would answer if the collection became what is foreseen; nothing is kept of it."""
        if what.whole:
            return Pipeline(what.knowledge_version, what.put, reader=self._reader)
        shelf = self.current().overlaid(what.put, what.gone)
        return Pipeline(what.knowledge_version, shelf, reader=self._reader)

    def _made(self, before: Pipeline | None) -> Pipeline:
        if self._address is not None:
            return self._in_cluster(self._followed(self._address), before)
        if self._root is None or self.is_small(len(self._corpus)):
            return self._in_memory()
        try:
            return self._on_disk(self._kept(self._root), before)
        except StoreError:
            if len(self._corpus) > MOST_IN_MEMORY:
                raise
            return self._in_memory()

    def _on_disk(self, keeper: "Keeper", before: Pipeline | None) -> Pipeline:
        from knowledge.search.index.snapshot import shelf  # noqa: PLC0415  # loads tantivy

        snapshot = keeper.now(PATIENCE if before else None)
        if snapshot is None and before is not None:
            return before
        if snapshot is None:
            raise StoreError("The index could not be opened: try again.")
        held = shelf(snapshot, self._corpus)
        return Pipeline(snapshot.state.knowledge_version, held, reader=self._reader)

    def _in_cluster(self, keeper: "ClusterKeeper", before: Pipeline | None) -> Pipeline:
        """What answers from the cluster; the version before where the index is behind."""
        try:
            snapshot = keeper.now(PATIENCE)
        except StoreError:  # it cannot be written now, and may be read all the same
            snapshot = None
            if before is None and (snapshot := keeper.standing()) is None:
                raise
        else:
            if snapshot is None and before is None:
                snapshot = keeper.standing() or keeper.now()
        if snapshot is None:
            if before is None:
                raise StoreError("The index could not be opened: try again.")
            return before
        fetched = Fetched(
            self._corpus.abstracts,
            lambda: (abstract.id for abstract in self._corpus.iterate()),
            len(snapshot.retriever),
        )
        held = Shelf(snapshot.retriever, snapshot.catalogue, fetched, snapshot.prefetch)
        return Pipeline(snapshot.knowledge_version, held, reader=self._reader)

    def _in_memory(self) -> Pipeline:
        """All of one version: read again where an ingest came in between."""
        while True:
            version = self._corpus.knowledge_version()
            abstracts = list(self._corpus.iterate())
            if version == self._corpus.knowledge_version():
                return Pipeline(version, abstracts, reader=self._reader)

    def _beneath(self) -> "Beneath | None":
        from knowledge.search.index.copies import Beneath  # noqa: PLC0415  # loads tantivy

        return Beneath(self._shared, self._corpus.changes_from_base) if self._shared else None

    def _followed(self, address: Address) -> "ClusterKeeper":
        if self._cluster is None:
            from knowledge.search.cluster.keeper import ClusterKeeper  # noqa: PLC0415  # an extra

            self._cluster = ClusterKeeper(address, self._corpus.followed())
        return self._cluster

    def _kept(self, root: Path) -> "Keeper":
        if self._keeper is None:
            from knowledge.search.index.maintenance import Keeper  # noqa: PLC0415  # loads tantivy

            self._keeper = Keeper(root, self._corpus, self._beneath())
        return self._keeper


def index_folder(data: Path | str) -> Path:
    """Where the indexes of a base are: in its data directory, or for a URL in the user's cache."""
    if url := url_of(data):
        return Path.home() / ".cache" / "footnote" / _short(url)
    return Path(data) / "index"


def _folder_name(collection: str) -> str:
    return collection if _PLAIN.fullmatch(collection) else f"-{_short(collection)}"


def _short(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16]
