"""The SQLite file of an index: what it was built from, what it counts, what it holds.

Its transactions decide what is in the index: tantivy only follows.
"""

import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from knowledge.database_files import connected

FILE = "counts.db"
FORMAT = 4
"""Changes whenever what the index holds changes: an index in another format is built anew."""
_SCHEMA = """
CREATE TABLE state (name TEXT PRIMARY KEY, value NOT NULL) WITHOUT ROWID;
CREATE TABLE terms (
    term TEXT PRIMARY KEY, number INTEGER NOT NULL, held INTEGER NOT NULL,
    capital INTEGER NOT NULL, lower INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE words (
    letter TEXT, length INTEGER, word TEXT, count INTEGER NOT NULL, ending TEXT NOT NULL,
    PRIMARY KEY (letter, length, word)) WITHOUT ROWID;
CREATE INDEX words_by_end ON words (letter, ending, length);
CREATE TABLE held (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL, title TEXT, names TEXT NOT NULL,
    text BLOB NOT NULL);
CREATE UNIQUE INDEX held_by_id ON held (id);
"""

_WRITING = ("PRAGMA journal_mode = WAL", "BEGIN IMMEDIATE")
LAST_CHARACTER = "\U0010ffff"
"""Behind a beginning, what comes after every word that has it."""


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


def read_only(folder: Path) -> sqlite3.Connection:
    """A connection that sees the file as it is now, for as long as it is open."""
    return connected(folder / FILE, "mode=ro", ["BEGIN"])


def read_write(folder: Path) -> sqlite3.Connection:
    """A connection in a transaction that another writer waits for; the tables are there."""
    connection = connected(folder / FILE, "mode=rwc", _WRITING)
    if not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        for statement in _SCHEMA.split(";"):
            connection.execute(statement)
    return connection


def read_state(connection: sqlite3.Connection) -> State:
    """What the file says of the index.

    Raises:
        sqlite3.Error: it is damaged.
    """
    rows: Iterator[tuple[str, int]] = connection.execute("SELECT name, value FROM state")
    known: Mapping[str, object] = asdict(State())
    return State(**{name: value for name, value in rows if name in known})  # type: ignore[arg-type]


def write_state(connection: sqlite3.Connection, state: State) -> None:
    """Say anew what the index holds."""
    rows = asdict(state).items()
    connection.executemany("INSERT OR REPLACE INTO state VALUES (?, ?)", rows)


def word_key(word: str) -> tuple[str, int, str]:
    """Under which a word is filed: its letter, its length, itself."""
    filed = plain(word)
    return filed[:1], len(filed), filed


def plain(text: str) -> str:
    """Text as SQLite can hold it: a lone surrogate becomes a question mark."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode()
