"""`KnowledgeBase`: the one face of the core. It wires readers, store, retrieval and answering."""

import time
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path
from typing import Self

from knowledge import seeds
from knowledge.answers import nothing
from knowledge.collection import Collection, index_folder
from knowledge.formats.intake import Progress, page_of, read_pages, sorted_out
from knowledge.model import (
    Abstention,
    Abstract,
    Answer,
    Doubt,
    Hit,
    IngestReport,
    Record,
    Rejection,
    Statistics,
    Verdict,
)
from knowledge.questions.question import A_CLAIM, A_QUESTION, cleaned
from knowledge.reader import Reader
from knowledge.reasons.why_unusable import Kind
from knowledge.search.cluster.connection import Address
from knowledge.store import Store, exists
from knowledge.store.schema import BASE
from knowledge.trial import Trial


class KnowledgeBase:
    """A collection of abstracts that can be asked. Any thread may call any method.

    Every method may raise the StoreError family where the database cannot be used.
    """

    def __init__(
        self,
        store: Store,
        collection: str = "base",
        strictness: str | None = None,
        *,
        engine: str | Address | None = None,
        index: Path | None = None,
        owner: bool = True,
        reader: Reader | None = None,
    ) -> None:
        self._store, self._owner = store, owner
        self._collection, self._strictness = collection, strictness
        self._engine, self._index, self._reader = engine, index, reader
        self._held = Collection(store, collection, engine, index, reader)

    @classmethod
    def open(
        cls,
        data_dir: Path,
        *,
        collection: str = "base",
        seed: bool = True,
        strictness: str | None = None,
        engine: str | Address | None = None,
        reader: Reader | None = None,
    ) -> Self:
        """Open the base in a data directory, made where it is missing.

        Args:
            data_dir: where `footnote.db` is, or is to be; or the URL of a PostgreSQL database.
            collection: which collection to see, beside `base`.
            seed: ingest the seeds that come with Footnote where nothing was ever stored; without,
                the collection need not be there: the first ingest makes it.
            strictness: how sure an answer must be: a level of `confidence.STRICTNESS`; without one
                an answer is shown wherever it is likely enough to help.
            engine: one of `engines.choice.ENGINES`, or the cluster that finds abstracts; without
                one, what the settings say.
            reader: what reads the abstracts; without one, the built-in reader.

        Raises:
            StoreVersionError: another version of Footnote wrote the base.
            StoreReadOnlyError: there is no base and none can be made here.
            UnknownCollectionError: the base has no such collection.
            InputError: there is no such engine.
            StoreError: the file is damaged, or no base at all.
        """
        missing = not exists(data_dir)
        if seed and missing:
            seeds.make_base(data_dir)
        store = Store.open(data_dir, create=missing)
        try:
            index = index_folder(data_dir)
            base = cls(store, collection, strictness, engine=engine, index=index, reader=reader)
            if seed:  # what is to be asked must be there; what is ingested into need not be
                store.statistics(collection)
                base.beside(BASE).begin()
        except BaseException:
            store.close()
            raise
        return base

    def begin(self) -> None:
        """Ingest the seeds where nothing was ever stored: a first ingest failed, or was killed."""
        if seeds.begin(self._store):
            self._held.follow()

    def beside(self, collection: str) -> Self:
        """Another collection of the same open base; closing that leaves this one open.

        The collection need not be there: the first ingest makes it.
        """
        return type(self)(
            self._store,
            collection,
            self._strictness,
            engine=self._engine,
            index=self._index,
            owner=False,
            reader=self._reader,
        )

    @property
    def store(self) -> Store:
        """Where the abstracts are, with the history of every collection."""
        return self._store

    @property
    def reader(self) -> Reader | None:
        """What reads the abstracts; None: the built-in reader."""
        return self._reader

    @property
    def collection(self) -> str:
        """The name of the collection that this one sees."""
        return self._collection

    def close(self) -> None:
        """Close the base; closing twice is no error."""
        self._held.close()
        if self._owner:
            self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def knowledge_version(self) -> str:
        """The hash of what the collection holds."""
        return self._store.knowledge_version(self._collection)

    def statistics(self) -> Statistics:
        """What the collection holds."""
        from knowledge.reader.endpoint import counted  # noqa: PLC0415  # not needed to answer

        held, engine = self._store.statistics(self._collection), self._held.engine()
        readings = counted(self._reader) if self._reader else None
        return Statistics(held.abstracts, held.sources, held.knowledge_version, engine, readings)

    def ingest(
        self, paths: Sequence[Path], progress: Progress | None = None, *, untexted: bool = False
    ) -> IngestReport:
        """Read pages and store their abstracts: all of them or, on an error, none.

        Args:
            paths: files, folders, and `open_page.STDIN`.
            progress: called with each file and the number of records read so far.
            untexted: keep what has a title and no abstract: found and listed, never quoted.

        Raises:
            StoreReadOnlyError: the base cannot be written.
        """
        return self._ingest(read_pages(paths, progress, untexted=untexted), list(map(str, paths)))

    def ingest_records(
        self, entries: Iterable[Record | Rejection], what: Sequence[str] = ()
    ) -> IngestReport:
        """Store records, as a reader gives them: all of them or, on an error, none.

        Args:
            entries: the records, and what could not be read.
            what: what is ingested, for the history.

        Raises:
            StoreReadOnlyError: the base cannot be written.
        """
        return self._ingest(((page_of(entry), entry) for entry in entries), what)

    def foreseen(
        self, entries: Iterable[Record | Rejection], *, strictness: str | None = None
    ) -> Trial:
        """What the collection would be with some records, to be asked; nothing is stored.

        Args:
            entries: the records.
            strictness: how sure an answer must be; None: as the base was opened with.

        Raises:
            StoreReadOnlyError: the base cannot be written.
        """
        records = sorted_out(((page_of(entry), entry) for entry in entries), [], [])
        what = self._store.foresee(self._collection, records, self._held.is_small)
        held = self._held
        if self._collection not in self._store.collections():  # it sees what everybody does
            held = Collection(self._store, BASE, self._engine, self._index, self._reader)
        return Trial(held.foreseen(what), strictness or self._strictness)

    def _ingest(
        self,
        entries: Iterable[tuple[str, Record | Rejection]],
        what: Sequence[str],
    ) -> IngestReport:
        """Store records; each stands beside what people call its page."""
        started = time.perf_counter()
        rejected: list[Rejection] = []
        doubts: list[Doubt] = []
        records = sorted_out(entries, rejected, doubts)
        with self._held.watching() as watcher:
            added = self._store.add(
                self._collection, records, what=what, rejected=rejected, watcher=watcher
            )
        self._held.follow()
        return IngestReport(
            records=added.records,
            abstracts_added=added.abstracts_added,
            exact_duplicates=added.exact_duplicates,
            near_duplicates=added.near_duplicates,
            rejected=tuple(rejected),
            doubts=tuple(doubts),
            knowledge_version=added.knowledge_version,
            seconds=time.perf_counter() - started,
        )

    def ask(
        self, question: str, context: Sequence[str] = (), *, strictness: str | None = None
    ) -> Answer | Abstention:
        """Answer a question with quotes from the abstracts, or say why not.

        Args:
            question: the question.
            context: the questions before it in the conversation, oldest first; "and its license?"
                is read as what it means after them. Only the last few count.
            strictness: how sure the answer must be; None: as the base was opened with.

        Raises:
            QuestionError: the question is empty or has more than 2,000 characters.
        """
        started = time.perf_counter()
        asked = cleaned(question, Kind.QUESTION, A_QUESTION)
        sure = strictness or self._strictness
        return self._held.answer(
            lambda p: (
                p.ask(asked, started, context, sure)
                if len(p.retriever)
                else nothing.abstention(asked, p.knowledge_version, started)
            )
        )

    def check(self, claim: str) -> Verdict:
        """Check a claim against the abstracts: supported, refuted, or not enough information.

        Raises:
            QuestionError: the claim is empty or has more than 2,000 characters.
        """
        started = time.perf_counter()
        claimed = cleaned(claim, Kind.CLAIM, A_CLAIM)
        return self._held.answer(
            lambda p: (
                p.check(claimed, started)
                if len(p.retriever)
                else nothing.verdict(claimed, p.knowledge_version, started)
            )
        )

    def papers(self, query: str | None = None, limit: int | None = None) -> list[Abstract]:
        """The papers that a query finds, best first; without a query all, in stored order.

        A time, such as "2019" or "since 2020", finds all papers of it, the newest first.
        """
        if query is None:
            return list(islice(self._store.iterate(self._collection), limit))
        return self._held.answer(lambda pipeline: pipeline.looked_up(query, limit))

    def search(self, query: str, limit: int = 10) -> list[Hit]:
        """The papers that a query finds, as hits with their scores; best first."""
        return self._held.answer(lambda pipeline: pipeline.search(query, limit))

    def suggest(self, prefix: str, limit: int = 25) -> list[Abstract]:
        """Papers whose title or authors have words that begin with what was typed."""
        return self._store.suggest(self._collection, prefix, limit)

    def abstract(self, abstract_id: str) -> Abstract | None:
        """The abstract with this identifier, or None."""
        return self._store.abstract(self._collection, abstract_id)
