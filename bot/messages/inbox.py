"""Messages of Q&A channels, handled once each: those that arrive, and those of a gap."""

import asyncio
from collections.abc import (
    AsyncIterator,
    Awaitable,
    Callable,
    Coroutine,
    Iterable,
    Mapping,
    Sequence,
)
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Generic

import discord
import structlog

from bot.ledger.records import Dispatch, Owed
from bot.messages.progress import M, Missed, Progress
from bot.serve.delivery import UNDELIVERED, going_on, passes, until_taken, wait_after
from bot.serve.owed_replies import OwedReplies
from knowledge.errors import FootnoteError, StoreError
from knowledge.settings import tuned

AT_ONCE = tuned().work.messages_at_once
MOST_WAITING = tuned().work.messages_waiting
_LOOSE = 5000
"""Messages outside followed channels that are remembered, in case their channel is followed."""
_LAST_SECONDS = 0.5
_PAUSES = tuned().sending.message_pauses
"""Seconds before a message is tried again that Discord's or a database's trouble kept from being
answered; the last of them again and again."""
_log = structlog.stdlib.get_logger(__name__)


@dataclass
class _Channel:
    progress: Progress
    catching_up: asyncio.Lock = field(default_factory=asyncio.Lock)


@dataclass
class _Loose:
    """A message of a channel that was not followed when it came."""

    channel_id: int
    is_done: bool = False


class StoppingError(FootnoteError):
    """A message cannot be handled because the bot is being stopped."""


