"""The Discord client: slash commands and buttons only, with the least it may see."""

from typing import Any

import discord
from discord import app_commands

from bot.admin.additions import Additions
from bot.admin.buttons import BUTTONS as ADMIN_BUTTONS
from bot.admin.commands import COMMANDS as ADMIN_COMMANDS
from bot.admin.commands.standing import now
from bot.commands.about import about
from bot.commands.ask import ask
from bot.commands.buttons import DismissButton, ShowInContextButton
from bot.commands.check import check
from bot.commands.failures import tell
from bot.commands.papers import papers
from bot.commands.registering import register
from bot.desk import Desk
from bot.ledger.port import Ledger
from bot.port import Knowledge
from bot.presenting import NOBODY, BotInteraction

# Footnote speaks in no voice channel: the missing voice libraries are no news for its admin.
discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False

COMMANDS: tuple[app_commands.Command[Any, ..., None], ...] = (ask, check, papers, about)
BUTTONS = (ShowInContextButton, DismissButton)


class CommandTree(app_commands.CommandTree["FootnoteClient"]):
    """The commands; what fails in one is told in one place."""

    async def on_error(
        self, interaction: BotInteraction, error: app_commands.AppCommandError, /
    ) -> None:
        """Word it for the one who asked."""
        await tell(interaction, error)


class FootnoteClient(discord.Client):
    """Answers slash commands and buttons from a knowledge base.

    No privileged intent: it reads no messages and knows no members. `desk` serves the interactions.
    """

    def __init__(
        self,
        knowledge: Knowledge,
        ledger: Ledger,
        *,
        threads: int = 4,
        guild_ready_timeout: float = 2.0,
    ) -> None:
        super().__init__(
            intents=discord.Intents(guilds=True),
            allowed_mentions=NOBODY,
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            guild_ready_timeout=guild_ready_timeout,
        )
        self.desk = Desk(knowledge, ledger, threads)
        self.additions = Additions(self.desk.library, ledger, now)
        self.tree = CommandTree(self)
        for command in COMMANDS:
            self.tree.add_command(command)
        for administering in ADMIN_COMMANDS:
            self.tree.add_command(administering)
        self.add_dynamic_items(*BUTTONS, *ADMIN_BUTTONS)

    async def setup_hook(self) -> None:
        """Once for each start, before the gateway is connected."""
        await register(self.tree)
