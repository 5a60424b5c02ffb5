"""The Discord client: commands, buttons and messages, with the least it may see."""

from typing import Any

import discord
import structlog
from discord import app_commands

from bot.admin.additions import Additions
from bot.admin.buttons import BUTTONS as ADMIN_BUTTONS
from bot.admin.commands import COMMANDS as ADMIN_COMMANDS
from bot.admin.commands.standing import now
from bot.commands.about import about
from bot.commands.ask import ask
from bot.commands.buttons import CiteButton, DismissButton, ShowInContextButton, VerifyButton
from bot.commands.check import check
from bot.commands.compare import compare
from bot.commands.failures import tell
from bot.commands.helping import AskHumanButton, NotifyButton
from bot.commands.menus import answer_this, check_claims
from bot.commands.opinions import RateButton, told_why
from bot.commands.papers import papers
from bot.commands.registering import register
from bot.commands.sharing import ShareButton
from bot.desk import Desk
from bot.ledger.port import Ledger
from bot.listening.listener import Listener
from bot.port import Knowledge
from bot.presenting import NOBODY, UNDELIVERED, BotInteraction

# Footnote speaks in no voice channel: the missing voice libraries are no news for its admin.
discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False

_log = structlog.stdlib.get_logger(__name__)

COMMANDS: tuple[app_commands.Command[Any, ..., None] | app_commands.ContextMenu, ...] = (
    ask,
    check,
    compare,
    papers,
    about,
    check_claims,
    answer_this,
)
BUTTONS = (
    ShowInContextButton,
    VerifyButton,
    CiteButton,
    RateButton,
    AskHumanButton,
    NotifyButton,
    ShareButton,
    DismissButton,
)


class CommandTree(app_commands.CommandTree["FootnoteClient"]):
    """The commands; what fails in one is told in one place."""

    async def on_error(
        self, interaction: BotInteraction, error: app_commands.AppCommandError, /
    ) -> None:
        """Word it for the one who asked."""
        await tell(interaction, error)


class FootnoteClient(discord.Client):
    """Answers commands, buttons and messages from a knowledge base.

    Without `reads_messages` it has no privileged intent: it knows no members, and of messages reads
    those that are written to it. `desk` serves the interactions.
    """

    def __init__(
        self,
        knowledge: Knowledge,
        ledger: Ledger,
        *,
        threads: int = 4,
        reads_messages: bool = False,
        guild_ready_timeout: float = 2.0,
    ) -> None:
        super().__init__(
            intents=discord.Intents(
                guilds=True,
                guild_messages=True,
                dm_messages=True,
                message_content=reads_messages,
            ),
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

    async def on_message(self, message: discord.Message) -> None:
        """Answer what is asked in Q&A channels, in threads of conversations, and of the bot."""
        if self.user is None:
            return
        try:
            await Listener(self.desk, self.user.id).hear(message)
        except UNDELIVERED as error:
            _log.warning("message not answered", message=message.id, why=str(error))

    async def on_interaction(self, interaction: BotInteraction) -> None:
        """Take forms that were filled in; commands and buttons have handlers of their own."""
        await told_why(interaction)

    async def setup_hook(self) -> None:
        """Once for each start, before the gateway is connected."""
        await register(self.tree)
