"""The loopback Discord with a real client: commands, buttons, forms, messages."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import discord
import pytest
import pytest_asyncio

from .example_bot import ExampleBot, running
from .interactions import CallbackType
from .invoking import ImpossibleError
from .server import DiscordServer
from .world import Channel, Guild, Member


@dataclass
class Scene:
    """A guild with a channel and a member, and the bot in it."""

    server: DiscordServer
    guild: Guild
    channel: Channel
    member: Member
    bot: ExampleBot


@pytest_asyncio.fixture
async def scene(discord_server: DiscordServer) -> AsyncIterator[Scene]:
    """The example bot, connected."""
    everything = discord.Permissions.all().value
    guild = discord_server.add_guild(bot_permissions=everything)
    channel, member = guild.add_channel(), guild.add_member("ada")
    async with running(discord_server) as bot:
        yield Scene(discord_server, guild, channel, member, bot)


@pytest.mark.asyncio
async def test_a_command_is_deferred_and_answered(scene: Scene) -> None:
    """The reply is the edited original, with its times, flags and allowed mentions."""
    asked = await scene.server.slash(scene.member, scene.channel, "count", text="hello there")
    assert (await asked.acknowledged()).callback_type is CallbackType.DEFERRED_MESSAGE
    shown = await asked.response()
    assert shown.text == "hello there\nA source"
    assert shown.is_components_v2
    assert not shown.is_ephemeral
    assert not shown.is_loading
    assert shown.allowed_mentions == {"parse": []}
    assert [button["label"] for button in shown.buttons] == ["Open", "More", "Dismiss", "Echo"]
    assert 0 <= asked.acknowledged_after <= asked.answered_after < 3


@pytest.mark.asyncio
async def test_a_private_reply_is_for_one_person(scene: Scene) -> None:
    """An ephemeral deferral stays ephemeral, and nobody else can click on it."""
    asked = await scene.server.slash(
        scene.member, scene.channel, "count", text="psst", private=True
    )
    shown = await asked.response()
    assert shown.is_ephemeral
    with pytest.raises(ImpossibleError, match="somebody else's"):
        await scene.server.click(scene.guild.add_member(), shown, "More")


@pytest.mark.asyncio
async def test_buttons_update_and_delete(scene: Scene) -> None:
    """A click changes the message in place; another removes it."""
    asked = await scene.server.slash(scene.member, scene.channel, "count", text="zero")
    shown = await asked.response()
    click = await scene.server.click(scene.member, shown, "More")
    assert (await click.response()) is shown
    assert shown.text.startswith("count 1")
    assert shown.edits == 1
    dismissed = await scene.server.click(scene.member, shown, "gone")
    assert (await dismissed.response()).deleted
    with pytest.raises(ImpossibleError, match="gone"):
        await scene.server.click(scene.member, shown, "More")


@pytest.mark.asyncio
async def test_buttons_outlive_the_client(scene: Scene) -> None:
    """A dynamic button of an earlier client works with the next one."""
    asked = await scene.server.slash(scene.member, scene.channel, "count", text="echoing words")
    shown = await asked.response()
    await scene.bot.close()
    await scene.server.disconnected()
    async with running(scene.server):
        click = await scene.server.click(scene.member, shown, "Echo")
        assert (await click.response()).text == "echoing"


@pytest.mark.asyncio
async def test_choices_and_forms(scene: Scene) -> None:
    """A select menu brings its values; a modal opens, is filled in and answered."""
    asked = await scene.server.slash(scene.member, scene.channel, "count", text="x")
    chosen = await scene.server.select(scene.member, await asked.response(), "choice", ["two"])
    assert (await chosen.response()).text == "chose ['two']"
    opened = await (await scene.server.slash(scene.member, scene.channel, "note")).acknowledged()
    with pytest.raises(ImpossibleError, match="1 to 50 letters"):
        await scene.server.submit(opened, {"note": "n" * 51})
    with pytest.raises(ImpossibleError, match="has no"):
        await scene.server.submit(opened, {"nothing": ""})
    submitted = await scene.server.submit(opened, {"note": "remember"})
    assert (await submitted.response()).text == "noted: remember"
    with pytest.raises(LookupError, match="no message"):
        await opened.response()
    with pytest.raises(ImpossibleError, match="no modal"):
        await scene.server.submit(submitted, {})


@pytest.mark.asyncio
async def test_suggestions(scene: Scene) -> None:
    """Typing into an option brings the bot's choices."""
    found = await scene.server.autocomplete(scene.member, scene.channel, "count", "text", "mist")
    assert found[0] == {"name": "mist 0", "value": "v0"}
    with pytest.raises(ImpossibleError, match="no autocompletion"):
        await scene.server.typing(scene.member, scene.channel, "words length", "word", "x")


