"""Brings the indexes of a cluster up to date with their base: one process at a time, for all.

A generation ends with a mark, which says up to where a part of the base is indexed, and a refresh:
who opens the index sees all of a generation or nothing of it. What a process that was stopped has
written without a mark is written once more.
"""

import secrets
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any

from knowledge.model import Abstract
from knowledge.search.cluster.connection import Address, client, told
from knowledge.search.cluster.mapping import (
    ALONE,
    COPIED,
    FORMAT,
    MARK,
    PART,
    documents,
    settings,
)
from knowledge.search.cluster.point import mark_id, mark_of
from knowledge.store.following import Followed, Frozen, Part
from knowledge.store.queries import Holdings
from knowledge.text.indexing.batch import Gatherer

_PAUSE = 0.05
"""Seconds between looks at what another process is writing."""
_BATCH = 250
_CHUNK = 500
_THREADS = 2
_BULK_SECONDS = 60
_SLOW = {"request_timeout": 60, "cluster_manager_timeout": "60s"}
"""What all nodes must agree to may take a while."""
_NOT_IN_TIME = 408
_GREEN = {
    "wait_for_status": "green",
    "timeout": "30s",
    "request_timeout": 60,
    "ignore": _NOT_IN_TIME,
}
_COPY_SECONDS = 1800
"""A copy that takes longer hangs: nodes send one another 40 MB a second."""
_GONE = 404
_MAKING = 0
"""The number of the lock of whoever makes an index."""


