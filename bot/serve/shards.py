"""Which servers are this process's: all of them, unless others serve from the same ledger.

Who runs which shard, and when one is taken over: `bot/ledger/sharding.py`.
"""

from typing import TYPE_CHECKING

from bot.ledger.sharding import shard_of

if TYPE_CHECKING:
    from bot.ledger.fleet import Fleet


class Shards:
    """What this process answers for. Any thread may ask."""

    def __init__(self, fleet: "Fleet | None" = None) -> None:
        """Of a fleet that may not be joined yet; without one, this process is alone."""
        self.fleet = fleet

    @property
    def number(self) -> int:
        """What this process signs with what it owes; 0 where it is alone."""
        return self.fleet.number if self.fleet else 0

    @property
    def running(self) -> frozenset[int] | None:
        """The shards that it runs; None: all."""
        return self.fleet.standing.held if self.fleet else None

    @property
    def has_duties(self) -> bool:
        """Whether what only one process does is this one's: it runs the first shard."""
        return self.owns(None)

    def owns(self, guild_id: int | None) -> bool:
        """Whether a server is this process's; None: direct messages."""
        if self.fleet is None:
            return True
        standing = self.fleet.standing
        return shard_of(guild_id, standing.count) in standing.held

    def lives(self, number: int) -> bool:
        """Whether the process of that number, which owes something, will see to it itself."""
        return self.fleet is not None and number in self.fleet.standing.members
