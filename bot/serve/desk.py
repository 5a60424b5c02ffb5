"""Where interactions are served: acknowledged first, worked on beside the loop, none forgotten."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, TypeVar

import structlog

from bot.language import Locales, chosen, speaking
from bot.ledger import Ledger
from bot.ledger.records import Dispatch
from bot.ledger.server_settings import Replies, ServerSettings
from bot.protocol import Knowledge
from bot.render.notes import CUT_SHORT
from bot.render.reply import Reply
from bot.serve.deeds import Deeds
from bot.serve.delivery import UNDELIVERED
from bot.serve.gate import Gate
from bot.serve.occasions import Occasion, server_of
from bot.serve.owed_replies import OwedReplies, promise
from bot.serve.responses import (
    AnyInteraction,
    acknowledge,
    apologise,
    language_of,
    open_thread,
    show,
)
from bot.serve.shards import Shards
from bot.serve.stopwatch import LatencyRing, started
from bot.serve.worker_threads import Threads
from bot.service.closed_channels import ClosedChannels
from bot.service.examples import Examples
from bot.service.library import Library, Server
from bot.service.patience import Patience, hurried
from bot.service.workers import Workers
from bot.settings import WorkSettings
from knowledge.errors import FootnoteError, InputError, StoreError

_T = TypeVar("_T")
Shown = tuple[Reply, int | None]
"""A reply, and the id of the message that shows it."""
_APOLOGY_SECONDS = 1.0
_SOON_SECONDS = 2.0
_AT_ONCE = 48
"""Acknowledgements that are under way at a time: more at once would hold up the event loop."""
USUAL = WorkSettings()
_log = structlog.stdlib.get_logger(__name__)


class Desk:
    """Serves interactions with the knowledge base and the ledger, `threads` at a time.

    Everything but the two runs on the event loop's thread.
    """

    def __init__(
        self,
        knowledge: Knowledge,
        ledger: Ledger,
        work: WorkSettings = USUAL,
        workers: Workers | None = None,
        shards: Shards | None = None,
    ) -> None:
        self.knowledge = knowledge
        self.shards = shards or Shards()
        self.library = Library(knowledge, workers)
        self.ledger = ledger
        self.latency = LatencyRing()
        self.examples = Examples()
        self.private_servers: set[int] = set()
        """Servers whose replies were private when their settings were last read."""
        self.owed_replies = OwedReplies(ledger, self.shards.number)
        self._waiting: set[int] = set()
        """Interactions to which nothing was shown yet."""
        self._acknowledging = asyncio.Semaphore(_AT_ONCE)
        self._threads = Threads(work.threads)
        self._patience = Patience(), Patience(beside=lambda: self.owed_replies.is_late)
        self.hurried = hurried(ledger, *self._patience)
        """The ledger for whoever answers: what takes it more than a second is a StoreError."""
        self.gate = Gate(self.hurried, work)
        self._serving: set[asyncio.Task[None]] = set()
        self.qa_channels: frozenset[int] = frozenset()
        """Q&A channels of the servers whose settings were read."""
        self.closed_channels = ClosedChannels()
        self.deeds = Deeds()
        self._closing = False

    async def serve(
        self,
        interaction: AnyInteraction,
        make: Callable[[Server], Reply],
        *,
        private: bool = False,
        aside: bool = False,
    ) -> None:
        """Acknowledge, let a thread `make` the reply, show it.

        That a reply is owed is on disk before the acknowledgement, so that whoever waits is told
        even if the process dies. Who asks too much, or too many at once, is told so privately.

        Args:
            interaction: Not acknowledged yet.
            make: Called in a thread, with the server in which it is done.
            private: Whether only the one who asked sees it.
            aside: Whether it may take minutes, and so must stand before no question.

        Raises:
            discord.HTTPException: Discord did not take the acknowledgement or the reply.
            Exception: What `make` raises.
        """
        work = self._threads.aside if aside else self._threads.work

        async def finish() -> Shown:
            reply, spoken = await work(lambda: self._said(interaction, make, private=private))
            with speaking(spoken, reader=language_of(interaction)):
                return reply, await show(interaction, reply)

        await self.carry_out(interaction, finish, private=private)

    async def carry_out(
        self,
        interaction: AnyInteraction,
        finish: Callable[[], Awaitable[Shown | None]],
        *,
        private: bool = False,
    ) -> None:
        """Acknowledge, and let `finish` show what comes of it; otherwise as `serve`."""
        waiting = len(self._waiting)
        if refusal := await self.gate.refusal(interaction, waiting, closing=self._closing):
            await show(interaction, refusal)
            return
        self._waiting.add(interaction.id)
        try:
            await self.see_through(self._carry_out(interaction, finish, private=private))
        finally:
            self._waiting.discard(interaction.id)

    async def see_through(self, serving: Coroutine[Any, Any, None]) -> None:
        """Await what a stop is to wait for, or to cancel in the end; nothing while stopping."""
        if self._closing:
            serving.close()
            return
        task = asyncio.create_task(serving)
        self._serving.add(task)
        task.add_done_callback(self._serving.discard)
        await task

    async def work(self, make: Callable[[], _T]) -> _T:
        """What a thread makes, however long it takes; for what is seen through.

        It speaks the language that is spoken here.

        Raises:
            Exception: what `make` raises.
        """
        return await self._threads.work(make)

    async def aside(self, make: Callable[[], _T]) -> _T:
        """What a thread makes that is none of those for questions: it may take minutes.

        Raises:
            Exception: what `make` raises.
        """
        return await self._threads.aside(make)

    @property
    def closing(self) -> bool:
        """Whether it takes no more."""
        return self._closing

    def expects_private(self, occasion: Occasion) -> bool:
        """Whether the reply will most likely be private, before the settings have been read."""
        if occasion.private is not None:
            return occasion.private
        return occasion.guild_id in self.private_servers

    async def place(self, asked_id: int, message_id: int | None) -> None:
        """Remember in which message the answer to a question stands."""
        if not asked_id or message_id is None:
            return
        try:
            await self.work(lambda: self.hurried.place_answer(asked_id, message_id))
        except FootnoteError as error:
            _log.warning("answer not placed", why=str(error))

    def server(self, guild_id: int | None) -> Server:
        """A server, or what is outside servers (None), as it is now. For a thread."""
        return Server(guild_id, self.library, self._settings)

    async def soon(self, make: Callable[[], _T], otherwise: _T) -> _T:
        """What a thread makes; `otherwise` when it is late, when stopping, when the core fails."""
        if self._closing:
            return otherwise
        try:
            return await asyncio.wait_for(self.work(make), _SOON_SECONDS)
        except (TimeoutError, FootnoteError) as error:
            _log.warning("nothing to offer", why=repr(error))
            return otherwise

    async def close(self, grace_seconds: float) -> bool:
        """Take no more, and let what runs finish; who waits in vain gets an apology.

        Args:
            grace_seconds: How long to wait for what runs. It takes a second more at most.

        Returns:
            Whether everything is done: False where a thread still works.
        """
        self._closing = True
        if self._serving:
            await asyncio.wait(self._serving, timeout=grace_seconds)
        for task in self._serving:
            task.cancel()
        if self._serving:
            await asyncio.wait(self._serving, timeout=_APOLOGY_SECONDS)
        self._threads.close()
        for patience in self._patience:
            patience.close()
        return not (self._threads.busy or any(each.is_late for each in self._patience))

    async def _carry_out(
        self,
        interaction: AnyInteraction,
        finish: Callable[[], Awaitable[Shown | None]],
        *,
        private: bool,
    ) -> None:
        watch, reader = started(interaction), language_of(interaction)
        try:
            await self.owed_replies.owe(promise(interaction, reader, private=private))
            async with self._acknowledging:
                await acknowledge(interaction, private=private)
            watch.acknowledged()
            shown = await finish()
            self._waiting.discard(interaction.id)
        except asyncio.CancelledError:
            with contextlib.suppress(*UNDELIVERED):
                self.settle(interaction, apologised=await apologise(interaction, CUT_SHORT))
            raise
        except Exception as error:
            self.owed_replies.note(watch.served(failed=not isinstance(error, InputError)))
            raise
        milliseconds = watch.answered()
        self.latency.add(milliseconds)
        self.owed_replies.note(watch.served(failed=False))
        self.settle(interaction)
        if shown:
            await self._afterwards(interaction, *shown)
        _log.info("served", interaction=interaction.id, ms=round(milliseconds, 1))

    def settle(self, interaction: AnyInteraction, *, apologised: bool = False) -> None:
        """Note that an interaction is owed no reply any more."""
        state = Dispatch.APOLOGISED if apologised else Dispatch.ANSWERED
        self.owed_replies.settle_soon(interaction.id, state)

    async def _afterwards(
        self, interaction: AnyInteraction, reply: Reply, message_id: int | None
    ) -> None:
        await self.place(reply.asked_id, message_id)
        if reply.thread:
            await open_thread(interaction, message_id, reply.thread)

    async def drained(self, seconds: float) -> None:
        """Return when all that is being served now is done and noted, or after so long."""
        if self._serving:
            await asyncio.wait(set(self._serving), timeout=seconds)
        await self.owed_replies.written()

    def _said(
        self, interaction: AnyInteraction, make: Callable[[Server], Reply], *, private: bool
    ) -> tuple[Reply, str]:
        """The reply, in the language in which it was made. Called in a thread."""
        reader, server = language_of(interaction), self.server(server_of(interaction))
        spoken = reader if private else aloud(interaction, server)
        with speaking(spoken, reader=reader):
            return make(server), spoken

    def _settings(self, guild_id: int) -> ServerSettings:
        """A server's settings, as who waits for an answer reads them; else as they last were."""
        try:
            settings = self.hurried.settings(guild_id)
        except StoreError:
            last = self.ledger.last_settings(guild_id)
            if last is None:
                raise
            settings = last
        private = settings.replies is Replies.PRIVATE
        (self.private_servers.add if private else self.private_servers.discard)(guild_id)
        self.qa_channels |= {channel.id for channel in settings.channels}
        return settings


def aloud(interaction: AnyInteraction, server: Server) -> str:
    """What is spoken to everyone where an interaction stands."""
    locale = interaction.guild_locale.value if interaction.guild_locale else None
    setting = server.settings.language if server.settings else None
    return chosen(Locales(interaction.locale.value, locale, setting), private=False)
