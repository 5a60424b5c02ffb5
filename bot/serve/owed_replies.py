"""What interactions are owed, on disk before they are acknowledged."""

import asyncio
import json
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import Any

import discord
import structlog

from bot.language.catalogues import ENGLISH, LANGUAGES
from bot.ledger import Ledger
from bot.ledger.records import Dispatch, Owed, Served
from knowledge.errors import FootnoteError

_AGAIN_SECONDS = 1.0
_MOST_KEPT = 10_000
"""Notes that are kept while the ledger cannot be written; beyond that, the oldest are let go."""
_PATIENCE_SECONDS = 1.0
"""Discord waits three for the acknowledgement, which comes after."""
_log = structlog.stdlib.get_logger(__name__)


def promise(interaction: discord.Interaction[Any], language: str, *, private: bool) -> Owed:
    """What an interaction is owed from the moment on at which it is acknowledged.

    Args:
        interaction: not acknowledged yet.
        language: what an apology would be said in.
        private: whether it will be acknowledged privately.
    """
    return Owed(
        interaction_id=interaction.id,
        token=interaction.token,
        what=json.dumps({"language": language}),
        acknowledged_at=discord.utils.utcnow(),
        private=private,
        user_id=interaction.user.id,
        guild_id=interaction.guild_id,
        channel_id=interaction.channel_id or 0,
    )


def promised_language(owed: Owed) -> str:
    """What an apology for it would be said in."""
    try:
        language = json.loads(owed.what).get("language")
    except (ValueError, AttributeError):
        return ENGLISH
    return language if language in LANGUAGES else ENGLISH


@dataclass
class _Batch:
    """What the next transaction writes, and who waits for it."""

    owed: list[Owed] = field(default_factory=list)
    settled: dict[int, Dispatch] = field(default_factory=dict)
    seen: dict[int, int] = field(default_factory=dict)
    served: list[Served] = field(default_factory=list)
    written: asyncio.Event = field(default_factory=asyncio.Event)

    def __bool__(self) -> bool:
        return bool(self.owed or self.settled or self.seen or self.served)

    def precede(self, later: "_Batch") -> None:
        """Put what stands here before what a later one holds."""
        later.owed[:0] = self.owed[-_MOST_KEPT:]
        later.served[:0] = self.served[-_MOST_KEPT:]
        later.settled = dict([*self.settled.items(), *later.settled.items()][-_MOST_KEPT:])
        for channel_id, message_id in self.seen.items():
            later.seen[channel_id] = max(message_id, later.seen.get(channel_id, 0))


class OwedReplies:
    """Keeps in the ledger what is owed and how far channels were read.

    What comes while the disk is busy is written together in the next transaction: two hundred
    promises at once cost a few transactions. It has a thread of its own, so that no question that
    takes long stands before an acknowledgement. Where the ledger cannot be written, the bot goes
    on without: an answer without a promise is better than none. What was to be written then is
    kept, and tried again until it is.
    """

    def __init__(self, ledger: Ledger, keeper: int = 0) -> None:
        """Keep it for the process that has this number (0: there is only one)."""
        self._ledger = ledger
        self._keeper = keeper
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="owed")
        self._next = _Batch()
        self._unwritten = _Batch()
        self._again: asyncio.TimerHandle | None = None
        self._writing: asyncio.Task[None] | None = None
        self._began: float | None = None

    @property
    def is_late(self) -> bool:
        """Whether what is being written takes longer than anybody waits. Any thread may ask."""
        began = self._began
        return began is not None and time.monotonic() - began > _PATIENCE_SECONDS

    async def owe(self, owed: Owed) -> None:
        """Return when it is on disk that a reply is owed, or after a second without that."""
        signed = replace(owed, keeper=self._keeper)
        written = self._begin(lambda batch: batch.owed.append(signed)).written
        if self.is_late:
            return
        try:
            await asyncio.wait_for(written.wait(), _PATIENCE_SECONDS)
        except TimeoutError:
            _log.warning("the ledger is late, going on without", interaction=owed.interaction_id)

    async def settle(self, interaction_id: int, state: Dispatch) -> None:
        """Return when it is on disk that a reply is no longer owed."""

        def put(batch: _Batch) -> None:
            batch.settled[interaction_id] = state

        await self._put(put)

    async def see(self, channel_id: int, message_id: int) -> None:
        """Return when it is on disk up to which message a channel was read."""

        def put(batch: _Batch) -> None:
            batch.seen[channel_id] = max(message_id, batch.seen.get(channel_id, 0))

        await self._put(put)

    def settle_soon(self, interaction_id: int, state: Dispatch) -> None:
        """Note it with what is written next; nobody waits for it."""
        self._begin(lambda batch: batch.settled.update({interaction_id: state}))

    def owe_soon(self, owed: Owed) -> None:
        """Note that a reply is owed, with what is written next; nobody waits for it."""
        signed = replace(owed, keeper=self._keeper)
        self._begin(lambda batch: batch.owed.append(signed))

    def note(self, served: Served) -> None:
        """Keep how an interaction was served, with what is written next; nobody waits for it."""
        self._begin(lambda batch: batch.served.append(served))

    async def written(self) -> None:
        """Return when all that was put in so far is on disk."""
        if self._writing is not None:
            await self._writing

    async def close(self) -> None:
        """Write what waits, once more what could not be written, and end the thread."""
        await self.written()
        self._try_again()
        await self.written()
        if self._again is not None:
            self._again.cancel()
        self._pool.shutdown(wait=False)

    async def _put(self, put: Callable[[_Batch], None]) -> None:
        await self._begin(put).written.wait()

    def _begin(self, put: Callable[[_Batch], None]) -> _Batch:
        batch = self._next
        put(batch)
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write())
        return batch

    def _try_again(self) -> None:
        """Write what could not be written, with whatever else there is."""
        if self._again is not None:
            self._again.cancel()
            self._again = None
        unwritten, self._unwritten = self._unwritten, _Batch()
        if unwritten:
            self._begin(unwritten.precede)

    async def _write(self) -> None:
        """Write batches until nobody waits."""
        loop = asyncio.get_running_loop()
        while self._next:
            batch, self._next = self._next, _Batch()
            self._unwritten.precede(batch)
            self._unwritten = _Batch()
            self._began = time.monotonic()
            try:
                await loop.run_in_executor(self._pool, _keep, self._ledger, batch)
            except FootnoteError as error:
                _log.error("promises not kept in the ledger yet", why=str(error))
                self._unwritten = batch
                if self._again is None:
                    self._again = loop.call_later(_AGAIN_SECONDS, self._try_again)
            finally:
                self._began = None
                batch.written.set()


def _keep(ledger: Ledger, batch: _Batch) -> None:
    ledger.dispatch(batch.owed, batch.settled, batch.seen, batch.served)
