"""A collection as it was at one knowledge version: all that asking needs to know of it."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from threading import Lock
from typing import Self

from knowledge.model import Abstract
from knowledge.search.catalogue.catalogue import Catalogue, MemoryCatalogue
from knowledge.search.engines.rank_bm25 import RankBM25
from knowledge.search.engines.retriever import Retriever

REMEMBERED = 4096
"""So many abstracts that were fetched are kept for the next question."""


Fetch = Callable[[Sequence[str]], Mapping[str, Abstract]]
"""From identifiers to the abstracts that are there."""
Prefetch = Callable[[str, Collection[str], str], None]
"""Is told a question, what may be titles in it, and what may be a name."""


class Fetched(Mapping[str, Abstract]):
    """Abstracts that are fetched when they are asked for, the last few thousand kept.

    Args:
        fetch: gets abstracts from where they are stored.
        ids: all their identifiers; only whoever wants all abstracts needs them.
        count: how many there are.
    """

    def __init__(self, fetch: Fetch, ids: Callable[[], Iterable[str]], count: int) -> None:
        self._fetch = fetch
        self._ids = ids
        self._count = count
        self._kept: dict[str, Abstract] = {}
        self._lock = Lock()

    def of(self, ids: Iterable[str]) -> list[Abstract]:
        """The abstracts with these identifiers, in this order; those that are gone left out."""
        wanted = list(ids)
        with self._lock:
            known = {i: self._kept.pop(i) for i in wanted if i in self._kept}
        if missing := [i for i in wanted if i not in known]:
            known.update(self._fetch(missing))
        with self._lock:
            self._kept.update(known)  # in the order of their last use
            for identifier in list(self._kept)[: max(0, len(self._kept) - REMEMBERED)]:
                del self._kept[identifier]
        return [known[i] for i in wanted if i in known]

    def __getitem__(self, identifier: str) -> Abstract:
        for abstract in self.of([identifier]):
            return abstract
        raise KeyError(identifier)

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids())

    def __len__(self) -> int:
        return self._count


class Shelf:
    """What a collection holds, in memory or on disk. Never changed; any thread may ask.

    `retriever` finds its abstracts, `catalogue` knows whom and what they name, `abstracts` are all
    of them by identifier.
    """

    def __init__(
        self,
        retriever: Retriever,
        catalogue: Catalogue,
        abstracts: Mapping[str, Abstract],
        prefetch: Prefetch | None = None,
    ) -> None:
        self.retriever = retriever
        self.catalogue = catalogue
        self.abstracts = abstracts
        self._prefetch = prefetch

    def prefetch(
        self, text: str, titles: Callable[[str], Collection[str]], name: Callable[[str], str]
    ) -> None:
        """Learn at once what a question is likely to need, where that lies far away.

        Args:
            text: the question.
            titles: gives what in it may be the title of a paper.
            name: gives what in it may be the whole name of somebody, or of a place.
        """
        if self._prefetch:
            self._prefetch(text, titles(text), name(text))

    @classmethod
    def in_memory(cls, abstracts: Sequence[Abstract]) -> Self:
        """A few abstracts, all in memory."""
        held = {abstract.id: abstract for abstract in abstracts}
        return cls(RankBM25(abstracts), MemoryCatalogue(abstracts), held)

    def of(self, ids: Iterable[str]) -> list[Abstract]:
        """The abstracts with these identifiers, in this order; those that are gone left out."""
        if isinstance(self.abstracts, Fetched):
            return self.abstracts.of(ids)
        return [self.abstracts[each] for each in ids if each in self.abstracts]
