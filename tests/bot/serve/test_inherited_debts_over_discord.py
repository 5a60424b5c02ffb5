"""What a process that died still owed, paid by the next one."""

import datetime as dt
import json
import threading
from dataclasses import replace

import discord
import pytest

from bot.ledger import Owed
from bot.serve.inherited_debts import TOKEN_LIVES, owed_before, pay
from tests.bot.fakes import SmallKnowledge
from tests.bot.stage import LONG_AGO, QUESTION, Stage, staged
from tests.discord_server import Interaction


def _owed(asked: Interaction, age: dt.timedelta = dt.timedelta(), what: str = "{}") -> Owed:
    """The promise that was made when an interaction was acknowledged."""
    then = discord.utils.utcnow() - age
    where = (asked.member.id, asked.member.guild.id if asked.member.guild else None)
    return Owed(asked.id, asked.token, what, then, False, *where, asked.channel.id)  # noqa: FBT003  # private


async def _paid(stage: Stage[SmallKnowledge], *owed: Owed) -> None:
    """As the next start does it: all that is owed is paid, and then nothing is owed."""
    for each in owed:
        stage.ledger.owe(each)
    assert stage.client is not None
    await pay(stage.client, stage.client.desk.owed_replies, owed_before(stage.ledger))
    assert stage.ledger.owed(LONG_AGO) == []


@pytest.mark.asyncio
@pytest.mark.parametrize("private", [False, True])
async def test_who_still_waits_gets_an_apology(private: bool) -> None:
    """Where "thinking…" is shown, an apology comes in its place, seen by whoever saw that."""
    gate = threading.Event()
    async with staged(SmallKnowledge(gate=gate)) as stage:
        asked = await stage.slash("ask", question=QUESTION, private=private)
        await asked.acknowledged()
        await _paid(stage)
        shown = await asked.response()
        assert "restarted before I could finish" in shown.text
        assert shown.is_ephemeral is private
        gate.set()
        await stage.quiet()


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("what", "words"),
    [
        (json.dumps({"language": "de"}), "neu gestartet"),
        (json.dumps({"language": "xx"}), "restarted before"),
        ("[]", "restarted before"),
        ("no JSON", "restarted before"),
    ],
)
async def test_the_apology_is_in_the_language_of_the_one_who_waits(what: str, words: str) -> None:
    """Where the reply was taken away, it comes as a private note; whatever the ledger says."""
    async with staged(SmallKnowledge()) as stage:
        asked = await stage.slash("ask", question=QUESTION)
        await asked.response()
        await stage.quiet()
        (await asked.response()).deleted = True
        await _paid(stage, _again(_owed(asked, what=what)))
        told = await asked.followup()
        assert words in told.text
        assert told.is_ephemeral


@pytest.mark.asyncio
async def test_what_was_answered_stays_as_it_is() -> None:
    """The process died after it had shown the answer, and before it had noted that."""
    async with staged(SmallKnowledge()) as stage:
        asked = await stage.slash("ask", question=QUESTION)
        shown = await asked.response()
        await stage.quiet()
        await _paid(stage, _again(_owed(asked)))
        assert "176B" in shown.text
        assert asked.followups == []


@pytest.mark.asyncio
async def test_nobody_is_written_to_when_it_is_too_late() -> None:
    """After its fifteen minutes, and for a token that Discord does not know, it is let be."""
    async with staged(SmallKnowledge()) as stage:
        asked = await stage.slash("ask", question=QUESTION)
        await asked.response()
        await stage.quiet()
        before = len(stage.server.requests_to("/webhooks/"))
        await _paid(stage, _again(_owed(asked, TOKEN_LIVES)))
        assert len(stage.server.requests_to("/webhooks/")) == before
        await _paid(stage, replace(_owed(asked), interaction_id=7, token="no-such-token"))
        stage.server.take_violations()


def _again(owed: Owed) -> Owed:
    """The same as of another interaction: that of this one is settled."""
    return replace(owed, interaction_id=owed.interaction_id + 1)
