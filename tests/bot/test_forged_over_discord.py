"""Forged interactions: whatever is sent by whomever, it does nothing and shows nothing private."""

import copy
import random
import re
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import discord
import pytest
import pytest_asyncio

from bot.buttons.registry import buttons
from tests.bot.admin.office import BIBTEX, opened
from tests.bot.attackers import HOW_MANY, SHADOWS, WHISPER, Attacker, Json, Scene
from tests.discord_server import Message
from tests.discord_server.interactions import InteractionType
from tests.discord_server.payloads import user_payload
from tests.discord_server.world import walk

COMMAND, COMPONENT = InteractionType.COMMAND, InteractionType.COMPONENT
MODAL, TYPING = InteractionType.MODAL_SUBMIT, InteractionType.AUTOCOMPLETE
BUTTON, SELECT = 2, 3


@pytest_asyncio.fixture
async def scene(tmp_path: Path) -> AsyncIterator[Scene]:
    """A server with something to hide; in the end, everything that was sent is checked."""
    async with opened(tmp_path / "data") as office:
        made = Scene(office)
        await made.prepare()
        yield made


def options_of(scene: Scene) -> dict[str, Json]:
    """What every command is sent with: all of it is another's, or needs a permission."""
    ask = {"question": HOW_MANY}
    named = {"paper": scene.paper, "question": "How many parameters does Lunar have?"}
    return {
        "about": {},
        "ask": ask,
        "check": {"claim": "Umbra has 46B parameters."},
        "compare": {"first": "Umbra", "second": "Tidal", "aspect": "parameters"},
        "papers": {"query": scene.paper},
        "Check claims": {"message": scene.claim},
        "Answer this": {"message": scene.claim},
        "settings": {},
        "knowledge add": {"file": scene.server.upload("lunar.bib", BIBTEX)},
        "knowledge remove": {"paper": scene.paper},
        "knowledge history": {},
        "knowledge undo": {"entry": 2},
        "knowledge search": {"query": "Umbra"},
        "golden add": named,
        "golden run": {},
        "golden list": {},
        "golden remove": {"number": 1},
        "gaps": {},
        "stats": {},
        "health": {},
        "privacy kept": {},
        "privacy my-data": {},
        "privacy forget-me": {},
    }


def custom_ids(scene: Scene) -> dict[str, list[str]]:
    """What every button and menu is forged with: what is the server's, or the asker's."""
    asked = (scene.private, scene.unanswered)
    person = scene.asker.id
    panel = [c["custom_id"] for c in walk(scene.shown["panel"].components) if c.get("custom_id")]
    return {
        "ShowInContextButton": [f"show:0:9:{scene.paper}"],
        "VerifyButton": [f"verify:{number}" for number in asked],
        "CiteButton": [f"bibtex:{scene.private}:", f"bibtex:0:{scene.paper}"],
        "RateButton": [f"rate:{how}:{scene.private}" for how in ("up", "down")],
        "AskHumanButton": [f"human:{number}" for number in asked],
        "NotifyButton": [f"notify:{scene.unanswered}"],
        "ShareButton": [f"share:{person}"],
        "DismissButton": [f"dismiss:{person}"],
        "AddProposedButton": [f"keep:{scene.token}"],
        "DropProposedButton": [f"drop:{scene.token}"],
        "ForgetButton": [f"forget:{person}"],
        "SettingsMenu": panel,
        "MoreMenu": ["more"],
    }


def check_untouched(scene: Scene, before: list[Any], attacker: Attacker, what: str) -> None:
    """Nothing of the server is changed, and nobody was told what is private."""
    assert scene.state([attacker]) == before, what
    told = scene.heard()
    assert WHISPER not in told, what
    if attacker.channel is not scene.channel:  # who is a member may read the server's papers
        assert SHADOWS not in told, what


async def each_attacker(scene: Scene, attack: Callable[[Attacker], Any]) -> None:
    """Let everybody attack."""
    for attacker in scene.attackers():
        before = scene.state([attacker])
        scene.mark()
        await attack(attacker)
        check_untouched(scene, before, attacker, attacker.name)


