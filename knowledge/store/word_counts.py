"""What is counted of a collection, as it was at one generation: for reading."""

from collections.abc import Callable, Collection, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import NamedTuple

import sqlalchemy as sa

from knowledge.errors import OutdatedError
from knowledge.store.queries import View
from knowledge.store.schema import collections
from knowledge.store.statistics import ENDS, TERM, TITLE, WORD, Sums, counted, counts, lengths

_SEEN = (
    counts.c.collection == sa.any_(sa.bindparam("scope", type_=sa.ARRAY(sa.Integer))),
    counts.c.generation <= sa.bindparam("until"),
)
# Where what has come since then may be in one row with what was there.
_OUTDATED = sa.case(
    (
        sa.and_(
            sa.select(counted.c.folded).scalar_subquery() > sa.bindparam("until"),
            sa.exists().where(
                collections.c.key == sa.any_(sa.bindparam("scope", type_=sa.ARRAY(sa.Integer))),
                collections.c.generation > sa.bindparam("until"),
            ),
        ),
        1,
    ),
    else_=0,
)


def _among(kind: int, name: str) -> sa.ColumnElement[bool]:
    return sa.and_(
        counts.c.kind == kind, counts.c.key == sa.any_(sa.bindparam(name, type_=sa.ARRAY(sa.Text)))
    )


_LOOK_UP = (
    sa.select(
        counts.c.kind,
        counts.c.key,
        sa.func.sum(counts.c.held),
        sa.func.sum(counts.c.capital),
        sa.func.sum(counts.c.lower),
    )
    .where(*_SEEN, sa.or_(_among(TERM, "terms"), _among(WORD, "words"), _among(TITLE, "titles")))
    .group_by(counts.c.kind, counts.c.key)
    .union_all(
        sa.select(sa.literal(0), sa.literal(""), _OUTDATED, sa.literal(0), sa.literal(0)),
    )
)
_SUMS = sa.select(
    sa.func.coalesce(sa.func.sum(lengths.c.abstracts), 0),
    sa.func.coalesce(sa.func.sum(lengths.c.length), 0),
    _OUTDATED,
).where(
    lengths.c.collection == sa.any_(sa.bindparam("scope", type_=sa.ARRAY(sa.Integer))),
    lengths.c.generation <= sa.bindparam("until"),
)
_ENDS: sa.ColumnElement[str] = sa.literal_column(ENDS, sa.Text)
_LENGTH = sa.func.length(counts.c.key)
_LAST = "\U0010ffff"


class Written(NamedTuple):
    """How many abstracts hold a term, and how often it is written as a name, and in lower case."""

    held: int
    capital: int
    lower: int


class Like(NamedTuple):
    """Words of so many letters that begin so, or begin with its first letter and end so."""

    start: str
    ending: str
    shortest: int
    longest: int


@dataclass(frozen=True, slots=True)
class Counted:
    """What was found: terms; how often words are met; titles that papers have, by their keys."""

    terms: dict[str, Written] = field(default_factory=dict)
    words: dict[str, int] = field(default_factory=dict)
    titles: set[str] = field(default_factory=set)


class WordCounts:
    """The counts of a view. Any thread may call any method.

    All raise OutdatedError where the counts of the generation cannot be told apart any more, and
    the StoreErrors of a database that cannot be used.

    Args:
        reading: gives a connection.
        view: what the collection sees.
        generation: which the counts are of.
    """

    def __init__(
        self,
        reading: Callable[[], AbstractContextManager[sa.Connection]],
        view: View,
        generation: int,
    ) -> None:
        self._reading = reading
        self._seen = {"scope": list(view.scope), "until": generation}

    def sums(self) -> Sums:
        """How many abstracts there are, and how long they are together."""
        with self._reading() as connection:
            ((abstracts, length, outdated),) = connection.execute(_SUMS, self._seen).all()
        self._check(outdated)
        return Sums(int(abstracts), int(length))

    def look_up(
        self, terms: Collection[str], words: Collection[str] = (), titles: Collection[str] = ()
    ) -> Counted:
        """What is counted of terms, words and keys of titles, in one query; the rest is 0."""
        found = Counted()
        asked = {"terms": _plain(terms), "words": _plain(words), "titles": list(titles)}
        with self._reading() as connection:
            rows = connection.execute(_LOOK_UP, self._seen | asked).all()
        for kind, key, held, capital, lower in rows:
            if kind == TERM:
                found.terms[key] = Written(int(held), int(capital), int(lower))
            elif kind == WORD:
                found.words[key] = int(held)
            elif kind == TITLE and held > 0:
                found.titles.add(key)
            elif kind == 0:
                self._check(held)
        return found

    def alike(self, likes: Iterable[Like], words: Collection[str]) -> dict[str, int]:
        """How often each word is met that is like one of some, or is among `words`; one query."""
        either = [_like(like) for like in likes]
        either.append(counts.c.key == sa.any_(sa.literal(_plain(words), sa.ARRAY(sa.Text))))
        query = (
            sa.select(counts.c.key, sa.func.sum(counts.c.held))
            .where(*_SEEN, counts.c.kind == WORD, sa.or_(*either))
            .group_by(counts.c.key)
            .having(sa.func.sum(counts.c.held) > 0)
        )
        with self._reading() as connection:
            return {row[0]: int(row[1]) for row in connection.execute(query, self._seen)}

    def _check(self, outdated: int) -> None:
        if outdated:
            raise OutdatedError("What was counted then is not known any more: ask again.")


def _like(like: Like) -> sa.ColumnElement[bool]:
    within = _LENGTH.between(like.shortest, like.longest)
    begun = sa.and_(counts.c.key >= like.start, counts.c.key < like.start + _LAST, within)
    ends = sa.literal(like.start[0] + like.ending) == _ENDS
    return sa.or_(begun, sa.and_(ends, sa.literal_column("3") < _LENGTH, within))


def _plain(texts: Iterable[str]) -> list[str]:
    """Texts as PostgreSQL can hold them; one that it cannot hold is counted nowhere."""
    return [t if t.isascii() else t.encode("utf-8", "replace").decode() for t in texts]
