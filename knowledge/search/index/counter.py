"""The counts, and what is held, while they are changed."""

import json
import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Self

from knowledge.model import Abstract, Bibliography
from knowledge.search.engines.contents import Contents
from knowledge.search.engines.vocabulary import ENDING
from knowledge.search.index.batch import Totals
from knowledge.search.index.state import State, plain, read_state, read_write, write_state

_NUMBERS = "SELECT term, number FROM terms WHERE term IN (SELECT value FROM json_each(?))"
_ADD_TERM = """
INSERT INTO terms VALUES (?, ?, ?, ?, ?) ON CONFLICT (term) DO UPDATE SET
    held = held + excluded.held, capital = capital + excluded.capital,
    lower = lower + excluded.lower
"""
_ADD_WORD = """
INSERT INTO words VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET count = count + excluded.count
"""
_UNUSED = "DELETE FROM words WHERE letter = ? AND length = ? AND word = ? AND count <= 0"
_HOLD = "INSERT INTO held VALUES (?, ?, ?, ?, ?)"
_LET_GO = """
DELETE FROM held WHERE id IN (SELECT value FROM json_each(?)) RETURNING id, title, names, text
"""
_MOST_KNOWN = 150_000
"""So many numbers of terms are kept in memory while writing."""
_to_json = json.JSONEncoder(ensure_ascii=False).encode
_FAST = 1
"""zlib's least effort: a text shrinks to half in 20 microseconds."""


class Counting:
    """The counts, open to change them: in one transaction, which another writer waits for."""

    def __init__(self, folder: Path) -> None:
        self._connection = read_write(folder)
        try:
            self.state = read_state(self._connection)
        except BaseException:
            self._connection.close()
            raise
        self._changes = _none()
        self._numbers: dict[str, int] = {}
        self._next = self.state.terms
        self._stored = self._next > 0  # whether terms are known that are not in memory

    def numbers(self, terms: Sequence[str]) -> list[int]:
        """The numbers of some terms; new ones for new terms."""
        known = self._numbers
        missing = dict.fromkeys(term for term in terms if term not in known)
        if missing and self._stored:
            asked = json.dumps([plain(term) for term in missing])
            found = dict(self._connection.execute(_NUMBERS, (asked,)))
            known.update((t, found[p]) for t in missing if (p := plain(t)) in found)
        for term in missing:
            if term not in known:
                known[term] = self._next
                self._next += 1
        return [known[term] for term in terms]

    def hold(self, abstracts: Sequence[Abstract], first: int) -> None:
        """Keep what was indexed of abstracts, so that they can be taken out again.

        Args:
            abstracts: the abstracts.
            first: the number of the first; the others follow.
        """
        self._connection.executemany(_HOLD, map(_row, count(first), abstracts))

    def let_go(self, ids: Sequence[str]) -> list[Abstract]:
        """What was indexed of abstracts, which are held no more; others were not held."""
        # Fetched to the end, or the rows are still there.
        rows = self._connection.execute(_LET_GO, (json.dumps(list(ids)),)).fetchall()
        return [_abstract(*row) for row in rows]

    def add(self, totals: Totals) -> None:
        """Count what abstracts hold."""
        for total, each in zip(self._changes, totals, strict=True):
            total.update(each)

    def take(self, contents: Contents) -> None:
        """Count what an abstract holds no more."""
        counted = (contents.terms.keys(), contents.capital, contents.lower, contents.words)
        for total, each in zip(self._changes, counted, strict=True):
            total.subtract(Counter(each))

    def flush(self) -> None:
        """Write what was counted into the file, uncommitted."""
        held, capital, lower, words = self._changes
        terms = sorted({**held, **capital, **lower})
        numbers = self.numbers(terms)
        rows = (
            (plain(t), n, held[t], capital[t], lower[t])
            for t, n in zip(terms, numbers, strict=True)
        )
        self._connection.executemany(_ADD_TERM, rows)
        filed = ((plain(word), often) for word, often in words.items())
        counts = sorted((word[:1], len(word), word, often, word[-ENDING:]) for word, often in filed)
        self._connection.executemany(_ADD_WORD, counts)
        self._connection.executemany(_UNUSED, [row[:3] for row in counts if row[3] < 0])
        self._changes = _none()
        if len(self._numbers) > _MOST_KNOWN:
            self._numbers.clear()
            self._stored = True

    def prepare(self, state: State) -> None:
        """Write everything but the commit."""
        self.flush()
        write_state(self._connection, replace(state, terms=self._next))

    def commit(self) -> State:
        """Commit, and begin the next transaction; what is committed."""
        self._connection.execute("COMMIT")
        self._connection.execute("BEGIN IMMEDIATE")
        self.state = read_state(self._connection)
        return self.state

    def close(self) -> None:
        """Let go of the file; what is not committed is dropped."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _none() -> Totals:
    return Totals(Counter(), Counter(), Counter(), Counter())


def _row(number: int, abstract: Abstract) -> tuple[int, str, str | None, str, bytes]:
    stated = abstract.bibliography
    names = _to_json((stated.authors, stated.affiliations))
    text = zlib.compress(abstract.text.encode("utf-8", "replace"), _FAST)
    title = None if stated.title is None else plain(stated.title)
    return number, abstract.id, title, plain(names), text


def _abstract(identifier: str, title: str | None, names: str, text: bytes) -> Abstract:
    authors, _ = json.loads(names)
    stated = Bibliography(title=title, authors=tuple(authors))
    return Abstract(identifier, zlib.decompress(text).decode(), stated, ())
