"""The buttons over the wire, also after a restart, and pressed by those who may not."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.bot.fakes import SmallKnowledge
from tests.bot.samples import QUOTE, TEXT, abstract
from tests.bot.stage import Stage, staged


@pytest_asyncio.fixture
async def stage() -> AsyncIterator[Stage[SmallKnowledge]]:
    """A server with the bot."""
    async with staged(SmallKnowledge()) as made:
        yield made


@pytest.mark.asyncio
async def test_show_in_context_marks_the_quote_privately(stage: Stage[SmallKnowledge]) -> None:
    """Whoever presses sees the abstract, the quoted sentence bold; nobody else does."""
    shown = await stage.ask()
    context = await (await stage.server.click(stage.stranger, shown, "Show in context")).response()
    assert context.is_ephemeral
    quoted = f"**{QUOTE.of(TEXT)}**"
    assert f"> Tidal is a model of the sea. {quoted} It predicts" in context.text
    assert not shown.deleted


@pytest.mark.asyncio
async def test_the_asker_dismisses(stage: Stage[SmallKnowledge]) -> None:
    """Dismiss takes the reply away, a private one and an abstention too."""
    for question, private in (("tidal", False), ("tidal", True), ("regatta", False)):
        shown = await stage.ask(question, private=private)
        await (await stage.server.click(stage.asker, shown, "Dismiss")).acknowledged()
        await stage.server.until(lambda shown=shown: shown.deleted)  # type: ignore[misc]
        assert shown.deleted


@pytest.mark.asyncio
async def test_a_stranger_does_not_dismiss(stage: Stage[SmallKnowledge]) -> None:
    """Somebody else is told privately who may, and the reply stays."""
    shown = await stage.ask()
    told = await (await stage.server.click(stage.stranger, shown, "Dismiss")).response()
    assert told.is_ephemeral
    assert "Only the one who asked, or a moderator" in told.text
    assert not shown.deleted


@pytest.mark.asyncio
async def test_a_moderator_dismisses(stage: Stage[SmallKnowledge]) -> None:
    """Who may manage messages dismisses others' replies."""
    shown = await stage.ask()
    await (await stage.server.click(stage.moderator, shown, "Dismiss")).acknowledged()
    await stage.server.until(lambda: shown.deleted)
    assert shown.deleted


@pytest.mark.asyncio
async def test_buttons_work_after_a_restart(stage: Stage[SmallKnowledge]) -> None:
    """A new client, which has never seen the reply, serves both of its buttons."""
    shown = await stage.ask()
    await stage.restart()
    context = await (await stage.server.click(stage.stranger, shown, "Show in context")).response()
    assert "**It has 176B parameters" in context.text
    await (await stage.server.click(stage.asker, shown, "Dismiss")).acknowledged()
    await stage.server.until(lambda: shown.deleted)


@pytest.mark.asyncio
async def test_an_abstract_that_has_gone_is_told(stage: Stage[SmallKnowledge]) -> None:
    """If the base no longer holds the abstract, or another text, a private note says so."""
    shown = await stage.ask()
    stage.knowledge.abstracts = [abstract(text="Short now.")]
    told = await (await stage.server.click(stage.asker, shown, "Show in context")).response()
    assert "has changed" in told.text
    stage.knowledge.abstracts = [abstract("other")]
    told = await (await stage.server.click(stage.asker, shown, "Show in context")).response()
    assert "no longer" in told.text
    assert told.is_ephemeral


@pytest.mark.asyncio
async def test_a_failing_core_is_told(stage: Stage[SmallKnowledge]) -> None:
    """What fails behind a button is told like a command's failure."""
    shown = await stage.ask()
    stage.knowledge.failure = RuntimeError("inner words")
    told = await (await stage.server.click(stage.asker, shown, "Show in context")).response()
    assert "reference" in told.text
    assert "inner words" not in told.text


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "forged",
    [
        "show:999999999:1:a1b2c3",
        "show:5:999999999:a1b2c3",
        "show:0:5:../../etc/passwd",
        "show:0:5:' OR 1=1",
        "show:0:5:\u202e",
        "show:1:2:a1b2c3:dismiss:1",
        "show:٣:٤:a1b2c3",
        "dismiss:0",
        "dismiss:99999999999999999999",
        "dismiss:-1",
        "dismiss:",
        "show::::",
        "x" * 100,
    ],
)
async def test_a_forged_custom_id_does_no_harm(stage: Stage[SmallKnowledge], forged: str) -> None:
    """Whatever a custom_id says, a stranger deletes nothing, and the bot goes on answering."""
    shown = await stage.ask()
    shown.buttons[0]["custom_id"] = forged
    await stage.server.click(stage.stranger, shown, forged)
    assert TEXT[29:40] in (await stage.ask()).text.replace("**", "")
    assert not shown.deleted


@pytest.mark.asyncio
async def test_dismissing_twice_is_no_failure(stage: Stage[SmallKnowledge]) -> None:
    """The second press of two finds the reply gone, and says nothing."""
    shown = await stage.ask()
    presses = [await stage.server.click(stage.asker, shown, "Dismiss") for _ in range(2)]
    for press in presses:
        await press.acknowledged()
    await stage.server.until(lambda: shown.deleted)
    await stage.ask()
    assert [press.followups for press in presses] == [[], []]


@pytest.mark.asyncio
async def test_every_quote_has_its_button() -> None:
    """Bibliographic answers show the abstract without a mark."""
    async with staged(SmallKnowledge([abstract(text=TEXT + " More." * 20_000)])) as stage:
        context = await stage.server.click(stage.asker, await stage.ask(), "Show in context")
        text = (await context.response()).text
        assert "**It has 176B parameters and was trained on 1.6TB of text.**" in text
        assert text.endswith("…")
        assert len(text) > 3000


@pytest.mark.asyncio
async def test_a_reply_that_cannot_be_deleted_is_told(stage: Stage[SmallKnowledge]) -> None:
    """Where Discord refuses, the one who pressed is told privately."""
    shown = await stage.ask()
    stage.server.fail_next("DELETE /webhooks", 403)
    told = await (await stage.server.click(stage.asker, shown, "Dismiss")).followup()
    assert "reference" in told.text
    assert told.is_ephemeral
    assert not shown.deleted
