"""How much may be asked: in a minute, by token buckets, and in a day, as each server has set it."""

import datetime as dt
import math
import threading
import time
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.language import say, say_count
from bot.ledger import DailyLimits, Ledger, ServerSettings
from knowledge.errors import InputError

MINUTE = 60.0
_MANY = 10_000
"""Buckets that are kept before those that are full again are thrown away."""
_HOUR = 3600
_NO_LIMITS = DailyLimits()


class Scope(StrEnum):
    """Whose limit it is."""

    USER = "user"
    CHANNEL = "channel"
    SERVER = "server"


@dataclass(frozen=True, slots=True)
class Limits:
    """What is let through in a minute, and at once after a rest; 0: any number."""

    user: int
    channel: int
    server: int


@dataclass(frozen=True, slots=True)
class Refusal:
    """Whose limit is reached, and in how many whole seconds there is room again."""

    scope: Scope
    seconds: int


class Buckets:
    """A bucket of `size` tokens for each key; an empty one is full again after a minute.

    A bucket is kept as the moment at which it will be full: whatever rests costs no memory.
    """

    def __init__(self, size: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._size = size
        self._clock = clock
        self._pause = MINUTE / size if size else 0.0
        self._full_at: dict[Hashable, float] = {}

    def __len__(self) -> int:
        return len(self._full_at)

    def wait(self, key: Hashable) -> float:
        """Seconds until there is a token; 0 where there is one."""
        if not self._size:
            return 0.0
        missing = self._full_at.get(key, 0.0) - self._clock()
        return max(0.0, missing - (self._size - 1) * self._pause)

    def take(self, key: Hashable) -> None:
        """Take a token, whether there is one or not."""
        if not self._size:
            return
        now = self._clock()
        if len(self._full_at) >= _MANY:
            self._full_at = {k: at for k, at in self._full_at.items() if at > now}
        self._full_at[key] = max(now, self._full_at.get(key, now)) + self._pause


class Admission:
    """Lets through what is within all limits; what is refused counts nowhere. Thread-safe."""

    def __init__(self, limits: Limits, clock: Callable[[], float] = time.monotonic) -> None:
        self._buckets = {
            Scope.USER: Buckets(limits.user, clock),
            Scope.CHANNEL: Buckets(limits.channel, clock),
            Scope.SERVER: Buckets(limits.server, clock),
        }
        self._lock = threading.Lock()

    def refusal(self, user_id: int, channel_id: int | None, guild_id: int | None) -> Refusal | None:
        """Why somebody has to wait; None where they need not, and then it is counted.

        Args:
            user_id: who asks for something.
            channel_id: in which channel; None: in none that is known.
            guild_id: in which server; None: outside servers.
        """
        keys = {Scope.USER: user_id, Scope.CHANNEL: channel_id, Scope.SERVER: guild_id}
        held = {scope: key for scope, key in keys.items() if key is not None}
        with self._lock:
            return self._refusal(held)

    def _refusal(self, held: Mapping[Scope, int]) -> Refusal | None:
        waits = {scope: self._buckets[scope].wait(key) for scope, key in held.items()}
        longest = max(waits, key=lambda scope: waits[scope])
        if waits[longest]:
            return Refusal(longest, math.ceil(waits[longest]))
        for scope, key in held.items():
            self._buckets[scope].take(key)
        return None


class SpentError(InputError):
    """As much as a server lets be asked in a day was asked today."""


def spend(
    ledger: Ledger, settings: ServerSettings | None, user_id: int, channel_id: int, now: dt.datetime
) -> None:
    """Count a question of somebody in a channel. Days are those of UTC.

    Where a server has set no limits, nothing is counted.

    Args:
        ledger: counts.
        settings: the server's; None outside servers, where there are no daily limits.
        user_id: who asks.
        channel_id: where; of a thread, the channel that it belongs to.
        now: in UTC.

    Raises:
        SpentError: a limit is reached; it says which, and when one can ask again.
    """
    if settings is None or settings.limits == _NO_LIMITS:
        return
    reached = ledger.spend(now.date(), user_id, channel_id, settings.guild_id, settings.limits)
    if reached is not None:
        raise SpentError(f"{_reached(Scope(reached))} {_again(now)}")


def _reached(scope: Scope) -> str:
    return {
        Scope.USER: say("You have asked as much today as one may in this server."),
        Scope.CHANNEL: say("In this channel, as much was asked today as may be."),
        Scope.SERVER: say("In this server, as much was asked today as may be."),
    }[scope]


def _again(now: dt.datetime) -> str:
    midnight = dt.datetime.combine(now.date() + dt.timedelta(days=1), dt.time(), dt.UTC)
    return say_count(
        "Please ask again in {number} hour.",
        "Please ask again in {number} hours.",
        math.ceil((midnight - now).total_seconds() / _HOUR),
    )
