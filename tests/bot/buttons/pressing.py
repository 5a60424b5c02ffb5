"""Buttons are pressed, and papers come in that somebody wished for."""

from dataclasses import replace
from typing import Any

from tests.bot.fakes import SmallKnowledge
from tests.bot.samples import abstract
from tests.bot.stage import Stage
from tests.discord_server import Message

Place = Stage[SmallKnowledge]
REGATTA = "Who won the regatta?"


def put(stage: Place, **settings: Any) -> None:
    """Set something for the server."""
    stage.ledger.change_settings(stage.guild.id, lambda now: replace(now, **settings))


async def press(stage: Place, shown: Message, label: str, by: Any = None) -> Message:
    """What pressing a button shows, to the asker or somebody else, after a restart of the bot."""
    await stage.restart()
    return await (await stage.server.click(by or stage.asker, shown, label)).response()


def said(stage: Place) -> list[Message]:
    """What everybody in the channel can read of the bot."""
    everything = stage.channel.messages.values()
    mine = [m for m in everything if m.author is stage.server.bot and not m.deleted]
    return [m for m in mine if not m.is_ephemeral and not m.is_loading]


async def wished(stage: Place, **options: Any) -> Message:
    """The asker wishes to know who won; what is said to that."""
    return await press(stage, await stage.ask(REGATTA, **options), "Notify me")


async def looked(stage: Place) -> None:
    """Return when the bot has looked who is to be told."""
    assert stage.client is not None
    await stage.client.wait_until_ready()
    await stage.client.granting.look()


def learn(stage: Place) -> None:
    """The base gets a paper on the regatta."""
    stage.knowledge.abstracts.append(abstract("r1", title="Regatta Winners"))


async def told_directly(stage: Place, many: int = 1) -> list[Message]:
    """What the asker is told in direct messages, once it is so many."""
    direct, _ = stage.server.direct_message(stage.asker)
    await stage.server.until(lambda: len(direct.messages) >= many)
    await stage.quiet()
    return list(direct.messages.values())
