"""Channels in which Discord does not let the bot answer, as far as it was met lately."""

import datetime as dt
from collections.abc import Callable

_MOST = 1000
RECENT = dt.timedelta(days=7)


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


class ClosedChannels:
    """Where a reply was refused for want of a permission, and when. Any thread may ask."""

    def __init__(self, now: Callable[[], dt.datetime] = _now) -> None:
        self._now = now
        self._refused: dict[tuple[int, int], dt.datetime] = {}

    def refused(self, guild_id: int, channel_id: int) -> None:
        """Note that a channel is closed."""
        self._refused[guild_id, channel_id] = self._now()
        if len(self._refused) > _MOST:
            del self._refused[next(iter(self._refused))]

    def taken(self, guild_id: int, channel_id: int) -> None:
        """Note that a channel takes replies."""
        self._refused.pop((guild_id, channel_id), None)

    def of_server(self, guild_id: int) -> tuple[int, ...]:
        """The channels of a server that were closed in the last days."""
        since = self._now() - RECENT
        there = list(self._refused.items())
        return tuple(channel for (guild, channel), at in there if guild == guild_id and at > since)