class Inbox(Generic[M]):
    """Handles every message of the channels that are followed exactly once.

    A channel that is followed is one in which questions are answered; the messages of its threads
    and posts are its own. Up to where it was read is kept in the ledger, so that what came during a
    gap is picked up afterwards, be it a lost connection or a process that died.
    """

    def __init__(
        self,
        owed_replies: OwedReplies,
        handle: Callable[[M], Awaitable[None]],
        since: Callable[[int, int], Awaitable[Missed[M]]],
        *,
        promise: Callable[[M], Owed] | None = None,
        is_answered: Callable[[M], Awaitable[bool]] | None = None,
        most_waiting: int = MOST_WAITING,
        pauses: Sequence[float] = _PAUSES,
    ) -> None:
        """Follow no channel yet.

        Args:
            owed_replies: keeps what is owed, and how far channels were read.
            handle: answers a message, or leaves it alone; StoppingError: not by this process.
            since: reads from Discord what stands in a channel, threads included, after a message.
            promise: what a message is owed that could not be answered yet; kept with these.
            is_answered: whether the answer to a message stands in Discord, though it never said so.
            most_waiting: messages that wait at most in memory.
            pauses: seconds before each further try of a message.
        """
        self._owed_replies = owed_replies
        self._handle = handle
        self._since = since
        self._promise = promise
        self._is_answered = is_answered
        self._most = most_waiting
        self._pauses = pauses
        self._turns = asyncio.Semaphore(AT_ONCE)
        self._channels: dict[int, _Channel] = {}
        self._loose: dict[int, _Loose] = {}
        self._owed: set[int] = set()
        """Messages that could not be answered at first, by this process or the one before."""
        self._tasks: set[asyncio.Task[None]] = set()
        self._crowded = False
        self._closing = False

    def follow(self, marks: Mapping[int, int]) -> None:
        """Follow channels from a message on, each by its id; those followed go on as they are.

        What has arrived from such a channel by now is in hand, and not taken again.
        """
        for channel_id in marks.keys() - self._channels.keys():
            progress = Progress(marks[channel_id])
            self._channels[channel_id] = _Channel(progress)
            for message_id, loose in self._loose.items():
                if loose.channel_id == channel_id and progress.begin(message_id) and loose.is_done:
                    progress.finish(message_id)

    def leave(self, channel_ids: Iterable[int]) -> None:
        """Follow these channels no more."""
        for channel_id in channel_ids:
            self._channels.pop(channel_id, None)

    @property
    def followed(self) -> frozenset[int]:
        """The ids of the channels that are followed."""
        return frozenset(self._channels)

    def miss(self) -> None:
        """The connection is lost: messages may be missed from now on, until it is resumed."""
        for channel in self._channels.values():
            channel.progress.miss()

    def take(self, message: M, channel_id: int, *, again: bool = False) -> None:
        """Handle a message that arrived, beside whatever is going on.

        Args:
            message: of any channel.
            channel_id: the channel that it counts to: its own, or that of its thread.
            again: whether it may have been answered before.
        """
        channel = self._channels.get(channel_id)
        if self._closing:
            return
        if again:
            self._owed.add(message.id)
        if channel is None:
            self._take_loose(message, channel_id)
        elif len(self._tasks) >= self._most:
            channel.progress.miss()
            self._crowded = True
        elif channel.progress.begin(message.id):
            self._start(self._see_through(message, channel_id, channel))
        elif not channel.progress.holds(message.id):
            self._settle(message)

    def _take_loose(self, message: M, channel_id: int) -> None:
        """Take a message whose channel is not followed, unless it has been taken."""
        loose = self._loose.get(message.id)
        if loose is None:
            loose = self._remembered(message.id, channel_id)
            self._start(self._handle_loose(message, loose))
        elif loose.is_done:
            self._settle(message)

    async def catch_up(self) -> None:
        """Pick up what was missed in all channels; return when everything is in hand."""
        behind = [each for each in self._channels.items() if each[1].progress.behind]
        await asyncio.gather(*(self._catch_up(*each) for each in behind))

    def stop(self) -> None:
        """Take no more."""
        self._closing = True

    async def close(self, grace_seconds: float = _LAST_SECONDS) -> None:
        """Finish what is in hand; the rest is picked up after the next start.

        Args:
            grace_seconds: how long to wait for what is in hand.
        """
        self.stop()
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=grace_seconds)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._finished)

    def _finished(self, task: asyncio.Task[None]) -> None:
        """Read what there was no room for, as soon as half of the room is free."""
        self._tasks.discard(task)
        if self._crowded and not self._closing and 2 * len(self._tasks) <= self._most:
            self._crowded = False
            self._start(self.catch_up())

    async def _catch_up(self, channel_id: int, channel: _Channel) -> None:
        async with channel.catching_up:
            if not channel.progress.behind:
                return
            gaps = channel.progress.gaps
            read = partial(self._read, channel_id, channel.progress.mark)
            try:
                missed = await until_taken(read, pauses=self._pauses)
            except (StoppingError, *UNDELIVERED) as error:
                _log.warning("messages not picked up", channel=channel_id, why=str(error))
                return
            fresh = [m for m in missed.messages if channel.progress.begin(m.id)]
            for message in fresh:
                if message.id in missed.answered:
                    channel.progress.finish(message.id)
                else:
                    self._start(self._see_through(message, channel_id, channel))
            channel.progress.catch_up(gaps)
            await self._owed_replies.see(channel_id, channel.progress.mark)

    async def _read(self, channel_id: int, mark: int) -> Missed[M]:
        if self._closing:
            raise StoppingError("The bot is being stopped.")
        return await self._since(channel_id, mark)

    async def _see_through(self, message: M, channel_id: int, channel: _Channel) -> None:
        if not await self._handled(message):
            return
        channel.progress.finish(message.id)
        await self._owed_replies.see(channel_id, channel.progress.mark)

    async def _handle_loose(self, message: M, loose: _Loose) -> None:
        """Handle a message whose channel is not followed, or was not when it came."""
        if not await self._handled(message):
            return
        loose.is_done = True
        channel = self._channels.get(loose.channel_id)
        if channel is not None and channel.progress.mark < message.id:
            channel.progress.finish(message.id)
            await self._owed_replies.see(loose.channel_id, channel.progress.mark)

    def _remembered(self, message_id: int, channel_id: int) -> _Loose:
        self._loose[message_id] = loose = _Loose(channel_id)
        if len(self._loose) > _LOOSE:
            del self._loose[next(iter(self._loose))]
        return loose

    async def _handled(self, message: M) -> bool:
        """Handle it, again and again while that meets with trouble; what else fails is let go.

        What is not answered by the first try is owed, so that it is answered though the process
        ends before Discord is well.

        Returns:
            Whether it is dealt with: False where it is left for the next start.
        """
        try:
            async for error in self._tries(message):
                self._owe(message)
                _log.warning("message not answered yet", message=message.id, why=str(error))
        except StoppingError:
            self._owe(message)
            return False
        except asyncio.CancelledError:
            self._owe(message)
            raise
        except (discord.NotFound, discord.Forbidden) as error:
            _log.info("message not answered", message=message.id, why=str(error))
        except Exception:  # noqa: BLE001  # one message must not end the reading
            _log.exception("unexpected failure", message=message.id)
        self._settle(message)
        return True

    async def _tries(self, message: M) -> AsyncIterator[Exception]:
        """Try until it is handled; every trouble on the way, before the pause that it asks for."""
        for pause in going_on(self._pauses):
            try:
                async with self._turns:
                    if not await self._was_answered(message):
                        await self._handle(message)
            except (StoreError, *UNDELIVERED) as error:
                if not isinstance(error, StoreError) and not passes(error):
                    raise
                yield error
                await asyncio.sleep(wait_after(error, pause))
            else:
                return

    async def _was_answered(self, message: M) -> bool:
        """Whether an earlier try, or process, has answered it, though Discord did not say so."""
        if self._is_answered is None or message.id not in self._owed:
            return False
        return await self._is_answered(message)

    def _owe(self, message: M) -> None:
        if message.id not in self._owed:
            self._owed.add(message.id)
            if self._promise is not None:
                self._owed_replies.owe_soon(self._promise(message))

    def _settle(self, message: M) -> None:
        if message.id in self._owed:
            self._owed.discard(message.id)
            self._owed_replies.settle_soon(message.id, Dispatch.ANSWERED)
