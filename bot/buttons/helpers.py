"""Ask a human, and Notify me: what can be done where the papers are not enough."""

import datetime as dt
from dataclasses import dataclass

import discord

from bot.buttons.press import Press, Spot, asked_here, spot_of
from bot.language import speaking
from bot.ledger import Outcome, Wish
from bot.questions import settings_of
from bot.render.custom_ids import HUMAN, NOTIFY
from bot.render.help_call import call
from bot.render.layout import layout
from bot.render.notes import (
    FORGOTTEN,
    HELPERS_ASKED,
    HELPERS_ASKED_ALREADY,
    NO_HELPERS,
    NOT_YOUR_QUESTION,
    WISH_KEPT,
    WISH_KEPT_ALREADY,
)
from bot.render.replies import Reply
from bot.serve.desk import Desk
from bot.serve.interaction import BotInteraction
from bot.serve.responses import language_of, show, take


@dataclass(frozen=True, slots=True)
class Call:
    """A call for help: what it says, and the one role that it pings."""

    reply: Reply
    role_id: int


class AskHumanButton(Press, template=HUMAN):
    """Calls the server's helpers, once for each question."""

    async def pressed(self, interaction: BotInteraction) -> None:
        """Call them where the question was asked, and tell the one who pressed.

        They count as called once the call stands there: until then, it may be pressed again.
        """
        await take(interaction)
        desk, asked_id = interaction.client.desk, int(self.remembered["asked_id"])
        async with desk.turn(f"human:{asked_id}"):
            told = await _call(interaction, asked_id)
        await show(interaction, told)


class NotifyButton(Press, template=NOTIFY):
    """Keeps that somebody wants to know when a question can be answered."""

    async def pressed(self, interaction: BotInteraction) -> None:
        """Serve it as a command is served."""
        desk, spot = interaction.client.desk, spot_of(interaction)
        asked_id = int(self.remembered["asked_id"])
        await desk.serve(interaction, lambda: wished(desk, asked_id, spot), private=True)


async def _call(interaction: BotInteraction, asked_id: int) -> Reply:
    """Call the helpers of a server, if they are to be called; what is said of it."""
    desk, spot = interaction.client.desk, spot_of(interaction)
    reader = language_of(interaction)

    def call_them() -> Call | Reply:
        with speaking(desk.aloud(interaction), reader=reader):
            return calling(desk, asked_id, spot)

    called = await desk.work(call_them)
    if isinstance(called, Reply):
        return called
    allowed = discord.AllowedMentions.none()
    allowed.roles = [discord.Object(called.role_id)]
    await interaction.followup.send(view=layout(called.reply), allowed_mentions=allowed, wait=True)
    now = dt.datetime.now(dt.UTC)
    await desk.work(lambda: desk.ledger.ask_a_human(asked_id, spot.user_id, now))
    return HELPERS_ASKED


def calling(desk: Desk, asked_id: int, spot: Spot) -> Call | Reply:
    """The call for help that is to be made now; otherwise a note that says why none is."""
    asked = asked_here(desk.ledger, asked_id, spot)
    settings = settings_of(desk, spot.guild_id)
    if asked is None:
        return FORGOTTEN
    if spot.user_id != asked.user_id and not spot.moderates:
        return NOT_YOUR_QUESTION
    if settings is None or settings.helper_role is None:
        return NO_HELPERS
    if desk.ledger.asked_a_human(asked_id):
        return HELPERS_ASKED_ALREADY
    where = (spot.guild_id, spot.channel_id, None if spot.private else spot.message_id)
    return Call(call(asked.question, settings.helper_role, where), settings.helper_role)


def wished(desk: Desk, asked_id: int, spot: Spot) -> Reply:
    """Keep the wish of the one who pressed."""
    asked = asked_here(desk.ledger, asked_id, spot)
    if asked is None or asked.outcome is not Outcome.ABSTAINED:
        return FORGOTTEN
    now = dt.datetime.now(dt.UTC)
    wish = Wish(asked.question, spot.user_id, spot.guild_id, spot.channel_id, now, asked.id)
    return WISH_KEPT if desk.ledger.keep_wish(wish) else WISH_KEPT_ALREADY