@pytest.mark.asyncio
async def test_follow_ups(scene: Scene) -> None:
    """Follow-ups are kept apart from the reply; edits and deletions show."""
    asked = await scene.server.slash(scene.member, scene.channel, "many")
    assert (await asked.response()).text == "first\nA title"
    third = await asked.followup(2)
    await scene.server.until(lambda: third.deleted)
    assert [message.text for message in asked.followups] == ["second, edited", "third"]
    assert third.is_ephemeral


@pytest.mark.asyncio
async def test_files(scene: Scene) -> None:
    """A multipart body brings its file, which is served again."""
    asked = await scene.server.slash(scene.member, scene.channel, "attach")
    shown = await asked.response()
    assert [file["filename"] for file in shown.attachments] == ["notes.txt"]
    assert scene.server.requests_to("callback")[0].files[0].content == b"some bytes"
    sent = await scene.server.say(
        scene.member, scene.channel, f"<@{scene.server.bot.id}>", files=[("page.txt", b"Abstract")]
    )
    await scene.server.until(lambda: True)
    await _heard(scene, sent.id)
    assert await scene.bot.heard[-1].attachments[0].read() == b"Abstract"


async def _heard(scene: Scene, message_id: int) -> None:
    """A round trip over the gateway behind the message: events arrive in order."""
    await (await scene.server.slash(scene.member, scene.channel, "attach")).response()
    assert message_id in [message.id for message in scene.bot.heard]


@pytest.mark.asyncio
async def test_plain_messages(scene: Scene) -> None:
    """The content of what others say is hidden without the intent, unless it is for the bot."""
    first = await scene.server.say(scene.member, scene.channel, "not for you")
    mention = f"<@{scene.server.bot.id}> hello"
    second = await scene.server.say(scene.member, scene.channel, mention, reply_to=first)
    channel, person = scene.server.direct_message(scene.member)
    third = await scene.server.say(person, channel, "in private")
    await _heard(scene, third.id)
    heard = {message.id: message for message in scene.bot.heard}
    assert heard[first.id].content == ""
    assert heard[second.id].content == mention
    assert heard[second.id].reference is not None
    assert heard[third.id].content == "in private"
    assert heard[third.id].guild is None


@pytest.mark.asyncio
async def test_the_bot_writes_to_the_channel(scene: Scene) -> None:
    """Messages, edits, reactions, threads, fetches and deletions work as in Discord."""
    await scene.server.slash(scene.member, scene.channel, "plain")
    await scene.server.until(lambda: bool(scene.server.requests_to("^DELETE /channels")))
    (message,) = [m for m in scene.channel.messages.values() if "edited" in m.text]
    await scene.server.until(lambda: message.deleted)
    assert message.reactions == {"👍": {scene.server.bot.id}}
    thread = scene.guild.world.channels[message.id]
    assert [m.text for m in thread.messages.values()] == ["in the thread"]
    assert scene.bot.failures.empty()


