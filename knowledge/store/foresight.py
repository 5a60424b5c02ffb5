"""What storing records would make of a collection, told within a transaction that is taken back."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from knowledge.model import Abstract, Record
from knowledge.store import changes, ingest, queries
from knowledge.store.change import Change
from knowledge.store.documents import damaged

_BATCH = 1000


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What a collection would see.

    Where it is told as a whole, `put` is everything, in stored order, and `gone` is empty; else
    `put` are the abstracts that it does not hold so now, and `gone` the ids of those that go.
    """

    knowledge_version: str
    whole: bool
    put: tuple[Abstract, ...]
    gone: frozenset[str]


def foreseen(change: Change, records: Iterable[Record], whole: Callable[[int], bool]) -> Foreseen:
    """Make a change, and tell what it leads to.

    Args:
        change: an ingest, to be taken back by whoever has begun it.
        records: what is ingested.
        whole: whether so many abstracts are to be told of one and all.
    """
    ingest.ingest(change, records)
    now = change.finish()
    connection, view = change.connection, now.view
    if whole(now.abstracts):
        every = queries.in_batches(connection, view, _BATCH, "stored")
        put = tuple(abstract for batch in every for abstract in batch)
        return Foreseen(now.knowledge_version, True, put, frozenset())  # noqa: FBT003  # whole
    since = changes.changes(connection, now, change.before.generation, None)
    if since is None:
        raise damaged()
    held = queries.by_id(connection, view, since.put)
    return Foreseen(now.knowledge_version, False, tuple(held.values()), frozenset(since.gone))  # noqa: FBT003  # whole
