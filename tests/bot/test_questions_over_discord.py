"""Comparisons, message menus, and asking where something is in the way, over the wire."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from knowledge.base import KnowledgeBase
from tests.bot.fakes import SmallKnowledge
from tests.bot.messages.forum import QUESTION, Forum
from tests.bot.stage import Stage, staged


@pytest_asyncio.fixture
async def stage(seeded: Path) -> AsyncIterator[Stage[KnowledgeBase]]:
    """A server with the bot on the seeds."""
    with KnowledgeBase.open(seeded) as knowledge:
        async with staged(knowledge) as made:
            yield made


async def compared(stage: Stage[KnowledgeBase], first: str, second: str, aspect: str) -> str:
    """What comes of a comparison, and the same of asking it again."""
    used = await stage.slash("compare", first=first, second=second, aspect=aspect)
    shown = await used.response()
    if "Verify" in [button["label"] for button in shown.buttons]:
        again = await stage.server.click(stage.asker, shown, "Verify")
        assert "the same answer" in (await again.response()).text
    return shown.text


@pytest.mark.asyncio
async def test_two_are_compared_each_side_cited(stage: Stage[KnowledgeBase]) -> None:
    """What is known of both, of one alone (which is said), and of neither."""
    both = await compared(stage, "BLOOM", "Mistral 7B", "parameters")
    assert "**[1]** BLOOM" in both
    assert "**[2]** Mistral 7B" in both
    one = await compared(stage, "BLOOM", "Zorgon", "parameters")
    assert "BLOOM: A 176B-Parameter" in one
    assert "I found no answer about Zorgon." in one
    assert "I found no answer." in await compared(stage, "Zorgon", "Blorf", "regattas")
    whole = await stage.slash("compare", first="BLOOM", second="Mistral 7B")
    assert "**[2]**" in (await whole.response()).text


@pytest.mark.asyncio
async def test_message_menus(stage: Stage[KnowledgeBase]) -> None:
    """Every claim gets its verdict, privately; a question is answered; no words are no question."""
    said = await stage.say("BLOOM has 3B parameters. BLOOM was trained on the ROOTS corpus.")
    checked = await (
        await stage.server.menu(stage.asker, stage.channel, "Check claims", said)
    ).response()
    assert checked.is_ephemeral
    assert checked.text.count("✗ **Refuted**") == 1
    assert checked.text.count("✓ **Supported**") == 1
    asks = await stage.say("Hi all! How many parameters does BLOOM have? Thanks")
    answer = await (
        await stage.server.menu(stage.asker, stage.channel, "Answer this", asks)
    ).response()
    assert "**176B**" in answer.text
    assert "-# How many parameters does BLOOM have?" in answer.text
    empty = await stage.say("")
    for name in ("Check claims", "Answer this"):
        told = await (await stage.server.menu(stage.asker, stage.channel, name, empty)).response()
        assert "no words in this message" in told.text
    empty.embeds = [{"type": "rich", "description": "BLOOM has 3B parameters."}]
    told = await (
        await stage.server.menu(stage.asker, stage.channel, "Check claims", empty)
    ).response()
    assert "Refuted" in told.text


@pytest.mark.asyncio
async def test_a_user_brings_the_bot_along(stage: Stage[KnowledgeBase]) -> None:
    """Where the bot is no member, everything works within the five follow-ups Discord allows."""
    elsewhere = stage.server.add_guild("Elsewhere", installed=False)
    channel, person = elsewhere.add_channel(), elsewhere.add_member()
    asked = await stage.server.slash(
        person, channel, "ask", question="How many parameters does BLOOM have?", private=True
    )
    shown = await asked.response()
    assert "**176B**" in shown.text
    for label in ("Show in context", "Verify", "BibTeX", "👍", "Share"):
        pressed = await stage.server.click(person, shown, label)
        await pressed.acknowledged()
        await stage.quiet()
        assert len(pressed.followups) <= 5
    used = [i for i in stage.server.interactions if i.channel is channel]
    assert len(used) == 6


@pytest.mark.asyncio
async def test_a_ledger_that_cannot_be_read_is_told() -> None:
    """Nobody is answered where it is not known who may be; they are told privately, in words."""
    async with staged(SmallKnowledge()) as stage:
        stage.ledger.close()
        told = await (await stage.slash("ask", question=QUESTION)).followup()
        assert told.is_ephemeral
        assert "My storage cannot be used" in told.text


@pytest.mark.asyncio
async def test_who_asks_too_much_in_a_channel_is_told_once() -> None:
    """The first time in a minute; the other messages are left alone."""
    made: list[Forum] = []

    def prepare(stage: Stage[SmallKnowledge]) -> None:
        stage.work = stage.work.model_copy(update={"per_user": 1})
        made.append(Forum(stage))

    async with staged(SmallKnowledge(), prepare, reads_messages=True) as stage:
        for _ in range(4):
            await stage.say(QUESTION, made[0].questions)
            await stage.quiet()
        answered, told = await made[0].texts()
        assert "176B" in answered
        assert "faster than I can keep up" in told
