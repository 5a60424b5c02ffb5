"""A small real bot, for the loopback Discord's own tests: one of everything that a bot may do."""

import asyncio
import contextlib
import io
from collections.abc import AsyncIterator
from typing import Any, Self

import discord
from discord import app_commands, ui

from .server import DiscordServer
from .waiting import LIMIT

Interaction = discord.Interaction["ExampleBot"]


class EchoButton(ui.DynamicItem[ui.Button[Any]], template=r"echo:(?P<word>\w+)"):
    """A button that works after a restart too: its word stands in its custom_id."""

    def __init__(self, word: str) -> None:
        super().__init__(ui.Button(label="Echo", custom_id=f"echo:{word}"))
        self.word = word

    @classmethod
    async def from_custom_id(cls, _interaction: Any, _item: Any, match: Any, /) -> Self:
        """Returns the button that was clicked."""
        return cls(match["word"])

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Says the word to the one who clicked."""
        await interaction.response.send_message(self.word, ephemeral=True)


class CountView(ui.LayoutView):
    """A text, a section with a link, a counter, a select menu, an echo and a button to go."""

    def __init__(self, text: str, count: int = 0) -> None:
        super().__init__(timeout=None)
        link = ui.Button[Self](label="Open", url="https://example.org")
        self.add_item(ui.Container(ui.TextDisplay(text), ui.Section("A source", accessory=link)))
        self.count = count
        more = ui.Button[Self](label="More", custom_id="more")
        more.callback = self._more  # type: ignore[method-assign]
        gone = ui.Button[Self](label="Dismiss", custom_id="gone")
        gone.callback = _dismiss  # type: ignore[method-assign]
        self.add_item(ui.ActionRow(more, gone, EchoButton(text.split(maxsplit=1)[0])))
        options = [discord.SelectOption(label=word) for word in ("one", "two")]
        choice = ui.Select[Self](custom_id="choice", placeholder="Choose", options=options)
        choice.callback = _chosen  # type: ignore[method-assign]
        self.add_item(ui.ActionRow(choice))

    async def _more(self, interaction: discord.Interaction[Any]) -> None:
        fresh = CountView(f"count {self.count + 1}", self.count + 1)
        await interaction.response.edit_message(view=fresh)


async def _dismiss(interaction: discord.Interaction[Any]) -> None:
    await interaction.response.defer()
    await interaction.delete_original_response()


async def _chosen(interaction: discord.Interaction[Any]) -> None:
    values = interaction.data["values"]  # type: ignore[typeddict-item, index]
    await interaction.response.send_message(f"chose {values}")


class NoteForm(ui.Modal, title="A note"):
    """A form with one field."""

    note: ui.TextInput[Self] = ui.TextInput(label="Note", custom_id="note", max_length=50)

    async def on_submit(self, interaction: discord.Interaction[Any]) -> None:
        """Repeats the note."""
        await interaction.response.send_message(f"noted: {self.note.value}")


class ExampleBot(discord.Client):
    """The bot; `heard` holds the messages that it saw, `failures` what went wrong."""

    def __init__(self, *, sync: bool = True, intents: discord.Intents | None = None) -> None:
        super().__init__(
            intents=intents or discord.Intents(guilds=True, guild_messages=True, dm_messages=True),
            allowed_mentions=discord.AllowedMentions.none(),
            guild_ready_timeout=0.05,
        )
        self.tree = app_commands.CommandTree(self)
        for command in COMMANDS:
            self.tree.add_command(command)
        self.add_dynamic_items(EchoButton)
        self.sync = sync
        self.heard: list[discord.Message] = []
        self.failures: asyncio.Queue[Exception] = asyncio.Queue()
        self.gate = asyncio.Event()
        self.tree.error(self._record_error)

    async def before_identify_hook(self, _shard_id: int | None, *, initial: bool = False) -> None:
        """Does not wait before a second identification, as discord.py does for five seconds."""

    async def setup_hook(self) -> None:
        """Registers the commands."""
        if self.sync:
            await self.tree.sync()

    async def on_message(self, message: discord.Message) -> None:
        """Remembers a message."""
        self.heard.append(message)

    async def _record_error(self, _interaction: Interaction, error: Exception) -> None:
        self.failures.put_nowait(getattr(error, "original", error))

    async def failure(self) -> Exception:
        """Waits for a command to fail and returns its error."""
        return await asyncio.wait_for(self.failures.get(), LIMIT)


@app_commands.command(description="Counts.")
async def count(interaction: Interaction, text: str, private: bool = False) -> None:
    """Defers, then shows the view."""
    await interaction.response.defer(thinking=True, ephemeral=private)
    await interaction.edit_original_response(view=CountView(text))


@count.autocomplete("text")
async def _suggest(_interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    return [app_commands.Choice(name=f"{typed} {n}", value=f"v{n}") for n in range(3)]


@app_commands.command(description="Waits for the gate, then acknowledges.")
async def slow(interaction: Interaction) -> None:
    """Acknowledges late when the test wants it."""
    await interaction.client.gate.wait()
    await interaction.response.defer()
    await interaction.followup.send("late")


@app_commands.command(description="Opens a form.")
async def note(interaction: Interaction) -> None:
    """Opens the form."""
    await interaction.response.send_modal(NoteForm())


@app_commands.command(description="Says several things.")
async def many(interaction: Interaction) -> None:
    """Replies, follows up, edits and deletes."""
    await interaction.response.send_message("first", embed=discord.Embed(title="A title"))
    second = await interaction.followup.send("second", wait=True)
    third = await interaction.followup.send("third", ephemeral=True, wait=True)
    await second.edit(content="second, edited")
    await third.delete()


@app_commands.command(description="Sends a file.")
async def attach(interaction: Interaction) -> None:
    """Sends a file along."""
    file = discord.File(io.BytesIO(b"some bytes"), "notes.txt")
    await interaction.response.send_message("a file", file=file)


@app_commands.command(description="Answers after the gate.")
async def later(interaction: Interaction) -> None:
    """Acknowledges at once, edits after the gate."""
    await interaction.response.defer(thinking=True)
    await interaction.client.gate.wait()
    await interaction.edit_original_response(content="done")


@app_commands.command(description="Writes to the channel itself.")
async def plain(interaction: Interaction) -> None:
    """Sends, edits, reacts to, fetches and deletes a plain message."""
    await interaction.response.send_message("see below", ephemeral=True)
    channel = interaction.channel
    if isinstance(channel, discord.TextChannel):
        message = await channel.send("a plain message")
        await message.edit(content="an edited message")
        await message.add_reaction("👍")
        thread = await message.create_thread(name="A thread")
        await thread.send("in the thread")
        await (await channel.fetch_message(message.id)).delete()


words = app_commands.Group(name="words", description="About words.")


@words.command(description="How long a word is.")
async def length(
    interaction: Interaction, word: app_commands.Range[str, 2, 8], times: int = 1
) -> None:
    """Measures a word."""
    await interaction.response.send_message(f"{len(word) * times} letters")


@words.command(description="Who somebody is.")
async def owner(interaction: Interaction, who: discord.Member) -> None:
    """Names a member."""
    await interaction.response.send_message(
        f"{who.name} may {who.resolved_permissions is not None}"
    )


@app_commands.context_menu(name="Quote this")
async def quote(interaction: Interaction, message: discord.Message) -> None:
    """Repeats a message's text."""
    await interaction.response.send_message(f"> {message.content}")


COMMANDS: tuple[Any, ...] = (count, slow, note, many, attach, later, plain, words, quote)


@contextlib.asynccontextmanager
async def running(server: DiscordServer, **settings: Any) -> AsyncIterator[ExampleBot]:
    """Runs the bot against the server until the end of the context."""
    bot = ExampleBot(**settings)
    task = asyncio.create_task(bot.start(server.token))
    try:
        await server.connected()
        yield bot
    finally:
        await bot.close()
        await asyncio.gather(task, return_exceptions=True)
        await server.disconnected()
