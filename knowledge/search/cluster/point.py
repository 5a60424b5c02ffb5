"""An index as it was at one moment, open for questions, whatever is written meanwhile.

The cluster holds that moment on one of its nodes. Where that goes, the index is opened anew on
another: if it still shows what it showed, nobody notices, and else whoever asks has to begin again.
"""

import time
from collections.abc import Mapping
from contextlib import suppress
from threading import Lock
from typing import Any

from knowledge.errors import OutdatedError, StoreError
from knowledge.search.cluster.connection import Address, client, told
from knowledge.search.cluster.mapping import MARK
from knowledge.store.following import Part

KEPT = "5m"
"""So long the cluster keeps a moment that nobody asks for."""
_WHOLE = {"allow_partial_search_results": "false"}
_TRIES = 6
_PAUSE = 0.05
"""Seconds, which double: until another node is asked, and has taken over."""
_OUR_FAULT = {400, 401, 403}
_HELD = 4
"""So many moments of an index are held by a process: questions go on with the one they have."""


class Point:
    """An index at one moment. Any thread may call any method.

    Args:
        address: the cluster.
        index: the index, or another name of it.
    """

    def __init__(self, address: Address, index: str) -> None:
        self._address = address
        self._index = index
        self._lock = Lock()
        self._marks: dict[int, str | None] = {}
        self.gone = False
        self._moment = self._opened()

    def _opened(self) -> str:
        made = client(self._address).create_pit(
            index=self._index,
            params={"keep_alive": KEPT, "allow_partial_pit_creation": "false"},
        )
        return str(made["pit_id"])

    def search(self, *bodies: Mapping[str, Any]) -> list[dict[str, Any]]:
        """What the index gives for the bodies of searches, in one round trip: of all, or an error.

        Raises:
            OutdatedError: the moment has gone, and the index has gone on.
            StoreError: the cluster cannot be used.
        """
        from opensearchpy.exceptions import TransportError  # noqa: PLC0415  # an extra

        with told(self._address):
            for tried in range(_TRIES):
                moment = self._moment
                try:
                    return self._search(moment, *bodies)
                except TransportError as error:
                    if error.status_code in _OUR_FAULT or tried == _TRIES - 1:
                        raise
                    time.sleep(_PAUSE * 2**tried if tried else 0)
                    with suppress(TransportError):
                        self._renew(moment)
        raise StoreError("The cluster could not be asked.")  # the last try raised

    def _search(self, moment: str, *bodies: Mapping[str, Any]) -> list[dict[str, Any]]:
        from opensearchpy.exceptions import TransportError  # noqa: PLC0415  # an extra

        whole = [{**body, "pit": {"id": moment, "keep_alive": KEPT}} for body in bodies]
        if len(whole) == 1:
            return [client(self._address).search(body=whole[0], params=_WHOLE)]
        lines = [line for body in whole for line in (_WHOLE, body)]
        found: list[dict[str, Any]] = client(self._address).msearch(body=lines)["responses"]
        for each in found:
            if error := each.get("error"):
                raise TransportError(each.get("status", "N/A"), error.get("type", ""), error)
        return found

    def _renew(self, gone: str) -> None:
        """Open the index anew, once for all who have found it gone."""
        from opensearchpy.exceptions import NotFoundError  # noqa: PLC0415  # an extra

        with self._lock:
            if self._moment != gone:
                return
            moment = gone
            try:
                moment = self._opened()
                same = all(self._marked(moment, p) == mark for p, mark in self._marks.items())
            except NotFoundError:  # the index itself is there no more
                same = False
            if not same:
                self.gone = True
                raise OutdatedError("The index has gone on meanwhile: ask again.")
            self._moment = moment

    def holds(self, part: Part) -> bool:
        """Whether the index holds a part of the base as it is now."""
        return self.mark(part.key) == mark_of(part)

    def mark(self, part: int) -> str | None:
        """Up to where a part is indexed; None where it is not."""
        if part not in self._marks:
            with told(self._address):
                self._marks[part] = self._marked(self._moment, part)
        return self._marks[part]

    def _marked(self, moment: str, part: int) -> str | None:
        """What the index says of a part."""
        body = {"query": {"ids": {"values": [mark_id(part)]}}, "stored_fields": [MARK], "size": 1}
        (found,) = self._search(moment, body)
        hits = found["hits"]["hits"]
        return str(hits[0]["fields"][MARK][0]) if hits else None

    def close(self) -> None:
        """Let the cluster forget the moment; who still asks for it begins again."""
        from opensearchpy.exceptions import OpenSearchException  # noqa: PLC0415  # an extra

        with suppress(OpenSearchException):  # it forgets by itself, too
            client(self._address).delete_pit(body={"pit_id": [self._moment]})


class Points:
    """The moments of one index that a process holds. Any thread may call any method."""

    def __init__(self, address: Address, index: str) -> None:
        self._address = address
        self._index = index
        self._lock = Lock()
        self._held: list[Point] = []

    def holding(self, part: Part) -> Point | None:
        """A moment at which the index holds a part as it is now; None where it does not yet."""
        with self._lock:
            for point in reversed(self._held):
                if not point.gone and point.holds(part):
                    return point
            made = self._opened()
            if made is not None and made.holds(part):
                return self._keep(made)
            if made is not None:
                made.close()
            return None

    def standing(self) -> Point | None:
        """The index as it is, whatever it holds; None where there is none."""
        with self._lock:
            made = self._opened()
            return self._keep(made) if made is not None else None

    def _keep(self, point: Point) -> Point:
        self._held.append(point)
        if len(self._held) > _HELD:
            self._held.pop(0).close()
        return point

    def _opened(self) -> Point | None:
        from opensearchpy.exceptions import NotFoundError  # noqa: PLC0415  # an extra

        with told(self._address):
            try:
                return Point(self._address, self._index)
            except NotFoundError:
                return None  # there is no such index yet

    def close(self) -> None:
        """Let the cluster forget them."""
        with self._lock:
            while self._held:
                self._held.pop().close()


def mark_id(part: int) -> str:
    """Under which the document lies that says up to where a part is indexed."""
    return f"mark {part}"


def mark_of(part: Part) -> str:
    """What it says once that is done."""
    return f"{part.generation} {part.hash_sum}"
