"""A collection on disk, open for questions: its index, and the abstracts as they are asked for."""

from collections.abc import Iterable

from knowledge.model import Abstract
from knowledge.search.index.corpus import Corpus
from knowledge.search.index.snapshot import Snapshot
from knowledge.search.shelf import Fetched


class DiskShelf:
    """What `knowledge.search.shelf.Shelf` describes, from an index on disk."""

    def __init__(self, snapshot: Snapshot, corpus: Corpus) -> None:
        self.retriever = snapshot.retriever
        self.engine = snapshot.retriever.name
        self.catalogue = snapshot.catalogue
        self.abstracts = Fetched(
            corpus.abstracts,
            lambda: (abstract.id for abstract in corpus.iterate()),
            len(snapshot.retriever),
        )

    def of(self, ids: Iterable[str]) -> list[Abstract]:
        """The abstracts with these identifiers, in this order; those that are gone left out."""
        return self.abstracts.of(ids)
