"""An index on disk as it was at one generation of the store, open for questions."""

import sqlite3
import time
from pathlib import Path

import tantivy

from knowledge.search.engines.forward import Documents, whole
from knowledge.search.engines.tantivy import Tantivy
from knowledge.search.index import fields
from knowledge.search.index.corpus import Corpus
from knowledge.search.index.counts import Counts
from knowledge.search.index.disk_catalogue import DiskCatalogue
from knowledge.search.index.disk_vocabulary import DiskVocabulary
from knowledge.search.index.state import FILE, FORMAT, State
from knowledge.search.index.writer import TERMS
from knowledge.search.shelf import Fetched, Shelf

_TRIES = 20
_PAUSE = 0.01
"""Seconds between looks at an index that is just being committed."""
UNUSABLE = (sqlite3.Error, OSError, ValueError, TypeError)
"""What the parts of a damaged index raise."""


class Snapshot:
    """What answers from an index; it goes on as it is, whatever is committed meanwhile."""

    def __init__(self, counts: Counts, searcher: tantivy.Searcher, documents: Documents) -> None:
        self.state: State = counts.state
        self.searcher = searcher
        self.counts = counts
        self.catalogue = DiskCatalogue(searcher, counts)
        vocabulary = DiskVocabulary(counts, searcher)
        self.retriever = Tantivy(
            searcher,
            fields.schema(),
            counts.terms,
            documents,
            similar=vocabulary.similar,
            near=vocabulary.near,
            abstracts=self.state.abstracts,
            length=self.state.length,
        )


def state_of(folder: Path) -> State | None:
    """What an index was built from, where it can be trusted or brought up to date; else None."""
    try:
        counts = Counts(folder)
    except UNUSABLE:
        return None
    try:
        state = counts.state
        fit = state.format == FORMAT and whole(folder, state.documents, state.entries)
        return state if fit and _serial(folder, state) is not None else None
    except UNUSABLE:
        return None
    finally:
        counts.close()


def taken(folder: Path, version: str | None = None) -> Snapshot | None:
    """An index as it is now; None where it is missing, damaged or was left half committed.

    Also where it is not of the knowledge version that is asked for, if one is.
    """
    if not (folder / FILE).exists():
        return None
    for _ in range(_TRIES):
        try:
            counts = Counts(folder)
        except UNUSABLE:
            return None
        if version is not None and counts.state.knowledge_version != version:
            counts.close()
            return None
        if found := _agreeing(folder, counts):
            return found
        counts.close()
        time.sleep(_PAUSE)
    return None


def _agreeing(folder: Path, counts: Counts) -> Snapshot | None:
    """A snapshot whose parts are of the same commit."""
    state = counts.state
    try:
        if state.format != FORMAT or not whole(folder, state.documents, state.entries):
            return None
        searcher = fields.opened(folder / TERMS).searcher()
        if not fields.is_marked(searcher, state.serial):
            return None
        return Snapshot(counts, searcher, Documents(folder, state.documents, state.entries))
    except UNUSABLE:
        return None


def _serial(folder: Path, state: State) -> int | None:
    """The last commit that the index knows of, if it is the counts' or the one after it."""
    searcher = fields.opened(folder / TERMS).searcher()
    likely = (state.serial, state.serial + 1)
    return next((serial for serial in likely if fields.is_marked(searcher, serial)), None)


def shelf(snapshot: Snapshot, corpus: Corpus) -> Shelf:
    """A collection as its index has it; its abstracts are fetched as they are asked for."""
    return Shelf(
        snapshot.retriever,
        snapshot.catalogue,
        Fetched(
            corpus.abstracts,
            lambda: (abstract.id for abstract in corpus.iterate()),
            len(snapshot.retriever),
        ),
    )
