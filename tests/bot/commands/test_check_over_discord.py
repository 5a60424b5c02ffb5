"""`/check` over the wire."""

import threading
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from knowledge.base import KnowledgeBase
from knowledge.errors import StoreError
from tests.bot.fakes import SmallKnowledge
from tests.bot.samples import HOSTILE, TEXT, abstract
from tests.bot.stage import Stage, staged
from tests.discord_server import CallbackType

CLAIM = "Tidal has 176B parameters."


@pytest_asyncio.fixture
async def stage() -> AsyncIterator[Stage[SmallKnowledge]]:
    """A server with the bot."""
    async with staged(SmallKnowledge()) as made:
        yield made


@pytest.mark.asyncio
async def test_check_shows_the_verdict_first(stage: Stage[SmallKnowledge]) -> None:
    """The verdict in words, what decided it, the quote, and the source; each once."""
    reply = await (await stage.slash("check", claim="Tidal has 176B parameters.")).response()
    assert reply.text.index("**Supported**") < reply.text.index("> It has 176B")
    assert reply.text.lower().count("support") == 1
    assert "**[1]** Tidal: A Model of the Sea" in reply.text
    assert [button["label"] for button in reply.buttons] == ["Show in context", "BibTeX", "Dismiss"]
    assert reply.pings == []


@pytest.mark.asyncio
async def test_check_gives_every_claim_of_a_message_its_verdict(
    stage: Stage[SmallKnowledge],
) -> None:
    """Several claims are checked one by one, up to a limit that the reply tells of."""
    claims = " ".join(f"Tidal number {n} has {n} layers of sand." for n in range(2, 9))
    reply = await (await stage.slash("check", claim=claims)).response()
    assert reply.text.count("**Supported**") == 5
    assert "I checked the first 5 claims; 2 more were left out." in reply.text


@pytest.mark.asyncio
async def test_check_says_what_helps_where_nothing_is_known(stage: Stage[SmallKnowledge]) -> None:
    """Not enough information is no refutation, and the reply says what to do next."""
    claim = "Boats are faster than trains."
    reply = await (await stage.slash("check", claim=claim, private=True)).response()
    assert "**Not enough information**" in reply.text
    assert "`/papers`" in reply.text
    assert [button["label"] for button in reply.buttons] == ["Share", "Dismiss"]


@pytest.mark.asyncio
@pytest.mark.parametrize("text", HOSTILE)
async def test_a_hostile_claim_is_shown_as_plain_words(
    stage: Stage[SmallKnowledge], text: str
) -> None:
    """Whatever is claimed, it pings nobody and Discord takes the reply."""
    claim = text.encode("utf-8", "replace").decode() + " Tidal"
    reply = await (await stage.slash("check", claim=claim)).response()
    assert reply.pings == []


@pytest.mark.asyncio
@pytest.mark.parametrize("text", HOSTILE)
async def test_a_hostile_paper_is_quoted_as_plain_words(text: str) -> None:
    """Whatever the abstract that is quoted says, it pings nobody and Discord takes the reply."""
    hostile = abstract(title=f"Tidal {text}", text=TEXT.replace("It has", f"{text[:3]}It has"))
    async with staged(SmallKnowledge([hostile])) as stage:
        reply = await (await stage.slash("check", claim=CLAIM)).response()
        assert "**Supported**" in reply.text
        assert reply.pings == []


@pytest.mark.asyncio
async def test_check_is_acknowledged_before_the_work() -> None:
    """While a thread still checks, Discord has its acknowledgement and others are served."""
    gate = threading.Event()
    async with staged(SmallKnowledge(gate=gate)) as stage:
        waiting = await (await stage.slash("check", claim=CLAIM)).acknowledged()
        another = await (await stage.slash("check", claim=CLAIM, private=True)).acknowledged()
        assert waiting.callback_type is CallbackType.DEFERRED_MESSAGE
        gate.set()
        assert "**Supported**" in (await waiting.response()).text
        assert (await another.response()).is_ephemeral


@pytest.mark.asyncio
@pytest.mark.parametrize("question", ["How many parameters has Tidal?", "Is Tidal big？ "])
async def test_a_question_is_not_checked(stage: Stage[SmallKnowledge], question: str) -> None:
    """Who checks a question is told privately, in place of the reply, that it claims nothing."""
    told = await (await stage.slash("check", claim=question)).followup()
    assert told.is_ephemeral
    assert "/ask" in told.text


@pytest.mark.asyncio
async def test_what_fails_while_checking_is_told(stage: Stage[SmallKnowledge]) -> None:
    """That the knowledge base cannot be used is told privately; why stands in the log alone."""
    stage.knowledge.failure = StoreError("/data/footnote.db is locked. Try again.")
    told = await (await stage.slash("check", claim=CLAIM)).followup()
    assert told.is_ephemeral
    assert "My storage cannot be used" in told.text
    assert "/data" not in told.text


@pytest.mark.asyncio
async def test_the_quote_of_a_verdict_is_shown_in_context(seeded: Path) -> None:
    """On the seeds, a false figure is refuted by a quote, whose abstract a button shows."""
    with KnowledgeBase.open(seeded) as knowledge:
        async with staged(knowledge) as stage:
            shown = await (await stage.slash("check", claim="BLOOM has 3B parameters.")).response()
            assert "✗ **Refuted**" in shown.text
            assert "**[1]** BLOOM: A 176B-Parameter" in shown.text
            pressed = await stage.server.click(stage.stranger, shown, "Show in context")
            assert "BLOOM is a decoder-only Transformer" in (await pressed.response()).text