@pytest.mark.asyncio
async def test_subcommands_and_people(scene: Scene) -> None:
    """Subcommands take their options; members are resolved with their permissions."""
    asked = await scene.server.slash(
        scene.member, scene.channel, "words length", word="four", times=2
    )
    assert (await asked.response()).text == "8 letters"
    asked = await scene.server.slash(scene.member, scene.channel, "words owner", who=scene.member)
    assert (await asked.response()).text == "ada may True"


@pytest.mark.asyncio
async def test_context_menus(scene: Scene) -> None:
    """A command of a message's menu gets the message."""
    target = await scene.server.say(scene.member, scene.channel, "a claim")
    chosen = await scene.server.menu(scene.member, scene.channel, "Quote this", target)
    assert (await chosen.response()).text == "> a claim"


@pytest.mark.asyncio
async def test_direct_messages(scene: Scene) -> None:
    """Commands work in direct messages, where there is no member."""
    channel, person = scene.server.direct_message(scene.member)
    asked = await scene.server.slash(person, channel, "count", text="alone")
    assert (await asked.response()).text.startswith("alone")


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("name", "options", "words"),
    [
        ("count", {}, "missing"),
        ("count", {"text": "x", "nothing": 1}, "unknown"),
        ("count", {"text": 5}, "takes"),
        ("words length", {"word": "x"}, "bounds"),
        ("words length", {"word": "x" * 9}, "bounds"),
        ("words length", {"word": "four", "times": True}, "takes"),
    ],
)
async def test_options_are_checked(
    scene: Scene, name: str, options: dict[str, object], words: str
) -> None:
    """What Discord's client would not send is not sent."""
    with pytest.raises(ImpossibleError, match=words):
        await scene.server.slash(scene.member, scene.channel, name, **options)


@pytest.mark.asyncio
async def test_unknown_things_are_told(scene: Scene) -> None:
    """Commands, subcommands and components that are not there are named in the error."""
    with pytest.raises(LookupError, match="registered"):
        await scene.server.slash(scene.member, scene.channel, "nothing")
    with pytest.raises(LookupError, match="no subcommand"):
        await scene.server.slash(scene.member, scene.channel, "words nothing")
    asked = await scene.server.slash(scene.member, scene.channel, "count", text="x")
    shown = await asked.response()
    with pytest.raises(LookupError, match="there are"):
        await scene.server.click(scene.member, shown, "nothing")
    with pytest.raises(ImpossibleError, match="a link"):
        await scene.server.click(scene.member, shown, "Open")
    with pytest.raises(ImpossibleError, match="not among"):
        await scene.server.select(scene.member, shown, "Choose", ["three"])


@pytest.mark.asyncio
async def test_registrations_outlive_the_client(scene: Scene) -> None:
    """The next client finds the commands, unchanged ones with their ids and versions."""
    before = scene.server.commands.listed()
    assert scene.server.commands.writes == 1
    await scene.bot.close()
    await scene.server.disconnected()
    async with running(scene.server, sync=False) as bot:
        fetched = await bot.tree.fetch_commands()
        assert {str(command.id) for command in fetched} == {c["id"] for c in before}
        await bot.tree.sync()
    assert scene.server.commands.writes == 2
    assert scene.server.commands.listed() == before


@pytest.mark.asyncio
async def test_guild_commands_come_first(scene: Scene) -> None:
    """A guild's own command hides the global one; it can be edited and deleted."""
    scene.bot.tree.copy_global_to(guild=discord.Object(scene.guild.id))
    (command, *_) = await scene.bot.tree.sync(guild=discord.Object(scene.guild.id))
    await command.edit(description="Counts here.")
    assert scene.server.commands.find("count", 1, scene.guild.id)["description"] == "Counts here."
    assert scene.server.commands.find("count", 1, None)["description"] == "Counts."
    await command.delete()
    assert "guild_id" not in scene.server.commands.find("count", 1, scene.guild.id)
