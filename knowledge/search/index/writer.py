"""Adding abstracts to an index on disk, and taking them out again."""

from collections.abc import Iterable, Sequence
from contextlib import ExitStack, suppress
from dataclasses import replace
from itertools import count, islice
from pathlib import Path
from typing import Self

import numpy as np

from knowledge.model import Abstract
from knowledge.search.engines.forward import DocumentsAppended
from knowledge.search.index import fields
from knowledge.search.index.counter import Counting
from knowledge.search.index.state import State
from knowledge.text.indexing.batch import Gatherer
from knowledge.text.indexing.contents import contents_of
from knowledge.text.indexing.pieces import Numbers

TERMS = "terms"
"""The folder of tantivy's index."""
_FEW = 15_000_000
_MANY = 20_000_000
"""Bytes that tantivy may use for a few abstracts (its least), and for many."""
_BATCH = 250
"""So many abstracts are worked out together."""


class Writing:
    """An index while it is changed. Use it as a context manager: what is not committed is dropped.

    tantivy commits first, then the counts: where a process is stopped in between, tantivy says that
    it is one commit ahead, and the same changes are made once more.

    Args:
        folder: the index; made where it is missing.
        many: whether very many abstracts are to come.
    """

    def __init__(self, folder: Path, *, many: bool = False) -> None:
        (folder / TERMS).mkdir(parents=True, exist_ok=True)
        fields.drop_uncommitted(folder / TERMS)
        self._index = fields.opened(folder / TERMS)
        with ExitStack() as closing:
            self._counts = closing.enter_context(Counting(folder))
            self._state = self._counts.state
            ends = self._state.documents, self._state.entries
            self._documents = closing.enter_context(DocumentsAppended(folder, *ends))
            self._writer = self._index.writer(_MANY if many else _FEW, 1)
            self._closing = closing.pop_all()
        self._gatherer = Gatherer()
        self._numbers: Numbers = np.zeros(0, np.int64)
        serial = self._state.serial
        self._ahead = serial > 0 and not fields.is_marked(self._index.searcher(), serial)

    @property
    def state(self) -> State:
        """What the index holds, uncommitted changes included."""
        return self._state

    def put(self, abstracts: Iterable[Abstract]) -> None:
        """Add abstracts, each in place of what is held under its identifier."""
        remaining = iter(abstracts)
        while batch := {each.id: each for each in islice(remaining, _BATCH)}:
            self.take_out(batch)
            self._put(list(batch.values()))

    def _put(self, batch: Sequence[Abstract]) -> None:
        found = self._gatherer.gather(batch)
        new = self._gatherer.spelt[len(self._numbers) :]
        self._numbers = np.concatenate([self._numbers, self._counts.numbers(new)])
        terms = self._numbers[found.terms]
        ids = [abstract.id for abstract in batch]
        first = self._documents.add(ids, terms, found.counts, found.entries, found.lengths)
        self._counts.hold(batch, first)
        documents = zip(batch, count(first), found.texts, found.runs, strict=False)
        for each in documents:
            self._writer.add_document(fields.document(*each))
        self._changed(len(batch), int(found.lengths.sum()))
        if self._gatherer.is_full:
            totals, kept = self._gatherer.forget()
            self._counts.add(totals, self._numbers)
            self._numbers = self._numbers[kept]

    def take_out(self, ids: Iterable[str]) -> None:
        """Take out what is held under some identifiers; what is not held is no error."""
        wanted = list(ids)
        held = self._counts.let_go(wanted) if self._state.abstracts else []
        for each in held:
            contents = contents_of(each)
            self._counts.take(contents)
            self._changed(-1, -contents.length)
        # tantivy may hold what a stopped process put in
        for identifier in wanted if self._ahead else [each.id for each in held]:
            self._writer.delete_documents_by_term(fields.ID, identifier)

    def commit(self, generation: int, knowledge_version: str) -> None:
        """Return once the index is on the disk as what a generation of the store makes."""
        self._counts.add(self._gatherer.totals(), self._numbers)
        serial = self._counts.state.serial + 1
        state = replace(
            self._state,
            serial=serial,
            generation=generation,
            knowledge_version=knowledge_version,
            documents=self._documents.documents,
            entries=self._documents.entries,
        )
        self._counts.prepare(state)
        self._documents.commit()
        for former in (serial - 1, serial):  # the latter, of a process that was stopped
            self._writer.delete_documents_by_term(fields.MARK, fields.mark(former))
        self._writer.add_document(fields.marker(serial))
        self._writer.commit()
        self._state = self._counts.commit()
        self._ahead = False

    def settle(self) -> None:
        """Wait until tantivy has merged what is worth it. Nothing can be written afterwards."""
        self._writer.wait_merging_threads()

    def close(self) -> None:
        """Let go of the files."""
        self._closing.close()
        with suppress(AttributeError):  # closing twice is no error
            del self._writer  # lets go of tantivy's lock

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _changed(self, abstracts: int, length: int) -> None:
        state = self._state
        self._state = replace(
            state, abstracts=state.abstracts + abstracts, length=state.length + length
        )
