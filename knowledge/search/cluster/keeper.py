"""What answers for a collection from a cluster: as the base is now, brought up to date beside."""

from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import NamedTuple

from knowledge.search.cluster.cluster_catalogue import ClusterCatalogue
from knowledge.search.cluster.cluster_vocabulary import ClusterVocabulary
from knowledge.search.cluster.connection import Address
from knowledge.search.cluster.indexer import Indexer, index_of
from knowledge.search.cluster.point import Points
from knowledge.search.cluster.view import Sight, View
from knowledge.search.engines.opensearch import OpenSearch, Told
from knowledge.search.engines.retriever import Term
from knowledge.search.keeping import Keeping
from knowledge.search.lexicon import Lexicon
from knowledge.store import title_key
from knowledge.store.following import Followed
from knowledge.store.word_counts import WordCounts


class ClusterSnapshot(NamedTuple):
    """What answers from the indexes as they were at one knowledge version."""

    knowledge_version: str
    retriever: OpenSearch
    catalogue: ClusterCatalogue
    words: "Words"

    def prefetch(self, text: str, titles: Collection[str], name: str) -> None:
        """Ask at once for all that a question is likely to need, and which titles it may name.

        Whether it is nothing but a name is asked with the first search.
        """
        self.words.expect(titles)
        self.catalogue.expect(name)
        Lexicon(self.retriever).read(text)


class Words:
    """What is counted of a collection; which titles papers have is remembered."""

    def __init__(self, counts: WordCounts) -> None:
        self._counts = counts
        self._titles: dict[str, bool] = {}
        self._expected: set[str] = set()

    def expect(self, titles: Collection[str]) -> None:
        """Ask for titles with whatever is asked for next."""
        self._expected = {title_key(title) for title in titles} - self._titles.keys()

    def told(self, terms: Collection[str], words: Collection[str]) -> Told:
        """What is counted of terms and words."""
        expected, self._expected = self._expected, set()
        found = self._counts.look_up(terms, words, expected)
        self._titles.update((key, key in found.titles) for key in expected)
        known = {t: Term(held, capital, lower) for t, (held, capital, lower) in found.terms.items()}
        return Told(known, found.words)

    def titles(self, keys: Collection[str]) -> list[str]:
        """Those of some keys of titles that papers have."""
        if missing := {*keys} - self._titles.keys():
            self._expected |= missing
            self.told((), ())
        return [key for key in keys if self._titles.get(key)]


class ClusterKeeper:
    """Gives what answers for one collection. Any thread may call any method.

    Args:
        address: the cluster.
        followed: the collection.
    """

    def __init__(self, address: Address, followed: Followed) -> None:
        self._address = address
        self._followed = followed
        self._keeping = Keeping(self._fresh, lambda done: Indexer(address, followed).bring_up(done))

    def now(self, patience: float | None = None) -> ClusterSnapshot | None:
        """What answers for what the collection holds now, brought up to date where it is not.

        Args:
            patience: seconds to wait for that; it goes on beside. None: as long as it takes.

        Returns:
            None where it takes longer.

        Raises:
            StoreError: the cluster, or the database, cannot be used.
        """
        return self._keeping.now(patience)

    def close(self) -> None:
        """Wait for what is being written."""
        self._keeping.close()

    def standing(self) -> ClusterSnapshot | None:
        """What answers for an earlier generation, which the index holds whole, at once.

        None where there is none, or the collection has abstracts of its own.
        """
        _, parts, hides = self._followed.state()
        if hides or any(part.generation for part in parts[1:]):
            return None
        points = _points(self._address, index_of(self._address, own=False))
        if (point := points.standing()) is None or (mark := point.mark(parts[0].key)) is None:
            return None
        generation = int(mark.split()[0])
        version = self._followed.version_at(generation)
        return self._answering(version, generation, [Sight(point)]) if version else None

    def _fresh(self) -> ClusterSnapshot | None:
        held, parts, hides = self._followed.state()
        sights = []
        for n, part in enumerate(parts):
            if n and not part.generation:
                continue  # a server that has added nothing
            point = _points(self._address, index_of(self._address, own=n > 0)).holding(part)
            if point is None:
                return None
            sights.append(Sight(point, part=part.key) if n else Sight(point, hides))
        return self._answering(held.knowledge_version, held.generation, sights)

    def _answering(self, version: str, generation: int, sights: Sequence[Sight]) -> ClusterSnapshot:
        counts = self._followed.counts_at(generation)
        sums, view, words = counts.sums(), View(sights), Words(counts)
        retriever = OpenSearch(
            view.candidates,
            words.told,
            ClusterVocabulary(counts, view).similar,
            abstracts=sums.abstracts,
            length=sums.length,
        )
        catalogue = ClusterCatalogue(view, words.titles)
        return ClusterSnapshot(version, retriever, catalogue, words)


@lru_cache(maxsize=16)
def _points(address: Address, index: str) -> Points:
    """The moments of an index that this process holds, for all its collections."""
    return Points(address, index)
