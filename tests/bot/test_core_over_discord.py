"""The real knowledge base, on the seeds, over the wire."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from knowledge.base import KnowledgeBase
from tests.bot.stage import Stage, staged


@pytest_asyncio.fixture
async def stage(seeded: Path) -> AsyncIterator[Stage[KnowledgeBase]]:
    """A server with the bot on the seeds."""
    with KnowledgeBase.open(seeded) as knowledge:
        async with staged(knowledge) as made:
            yield made


@pytest.mark.asyncio
async def test_a_question_is_answered_from_the_seeds(stage: Stage[KnowledgeBase]) -> None:
    """The short answer is bold inside the quote, and the paper is cited."""
    shown = await stage.ask("How many parameters does BLOOM have?")
    assert "**176B**" in shown.text
    assert "**[1]** BLOOM: A 176B-Parameter Open-Access Multilingual Language Model" in shown.text
    context = await (await stage.server.click(stage.stranger, shown, "Show in context")).response()
    assert "BLOOM is a decoder-only Transformer language model" in context.text


@pytest.mark.asyncio
async def test_what_the_seeds_do_not_hold_is_abstained_from(stage: Stage[KnowledgeBase]) -> None:
    """A question about something else gets an abstention, and only Dismiss."""
    shown = await stage.ask("Who won the regatta in Kiel?")
    assert "I found no answer." in shown.text
    assert [button["label"] for button in shown.buttons] == ["Notify me", "Dismiss"]


@pytest.mark.asyncio
async def test_claims_are_checked_against_the_seeds(stage: Stage[KnowledgeBase]) -> None:
    """Each claim of a message has its verdict, and what decides it is quoted and cited."""
    message = "BLOOM has 176B parameters. BLOOM has 3 billion parameters."
    shown = await (await stage.slash("check", claim=message)).response()
    supported, refuted = shown.text.split("BLOOM has 3 billion parameters.")
    assert "✓ **Supported** · " in supported
    assert "✗ **Refuted** · " in refuted
    assert "> As a step towards" in refuted
    assert "BLOOM: A 176B-Parameter Open-Access Multilingual Language Model" in shown.text


@pytest.mark.asyncio
async def test_a_paper_is_found_while_typing_and_shown(stage: Stage[KnowledgeBase]) -> None:
    """Typing an author offers papers of theirs; choosing shows one whole."""
    offered = await stage.offered("jiang")
    assert any(choice["name"].startswith("Mistral 7B") for choice in offered)
    chosen = next(c["value"] for c in offered if c["name"].startswith("Mistral 7B"))
    shown = await (await stage.slash("papers", query=chosen)).response()
    assert shown.text.startswith("**Mistral 7B**")


@pytest.mark.asyncio
async def test_every_paper_of_the_seeds_can_be_shown(stage: Stage[KnowledgeBase]) -> None:
    """Discord takes all of them."""
    with_empty = await stage.offered("")
    assert with_empty
    for choice in with_empty:
        shown = await (await stage.slash("papers", query=choice["value"])).response()
        assert shown.pings == []


@pytest.mark.asyncio
async def test_about_counts_the_seeds(stage: Stage[KnowledgeBase]) -> None:
    """28 papers from 34 sources."""
    shown = await (await stage.slash("about")).response()
    assert "**28 papers** from 34 sources" in shown.text


@pytest.mark.asyncio
async def test_untitled_papers_are_completed(stage: Stage[KnowledgeBase]) -> None:
    """By the words that they begin with, which is what they are called, without a file's name."""
    (offered,) = await stage.offered("federated learning enables")
    assert offered["name"].startswith("“Federated learning enables")
    assert ".txt" not in offered["name"]
    shown = await (await stage.slash("papers", query=offered["value"])).response()
    assert "**“Federated learning enables" in shown.text
