"""Who runs which shard, when several processes serve the same servers. Pure.

Every process looks at the same locks and comes to the same conclusions; where two do not, the lock
decides. A process either wants shards that it was told of, or (`auto`) its fair share of all.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Self

ORPHANED_SECONDS = 10.0
"""So long a shard waits for the process that ran it before another one takes it over."""
_SHARDS = re.compile(r"(?P<shards>\d{1,5}(-\d{1,5})?(,\d{1,5}(-\d{1,5})?)*)/(?P<count>\d{1,5})")


@dataclass(frozen=True, slots=True)
class Plan:
    """Which shards a process runs, of how many; None: its share, of as many as Discord says."""

    count: int | None = None
    wanted: frozenset[int] | None = None

    @classmethod
    def of(cls, text: str) -> Self:
        """What `0,1/4`, `0-3/16` or `auto` says.

        Raises:
            ValueError: it says nothing of that kind.
        """
        if text.strip() == "auto":
            return cls()
        found = _SHARDS.fullmatch(text.replace(" ", ""))
        count = int(found["count"]) if found else 0
        ranges = [each.split("-") for each in found["shards"].split(",")] if found else []
        wanted = {n for ends in ranges for n in range(int(ends[0]), int(ends[-1]) + 1)}
        if not wanted or max(wanted) >= count:
            raise ValueError("it is written like 0,1/4 (shards 0 and 1 of 4), or auto")
        return cls(count, frozenset(wanted))


@dataclass(frozen=True, slots=True)
class View:
    """What one process sees of all at one moment.

    Attributes:
        me: its number.
        count: how many shards there are in all.
        members: the numbers of the processes that live, its own among them.
        held: by shard, the process that runs it.
        wanted: by shard, the living processes that were told to run it.
        ripe: the shards that nobody has run for so long that they are anybody's.
        most: how many processes lived at a time a moment ago.
    """

    me: int
    count: int
    members: frozenset[int]
    held: Mapping[int, int] = field(default_factory=dict)
    wanted: Mapping[int, frozenset[int]] = field(default_factory=dict)
    ripe: frozenset[int] = frozenset()
    most: int = 1

    @property
    def mine(self) -> frozenset[int]:
        """The shards that this process runs."""
        return frozenset(shard for shard, member in self.held.items() if member == self.me)

    @property
    def free(self) -> list[int]:
        """The shards that nobody runs."""
        return [shard for shard in range(self.count) if shard not in self.held]

    def wants(self, shard: int) -> bool:
        """Whether this process was told to run it."""
        return self.me in self.wanted.get(shard, frozenset())

    def loads(self, members: Iterable[int]) -> dict[int, int]:
        """How many shards each of these processes runs."""
        held = list(self.held.values())
        return {member: held.count(member) for member in members}

    @property
    def fair(self) -> int:
        """How many shards a process that shares has at least."""
        return max(1, self.count // max(1, self.most))

    @property
    def sharing(self) -> frozenset[int]:
        """The processes that were told of no shards, and so take their share of all."""
        told = {member for members in self.wanted.values() for member in members}
        return self.members - told


def taken(view: View) -> list[int]:
    """The shards that this process takes now: what it was told to, its share, what is orphaned."""
    told = [shard for shard in view.free if view.wants(shard)]
    others = [shard for shard in view.free if not view.wanted.get(shard)]
    fair = view.fair if view.me in view.sharing else 0
    share = others[: max(0, fair - len(view.mine))]
    loads = view.loads(view.members)
    loads[view.me] += len(share)
    orphans = []
    for shard in others:
        if shard in view.ripe and shard not in share:
            least = min(loads, key=lambda member: (loads[member], member))
            loads[least] += 1
            if least == view.me:
                orphans.append(shard)
    return sorted([*told, *share, *orphans])


def given(view: View) -> list[int]:
    """The shards that this process hands over now: to who was told to run them, or has too few."""
    asked_for = [
        shard for shard in sorted(view.mine) if view.wanted.get(shard) and not view.wants(shard)
    ]
    if asked_for:
        return asked_for
    loads = view.loads(view.sharing)
    if view.me not in loads:
        spare = [shard for shard in sorted(view.mine) if not view.wants(shard)]
        return spare[:1] if min(loads.values(), default=view.fair) < view.fair else []
    fullest = max(loads, key=lambda member: (loads[member], -member))
    if fullest == view.me and loads[view.me] - min(loads.values()) > 1:
        return [max(view.mine)]
    return []


def shard_of(guild_id: int | None, count: int) -> int:
    """The shard that a server belongs to, as Discord counts; direct messages belong to 0."""
    return ((guild_id or 0) >> 22) % count
