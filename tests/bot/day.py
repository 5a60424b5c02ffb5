"""What people do in a server in the course of a day, step by step, and a record of all of it."""

import contextlib
from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import discord
from discord import app_commands

from bot.client import FootnoteClient
from bot.ledger import Ledger, ServerSettings
from bot.service.library import Fetch
from knowledge.base import KnowledgeBase
from tests.bot.stage import Stage, staged
from tests.discord_server import Channel, Guild, Interaction, Member, Message
from tests.discord_server.world import walk

MANAGE_GUILD = discord.Permissions(manage_guild=True, use_application_commands=True).value


@dataclass(frozen=True)
class Deed:
    """What somebody used: a command with its options, or a button, menu or form by its id."""

    name: str
    options: frozenset[str] = frozenset()


class Day:
    """A server with people in it, and the bot with the papers that it comes with."""

    def __init__(self, stage: Stage[KnowledgeBase]) -> None:
        self.stage = stage
        self.server = stage.server
        self.guild: Guild = stage.guild
        self.guild.bot_permissions |= discord.Permissions(create_public_threads=True).value
        self.general = stage.channel
        self.questions = self.guild.add_channel("paper-questions")
        self.forum = self.guild.add_channel("reading-list", is_forum=True)
        self.mona = self.guild.add_member("mona", permissions=MANAGE_GUILD)
        self.ada, self.ben = self.guild.add_member("ada"), self.guild.add_member("ben")
        self.kim, self.hal = self.guild.add_member("kim"), self.guild.add_member("hal")
        self.librarians = self.guild.add_role("librarians")
        self.helpers = self.guild.add_role("helpers")
        self.readers = self.guild.add_role("readers")
        stage.may_ping = {self.helpers}
        self.kim.roles.append(self.librarians)
        self.hal.roles.append(self.helpers)
        self.ada.roles.append(self.readers)
        self.abroad = self.server.add_guild("Elsewhere", installed=False)
        self.lobby = self.abroad.add_channel("lobby")
        self.ada_abroad = self.abroad.add_member("ada")

    @property
    def client(self) -> FootnoteClient:
        """The bot."""
        assert self.stage.client is not None
        return self.stage.client

    @property
    def ledger(self) -> Ledger:
        """What the bot remembers."""
        return self.stage.ledger

    @property
    def settings(self) -> ServerSettings:
        """What the server has set."""
        return self.ledger.settings(self.guild.id)

    def fetches(self, fetch: Fetch) -> None:
        """Give the papers that come by their identifiers, in place of services on the web."""
        self.client.desk.library.fetch = fetch

    # What people do

    async def uses(
        self, who: Member, name: str, where: Channel | None = None, **options: Any
    ) -> Message:
        """Somebody uses a slash command; what they see when it is done."""
        used = await self.server.slash(who, where or self.general, name, **options)
        return await self._shown(used)

    async def is_offered(
        self, who: Member, name: str, option: str, typed: str, **others: Any
    ) -> list[str]:
        """Somebody types into an option; the values that they are offered."""
        offered = await self.server.autocomplete(who, self.general, name, option, typed, **others)
        return [choice["value"] for choice in offered]

    async def picks(self, who: Member, name: str, message: Message) -> Message:
        """Somebody picks a command from a message's own menu."""
        return await self._shown(await self.server.menu(who, message.channel, name, message))

    async def presses(self, who: Member, message: Message, label: str) -> Message:
        """Somebody presses a button, and sees this."""
        return await self._shown(await self.server.click(who, message, label))

    async def presses_away(self, who: Member, message: Message, label: str) -> None:
        """Somebody presses a button that takes the message away."""
        await (await self.server.click(who, message, label)).acknowledged()
        await self.server.until(lambda: message.deleted)

    async def opens(self, who: Member, message: Message, label: str) -> Interaction:
        """Somebody presses a button that opens a form."""
        return await (await self.server.click(who, message, label)).acknowledged()

    async def fills_in(self, form: Interaction, **values: str) -> Message:
        """The one who opened a form fills it in."""
        return await self._shown(await self.server.submit(form, values))

    async def chooses(self, panel: Message, menu: str, *values: object) -> None:
        """Mona chooses in a menu of the panel of settings."""
        chosen = [str(value) for value in values]
        used = await self.server.select(self.mona, panel, f"settings:{menu}", chosen)
        await self._shown(used)

    async def says(
        self, who: Member, words: str, where: Channel, reply_to: Message | None = None
    ) -> list[Message]:
        """Somebody types a message; what the bot says to it, wherever it says it."""
        before = set(self._said())
        await self.server.say(who, where, words, reply_to=reply_to)
        return await self._new(before)

    async def posts(self, who: Member, title: str, words: str) -> list[Message]:
        """Somebody begins a post in the forum; what the bot says to it."""
        before = set(self._said())
        await self.server.post(who, self.forum, title, words)
        return await self._new(before)

    async def is_told(self, who: Member) -> list[Message]:
        """What the bot tells somebody directly, once it does."""
        channel, _ = self.server.direct_message(who)
        await self.server.until(lambda: bool(channel.messages))
        return list(channel.messages.values())

    def file_of(self, message: Message) -> bytes:
        """The file that came with a message."""
        (attached,) = message.attachments
        return self.server._core.files[attached["id"]].content

    def ids_in(self, message: Message) -> set[str]:
        """What can be pressed or chosen in a message."""
        return {each["custom_id"] for each in walk(message.components) if each.get("custom_id")}

    # What was met

    def deeds(self) -> Iterator[Deed]:
        """All that was used so far."""
        for each in self.server.interactions:
            if "custom_id" in each.data:
                yield Deed(each.data["custom_id"])
                yield from map(Deed, each.data.get("values") or ())
            else:
                yield _command(each.data)

    def never_used(self) -> list[str]:
        """Commands, options, buttons, menus and forms of the bot that nobody has used."""
        deeds = list(self.deeds())
        used = {f"{deed.name} {option}" for deed in deeds for option in deed.options}
        used |= {deed.name for deed in deeds}
        # What the client has registered, and not what a list of ours says.
        items = self.client._connection._view_store._dynamic_items
        unpressed = [
            item.__name__
            for template, item in items.items()
            if not any(map(template.fullmatch, used))
        ]
        return [name for name in self._offered() if name not in used] + unpressed

    def _offered(self) -> Iterator[str]:
        """Every command with each of its options."""
        tree = self.client.tree
        for kind in (discord.AppCommandType.message, discord.AppCommandType.user):
            yield from (menu.name for menu in tree.get_commands(type=kind))
        for command in tree.walk_commands():
            if isinstance(command, app_commands.Command):
                yield command.qualified_name
                yield from (f"{command.qualified_name} {o.name}" for o in command.parameters)

    # Waiting

    async def _shown(self, used: Interaction) -> Message:
        """What somebody sees in the end: a private note comes in place of what is taken away."""
        shown = await used.response()
        await self.server.until(lambda: not (used.original or shown).text.endswith("…"))
        last = used.original or shown
        return await used.followup() if last.deleted else last

    async def _new(self, before: set[Message]) -> list[Message]:
        await self.stage.quiet()
        return [message for message in self._said() if message not in before]

    def _said(self) -> list[Message]:
        """Everything that the bot has said, in whatever channel."""
        channels = self.server._core.world.channels.values()
        everything = [message for channel in channels for message in channel.messages.values()]
        return [message for message in everything if message.author is self.server.bot]


def _command(data: Mapping[str, Any]) -> Deed:
    """A command that was used, with the names of the options that were given."""
    path, options = [data["name"]], data.get("options", [])
    while options and options[0]["type"] in {1, 2}:
        path.append(options[0]["name"])
        options = options[0].get("options", [])
    return Deed(" ".join(path), frozenset(option["name"] for option in options))


@contextlib.asynccontextmanager
async def begun(folder: Path) -> AsyncIterator[Day]:
    """The day: the bot has come to a server in which everybody is already there."""
    with KnowledgeBase.open(folder) as base:
        days: list[Day] = []
        async with staged(base, lambda stage: days.append(Day(stage)), reads_messages=True):
            yield days[0]
