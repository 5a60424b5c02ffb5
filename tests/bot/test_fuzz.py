"""Any abstracts and questions: `tests.bot.fuzz` some of them over the wire."""

import asyncio
import tempfile
from pathlib import Path

import pytest
from hypothesis import given

from bot.render.reply import Reply
from knowledge.base import KnowledgeBase
from tests.bot.fuzz import Example, check, check_text, everything_said, examples
from tests.bot.stage import Stage, message_bodies, staged
from tests.discord_server.world import walk
from tests.examples import times


@times(0.75)
@given(examples())
def test_nothing_that_is_said_pings_links_or_is_too_long(example: Example) -> None:
    """Whatever papers say and people type, through the whole core, in every language."""
    for said, addresses in everything_said(example):
        check(said, addresses)


@times(0.2)
@given(examples())
def test_nothing_that_is_sent_pings_links_or_is_too_long(example: Example) -> None:
    """The same over the wire, where Discord looks at every body."""
    asyncio.run(_sent(example))


async def _sent(example: Example) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        KnowledgeBase.open(Path(folder), seed=False) as base,
    ):
        base.ingest_records(example.records)
        addresses = {abstract.bibliography.url or "" for abstract in base.papers()}
        async with staged(base) as stage:
            for typed in example.typed:
                await _used(stage, typed)
            bodies = list(message_bodies(stage.server))
            for component in (c for body in bodies for c in walk(body["components"])):
                check_text(component.get("content", ""), addresses)


async def _used(stage: Stage[KnowledgeBase], typed: str) -> None:
    """Ask, check, look up and say it, and press what is below."""
    shown = await stage.ask(typed)
    for button in list(shown.buttons):
        if button["label"] in {"Show in context", "Verify", "BibTeX", "Notify me"}:
            await (await stage.server.click(stage.asker, shown, button["custom_id"])).response()
    await (await stage.slash("check", claim=typed, private=True)).response()
    await (await stage.slash("papers", query=typed[:300])).response()
    await stage.offered(typed[:100])
    said = await stage.say(f"<@{stage.server.bot.id}> {typed}"[:2000])
    await (await stage.server.menu(stage.asker, stage.channel, "Check claims", said)).response()
    await stage.quiet()


@pytest.mark.parametrize(
    "text",
    [
        "see https://evil.example",
        "see <https://evil.example>",
        "[a](https://evil.example)",
        "<@123>",
        "@everyone",
        "</ask:1>",
        "```bibtex\nx\n``` <@1>\n```",
    ],
)
def test_what_pings_or_links_is_noticed(text: str) -> None:
    """The check itself finds what it is for."""
    with pytest.raises(AssertionError):
        check_text(text, {"https://example.org"})


def test_what_is_too_long_is_noticed() -> None:
    """Also where it is made of characters that count twice."""
    for text in ("x" * 4001, "潮" * 3500):
        with pytest.raises(AssertionError):
            check(Reply((text,)), set())
    check(Reply(("x" * 4000,)), set())
