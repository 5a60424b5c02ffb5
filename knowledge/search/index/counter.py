"""The counts, and what is held, while they are changed."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Self

from knowledge.model import Abstract, Bibliography
from knowledge.search.engines.spelling import ENDING
from knowledge.search.index.packing import Packer, unpacked
from knowledge.search.index.state import (
    State,
    plain,
    read_state,
    read_write,
    word_key,
    write_state,
)
from knowledge.text.indexing.contents import Contents
from knowledge.text.indexing.pieces import Numbers
from knowledge.text.indexing.totals import Totals

_NUMBERS = "SELECT term, number FROM terms WHERE term IN (SELECT value FROM json_each(?))"
_ADD_TERM = """
INSERT INTO terms VALUES (?, ?, ?, ?, ?) ON CONFLICT (term) DO UPDATE SET
    held = held + excluded.held, capital = capital + excluded.capital,
    lower = lower + excluded.lower
"""
_ADD_WORD = """
INSERT INTO words VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET count = count + excluded.count
"""
_TAKE_TERM = """
UPDATE terms SET held = held - ?, capital = capital - ?, lower = lower - ? WHERE term = ?
"""
_TAKE_WORD = "UPDATE words SET count = count - ? WHERE letter = ? AND length = ? AND word = ?"
_UNUSED = "DELETE FROM words WHERE letter = ? AND length = ? AND word = ? AND count <= 0"
_HOLD = "INSERT INTO held VALUES (?, ?, ?, ?, ?)"
_LET_GO = """
DELETE FROM held WHERE id IN (SELECT value FROM json_each(?)) RETURNING id, title, names, text
"""
_to_json = json.JSONEncoder(ensure_ascii=False).encode


class Counting:
    """The counts, open to change them: in one transaction, which another writer waits for."""

    def __init__(self, folder: Path) -> None:
        self._connection = read_write(folder)
        try:
            self.state = read_state(self._connection)
        except BaseException:
            self._connection.close()
            raise
        self._packer = Packer()
        self._taken: list[Counter[str]] = _none()
        self._next = self._written = self.state.terms

    def numbers(self, terms: Sequence[str]) -> list[int]:
        """The numbers of terms that are new or were written; new ones for new terms."""
        found: dict[str, int] = {}
        if self._written:
            asked = json.dumps([plain(term) for term in terms])
            found = dict(self._connection.execute(_NUMBERS, (asked,)))
        given = []
        for term in terms:
            number = found.get(plain(term), self._next)
            self._next += number == self._next
            given.append(number)
        return given

    def hold(self, abstracts: Sequence[Abstract], first: int) -> None:
        """Keep what was indexed of abstracts, so that they can be taken out again.

        Args:
            abstracts: the abstracts.
            first: the number of the first; the others follow.
        """
        rows = (self._row(number, each) for number, each in enumerate(abstracts, first))
        self._connection.executemany(_HOLD, rows)

    def _row(self, number: int, abstract: Abstract) -> tuple[int, str, str | None, str, bytes]:
        stated = abstract.bibliography
        names = _to_json((stated.authors, stated.affiliations))
        title = None if stated.title is None else plain(stated.title)
        return number, abstract.id, title, plain(names), self._packer.packed(abstract.text)

    def let_go(self, ids: Sequence[str]) -> list[Abstract]:
        """What was indexed of abstracts, which are held no more; others were not held."""
        # Fetched to the end, or the rows are still there.
        rows = self._connection.execute(_LET_GO, (json.dumps(list(ids)),)).fetchall()
        return [_abstract(*row) for row in rows]

    def add(self, totals: Totals, numbers: Numbers) -> None:
        """Count what abstracts hold, and write it, uncommitted.

        Args:
            totals: what was counted.
            numbers: those of the terms, as `numbers` gave them, by their numbers in `totals`.
        """
        known = numbers.tolist()
        terms = ((plain(term), known[number], *of) for term, (number, *of) in totals.terms)
        self._connection.executemany(_ADD_TERM, terms)
        words = [(*word_key(word), met) for word, met in totals.words]
        words.sort()
        rows = ((*row, row[2][-ENDING:]) for row in words)
        self._connection.executemany(_ADD_WORD, rows)
        self._written = self._next

    def take(self, contents: Contents) -> None:
        """Count what an abstract holds no more; it must have been added."""
        counted = (contents.terms.keys(), contents.capital, contents.lower, contents.words)
        for total, each in zip(self._taken, counted, strict=True):
            total.update(each)

    def flush(self) -> None:
        """Write what was taken out, uncommitted."""
        held, capital, lower, words = self._taken
        terms = sorted({*held, *capital, *lower})
        changes = ((held[t], capital[t], lower[t], plain(t)) for t in terms)
        self._connection.executemany(_TAKE_TERM, changes)
        keys = {word_key(word): often for word, often in words.items()}
        self._connection.executemany(_TAKE_WORD, ((n, *key) for key, n in sorted(keys.items())))
        self._connection.executemany(_UNUSED, keys)
        self._taken = _none()

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


def _none() -> list[Counter[str]]:
    return [Counter() for _ in range(4)]


def _abstract(identifier: str, title: str | None, names: str, text: bytes) -> Abstract:
    authors, _ = json.loads(names)
    stated = Bibliography(title=title, authors=tuple(authors))
    return Abstract(identifier, unpacked(text), stated, ())
