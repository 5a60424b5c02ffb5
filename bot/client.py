"""The Discord client: commands, buttons and messages, with the least it may see."""

import asyncio
from collections.abc import Callable
from functools import partial
from typing import Any, cast

import discord
import structlog
from discord import app_commands

from bot.admin.gaps import gaps
from bot.admin.golden import golden
from bot.admin.health import health
from bot.admin.knowledge import knowledge
from bot.admin.privacy import privacy
from bot.admin.settings import settings
from bot.admin.stats import stats
from bot.buttons.rate import told_why
from bot.buttons.registry import buttons
from bot.buttons.settings_panel import limits_typed
from bot.commands.about import about
from bot.commands.ask import ask
from bot.commands.bounds import keeps_bounds, options_in
from bot.commands.check import check
from bot.commands.compare import compare
from bot.commands.message_menu import answer_this, check_claims
from bot.commands.papers import papers
from bot.commands.registration import register
from bot.language import speak
from bot.language.translator import CatalogueTranslator
from bot.ledger import Ledger, ServerSettings
from bot.ledger.sharding import shard_of
from bot.messages.backlog import since
from bot.messages.channels import Channels
from bot.messages.inbox import Inbox
from bot.messages.listener import Listener
from bot.messages.notifier import Granting
from bot.messages.resumption import is_answered, promise_to
from bot.messages.takeover import Takeover
from bot.protocol import Knowledge
from bot.serve.deeds import Deeds
from bot.serve.delivery import LONGEST_PAUSE
from bot.serve.desk import USUAL, Desk
from bot.serve.failures import tell
from bot.serve.golden_runs import go_on_rerunning
from bot.serve.interaction import Bot, BotInteraction
from bot.serve.occasions import channel_of
from bot.serve.responses import NOBODY, language_of
from bot.serve.retention import forget_old, go_on_forgetting, note_server, note_servers
from bot.serve.shards import Shards
from bot.service.additions import Additions
from bot.service.clock import now
from bot.service.workers import Workers
from bot.settings import WorkSettings

# Footnote speaks in no voice channel: the missing voice libraries are no news for its admin.
discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
_log = structlog.stdlib.get_logger(__name__)

Parse = Callable[[Any], None]
_INTERACTION = "INTERACTION_CREATE"

COMMANDS: tuple[
    app_commands.Command[Any, ..., None] | app_commands.ContextMenu | app_commands.Group, ...
] = (
    ask,
    check,
    compare,
    papers,
    about,
    check_claims,
    answer_this,
    settings,
    knowledge,
    golden,
    gaps,
    stats,
    health,
    privacy,
)


class CommandTree(app_commands.CommandTree[Bot]):
    """The commands; what fails in one is told in one place."""

    async def interaction_check(self, interaction: BotInteraction, /) -> bool:
        """Speak the language of the one who uses a command; each has a task of its own.

        Raises:
            app_commands.CommandSignatureMismatch: it was sent otherwise than it is defined.
        """
        speak(language_of(interaction))
        command, data = interaction.command, cast("dict[str, Any]", interaction.data or {})
        is_used = interaction.type is discord.InteractionType.application_command
        if is_used and isinstance(command, app_commands.Command):
            described = data.get("resolved") or {}
            if not keeps_bounds(command.parameters, options_in(data), described):
                raise app_commands.CommandSignatureMismatch(command)
        return True

    async def on_error(
        self, interaction: BotInteraction, error: app_commands.AppCommandError, /
    ) -> None:
        """Word it for the one who asked."""
        await tell(interaction, error)


