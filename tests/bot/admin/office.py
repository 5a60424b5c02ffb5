"""A loopback Discord with a server whose bot has a real base, for tests of running it."""

import contextlib
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import discord

from knowledge.base import KnowledgeBase
from knowledge.model import Bibliography, Record, Source
from knowledge.reader import Reader
from tests.bot.stage import Stage, staged
from tests.discord_server import Guild, Interaction, Member, Message

MANAGE_GUILD = discord.Permissions(manage_guild=True, use_application_commands=True).value
TIDAL = "Tidal is a model of the sea. It has 176B parameters and was trained on 1.6TB of text."
LUNAR = "Lunar is a model of the moon. It has 12B parameters and predicts eclipses a year ahead."
HOW_MANY = "How many parameters does Tidal have?"
BIBTEX = b"""@article{lunar, title = {Lunar: A Model of the Moon}, author = {Ada North},
  year = {2021}, abstract = {%s}}
""" % LUNAR.encode()


def record(text: str, title: str | None = None) -> Record:
    """A record of a page."""
    return Record(text, Bibliography(title=title), Source("page.txt", 1))


class Office:
    """The stage, with somebody who manages the server, a role for papers, and another server."""

    def __init__(self, stage: Stage[KnowledgeBase]) -> None:
        self.stage = stage
        self.server = stage.server
        self.ledger = stage.ledger
        self.guild: Guild = next(iter(stage.server._core.world.guilds.values()))
        self.manager = self.guild.add_member("mona", permissions=MANAGE_GUILD)
        self.keeper = self.guild.add_member("kim")
        self.other_guild = stage.server.add_guild("Others")
        self.other_channel = self.other_guild.add_channel()
        self.other_manager = self.other_guild.add_member("olga", permissions=MANAGE_GUILD)
        self.role = self.guild.add_role("librarians")

    @property
    def base(self) -> KnowledgeBase:
        """What everybody sees."""
        return self.stage.knowledge

    async def use(self, name: str, by: Member | None = None, **options: Any) -> Message:
        """A command used by the manager (or somebody else), and what it shows in the end."""
        interaction = await self.server.slash(
            by or self.manager, self.stage.channel, name, **options
        )
        return await self._shown(interaction)

    async def elsewhere(self, name: str, **options: Any) -> Message:
        """A command used by who manages the other server, in that."""
        interaction = await self.server.slash(
            self.other_manager, self.other_channel, name, **options
        )
        return await self._shown(interaction)

    async def _shown(self, interaction: Interaction) -> Message:
        """What an interaction shows once all its steps are done."""
        shown = await interaction.response()
        await self.server.until(lambda: not (interaction.original or shown).text.endswith("…"))
        return interaction.original or shown

    async def press(self, message: Message, label: str, by: Member | None = None) -> Message:
        """A button pressed by the manager (or somebody else), and what it shows."""
        return await (await self.server.click(by or self.manager, message, label)).response()

    def file_of(self, message: Message) -> bytes:
        """The file that came with a message."""
        (attached,) = message.attachments
        return self.server._core.files[attached["id"]].content


@contextlib.asynccontextmanager
async def opened(folder: Path, reader: Reader | None = None) -> AsyncIterator[Office]:
    """The office, with a shared paper on Tidal; the bot has come after all servers were made.

    `reader` reads the abstracts; None: the built-in reader does.
    """
    with KnowledgeBase.open(folder, seed=False, reader=reader) as base:
        base.ingest_records([record(TIDAL, "Tidal: A Model of the Sea")])
        async with staged(base) as stage:
            await stage.stop()
            office = Office(stage)
            await stage.start()
            yield office