@pytest.mark.asyncio
async def test_no_command_or_button_was_forgotten(scene: Scene) -> None:
    """Every command, button and form of the bot is attacked here."""
    assert {c.qualified_name for c in scene.commands()} == options_of(scene).keys()
    assert {each.__name__ for each in buttons()} == custom_ids(scene).keys()
    for kind in buttons():
        for sample in custom_ids(scene)[kind.__name__]:
            assert kind.shape.fullmatch(sample), (kind, sample)
    assert {each.__name__ for each in forms(discord.ui.Modal)} == {"LimitsForm"}


def forms(of: type[Any]) -> set[type[Any]]:
    """The forms that are classes of the bot's own; the other one is made where 👎 is served."""
    found = {each for sub in of.__subclasses__() for each in {sub, *forms(sub)}}
    return {each for each in found if each.__module__.startswith("bot.")}


@pytest.mark.asyncio
async def test_forged_commands_do_nothing(scene: Scene) -> None:
    """By who may not ask, or not manage, though the client let them; from another server."""

    async def attack(attacker: Attacker) -> None:
        for name, options in options_of(scene).items():
            sent = await scene.send(attacker, COMMAND, scene.data_of(name, options))
            assert sent.original, name

    await each_attacker(scene, attack)


@pytest.mark.asyncio
async def test_who_may_not_ask_leaves_no_trace(scene: Scene) -> None:
    """What they tried to ask is not kept either, and the refusal is for them alone."""
    stranger, *_ = scene.attackers()
    for name in ("ask", "check", "compare", "Check claims", "Answer this"):
        data = scene.data_of(name, options_of(scene)[name])
        sent = await scene.send(stranger, COMMAND, data)
        (told,) = [m for m in (sent.original, *sent.followups) if m and not m.deleted]
        assert "only members with a certain role" in told.text
        assert told.is_ephemeral
    assert not scene.office.ledger.about_user(stranger.member.id).get("questions")


@pytest.mark.asyncio
async def test_forged_completions_offer_nothing(scene: Scene) -> None:
    """Whose papers somebody may not see or name, they are not offered."""

    async def attack(attacker: Attacker) -> None:
        for command, option in completed(scene):
            given = {option: "umbra"}
            data = scene.data_of(command, options_of(scene)[command] | given)
            for each in leaf(data)["options"]:
                if each["name"] == option:
                    each["focused"] = True
            sent = await scene.send(attacker, TYPING, data)
            if command not in {"papers", "compare"} or attacker.channel is not scene.channel:
                assert sent.choices == [], (attacker.name, command)

    assert len(completed(scene)) == 7
    await each_attacker(scene, attack)


def completed(scene: Scene) -> list[tuple[str, str]]:
    """Every option that is completed while somebody types."""
    commands = [c for c in scene.commands() if isinstance(c, discord.app_commands.Command)]
    return [(c.qualified_name, p.name) for c in commands for p in c.parameters if p.autocomplete]


@pytest.mark.asyncio
@pytest.mark.parametrize("hidden", [False, True])
async def test_forged_presses_do_nothing(scene: Scene, hidden: bool) -> None:
    """With custom_ids of another's question, another server, another person."""

    async def attack(attacker: Attacker) -> None:
        for samples in custom_ids(scene).values():
            for custom_id in samples:
                message = await press(scene, attacker, custom_id, hidden=hidden)
                assert not message.deleted, custom_id

    await each_attacker(scene, attack)


@pytest.mark.asyncio
async def test_forged_choices_do_nothing(scene: Scene) -> None:
    """The same, chosen in the menu of a reply."""

    async def attack(attacker: Attacker) -> None:
        for chosen in (each for samples in custom_ids(scene).values() for each in samples):
            message = await press(scene, attacker, "more", chosen)
            assert not message.deleted, chosen

    await each_attacker(scene, attack)


async def press(
    scene: Scene,
    attacker: Attacker,
    custom_id: str,
    chosen: str = "thread",
    *,
    hidden: bool = False,
) -> Message:
    """Press a button, or choose in a menu, that somebody pretends to see; the message it is on."""
    in_panel = custom_id.startswith("settings:") and not custom_id.endswith(":limits")
    select = custom_id == "more" or in_panel
    component = SELECT if select else BUTTON
    message = scene.message(attacker, custom_id, component, hidden=hidden)
    message.metadata = {
        "id": "1",
        "type": 2,
        "user": user_payload(scene.asker.user),
        "authorizing_integration_owners": {},
    }
    data: Json = {"custom_id": custom_id, "component_type": component, "id": 3}
    if select:
        data["values"] = [chosen] if custom_id.endswith(("replies", "more")) else []
    await scene.send(attacker, COMPONENT, data, message)
    return message


