"""How many abstracts hold a term, how often a word occurs, and whom abstracts name: for reading."""

import json
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import Any

from knowledge.search.catalogue.filed import Named
from knowledge.search.engines.retriever import Term
from knowledge.search.engines.spelling import Shape
from knowledge.search.index.state import LAST_CHARACTER, plain, read_only, read_state, word_key

_TERMS = "SELECT term, held, capital, lower, number FROM terms WHERE term IN ({})"
_BEGUN = """
SELECT word FROM words WHERE letter = ? AND length IN ({}) AND word >= ? AND word < ?
"""
_ENDED = "SELECT word FROM words WHERE letter = ? AND ending = ? AND length BETWEEN ? AND ?"
_COUNT = "SELECT count FROM words WHERE letter = ? AND length = ? AND word = ?"
_NAMED = "SELECT id, names FROM held WHERE number = ?"


UNKNOWN = Term(0, 0, 0)


class Counts:
    """The counts as they were when this was opened. Any thread may ask."""

    def __init__(self, folder: Path) -> None:
        self._lock = Lock()
        self._connection = read_only(folder)
        try:
            self.state = read_state(self._connection)
        except BaseException:
            self._connection.close()
            raise

    def __del__(self) -> None:
        with suppress(AttributeError):  # it was never opened
            self._connection.close()

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._connection.close()

    def terms(self, terms: Sequence[str]) -> list[Term]:
        """What is known of each of some terms, at most a few thousand."""
        asked = [plain(term) for term in terms]
        query = _TERMS.format(",".join("?" * len(asked)))
        found = {term: Term(*known) for term, *known in self._rows(query, asked)}
        return [found.get(term, UNKNOWN) for term in asked]

    def alike(self, shape: Shape) -> list[str]:
        """The words that have a shape."""
        start, lengths = plain(shape.start), range(shape.shortest, shape.longest + 1)
        query = _BEGUN.format(",".join("?" * len(lengths)))
        begun = self._rows(query, (start[0], *lengths, start, start + LAST_CHARACTER))
        ending = plain(shape.ending)
        ended = self._rows(_ENDED, (start[0], ending, shape.shortest, shape.longest))
        return [word for (word,) in (*begun, *ended)]

    def count(self, word: str) -> int:
        """How often a word occurs."""
        found = self._rows(_COUNT, word_key(word))
        return int(found[0][0]) if found else 0

    def named(self, number: int) -> Named:
        """Whom the abstract with a number names; it must be held."""
        ((identifier, names),) = self._rows(_NAMED, (number,))
        authors, affiliations = json.loads(names)
        return Named(identifier, tuple(authors), tuple(affiliations))

    def _rows(self, query: str, values: Sequence[object]) -> list[tuple[Any, ...]]:
        with self._lock:
            return self._connection.execute(query, values).fetchall()