class FootnoteClient(Bot):
    """Answers commands, buttons and messages from a knowledge base.

    Unless `work` says that it reads messages it has no privileged intent: it knows no members, and
    of messages reads those that are written to it. `desk` serves the interactions, `inbox` reads
    messages. It runs as many shards as the gateway recommends, or those of `shards`.
    """

    def __init__(
        self,
        knowledge: Knowledge,
        ledger: Ledger,
        *,
        work: WorkSettings = USUAL,
        workers: Workers | None = None,
        shards: Shards | None = None,
        guild_ready_timeout: float = 2.0,
    ) -> None:
        super().__init__(
            intents=discord.Intents(
                guilds=True,
                guild_messages=True,
                dm_messages=True,
                message_content=work.read_messages,
            ),
            allowed_mentions=NOBODY,
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            guild_ready_timeout=guild_ready_timeout,
            max_ratelimit_timeout=LONGEST_PAUSE,
        )
        parsers = self._connection.parsers
        parsers[_INTERACTION] = taken_once(parsers[_INTERACTION])
        parsers.update({event: guarded(event, parse) for event, parse in parsers.items()})
        self.desk = Desk(knowledge, ledger, work, workers, shards)
        self.additions = Additions(self.desk.library, ledger, now)
        self.granting = Granting(self, self.desk)
        self.listener = Listener(self.desk)
        self.inbox = Inbox(
            self.desk.owed_replies,
            self._hear,
            partial(since, self),
            promise=promise_to,
            is_answered=partial(is_answered, self),
        )
        self.channels = Channels(self, self.desk, self.inbox)
        self.takeover = Takeover(
            self, self.desk, self._take_again, self.channels.leave, self._take_duties
        )
        self._upkeep: list[asyncio.Task[None]] = []
        self.tree = CommandTree(self)
        for command in COMMANDS:
            self.tree.add_command(command)
        self.add_dynamic_items(*buttons())

    async def on_message(self, message: discord.Message) -> None:
        """Answer what is asked in Q&A channels, in threads of conversations, and of the bot."""
        channel_id = channel_of(message)
        self.inbox.take(message, channel_id)
        if message.guild and channel_id in self.desk.qa_channels - self.inbox.followed:
            await self.channels.follow([message.guild], {channel_id: message.id - 1})

    def _take_again(self, message: discord.Message) -> None:
        self.inbox.take(message, channel_of(message), again=True)

    async def _hear(self, message: discord.Message) -> None:
        if self.user is not None:
            await self.listener.hear(message, self.user.id)

    async def on_shard_disconnect(self, _shard_id: int) -> None:
        """From now on messages may be missed."""
        self.inbox.miss()

    async def on_shard_resumed(self, _shard_id: int) -> None:
        """Discord has sent again what was missed; look whether that is so."""
        await self.inbox.catch_up()

    async def on_shard_ready(self, shard_id: int) -> None:
        """Pick up what was asked in Q&A channels while nobody was connected."""

        def mine(guild_id: int) -> bool:
            return shard_of(guild_id, self.shard_count or 1) == shard_id

        own = self._own_guilds()
        await note_servers(self.desk, [guild.id for guild in own if mine(guild.id)], mine)
        await self.channels.follow(own)

    async def on_guild_available(self, guild: discord.Guild) -> None:
        """The same for a server that was out of order."""
        await self.channels.follow([guild])

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Nothing of a server is to be forgotten that the bot is in."""
        await note_server(self.desk, guild.id, present=True)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """After its retention, a server is forgotten that the bot was taken out of."""
        await note_server(self.desk, guild.id, present=False)

    async def on_settings_changed(self, settings: ServerSettings, mark: int) -> None:
        """Read the Q&A channels that were chosen; what changed them has this number."""
        await self.channels.choose(settings, mark)

    async def on_papers_changed(self, _guild_id: int | None) -> None:
        """Tell those who wanted to know what can be answered now."""
        self.granting.papers_changed()

    def _own_guilds(self) -> list[discord.Guild]:
        """The servers that this process answers for: others may be remembered from before."""
        return [guild for guild in self.guilds if self.desk.shards.owns(guild.id)]

    def _guild_ids(self) -> list[int]:
        return [guild.id for guild in self._own_guilds()]

    async def _take_duties(self) -> None:
        await register(self.tree)

    async def on_interaction(self, interaction: BotInteraction) -> None:
        """Take forms that were filled in; commands and buttons have handlers of their own."""
        await told_why(interaction)
        await limits_typed(interaction)

    async def setup_hook(self) -> None:
        """Once for each start, before the gateway is connected."""
        await self.tree.set_translator(CatalogueTranslator())
        self.desk.ledger.listen(self.channels.hear)
        await self.takeover.begin()
        await forget_old(self.desk)
        self._upkeep = [
            asyncio.create_task(go_on_forgetting(self.desk)),
            asyncio.create_task(go_on_rerunning(self.desk, self.additions, self._guild_ids)),
        ]
        self.granting.start()

    async def finish(self, grace_seconds: float) -> bool:
        """Take no more, finish what runs, and keep what is not finished for the next start.

        Args:
            grace_seconds: how long to wait for what runs. It takes two seconds more at most.

        Returns:
            Whether everything is done: False where a thread still works.
        """
        self.inbox.stop()
        await self.granting.close()
        finished = await self.desk.close(grace_seconds)
        await self.inbox.close()
        await self.takeover.stop()
        for task in self._upkeep:
            task.cancel()
        await asyncio.gather(*self._upkeep, return_exceptions=True)
        await self.desk.owed_replies.close()
        return finished

    async def close(self) -> None:
        """Disconnect, and let others have what this process ran."""
        await super().close()
        await self.takeover.leave()


def taken_once(parse: Parse) -> Parse:
    """What takes an interaction in, unless the gateway has sent it before."""
    seen = Deeds()

    def taken(data: Any) -> None:  # noqa: ANN401  # as Discord sends it
        if seen.first_time(str(data["id"])):
            parse(data)

    return taken


def guarded(event: str, parse: Parse) -> Parse:
    """What takes an event in, or logs and skips one that lacks what it should have.

    discord.py lets what it cannot read end the connection, and with it the bot.
    """

    def taken(data: Any) -> None:  # noqa: ANN401  # as Discord sends it
        try:
            parse(data)
        except Exception as error:  # noqa: BLE001  # whatever is wrong with it
            _log.warning("malformed event skipped", event_type=event, why=repr(error))

    return taken
