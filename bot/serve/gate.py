"""Who is let in: nobody while stopping, no more than fit, and nobody faster than is fair."""

import asyncio
import math

import structlog

from bot.language import speaking
from bot.ledger import Ledger
from bot.render.notes import BUSY, STOPPING, too_many
from bot.render.reply import Reply
from bot.serve.occasions import counted_in
from bot.serve.responses import AnyInteraction, language_of
from bot.service.limits import Admission, Limits, Refusal, Scope
from bot.settings import WorkSettings
from knowledge.errors import FootnoteError

_log = structlog.stdlib.get_logger(__name__)


class Gate:
    """Lets in what is within the limits of a minute, or says why not.

    What is asked in a channel or server comes to one process. A person may be in many: where
    several processes serve, their requests are counted in the ledger.
    """

    def __init__(self, ledger: Ledger, work: WorkSettings) -> None:
        """Count as `work` says.

        Args:
            ledger: asked with little patience; where it cannot say, no person waits.
            work: the limits.
        """
        per_user = 0 if ledger.is_shared else work.per_user
        self._admission = Admission(Limits(per_user, work.per_channel, work.per_server))
        self._pace = work.per_user if ledger.is_shared else 0
        self._ledger = ledger
        self._most = work.queue

    async def refusal(
        self, interaction: AnyInteraction, waiting: int, *, closing: bool
    ) -> Reply | None:
        """Why nothing is begun for an interaction; None where it may be, and is counted.

        Args:
            interaction: not acknowledged yet.
            waiting: how many wait already.
            closing: whether the bot is being stopped.
        """
        if closing:
            return STOPPING
        if waiting >= self._most:
            return BUSY
        who, where = interaction.user.id, counted_in(interaction.channel)
        refused = self._admission.refusal(who, where, interaction.guild_id)
        if self._pace and not refused:
            refused = await asyncio.to_thread(self._paced, who)
        with speaking(language_of(interaction)):
            return too_many(refused) if refused else None

    def refused(self, user_id: int, channel_id: int, guild_id: int | None) -> Refusal | None:
        """Why somebody who typed a message waits; None where it is counted. Called in a thread."""
        return self._admission.refusal(user_id, channel_id, guild_id) or self._paced(user_id)

    def _paced(self, user_id: int) -> Refusal | None:
        if not self._pace:
            return None
        try:
            seconds = self._ledger.pace(user_id, self._pace)
        except FootnoteError as error:
            _log.warning("a person's pace is not counted", why=str(error))
            return None
        return Refusal(Scope.USER, math.ceil(seconds)) if seconds else None
