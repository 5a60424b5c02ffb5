"""How far a channel was read, whatever order its messages are dealt with in. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import discord

M = TypeVar("M", bound=discord.abc.Snowflake)
"""Messages: all that counts here is that each has an id, and later ones a higher one."""


@dataclass(frozen=True, slots=True)
class Missed(Generic[M]):
    """The messages of a gap, oldest first, and the ids of those that have been answered."""

    messages: Sequence[M]
    answered: frozenset[int] = frozenset()


class Progress:
    """The messages of one channel: which are in hand, and up to which all are dealt with.

    `mark` is what is kept: after a restart everything behind it is read again. While messages may
    have been missed it stands still, so that it never passes one that nobody has read.
    """

    def __init__(self, mark: int, *, behind: bool = True) -> None:
        """Begin where reading ended.

        Args:
            mark: the last message up to which all were dealt with.
            behind: whether messages after it may have been missed.
        """
        self.mark = mark
        self.gaps = int(behind)
        self._closed = 0
        self._in_hand: set[int] = set()
        self._done: set[int] = set()

    def begin(self, message_id: int) -> bool:
        """Take a message in hand; False where it is in somebody's hand, or dealt with."""
        taken = message_id in self._in_hand or message_id in self._done
        if taken or message_id <= self.mark:
            return False
        self._in_hand.add(message_id)
        return True

    def holds(self, message_id: int) -> bool:
        """Whether a message is in somebody's hand."""
        return message_id in self._in_hand

    def finish(self, message_id: int) -> None:
        """Note that a message in hand is dealt with."""
        self._in_hand.discard(message_id)
        self._done.add(message_id)
        self._advance()

    def miss(self) -> None:
        """Note that messages may be missed from now on."""
        self.gaps += 1

    def catch_up(self, gaps: int) -> None:
        """Note that everything after the mark has been taken in hand.

        Args:
            gaps: how many gaps there were when reading began; what was missed since then still is.
        """
        self._closed = max(gaps, self._closed)
        self._advance()

    @property
    def behind(self) -> bool:
        """Whether messages after the mark may have been missed."""
        return self._closed < self.gaps

    def _advance(self) -> None:
        if self.behind:
            return
        least = min(self._in_hand, default=None)
        passed = {done for done in self._done if least is None or done < least}
        self.mark = max(passed, default=self.mark)
        self._done -= passed
