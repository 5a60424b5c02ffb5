"""Ask a human: the server's helpers called, where the papers are not enough."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

import discord

from bot.buttons.press import ASKED, Press, Spot, asked_here, spot_of
from bot.language import mark, say, speaking
from bot.render.citations import small
from bot.render.layout import layout
from bot.render.notes import (
    FORGOTTEN,
    HELPERS_ASKED,
    HELPERS_ASKED_ALREADY,
    NO_HELPERS,
    NOT_YOUR_QUESTION,
)
from bot.render.reply import About, Action, Kind, Reply
from bot.render.truncation import fit
from bot.serve.desk import Desk, aloud
from bot.serve.interaction import BotInteraction
from bot.serve.responses import language_of, show, take
from bot.service.library import Server

Where = tuple[int | None, int, int | None]
"""Server, channel and message; no server for a direct message, no message for a private one."""
_QUESTION_LIMIT = 1500


@dataclass(frozen=True, slots=True)
class Call:
    """A call for help: what it says, and the one role that it pings."""

    reply: Reply
    role_id: int


class AskHumanButton(Press, template=f"human:{ASKED}"):
    """Calls the server's helpers, once for each question."""

    label = mark("Ask a human")
    rank = 6

    @classmethod
    def offered(cls, about: About) -> Iterator[Action]:
        """Below what was asked and is kept, where the server has helpers."""
        if about.kind in {Kind.ANSWER, Kind.ABSTENTION} and about.humans and about.asked_id:
            yield cls.action("human", about.asked_id)

    async def pressed(self, interaction: BotInteraction) -> None:
        """Call them where the question was asked, and tell the one who pressed.

        They count as called once the call stands there: until then, it may be pressed again.
        """
        await take(interaction)
        desk, asked_id = interaction.client.desk, int(self.remembered["asked_id"])
        async with desk.deeds.turn(f"human:{asked_id}"):
            told = await _call(interaction, asked_id)
        await show(interaction, told)


async def _call(interaction: BotInteraction, asked_id: int) -> Reply:
    """Call the helpers of a server, if they are to be called; what is said of it."""
    desk, spot = interaction.client.desk, spot_of(interaction)
    reader = language_of(interaction)

    def call_them() -> Call | Reply:
        server = desk.server(spot.guild_id)
        with speaking(aloud(interaction, server), reader=reader):
            return calling(desk, server, asked_id, spot)

    called = await desk.work(call_them)
    if isinstance(called, Reply):
        return called
    allowed = discord.AllowedMentions.none()
    allowed.roles = [discord.Object(called.role_id)]
    await interaction.followup.send(view=layout(called.reply), allowed_mentions=allowed, wait=True)
    now = dt.datetime.now(dt.UTC)
    await desk.work(lambda: desk.ledger.ask_a_human(asked_id, spot.user_id, now))
    return HELPERS_ASKED


def calling(desk: Desk, server: Server, asked_id: int, spot: Spot) -> Call | Reply:
    """The call for help that is to be made now; otherwise a note that says why none is."""
    asked = asked_here(desk.ledger, asked_id, spot)
    settings = server.settings
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


def call(question: str, role_id: int, where: Where) -> Reply:
    """Asks the helpers a question, with a link to where it was asked."""
    lines = (
        f"<@&{role_id}> {say('Can you help with this? My papers were not enough.')}",
        f"> {fit(question, _QUESTION_LIMIT)}",
        small(say("Asked here: {link}", link=address(where))),
    )
    return Reply(("\n".join(lines),))


def address(where: Where) -> str:
    """The link to a message, or else to its channel."""
    guild_id, channel_id, message_id = where
    parts = [str(guild_id) if guild_id else "@me", str(channel_id)]
    message = [str(message_id)] if message_id else []
    return "/".join(["https://discord.com/channels", *parts, *message])
