"""Bases in PostgreSQL and a cluster, made for tests, and what they may cost."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import sqlalchemy as sa

from knowledge.base import KnowledgeBase
from knowledge.search.cluster.connection import Address, client
from tests.knowledge.lexical import Lexical


def opened(url: str, address: Address, collection: str = "base") -> KnowledgeBase:
    """A base without the seeds, read by the words that questions share with it."""
    return KnowledgeBase.open(
        Path(url), collection=collection, seed=False, engine=address, reader=Lexical()
    )


@dataclass
class Trips:
    """What was asked of the database and of the cluster."""

    made: list[str] = field(default_factory=list)


@contextmanager
def counted(base: KnowledgeBase, address: Address, patching: pytest.MonkeyPatch) -> Iterator[Trips]:
    """Counts the round trips of a block: each statement, and each request."""
    trips = Trips()
    engine = base.store._database.engine
    transport = client(address).transport
    perform = transport.perform_request

    def asked(_: object, __: object, statement: str, *___: object) -> None:
        trips.made.append(statement)

    def request(method: str, url: str, *given: object, **named: object) -> object:
        trips.made.append(f"{method} {url}")
        return perform(method, url, *given, **named)  # type: ignore[arg-type]

    sa.event.listen(engine, "before_cursor_execute", asked)
    patching.setattr(transport, "perform_request", request)
    try:
        yield trips
    finally:
        sa.event.remove(engine, "before_cursor_execute", asked)
        patching.undo()
