"""How long an interaction takes to be acknowledged and answered, and how long the last took."""

import datetime as dt
import math
import statistics
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import discord
from discord import app_commands

from bot.ledger import Served

Clock = Callable[[], float]
_KEPT = 500


class Stopwatch:
    """Measures one interaction, from the moment on at which it is made."""

    def __init__(
        self, command: str, guild_id: int | None, clock: Clock = time.perf_counter
    ) -> None:
        """Begin to measure.

        Args:
            command: what is used.
            guild_id: in which server; None outside servers.
            clock: gives seconds.
        """
        self._command = command
        self._guild_id = guild_id
        self._clock = clock
        self._at = dt.datetime.now(dt.UTC)
        self._began = clock()
        self._acknowledged_ms: float | None = None
        self._answered_ms: float | None = None

    def acknowledged(self) -> None:
        """Discord has taken the acknowledgement."""
        self._acknowledged_ms = self._milliseconds()

    def answered(self) -> float:
        """Discord has taken the answer; how many milliseconds that took in all."""
        self._answered_ms = self._milliseconds()
        return self._answered_ms

    def served(self, *, failed: bool) -> Served:
        """How it was served."""
        return Served(
            command=self._command,
            guild_id=self._guild_id,
            at=self._at,
            acknowledged_ms=self._acknowledged_ms,
            answered_ms=self._answered_ms,
            failed=failed,
        )

    def _milliseconds(self) -> float:
        return (self._clock() - self._began) * 1000


def started(interaction: discord.Interaction[Any]) -> Stopwatch:
    """A stopwatch for an interaction that has just come."""
    here = interaction.guild_id if interaction.is_guild_integration() else None
    return Stopwatch(_name(interaction), here)


def _name(interaction: discord.Interaction[Any]) -> str:
    """A command's name; of a button or a form, the first part of its custom_id."""
    if isinstance(interaction.command, app_commands.Command | app_commands.ContextMenu):
        return interaction.command.qualified_name
    data: Any = interaction.data or {}
    return str(data.get("custom_id", "")).partition(":")[0]


@dataclass(frozen=True, slots=True)
class Latency:
    """How long the last commands took, from arrival to the shown reply, in milliseconds."""

    count: int
    median_ms: float
    p95_ms: float


class LatencyRing:
    """The last 500 durations, in milliseconds."""

    def __init__(self) -> None:
        self._durations: deque[float] = deque(maxlen=_KEPT)

    def add(self, milliseconds: float) -> None:
        """Take note of one."""
        self._durations.append(milliseconds)

    def measured(self) -> Latency | None:
        """Their number, median and 95th percentile (nearest rank); None before the first."""
        ordered = sorted(self._durations)
        if not ordered:
            return None
        rank = math.ceil(0.95 * len(ordered))
        return Latency(len(ordered), statistics.median(ordered), ordered[rank - 1])