@pytest.mark.asyncio
async def test_a_private_answer_is_pressed_by_its_reader_alone(scene: Scene) -> None:
    """Even who gets hold of its message shares, verifies and rates nothing."""
    stranger, *_ = scene.attackers()
    before = scene.state()
    scene.mark()
    for shown in (scene.shown["private"], scene.shown["unanswered"]):
        for button in shown.buttons:
            for custom_id in (button["custom_id"], f"share:{stranger.member.id}"):
                button["custom_id"] = custom_id
                data = {"custom_id": custom_id, "component_type": BUTTON, "id": button["id"]}
                await scene.send(stranger, COMPONENT, data, shown)
        for menu in (each for each in walk(shown.components) if each["type"] == SELECT):
            for option in menu["options"]:
                data = {"custom_id": "more", "component_type": SELECT, "id": menu["id"]}
                await scene.send(stranger, COMPONENT, data | {"values": [option["value"]]}, shown)
        assert not shown.deleted
    check_untouched(scene, before, stranger, "private")


@pytest.mark.asyncio
async def test_invented_numbers_find_nothing(scene: Scene) -> None:
    """Whatever number stands in a custom_id, small, great or another's."""
    chance = random.Random(7)  # not for secrets
    _, manager, *_ = scene.attackers()

    def number(_: re.Match[str]) -> str:
        known = (0, 1, 2, 3, 7, 10**14, chance.randrange(10**9), scene.guild.id)
        return str(chance.choice(known))

    before = scene.state([manager])
    scene.mark()
    for kind in buttons():
        for custom_id in custom_ids(scene)[kind.__name__] * 3:
            forged = re.sub(r"(?<=:)\d+", number, custom_id)
            if kind.shape.fullmatch(forged):
                await press(scene, manager, forged)
    check_untouched(scene, before, manager, "numbers")


@pytest.mark.asyncio
async def test_forged_forms_do_nothing(scene: Scene) -> None:
    """Filled in by somebody else than who opened them, or for another's answer."""
    reasons = {"custom_id": f"why:{scene.private}", "components": typed("reason", "bad")}

    async def attack(attacker: Attacker) -> None:
        await scene.send(attacker, MODAL, reasons)
        panel, manager = scene.shown["panel"], scene.office.manager
        opened_by = await scene.server.click(manager, panel, "settings:limits")
        form = (await opened_by.acknowledged()).modal
        assert form is not None
        limits = {"custom_id": form["custom_id"], "components": typed("user", "7")}
        below = scene.message(attacker, "settings:limits", BUTTON, hidden=True)
        await scene.send(attacker, MODAL, limits, below)

    await each_attacker(scene, attack)


def typed(name: str, value: str) -> list[Json]:
    """A form's one field, filled in."""
    inner = {"type": 4, "id": 2, "custom_id": name, "value": value}
    return [{"type": 18, "id": 1, "component": inner}]


@pytest.mark.asyncio
async def test_options_out_of_range_do_nothing(scene: Scene) -> None:
    """Too long, too great, of another type, unknown or missing: sent by who may do all else."""
    manager = Attacker("the manager", scene.office.manager, scene.channel)
    scene.office.manager.roles.append(scene.office.role)
    before = scene.state()
    for name, options in options_of(scene).items():
        for value in WRONG:
            for data in spoiled(scene.data_of(name, options), value):
                sent = await scene.send(manager, COMMAND, data)
                assert sent.original or sent.followups, (name, data)
                assert scene.state() == before, (name, data)


WRONG = ("", "x" * 6001, -1, 2**53, 10**30, 0.5, True, None, ["x"], {"x": 1})


def spoiled(data: Json, value: Any) -> list[Json]:
    """The same command with each of its options spoiled."""
    made = []
    options = leaf(data).get("options") or []
    for index in range(len(options)):
        copied = copy.deepcopy(data)
        leaf(copied)["options"][index]["value"] = value
        made.append(copied)
    return made


def leaf(data: Json) -> Json:
    """The subcommand that stands at the end of the path."""
    inner = next((o for o in data.get("options") or [] if o["type"] in {1, 2}), None)
    return leaf(inner) if inner else data
