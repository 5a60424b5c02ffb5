"""The buttons below replies. Their custom_id holds what they need, so restarts do not matter."""

import contextlib
import re
from typing import Any, Self, cast

import discord

from bot.commands.failures import tell
from bot.port import Knowledge
from bot.presenting import show
from bot.rendering.custom_ids import DISMISS, SHOW, span_of
from bot.rendering.notes import CHANGED_ABSTRACT, GONE_ABSTRACT, NOT_YOURS
from bot.rendering.papers import in_context
from bot.rendering.replies import Reply
from knowledge.model import Span

_Button = discord.ui.Button[discord.ui.LayoutView]


class ShowInContextButton(discord.ui.DynamicItem[_Button], template=SHOW):
    """Shows an abstract to the one who presses, with the quoted sentence marked."""

    def __init__(self, button: _Button, remembered: re.Match[str]) -> None:
        super().__init__(button)
        self._abstract_id = remembered["abstract_id"]
        self._span = span_of(remembered["start"], remembered["end"])

    @classmethod
    async def from_custom_id(
        cls,
        _interaction: discord.Interaction[Any],
        item: discord.ui.Item[Any],
        match: re.Match[str],
        /,
    ) -> Self:
        """The button that was pressed."""
        return cls(cast("_Button", item), match)

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Serve it as a command is served."""
        knowledge = interaction.client.desk.knowledge
        try:
            await interaction.client.desk.serve(
                interaction,
                lambda: quote_in_context(knowledge, self._abstract_id, self._span),
                private=True,
            )
        except Exception as error:  # noqa: BLE001  # told in one place, like a command's
            await tell(interaction, error)


class DismissButton(discord.ui.DynamicItem[_Button], template=DISMISS):
    """Takes the reply away."""

    def __init__(self, button: _Button, remembered: re.Match[str]) -> None:
        super().__init__(button)
        self._asker = int(remembered["asker"])

    @classmethod
    async def from_custom_id(
        cls,
        _interaction: discord.Interaction[Any],
        item: discord.ui.Item[Any],
        match: re.Match[str],
        /,
    ) -> Self:
        """The button that was pressed."""
        return cls(cast("_Button", item), match)

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Delete the reply, or say who may."""
        try:
            if not may_dismiss(interaction, self._asker):
                await show(interaction, NOT_YOURS)
                return
            await interaction.response.defer()
            with contextlib.suppress(discord.NotFound):  # dismissed twice
                await interaction.delete_original_response()
        except Exception as error:  # noqa: BLE001  # told in one place, like a command's
            await tell(interaction, error)


def quote_in_context(knowledge: Knowledge, abstract_id: str, span: Span | None) -> Reply:
    """The abstract with the span marked, or a note where the base no longer holds it."""
    abstract = knowledge.abstract(abstract_id)
    if abstract is None:
        return GONE_ABSTRACT
    if span is not None and span.end > len(abstract.text):
        return CHANGED_ABSTRACT
    return in_context(abstract, span)


def may_dismiss(interaction: discord.Interaction[Any], asker: int) -> bool:
    """Whether the one who pressed asked the question, or may manage messages in this server."""
    moderator = interaction.guild_id is not None and interaction.permissions.manage_messages
    return interaction.user.id == asker or moderator
