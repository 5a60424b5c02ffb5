"""Adding abstracts to an index on disk, and taking them out again."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Self

import tantivy

from knowledge.contents import contents_of
from knowledge.index import fields
from knowledge.index.counts import CountsChanged, State
from knowledge.index.documents import DocumentsAppended
from knowledge.model import Abstract

TERMS = "terms"
"""The folder of tantivy's index."""
_FEW = 15_000_000
_MANY = 200_000_000
"""Bytes that tantivy may use for a few abstracts (its least), and for many."""
_FLUSHED = 4000
"""So many abstracts are counted before the counts are written."""


class Writing:
    """An index while it is changed. Use it as a context manager: what is not committed is dropped.

    tantivy commits first, then the counts: where a process is stopped in between, the index says
    that it is one commit ahead, and the same changes are made once more.

    Args:
        folder: the index; made where it is missing.
        many: whether very many abstracts are to come.
    """

    def __init__(self, folder: Path, *, many: bool = False) -> None:
        (folder / TERMS).mkdir(parents=True, exist_ok=True)
        self._counts = CountsChanged(folder)
        self._state = self._counts.state
        self._documents = DocumentsAppended(folder, self._state.documents, self._state.entries)
        self._index = fields.opened(folder / TERMS)
        self._writer = self._index.writer(_MANY if many else _FEW, 1)
        self._searcher = self._index.searcher()
        self._counted = 0

    @property
    def state(self) -> State:
        """What the index holds, uncommitted changes included."""
        return self._state

    def put(self, abstracts: Iterable[Abstract]) -> None:
        """Add abstracts, each in place of what is held under its identifier."""
        for abstract in abstracts:
            self.take_out([abstract.id])
            contents = contents_of(abstract)
            terms = {self._counts.number(term): n for term, n in contents.terms.items()}
            number = self._documents.add(abstract.id, terms, contents.length)
            self._writer.add_document(fields.document(abstract, contents, number))
            self._counts.add(contents)
            self._changed(1, contents.length)

    def take_out(self, ids: Iterable[str]) -> None:
        """Take out what is held under some identifiers; what is not held is no error.

        What was put in since the last commit cannot be taken out.
        """
        for identifier in ids if self._counts.state.abstracts else ():
            query = tantivy.Query.term_query(fields.schema(), fields.ID, identifier, "basic")
            for address in fields.found(self._searcher, query, 1):
                contents = contents_of(fields.indexed(self._searcher, address))
                self._counts.add(contents, -1)
                self._changed(-1, -contents.length)
            self._writer.delete_documents_by_term(fields.ID, identifier)

    def commit(self, generation: int, knowledge_version: str) -> None:
        """Return once the index is on the disk as what a generation of the store makes."""
        serial = self._counts.state.serial + 1
        state = replace(
            self._state,
            serial=serial,
            generation=generation,
            knowledge_version=knowledge_version,
            documents=self._documents.documents,
            entries=self._documents.entries,
        )
        self._state = self._counts.prepared(state)
        self._documents.commit()
        for former in (serial - 1, serial):  # the latter, of a process that was stopped
            self._writer.delete_documents_by_term(fields.MARK, fields.mark(former))
        self._writer.add_document(fields.marker(serial))
        self._writer.commit()
        self._counts.commit()
        self._index.reload()
        self._searcher = self._index.searcher()

    def settle(self) -> None:
        """Wait until tantivy has merged what is worth it. Nothing can be written afterwards."""
        self._writer.wait_merging_threads()

    def close(self) -> None:
        """Let go of the files."""
        self._counts.close()
        self._documents.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _changed(self, abstracts: int, length: int) -> None:
        state = self._state
        self._state = replace(
            state, abstracts=state.abstracts + abstracts, length=state.length + length
        )
        self._counted += 1
        if self._counted % _FLUSHED == 0:
            self._counts.flush()
