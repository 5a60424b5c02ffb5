"""How many abstracts hold a term, and how often a word occurs: an SQLite file beside the index.

It also says what the index was built from. A reader sees it as it was when it was opened.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import Lock
from typing import NamedTuple, Self

from knowledge.contents import Contents

FILE = "counts.db"
FORMAT = 1
"""Changes whenever what the index holds changes: an index in another format is built anew."""
_BUSY_SECONDS = 30
_SCHEMA = """
CREATE TABLE state (name TEXT PRIMARY KEY, value NOT NULL) WITHOUT ROWID;
CREATE TABLE terms (
    term TEXT PRIMARY KEY, number INTEGER NOT NULL, held INTEGER NOT NULL,
    capital INTEGER NOT NULL, lower INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE words (
    letter TEXT, length INTEGER, word TEXT, count INTEGER NOT NULL,
    PRIMARY KEY (letter, length, word)) WITHOUT ROWID;
"""
_TERM = "SELECT number, held, capital, lower FROM terms WHERE term = ?"
_ADD_TERM = """
INSERT INTO terms VALUES (?, ?, ?, ?, ?) ON CONFLICT (term) DO UPDATE SET
    held = held + excluded.held, capital = capital + excluded.capital,
    lower = lower + excluded.lower
"""
_ADD_WORD = """
INSERT INTO words VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET count = count + excluded.count
"""
_UNUSED = "DELETE FROM words WHERE letter = ? AND length = ? AND word = ? AND count <= 0"
_BEGINNING = "SELECT word FROM words WHERE letter = ? AND length BETWEEN ? AND ?"
_COUNT = "SELECT count FROM words WHERE letter = ? AND length = ? AND word = ?"
_AMONG = "SELECT word FROM words WHERE (letter, length, word) IN (VALUES {})"
_CHUNK = 5000
_MOST_KNOWN = 1_000_000
"""So many numbers of terms are kept in memory while writing."""


@dataclass(frozen=True, slots=True)
class State:
    """What an index was built from, and how much it holds.

    `serial` counts its commits; `abstracts` are held, `documents` were ever added, with `entries`;
    `length` is the sum of the lengths of those held.
    """

    format: int = FORMAT
    serial: int = 0
    generation: int = 0
    knowledge_version: str = ""
    abstracts: int = 0
    documents: int = 0
    entries: int = 0
    length: int = 0
    terms: int = 0


class Term(NamedTuple):
    """A term: its number, how many abstracts hold it, how often it is written in which way."""

    number: int
    held: int
    capital: int
    lower: int


UNKNOWN = Term(-1, 0, 0, 0)


class Counts:
    """The counts as they were when this was opened. Any thread may ask."""

    def __init__(self, folder: Path) -> None:
        self._lock = Lock()
        self._connection = _connected(folder / FILE, "ro")
        self._connection.execute("BEGIN")
        self.state = _state(self._connection)

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._connection.close()

    def term(self, term: str) -> Term:
        """What is known of a term."""
        with self._lock:
            found = self._connection.execute(_TERM, (_plain(term),)).fetchone()
        return Term(*found) if found else UNKNOWN

    def beginning(self, letter: str, shortest: int, longest: int) -> list[str]:
        """The words that begin with a letter and have from so many to so many letters."""
        with self._lock:
            rows = self._connection.execute(_BEGINNING, (letter, shortest, longest)).fetchall()
        return [word for (word,) in rows]

    def count(self, word: str) -> int:
        """How often a word occurs."""
        with self._lock:
            found = self._connection.execute(_COUNT, _key(word)).fetchone()
        return found[0] if found else 0

    def among(self, words: Iterable[str]) -> list[str]:
        """Those of some words that the collection holds."""
        keys = [_key(word) for word in words if word]
        held: list[str] = []
        for begin in range(0, len(keys), _CHUNK):
            chunk = keys[begin : begin + _CHUNK]
            query = _AMONG.format(",".join(["(?,?,?)"] * len(chunk)))
            with self._lock:
                rows = self._connection.execute(query, [v for key in chunk for v in key])
                held += [word for (word,) in rows.fetchall()]
        return held


class CountsChanged:
    """The counts, open to change them: in one transaction, which another writer waits for."""

    def __init__(self, folder: Path) -> None:
        self._connection = _connected(folder / FILE, "rwc")
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("BEGIN IMMEDIATE")
        self.state = _state(self._connection) if _made(self._connection) else State()
        self._changes = _no_changes()
        self._numbers: dict[str, int] = {}
        self._next = self.state.terms

    def number(self, term: str) -> int:
        """The number of a term; a new one for a new term."""
        number = self._numbers.get(term)
        if number is None:
            found = self._connection.execute(_TERM, (_plain(term),)).fetchone()
            number = found[0] if found else self._next
            self._next += not found
            self._numbers[term] = number
        return number

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
        terms = sorted({_plain(t): t for t in {**held, **capital, **lower}}.items())
        self._connection.executemany(
            _ADD_TERM,
            ((p, self.number(t), held[t], capital[t], lower[t]) for p, t in terms),
        )
        rows = sorted((*_key(word), count) for word, count in words.items())
        self._connection.executemany(_ADD_WORD, rows)
        self._connection.executemany(_UNUSED, [row[:3] for row in rows if row[3] < 0])
        self._changes = _no_changes()
        if len(self._numbers) > _MOST_KNOWN:
            self._numbers.clear()

    def prepared(self, state: State) -> State:
        """Write everything but the commit; the state with the number of terms in it."""
        self.flush()
        state = State(**{**asdict(state), "terms": self._next})
        rows = asdict(state).items()
        self._connection.executemany("INSERT OR REPLACE INTO state VALUES (?, ?)", rows)
        return state

    def commit(self) -> None:
        """Commit, and begin the next transaction."""
        self._connection.execute("COMMIT")
        self._connection.execute("BEGIN IMMEDIATE")
        self.state = _state(self._connection)

    def close(self) -> None:
        """Let go of the file; what is not committed is dropped."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _no_changes() -> tuple[Counter[str], ...]:
    """Of terms: how many abstracts hold them, and their capitals and lower cases; of words."""
    return Counter(), Counter(), Counter(), Counter()


def _connected(path: Path, mode: str) -> sqlite3.Connection:
    return sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        timeout=_BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,  # a lock hands it from thread to thread
    )


def _made(connection: sqlite3.Connection) -> bool:
    """Whether the tables are there; they are made where they are missing."""
    if connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        return True
    for statement in _SCHEMA.split(";"):
        connection.execute(statement)
    return False


def _state(connection: sqlite3.Connection) -> State:
    rows: Iterator[tuple[str, int]] = connection.execute("SELECT name, value FROM state")
    known: Mapping[str, object] = asdict(State(format=0))
    return State(**{name: value for name, value in rows if name in known})  # type: ignore[arg-type]


def _key(word: str) -> tuple[str, int, str]:
    plain = _plain(word)
    return plain[:1], len(plain), plain


def _plain(text: str) -> str:
    """Text as SQLite can hold it: a lone surrogate becomes a question mark."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode()