class Indexer:
    """Follows what one collection sees. To be used by one thread at a time."""

    def __init__(self, address: Address, followed: Followed) -> None:
        self._address = address
        self._followed = followed
        self._gatherer = Gatherer()

    def bring_up(self, done: Callable[[], None]) -> None:
        """Let the indexes hold what the collection sees now, whoever writes it.

        Raises:
            StoreError: the cluster, or the database, cannot be used.
        """
        with told(self._address):
            while True:
                held, late = self._late()
                if not late:
                    break
                for part in late:
                    with self._followed.elected(part.key) as won:
                        if won:
                            self._follow(part.key)
                    if not won:
                        time.sleep(_PAUSE)
            done()
            self._followed.fold(held.generation)

    def _late(self) -> tuple[Holdings, list[Part]]:
        """What the collection sees now, and the parts of it that are not indexed as they are."""
        held, parts, _ = self._followed.state()
        base = self._followed.base()
        return held, [
            part
            for n, part in enumerate(parts)
            if part.generation or not n
            if self._mark(index_of(self._address, own=n > 0), base, part.key) != mark_of(part)
        ]

    def _mark(self, index: str, base: str, part: int) -> str | None:
        """Up to where a part is indexed; None where it is not, or for another base."""
        from opensearchpy.exceptions import NotFoundError  # noqa: PLC0415  # an extra

        body = {"query": {"ids": {"values": [mark_id(part)]}}, "stored_fields": [MARK]}
        try:
            (about,) = client(self._address).indices.get_mapping(index=index).values()
            if about["mappings"].get("_meta") != _meta(index, base):
                return None
            hits = client(self._address).search(index=index, body=body)["hits"]["hits"]
        except NotFoundError:
            return None
        return str(hits[0]["fields"][MARK][0]) if hits else None

    def _follow(self, key: int) -> None:
        with self._followed.frozen() as base:
            part, name = base.part(key), self._followed.base()
            own = key != self._followed.holdings().view.under is not None
            index = index_of(self._address, own=own)
            mark = self._mark(index, name, key)
            if mark == mark_of(part):
                return
            since = int(mark.split()[0]) if mark else None
            changes = None if since in (None, part.generation) else base.changes(key, since or 0)
            if changes is not None:
                self._write(index, self._changed(base, key, changes.put, changes.gone, own=own))
            elif own:
                self._make_shared(index, name)
                self._clear(index, key)
                self._write(index, self._put(base.own(key), key, own=True))
            else:
                self._built(index, name, base, part)
                return
            self._finish(index, part)

    def _built(self, index: str, name: str, base: Frozen, part: Part) -> None:
        """Build an index beside the old one, and let it take that one's name, whole and copied."""
        made = self._made(index, name, ALONE)
        try:
            put = self._put(base.own(part.key), part.key, own=False)
            self._write(made, put, to_alias=False)
            self._finish(made, part)
            self._copy(made)
            self._point(index, made)
        except BaseException:
            with suppress(Exception):
                client(self._address).indices.delete(index=made)
            raise

    def _copy(self, made: str) -> None:
        """Let a copy lie on every node before it is asked: it would go with its only node else.

        The larger it is, the longer that takes. A copy that no node can take for now comes later.
        """
        cluster = client(self._address)
        cluster.indices.put_settings(index=made, body={"index": COPIED}, params=_SLOW)
        until = time.monotonic() + _COPY_SECONDS
        while time.monotonic() < until:
            health = cluster.cluster.health(index=made, params=_GREEN)
            if not (health["timed_out"] and health["initializing_shards"]):
                return

    def _make_shared(self, index: str, name: str) -> None:
        """The index that servers share, made where it is missing or of another base."""
        while True:
            with self._followed.elected(_MAKING) as won:
                if won:
                    if not self._is_of(index, name):
                        self._point(index, self._made(index, name, COPIED))
                    return
            time.sleep(_PAUSE)

    def _is_of(self, index: str, name: str) -> bool:
        if not client(self._address).indices.exists_alias(name=index):
            return False
        (about,) = client(self._address).indices.get_mapping(index=index).values()
        return bool(about["mappings"].get("_meta") == _meta(index, name))

    def _made(self, index: str, name: str, copies: Mapping[str, object]) -> str:
        from opensearchpy.exceptions import RequestError  # noqa: PLC0415  # an extra

        made = f"{index}-{secrets.token_hex(6)}"
        body = settings(index, name, self._address.shards, copies)
        try:
            client(self._address).indices.create(index=made, body=body, params=_SLOW)
        except RequestError as error:
            # The name is new: it was made, and asked for again as that took long to be told.
            if error.error != "resource_already_exists_exception":
                raise
        return made

    def _point(self, index: str, made: str) -> None:
        """Let an index go by a name from now on, and remove all others that were made for it."""
        from opensearchpy.exceptions import NotFoundError  # noqa: PLC0415  # an extra

        indices = client(self._address).indices
        others = [
            name
            for name, about in indices.get(index=f"{index}-*").items()
            if name != made and about["mappings"].get("_meta", {}).get("for") == index
        ]
        actions: list[dict[str, Any]] = [{"add": {"index": made, "alias": index}}]
        actions += [{"remove_index": {"index": each}} for each in others]
        try:
            indices.update_aliases(body={"actions": actions}, params=_SLOW)
        except NotFoundError:  # as above: what was to be removed is gone
            if not indices.exists_alias(name=index, index=made):
                raise

    def _clear(self, index: str, part: int) -> None:
        client(self._address).indices.refresh(index=index)
        client(self._address).delete_by_query(
            index=index,
            body={"query": {"term": {PART: str(part)}}},
            params={"conflicts": "proceed", "refresh": "true", "request_timeout": _BULK_SECONDS},
        )

    def _finish(self, index: str, part: Part) -> None:
        """Say up to where a part is indexed, and let it be seen."""
        cluster = client(self._address)
        cluster.index(index=index, id=mark_id(part.key), body={MARK: mark_of(part)})
        cluster.indices.refresh(index=index, params={"request_timeout": _BULK_SECONDS})

    def _changed(
        self, base: Frozen, key: int, put: Sequence[str], gone: Sequence[str], *, own: bool
    ) -> Iterator[dict[str, Any]]:
        yield from (_removal(key, each, own=own) for each in gone)
        for start in range(0, len(put), _BATCH):
            there = base.abstracts(put[start : start + _BATCH])
            yield from self._put([list(there.values())], key, own=own)

    def _put(
        self, batches: Iterable[Sequence[Abstract]], key: int, *, own: bool
    ) -> Iterator[dict[str, Any]]:
        for batch in batches:
            if batch:
                for each in documents(self._gatherer, batch, key):
                    yield {**_place(key, each["id"], own=own), "_source": each}

    def _write(
        self, index: str, actions: Iterable[dict[str, Any]], *, to_alias: bool = True
    ) -> None:
        """Carry out actions, all of them; analysis goes on while the cluster works.

        `to_alias`: an index of this name is never made by itself.
        """
        from opensearchpy.helpers import parallel_bulk  # noqa: PLC0415  # an extra

        for _ in parallel_bulk(
            client(self._address),
            actions,
            thread_count=_THREADS,
            chunk_size=_CHUNK,
            index=index,
            ignore_status=(_GONE,),
            require_alias=to_alias,
            request_timeout=_BULK_SECONDS,
        ):
            pass


def index_of(address: Address, *, own: bool) -> str:
    """The index of `base`, or that which holds what servers have added of their own."""
    return f"{address.name}-{'servers' if own else 'base'}"


def _meta(index: str, base: str) -> dict[str, Any]:
    return {"format": FORMAT, "base": base, "for": index}


def _place(part: int, identifier: str, *, own: bool) -> dict[str, Any]:
    return {"_id": f"{part}:{identifier}" if own else identifier}


def _removal(part: int, identifier: str, *, own: bool) -> dict[str, Any]:
    return {"_op_type": "delete", **_place(part, identifier, own=own)}
