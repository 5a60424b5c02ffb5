"""What all buttons have in common: how they are offered, where they were pressed, and who may."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar, Self, cast

import discord

from bot.language import say, speak
from bot.ledger import Asked, Ledger
from bot.protocol import Knowledge
from bot.render.discord_limits import CUSTOM_ID, width
from bot.render.layout import MORE
from bot.render.notes import STOPPING
from bot.render.reply import About, Action
from bot.serve.desk import Desk
from bot.serve.failures import tell
from bot.serve.interaction import BotInteraction
from bot.serve.occasions import server_of
from bot.serve.responses import language_of, show

AnyItem = discord.ui.Item[Any]
NEVER = "(?!)"
"""The template of what is no button itself."""
ASKED = "(?P<asked_id>[0-9]{1,15})"
ASKER = "(?P<asker>[0-9]{1,20})"


class Lasting(discord.ui.DynamicItem[AnyItem], template=NEVER):
    """What is pressed or chosen; its custom_id holds what it needs, so that it outlasts restarts.

    `remembered` is the match of its custom_id, of which `shape` is the pattern. Nothing else has to
    be said of one: `bot.buttons.registry` finds the classes of this package by themselves.
    """

    shape: ClassVar[re.Pattern[str]] = re.compile(NEVER)

    def __init_subclass__(cls, *, template: str) -> None:
        super().__init_subclass__(template=template)
        cls.shape = re.compile(template)

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

    @classmethod
    def offered(cls, about: About) -> Iterator[Action]:  # noqa: ARG003  # for those that are
        """What of it stands below a reply about this; nothing, where it is offered elsewhere."""
        return iter(())

    async def serve(self, interaction: BotInteraction) -> None:
        """Do what it stands for."""
        raise NotImplementedError


class Press(Lasting, template=NEVER):
    """A button below a reply.

    Attributes:
        label: what stands on it, in English.
        main: whether it stands out.
        rank: those of a lower one come first.
    """

    label: ClassVar[str] = ""
    main: ClassVar[bool] = False
    rank: ClassVar[int] = 0

    @classmethod
    def action(cls, *remembered: object) -> Action:
        """The button, with what it has to remember in its custom_id."""
        custom_id = ":".join(map(str, remembered))
        return Action(custom_id, say(cls.label) if cls.label else "", cls.main, cls.rank)

    async def serve(self, interaction: BotInteraction) -> None:
        """Do what the button is for, unless the bot is being stopped."""
        if interaction.client.desk.closing:
            await show(interaction, STOPPING)
            return
        await self.pressed(interaction)

    async def pressed(self, interaction: BotInteraction) -> None:
        """Do what the button is for."""
        raise NotImplementedError


def fits(action: Action) -> bool:
    """Whether Discord takes the custom_id of an action."""
    return width(action.custom_id) <= CUSTOM_ID


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
    return desk.server(placed.guild_id if placed and ours else spot.guild_id).knowledge


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
