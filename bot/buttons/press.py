"""What all buttons below replies have in common: where they were pressed, and who may."""

import re
from dataclasses import dataclass
from typing import Any, Self, cast

import discord

from bot.language import speak
from bot.ledger import Asked
from bot.ledger.port import Ledger
from bot.protocol import Knowledge
from bot.render.custom_ids import MORE, shown
from bot.render.notes import STOPPING
from bot.serve.desk import Desk
from bot.serve.failures import tell
from bot.serve.interaction import BotInteraction
from bot.serve.occasions import server_of
from bot.serve.responses import language_of, show
from knowledge.model import Span

AnyItem = discord.ui.Item[Any]
_NEVER = "(?!)"


class Lasting(discord.ui.DynamicItem[AnyItem], template=_NEVER):
    """What is pressed or chosen; its custom_id holds what it needs, so that it outlasts restarts.

    `remembered` is the match of its custom_id.
    """

    def __init__(self, item: AnyItem, remembered: re.Match[str]) -> None:
        super().__init__(item)
        self.remembered = remembered

    @classmethod
    async def from_custom_id(
        cls,
        _interaction: discord.Interaction[Any],
        item: AnyItem,
        match: re.Match[str],
        /,
    ) -> Self:
        """What was pressed."""
        return cls(item, match)

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Serve it; what fails is told in one place, like a command's failure."""
        speak(language_of(interaction))
        try:
            await self.serve(cast("BotInteraction", interaction))
        except Exception as error:  # noqa: BLE001  # told in one place, like a command's
            await tell(interaction, error)

    async def serve(self, interaction: BotInteraction) -> None:
        """Do what it stands for."""
        raise NotImplementedError


class Press(Lasting, template=_NEVER):
    """A button below a reply."""

    async def serve(self, interaction: BotInteraction) -> None:
        """Do what the button is for, unless the bot is being stopped."""
        if interaction.client.desk.closing:
            await show(interaction, STOPPING)
            return
        await self.pressed(interaction)

    async def pressed(self, interaction: BotInteraction) -> None:
        """Do what the button is for."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a button was pressed, and by whom.

    Attributes:
        user_id: who pressed.
        guild_id: the server, None outside servers.
        channel_id: the channel or thread.
        message_id: the reply that has the button.
        private: whether only one person sees that reply.
        moderates: whether who pressed may manage messages there.
    """

    user_id: int
    guild_id: int | None
    channel_id: int
    message_id: int
    private: bool
    moderates: bool = False


def spot_of(interaction: BotInteraction) -> Spot:
    """Where a button was pressed, as Discord says."""
    message = interaction.message
    in_server = interaction.guild_id is not None
    return Spot(
        user_id=interaction.user.id,
        guild_id=server_of(interaction),
        channel_id=interaction.channel_id or 0,
        message_id=message.id if message else 0,
        private=message is not None and message.flags.ephemeral,
        moderates=in_server and interaction.permissions.manage_messages,
    )


def asked_here(ledger: Ledger, asked_id: int, spot: Spot) -> Asked | None:
    """The question of a reply, if it is the one whose button was pressed there; else None.

    Another server's, another channel's, another reply's question is none of this one's, and what
    was answered privately only of the one who asked.
    """
    asked = ledger.asked(asked_id)
    if asked is None or (spot.private and asked.user_id != spot.user_id):
        return None
    placed = ledger.answer_in(spot.message_id)
    if placed is not None:
        return asked if placed.id == asked.id and _of_server(asked, spot) else None
    here = (asked.guild_id, asked.channel_id) == (spot.guild_id, spot.channel_id)
    return asked if here else None


def _of_server(asked: Asked, spot: Spot) -> bool:
    """Whether a question is one of the server, or was answered to this person directly."""
    direct = spot.guild_id is None and asked.user_id == spot.user_id
    return asked.guild_id == spot.guild_id or direct


def base_of(desk: Desk, spot: Spot) -> Knowledge:
    """The base that answered where a button was pressed."""
    placed = desk.ledger.answer_in(spot.message_id) if spot.guild_id is None else None
    ours = placed is not None and _of_server(placed, spot)
    return desk.knowledge_of(placed.guild_id if placed and ours else spot.guild_id)


def shown_beside(interaction: BotInteraction) -> list[tuple[str, Span | None]]:
    """The abstracts and spans that the buttons beside the one that was pressed show."""
    message = interaction.message
    return shown(buttons_of(message)) if message else []


def buttons_of(message: discord.Message) -> list[str]:
    """The custom_ids of the buttons below a reply, and of what is in its menu, in order."""
    view = discord.ui.LayoutView.from_message(message, timeout=None)
    found: list[str | None] = []
    for item in view.walk_children():
        if isinstance(item, discord.ui.Button):
            found.append(item.custom_id)
        elif isinstance(item, discord.ui.Select) and item.custom_id == MORE:
            found += [option.value for option in item.options]
    view.stop()
    return [custom_id for custom_id in found if custom_id]
