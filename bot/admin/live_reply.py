"""A private reply that says how far the work is, until the work is done."""

import asyncio
import time
from collections.abc import Callable
from typing import TypeVar

import structlog

from bot.render.layout import layout
from bot.render.reply import Reply
from bot.serve.delivery import UNDELIVERED
from bot.serve.interaction import BotInteraction
from bot.serve.responses import NOBODY

_S = TypeVar("_S")
_T = TypeVar("_T")
_OFTEN = 0.5
"""Seconds between two of the same kind of step: Discord takes five edits in five seconds."""
_PATIENCE = 10.0
"""Seconds that finished work waits for the last step to be shown."""
_log = structlog.stdlib.get_logger(__name__)


class LiveSteps:
    """Shows the latest step in place of "thinking…"; built on the event loop's thread."""

    def __init__(
        self, interaction: BotInteraction, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._interaction = interaction
        self._loop = asyncio.get_running_loop()
        self._clock = clock
        self._counted_at = float("-inf")
        self._latest: str | None = None
        self._telling: asyncio.Task[None] | None = None

    def step(self, words: str) -> None:
        """Say what is being done; any thread may."""
        self._loop.call_soon_threadsafe(self._take, words)

    def counted(self, words: Callable[[], str]) -> None:
        """Say how far it is, if that was not said just now."""
        if self._clock() - self._counted_at >= _OFTEN:
            self._counted_at = self._clock()
            self.step(words())

    def around(self, make: Callable[[_S], _T]) -> Callable[[_S], _T]:
        """`make`, for a thread: it returns once no step can come after what it made."""

        def made(given: _S) -> _T:
            try:
                return make(given)
            finally:
                asyncio.run_coroutine_threadsafe(self._finish(), self._loop).result(_PATIENCE)

        return made

    def _take(self, words: str) -> None:
        self._latest = words
        if self._telling is None or self._telling.done():
            self._telling = self._loop.create_task(self._tell())

    async def _tell(self) -> None:
        """Show the latest step, and what has become the latest meanwhile."""
        while (words := self._latest) is not None:
            self._latest = None
            try:
                view = layout(Reply((words,), private=True))
                await self._interaction.edit_original_response(view=view, allowed_mentions=NOBODY)
            except UNDELIVERED as error:
                _log.warning("step not shown", why=str(error))

    async def _finish(self) -> None:
        if self._telling is not None:
            await self._telling
