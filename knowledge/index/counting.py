"""The counts, and what is held, while they are changed."""

import json
import zlib
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple, Self

from knowledge.contents import Contents
from knowledge.index.database import State, plain, read_state, read_write, word_key, write_state
from knowledge.model import Abstract, Bibliography

_NUMBER = "SELECT number FROM terms WHERE term = ?"
_ADD_TERM = """
INSERT INTO terms VALUES (?, ?, ?, ?, ?) ON CONFLICT (term) DO UPDATE SET
    held = held + excluded.held, capital = capital + excluded.capital,
    lower = lower + excluded.lower
"""
_ADD_WORD = """
INSERT INTO words VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET count = count + excluded.count
"""
_UNUSED = "DELETE FROM words WHERE letter = ? AND length = ? AND word = ? AND count <= 0"
_HOLD = "INSERT INTO held VALUES (?, ?, ?, ?, ?)"
_LET_GO = "DELETE FROM held WHERE id = ? RETURNING title, names, text"
_MOST_KNOWN = 1_000_000
"""So many numbers of terms are kept in memory while writing."""
_FAST = 1
"""zlib's least effort: a text shrinks to half in 20 microseconds."""


class _Changes(NamedTuple):
    """Of terms: how many abstracts more hold them, and their capitals; of words: how many more."""

    held: Counter[str]
    capital: Counter[str]
    lower: Counter[str]
    words: Counter[str]


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

    def number(self, term: str) -> int:
        """The number of a term; a new one for a new term."""
        number = self._numbers.get(term)
        if number is None:
            found = self._connection.execute(_NUMBER, (plain(term),)).fetchone()
            number = found[0] if found else self._next
            self._next += not found
            self._numbers[term] = number
        return number

    def hold(self, abstract: Abstract, number: int) -> None:
        """Keep what was indexed of an abstract, so that it can be taken out again."""
        stated = abstract.bibliography
        names = json.dumps((stated.authors, stated.affiliations), ensure_ascii=False)
        text = zlib.compress(abstract.text.encode("utf-8", "replace"), _FAST)
        title = None if stated.title is None else plain(stated.title)
        self._connection.execute(_HOLD, (number, abstract.id, title, plain(names), text))

    def let_go(self, identifier: str) -> Abstract | None:
        """What was indexed of an abstract, which is held no more; None: it was not held."""
        # Fetched to the end, or the row is still there.
        rows = self._connection.execute(_LET_GO, (identifier,)).fetchall()
        if not rows:
            return None
        title, names, text = rows[0]
        authors, _ = json.loads(names)
        stated = Bibliography(title=title, authors=tuple(authors))
        return Abstract(identifier, zlib.decompress(text).decode(), stated, ())

    def add(self, contents: Contents, sign: int = 1) -> None:
        """Count what an abstract holds; with a `sign` of -1, count it no more."""
        counted = (contents.terms.keys(), contents.capital, contents.lower, contents.words)
        for total, each in zip(self._changes, counted, strict=True):
            if sign > 0:
                total.update(each)  # at the speed of C, which a sign would cost
            else:
                total.subtract(Counter(each))

    def flush(self) -> None:
        """Write what was counted into the file, uncommitted."""
        held, capital, lower, words = self._changes
        terms = sorted({**held, **capital, **lower})
        rows = ((plain(t), self.number(t), held[t], capital[t], lower[t]) for t in terms)
        self._connection.executemany(_ADD_TERM, rows)
        counts = sorted((*word_key(word), count) for word, count in words.items())
        self._connection.executemany(_ADD_WORD, counts)
        self._connection.executemany(_UNUSED, [row[:3] for row in counts if row[3] < 0])
        self._changes = _none()
        if len(self._numbers) > _MOST_KNOWN:
            self._numbers.clear()

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


def _none() -> _Changes:
    return _Changes(Counter(), Counter(), Counter(), Counter())
