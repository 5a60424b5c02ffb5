"""What Discord refuses is refused, and listed as a violation."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from .interactions import Interaction
from .raw_client import RawClient, raw_client
from .server import DiscordServer
from .world import Channel, Guild

Json = dict[str, Any]

V2 = 1 << 15


@pytest_asyncio.fixture
async def client(discord_server: DiscordServer) -> AsyncIterator[RawClient]:
    """A raw client of a Discord with a guild."""
    discord_server.add_guild().add_channel()
    async with raw_client(discord_server) as made:
        yield made


def _channel(server: DiscordServer) -> Channel:
    (guild,) = server.gateway._world.guilds.values()
    return next(iter(guild.channels.values()))


def text(content: str = "words") -> Json:
    return {"type": 10, "content": content}


def button(**changes: Any) -> Json:
    return {"type": 2, "style": 1, "label": "Go", "custom_id": "go"} | changes


def row(*components: Json) -> Json:
    return {"type": 1, "components": list(components)}


def select(**changes: Any) -> Json:
    options = [{"label": "One", "value": "one"}, {"label": "Two", "value": "two"}]
    return {"type": 3, "custom_id": "choice", "options": options} | changes


def v2(*components: Json, **changes: Any) -> Json:
    return {"flags": V2, "components": list(components)} | changes


def gallery(url: str) -> Json:
    return {"type": 12, "items": [{"media": {"url": url}}]}


BAD_MESSAGES: dict[str, Json] = {
    "content too long": {"content": "x" * 2001},
    "unknown key": {"content": "x", "colour": 1},
    "wrong type": {"content": 5},
    "content with V2": v2(text(), content="x"),
    "embeds with V2": v2(text(), embeds=[{"title": "x"}]),
    "poll with V2": v2(
        text(),
        poll={
            "question": {"text": "?"},
            "answers": [{"poll_media": {"text": "yes"}}],
            "duration": 1,
        },
    ),
    "V2 components without the flag": {"components": [text()]},
    "six rows without the flag": {
        "components": [row(button(custom_id=str(n))) for n in range(6)]
    },
    "41 components": v2(*[text("x") for _ in range(41)]),
    "41 components, nested": v2(
        {"type": 17, "components": [text("x") for _ in range(20)]},
        {"type": 17, "components": [text("x") for _ in range(19)]},
    ),
    "4001 characters of text": v2(text("x" * 2000), text("x" * 2001)),
    "4000 characters of three bytes": v2(text("語" * 4000)),
    "an empty text": v2(text("")),
    "a blank text": v2(text(" \n")),
    "a long label": v2(row(button(label="x" * 81))),
    "a long custom_id": v2(row(button(custom_id="x" * 101))),
    "a custom_id twice": v2(row(button(), button())),
    "an id twice": v2(text() | {"id": 5}, text() | {"id": 5}),
    "no custom_id": v2(row({"type": 2, "style": 1, "label": "x"})),
    "no label": v2(row({"type": 2, "style": 1, "custom_id": "x"})),
    "no style": v2(row({"type": 2, "label": "x", "custom_id": "x"})),
    "an unknown style": v2(row(button(style=9))),
    "a link with a custom_id": v2(row(button(style=5, url="https://example.org"))),
    "a link without a url": v2(row({"type": 2, "style": 5, "label": "x"})),
    "a link to elsewhere": v2(row({"type": 2, "style": 5, "label": "x", "url": "ftp://x"})),
    "a long link": v2(
        row({"type": 2, "style": 5, "label": "x", "url": "https://x/" + "x" * 512})
    ),
    "a url on a plain button": v2(row(button(url="https://example.org"))),
    "six buttons in a row": v2(row(*[button(custom_id=str(n)) for n in range(6)])),
    "an empty row": v2(row()),
    "a text in a row": v2(row(text())),
    "a button outside a row": v2(button()),
    "a select and a button": v2(row(select(), button())),
    "26 options": v2(
        row(select(options=[{"label": str(n), "value": str(n)} for n in range(26)]))
    ),
    "no options": v2(row(select(options=[]))),
    "an option twice": v2(row(select(options=[{"label": "x", "value": "x"}] * 2))),
    "more than can be chosen": v2(row(select(max_values=3))),
    "more at least than at most": v2(row(select(min_values=2, max_values=1))),
    "too many defaults": v2(
        row(
            select(
                options=[{"label": n, "value": n, "default": True} for n in ("one", "two")]
            )
        )
    ),
    "a section without accessory": v2({"type": 9, "components": [text()]}),
    "a section of four texts": v2(
        {"type": 9, "components": [text() for _ in range(4)], "accessory": button()}
    ),
    "a bad button in a section": v2(
        {"type": 9, "components": [text()], "accessory": button(style=5)}
    ),
    "a container in a container": v2(
        {"type": 17, "components": [{"type": 17, "components": [text()]}]}
    ),
    "a picture from nowhere": v2(gallery("file:///etc/passwd")),
    "a picture not sent along": v2(gallery("attachment://picture.png")),
    "an unknown component": v2({"type": 99}),
    "a component that is none": v2("x"),  # type: ignore[arg-type]
    "an embed title": {"embeds": [{"title": "x" * 257}]},
    "eleven embeds": {"embeds": [{"title": "x"}] * 11},
    "an embed of nothing": {"content": "x", "embeds": [{"color": 5}]},
    "embeds of 6001": {"embeds": [{"description": "x" * 4096}, {"description": "x" * 1905}]},
    "embed fields of 6001": {
        "embeds": [{"fields": [{"name": "n", "value": "x" * 1000}] * 6, "footer": {"text": "x"}}]
    },
    "mentions twice": {"content": "x", "allowed_mentions": {"parse": ["users"], "users": ["1"]}},
    "unknown mentions": {"content": "x", "allowed_mentions": {"parse": ["friends"]}},
}


@pytest.mark.asyncio
@pytest.mark.parametrize("body", BAD_MESSAGES.values(), ids=BAD_MESSAGES)
async def test_bad_messages_are_refused(client: RawClient, body: Json) -> None:
    """Each answers 400 with code 50035 and is listed."""
    channel = _channel(client.server)
    status, answer = await client.send("POST", f"/channels/{channel.id}/messages", body)
    assert (status, answer["code"]) == (400, 50035)
    assert answer["errors"]
    assert client.server.take_violations()
    assert not channel.messages


GOOD_MESSAGES: dict[str, Json] = {
    "content": {"content": "x" * 2000},
    "embeds of 6000": {"embeds": [{"description": "x" * 4096}, {"description": "x" * 1904}]},
    "40 components": v2(*[text("x") for _ in range(40)]),
    "4000 characters": v2(text("x" * 4000)),
    "4000 characters of two bytes": v2(text("é" * 4000)),
    "five rows": {"components": [row(button(custom_id=str(n))) for n in range(5)]},
    "everything": v2(
        {"type": 17, "components": [text(), {"type": 14}], "accent_color": 5},
        {"type": 9, "components": [text()], "accessory": button(custom_id="a")},
        row(button(), button(style=5, url="https://example.org", custom_id=None)),
        row(select(min_values=0, max_values=2)),
        gallery("https://example.org/picture.png"),
        allowed_mentions={"parse": [], "users": ["5"]},
    ),
}


@pytest.mark.asyncio
@pytest.mark.parametrize("body", GOOD_MESSAGES.values(), ids=GOOD_MESSAGES)
async def test_messages_at_the_limits_are_taken(client: RawClient, body: Json) -> None:
    """What just fits is taken."""
    status, _ = await client.send("POST", f"/channels/{_channel(client.server).id}/messages", body)
    assert (status, client.server.violations) == (200, [])


@pytest.mark.asyncio
@pytest.mark.parametrize("body", [{}, {"content": " \n"}, {"embeds": []}, {"flags": V2}])
async def test_empty_messages_are_refused(client: RawClient, body: Json) -> None:
    """A message that would show nothing answers 50006."""
    path = f"/channels/{_channel(client.server).id}/messages"
    status, answer = await client.send("POST", path, body)
    assert (status, answer["code"]) == (400, 50006)
    assert len(client.server.take_violations()) == 1


@pytest.mark.asyncio
async def test_edits_are_checked_against_the_message(client: RawClient) -> None:
    """V2 stays, needs what was there removed, and an edit cannot empty a message."""
    path = f"/channels/{_channel(client.server).id}/messages"
    _, message = await client.send("POST", path, {"content": "x"})
    for body, code in [
        ({"content": ""}, 50006),
        (v2(text()), 50035),
        ({"components": [text()]}, 50035),
    ]:
        assert (await client.send("PATCH", f"{path}/{message['id']}", body))[1]["code"] == code
    status, edited = await client.send(
        "PATCH", f"{path}/{message['id']}", v2(text("new"), content=None)
    )
    assert (status, edited["content"], edited["flags"]) == (200, "", V2)
    for body, code in [({"flags": 0}, 50035), ({"content": "x"}, 50035), ({"components": []}, 50006)]:
        assert (await client.send("PATCH", f"{path}/{message['id']}", body))[1]["code"] == code
    assert (await client.send("PATCH", f"{path}/{message['id']}", {"components": [text("a")]}))[0] == 200
    assert len(client.server.take_violations()) == 6


def command(**changes: Any) -> Json:
    return {"name": "ask", "description": "Asks.", "type": 1} | changes


def option(**changes: Any) -> Json:
    return {"type": 3, "name": "question", "description": "What to ask."} | changes


BAD_COMMANDS: dict[str, list[Json]] = {
    "a capital letter": [command(name="Ask")],
    "a space": [command(name="ask me")],
    "an emoji": [command(name="ask✨")],
    "a dot": [command(name="a.b")],
    "a long name": [command(name="x" * 33)],
    "no name": [{"description": "x"}],
    "no description": [{"name": "ask"}],
    "an empty description": [command(description="")],
    "a blank description": [command(description="  ")],
    "a long description": [command(description="x" * 101)],
    "the same twice": [command(), command()],
    "101 commands": [command(name=f"c{n}") for n in range(101)],
    "an unknown key": [command(colour=1)],
    "a described menu": [command(type=3, name="Quote")],
    "a menu with options": [{"type": 2, "name": "Quote", "options": [option()]}],
    "a blank menu": [{"type": 2, "name": " "}],
    "an option with a capital letter": [command(options=[option(name="Q")])],
    "an option without description": [command(options=[{"type": 3, "name": "q"}])],
    "an option of an unknown type": [command(options=[option(type=12)])],
    "an option twice": [command(options=[option(), option()])],
    "26 options": [command(options=[option(name=f"o{n}") for n in range(26)])],
    "required after optional": [
        command(options=[option(), option(name="second", required=True)])
    ],
    "a subcommand beside an option": [
        command(options=[option(), {"type": 1, "name": "sub", "description": "x"}])
    ],
    "choices and autocomplete": [
        command(options=[option(autocomplete=True, choices=[{"name": "a", "value": "a"}])])
    ],
    "26 choices": [
        command(options=[option(choices=[{"name": str(n), "value": str(n)} for n in range(26)])])
    ],
    "a choice twice": [command(options=[option(choices=[{"name": "a", "value": "a"}] * 2)])],
    "a blank choice": [command(options=[option(choices=[{"name": " ", "value": "a"}])])],
    "a long choice": [command(options=[option(choices=[{"name": "a", "value": "x" * 101}])])],
    "bounds crossed": [command(options=[option(min_length=5, max_length=2)])],
    "8001 characters": [
        command(
            options=[
                option(
                    name=f"o{n}",
                    choices=[{"name": f"{m:x<100}", "value": f"{m:y<100}"} for m in range(5)],
                )
                for n in range(8)
            ]
        )
    ],
}


@pytest.mark.asyncio
@pytest.mark.parametrize("commands", BAD_COMMANDS.values(), ids=BAD_COMMANDS)
async def test_bad_commands_are_refused(client: RawClient, commands: list[Json]) -> None:
    """Each answers 400 with code 50035, is listed, and registers nothing."""
    status, answer = await client.register(*commands)
    assert (status, answer["code"]) == (400, 50035)
    assert client.server.take_violations()
    assert client.server.commands.listed() == []


@pytest.mark.asyncio
async def test_names_in_other_scripts_are_taken(client: RawClient) -> None:
    """Lower-case letters and digits of any script, dashes, underscores and apostrophes may name."""
    names = ("frage", "питання", "質問", "सवाल", "คำถาม", "ask-2_me", "d'accord")
    status, _ = await client.register(*[command(name=name) for name in names])
    assert status == 200


@pytest.mark.asyncio
async def test_single_commands(client: RawClient) -> None:
    """One command can be added, replaced, fetched, edited and deleted; defaults are left out."""
    base = f"/applications/{client.server.bot.id}/commands"
    sent = command(options=[option(required=False, choices=[], min_length=0)])
    status, added = await client.send("POST", base, sent)
    assert (status, added["options"]) == (201, [option(min_length=0)])
    assert (await client.send("POST", base, command(description="New.")))[0] == 200
    path = f"{base}/{added['id']}"
    assert (await client.send("GET", path))[1]["description"] == "New."
    assert (await client.send("PATCH", path, {"description": ""}))[0] == 400
    assert (await client.send("PATCH", path, {"name": "Bad Name"}))[0] == 400
    assert (await client.send("POST", base, command(name="Bad")))[0] == 400
    assert (await client.send("DELETE", path))[0] == 204
    assert (await client.send("GET", path))[1]["code"] == 10063
    assert (await client.send("GET", "/applications/5/commands"))[1]["code"] == 20012
    other = f"/applications/{client.server.bot.id}/guilds/5/commands"
    assert (await client.send("GET", other))[1]["code"] == 50001
    assert len(client.server.take_violations()) == 3


async def _started(client: RawClient, kind: str = "slash") -> Interaction:
    await client.register(command(options=[option(autocomplete=True)]))
    await client.identify()
    server = client.server
    guild: Guild | None = _channel(server).guild
    assert guild is not None
    member, channel = guild.add_member(), _channel(server)
    if kind == "slash":
        return await server.slash(member, channel, "ask")
    return await server.typing(member, channel, "ask", "question", "x")


def choices(*pairs: tuple[Any, Any]) -> Json:
    return {"choices": [{"name": name, "value": value} for name, value in pairs]}


BAD_ANSWERS: dict[str, tuple[str, int, Any]] = {
    "26 choices": ("autocomplete", 8, choices(*[(str(n), str(n)) for n in range(26)])),
    "an empty choice name": ("autocomplete", 8, choices(("", "a"))),
    "a blank choice name": ("autocomplete", 8, choices((" ", "a"))),
    "a long choice name": ("autocomplete", 8, choices(("x" * 101, "a"))),
    "a long choice value": ("autocomplete", 8, choices(("a", "x" * 101))),
    "a number for text": ("autocomplete", 8, choices(("a", 5))),
    "a message for choices": ("autocomplete", 4, {"content": "x"}),
    "choices for a message": ("slash", 8, choices(("a", "a"))),
    "an update of nothing": ("slash", 7, {"content": "x"}),
    "an unknown type": ("slash", 77, {"content": "x"}),
    "a bad message": ("slash", 4, {"content": "x" * 2001}),
    "a form without fields": ("slash", 9, {"title": "x", "custom_id": "x", "components": []}),
    "a form of six texts": (
        "slash",
        9,
        {"title": "x", "custom_id": "x", "components": [text() for _ in range(6)]},
    ),
    "a form with an id twice": (
        "slash",
        9,
        {
            "title": "x",
            "custom_id": "x",
            "components": [row({"type": 4, "custom_id": "a", "style": 1, "label": "x"})] * 2,
        },
    ),
}


@pytest.mark.asyncio
@pytest.mark.parametrize(("kind", "callback", "data"), BAD_ANSWERS.values(), ids=BAD_ANSWERS)
async def test_bad_answers_are_refused(
    client: RawClient, kind: str, callback: int, data: Any
) -> None:
    """Each answers 400 with code 50035, is listed, and leaves the interaction unanswered."""
    interaction = await _started(client, kind)
    status, answer = await client.acknowledge(interaction, callback, data)
    assert (status, answer["code"]) == (400, 50035)
    assert client.server.take_violations()
    assert interaction.acknowledged_at is None


@pytest.mark.asyncio
async def test_only_one_acknowledgement(client: RawClient) -> None:
    """The second answers 40060."""
    interaction = await _started(client)
    assert (await client.acknowledge(interaction, 5))[0] == 204
    status, answer = await client.acknowledge(interaction, 4, {"content": "x"})
    assert (status, answer["code"]) == (400, 40060)
    assert len(client.server.take_violations()) == 1


@pytest.mark.asyncio
async def test_three_seconds(client: RawClient) -> None:
    """After three seconds the interaction is unknown; so is one that never was."""
    interaction = await _started(client)
    client.server.clock.advance(3.1)
    status, answer = await client.acknowledge(interaction, 5)
    assert (status, answer["code"]) == (404, 10062)
    assert len(client.server.take_violations()) == 1
    interaction.token = "another"
    assert (await client.acknowledge(interaction, 5))[1]["code"] == 10062


@pytest.mark.asyncio
async def test_fifteen_minutes(client: RawClient) -> None:
    """A token works once acknowledged, and for fifteen minutes."""
    interaction = await _started(client)
    original = f"/webhooks/{client.server.bot.id}/{interaction.token}/messages/@original"
    assert (await client.send("PATCH", original, {"content": "x"}))[1]["code"] == 10015
    assert len(client.server.take_violations()) == 1
    await client.acknowledge(interaction, 5)
    client.server.clock.advance(14 * 60)
    assert (await client.send("PATCH", original, {"content": "x"}))[0] == 200
    client.server.clock.advance(61)
    status, answer = await client.send("PATCH", original, {"content": "y"})
    assert (status, answer["code"]) == (401, 50027)
    strange = f"/webhooks/{client.server.bot.id}/strange/messages/@original"
    assert (await client.send("GET", strange))[1]["code"] == 10015


@pytest.mark.asyncio
async def test_the_first_follow_up_of_a_deferral_is_the_reply(client: RawClient) -> None:
    """It edits the reply, and cannot change who sees it."""
    interaction = await _started(client)
    await client.acknowledge(interaction, 5)
    webhook = f"/webhooks/{client.server.bot.id}/{interaction.token}"
    await client.send("POST", webhook, {"content": "a", "flags": 64})
    _, second = await client.send("POST", webhook, {"content": "b", "flags": 64})
    assert interaction.original is not None
    assert (interaction.original.text, interaction.original.is_ephemeral) == ("a", False)
    assert [message.is_ephemeral for message in interaction.followups] == [True]
    message = f"{webhook}/messages/{second['id']}"
    assert (await client.send("GET", message))[1]["content"] == "b"
    assert (await client.send("DELETE", message))[0] == 204
    assert (await client.send("GET", message))[1]["code"] == 10008
    assert (await client.send("GET", f"{webhook}/messages/5"))[1]["code"] == 10008
    channel = _channel(client.server)
    assert (await client.send("GET", f"/channels/{channel.id}/messages/{second['id']}"))[0] == 404
    assert len((await client.send("GET", f"/channels/{channel.id}/messages"))[1]) == 1
