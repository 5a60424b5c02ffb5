"""The engines that Footnote's is measured beside, each at its best on the same words.

Every one is given the documents as the terms that Footnote's own analysis makes of them, and a
query as terms; it gives the numbers of the ten best.
"""

import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TypeAlias

import numpy as np
import tantivy
from rank_bm25 import BM25Okapi

from knowledge.model import Abstract
from knowledge.search.engines.retriever import Alternative, Concept
from knowledge.search.index.snapshot import taken
from knowledge.search.index.writer import Writing
from knowledge.text.indexing.contents import contents_of

BEST = 10
RANK_BM25 = "rank-bm25"
OURS = "footnote"
RAW = "tantivy alone"
_MOST_IN_PYTHON = 100_000
"""More documents than this take rank-bm25 minutes to read and seconds to search."""


Peer: TypeAlias = "Ours | RawTantivy | Fts5 | Bm25s | PlainRankBM25"
"""An engine that holds documents: it gives the ten best for some terms, and its size on disk."""


def made(abstracts: Sequence[Abstract]) -> dict[str, Callable[[], Peer]]:
    """What makes each engine over abstracts, by its name."""
    terms = [list(contents_of(abstract).terms.elements()) for abstract in abstracts]
    makers: dict[str, Callable[[], Peer]] = {
        OURS: lambda: Ours(abstracts),
        RAW: lambda: RawTantivy(terms),
        "SQLite FTS5": lambda: Fts5(terms),
    }
    if find_spec("bm25s"):
        makers["bm25s (numba)" if find_spec("numba") else "bm25s"] = lambda: Bm25s(terms)
    if len(abstracts) <= _MOST_IN_PYTHON:
        makers[RANK_BM25] = lambda: PlainRankBM25(terms)
    return makers


class Ours:
    """Footnote's index on disk."""

    def __init__(self, abstracts: Sequence[Abstract]) -> None:
        self._folder = _Folder()
        with Writing(self._folder.path, many=True) as writing:
            writing.put(abstracts)
            writing.commit(1, "bench")
            writing.settle()
        snapshot = taken(self._folder.path)
        if snapshot is None:
            raise OSError(f"The index in {self._folder.path} cannot be read back.")
        self._engine = snapshot.retriever

    def search(self, terms: Sequence[str]) -> Sequence[object]:
        """The ten best, as answering asks for them: a concept for each term."""
        return self._engine.search([Concept(t, (Alternative(t),)) for t in terms], BEST)

    def size(self) -> int | None:
        """Bytes of all files."""
        return self._folder.size()

    def close(self) -> None:
        """Remove the files."""
        self._folder.close()


class RawTantivy:
    """tantivy by itself: its own scores, the terms and nothing else."""

    def __init__(self, documents: Sequence[Sequence[str]]) -> None:
        self._folder = _Folder()
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("terms", tokenizer_name="cut", index_option="freq")
        builder.add_unsigned_field("number", fast=True)
        self._schema = builder.build()
        index = tantivy.Index(self._schema, path=str(self._folder.path))
        cut = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
        index.register_tokenizer("cut", cut)
        writer = index.writer(200_000_000, 1)
        for number, terms in enumerate(documents):
            document = tantivy.Document(terms=" ".join(terms))
            document.add_unsigned("number", number)
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        self._searcher = index.searcher()

    def search(self, terms: Sequence[str]) -> Sequence[object]:
        """The ten best by tantivy's own BM25."""
        query = tantivy.Query.boolean_query(
            [
                (tantivy.Occur.Should, tantivy.Query.term_query(self._schema, "terms", t, "freq"))
                for t in terms
            ]
        )
        hits = self._searcher.search(query, BEST, count=False).hits
        return self._searcher.fast_field_values("number", [address for _, address in hits])

    def size(self) -> int | None:
        """Bytes of all files."""
        return self._folder.size()

    def close(self) -> None:
        """Remove the files."""
        self._folder.close()


class Fts5:
    """SQLite's full-text search, without a copy of the texts."""

    def __init__(self, documents: Sequence[Sequence[str]]) -> None:
        self._folder = _Folder()
        self._connection = sqlite3.connect(self._folder.path / "fts.db")
        self._connection.execute(
            "CREATE VIRTUAL TABLE found USING fts5(terms, content='', detail=column, "
            "tokenize=\"unicode61 remove_diacritics 0 tokenchars '.%+-'\")"
        )
        rows = ((number, " ".join(terms)) for number, terms in enumerate(documents))
        with self._connection:
            self._connection.executemany("INSERT INTO found (rowid, terms) VALUES (?, ?)", rows)
            self._connection.execute("INSERT INTO found (found) VALUES ('optimize')")

    def search(self, terms: Sequence[str]) -> Sequence[object]:
        """The ten best by FTS5's bm25()."""
        query = " OR ".join(f'"{term}"' for term in terms)
        found = self._connection.execute(
            "SELECT rowid FROM found WHERE found MATCH ? ORDER BY rank LIMIT ?", (query, BEST)
        )
        return found.fetchall()

    def size(self) -> int | None:
        """Bytes of its file."""
        return self._folder.size()

    def close(self) -> None:
        """Remove the file."""
        self._connection.close()
        self._folder.close()


class Bm25s:
    """bm25s, with numba where that is installed."""

    def __init__(self, documents: Sequence[Sequence[str]]) -> None:
        import bm25s  # noqa: PLC0415  # an extra; numba takes seconds to load

        backend = "numba" if find_spec("numba") else "numpy"
        self._engine = bm25s.BM25(method="lucene", backend=backend)
        self._engine.index(list(documents), show_progress=False)
        if backend == "numba":
            self.search(documents[0][:2])  # which compiles it

    def search(self, terms: Sequence[str]) -> Sequence[object]:
        """The ten best."""
        found, _ = self._engine.retrieve([list(terms)], k=BEST, show_progress=False)
        return list(found[0])

    def size(self) -> int | None:
        """It is in memory."""
        return None

    def close(self) -> None:
        """There is nothing to let go of."""


class PlainRankBM25:
    """rank-bm25 as it comes."""

    def __init__(self, documents: Sequence[Sequence[str]]) -> None:
        self._engine = BM25Okapi(documents)

    def search(self, terms: Sequence[str]) -> Sequence[object]:
        """The ten best."""
        scores = self._engine.get_scores(list(terms))
        best = np.argpartition(scores, -min(BEST, len(scores)))[-BEST:]
        return list(best[np.argsort(-scores[best])])

    def size(self) -> int | None:
        """It is in memory."""
        return None

    def close(self) -> None:
        """There is nothing to let go of."""


class _Folder:
    """A folder of its own, removed at the end."""

    def __init__(self) -> None:
        self.path = Path(tempfile.mkdtemp(prefix="footnote-bench-"))

    def size(self) -> int:
        return bytes_in(self.path)

    def close(self) -> None:
        shutil.rmtree(self.path, ignore_errors=True)


def bytes_in(folder: Path) -> int:
    """The bytes of all files in a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
