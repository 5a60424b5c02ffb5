"""The slash commands over the wire."""

from collections.abc import AsyncIterator

import discord
import pytest
import pytest_asyncio

from knowledge.errors import InputError, StoreError
from tests.bot.fakes import SmallKnowledge
from tests.bot.samples import HOSTILE, TEXT, abstract
from tests.bot.stage import QUESTION, Stage, staged

NAMES = {"ask", "check", "compare", "papers", "about", "Check claims", "Answer this"} | {
    "settings", "knowledge", "golden", "gaps", "stats", "health", "privacy"
}  # fmt: skip


@pytest_asyncio.fixture
async def stage() -> AsyncIterator[Stage[SmallKnowledge]]:
    """A server with the bot."""
    async with staged(SmallKnowledge()) as made:
        yield made


@pytest.mark.asyncio
async def test_commands_are_registered_once(stage: Stage[SmallKnowledge]) -> None:
    """The first start registers the commands; further starts write nothing."""
    assert stage.server.commands.writes == 1
    assert {c["name"] for c in stage.server.commands.listed()} == NAMES
    await stage.restart()
    await stage.restart()
    assert stage.server.commands.writes == 1


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "change", [{"description": "Old."}, {"options": []}, {"nsfw": True}, {"name": "old"}]
)
async def test_changed_commands_are_registered_again(
    stage: Stage[SmallKnowledge], change: dict[str, object]
) -> None:
    """Where Discord has another definition, whatever differs, the next start registers all."""
    command = stage.server.commands.find("ask", 1, None)
    stage.server.commands.edit(command, change)
    before = stage.server.commands.writes
    await stage.restart()
    assert stage.server.commands.writes == before + 1
    assert {c["name"] for c in stage.server.commands.listed()} == NAMES


@pytest.mark.asyncio
async def test_no_privileged_intent_is_asked_for(stage: Stage[SmallKnowledge]) -> None:
    """The bot identifies with intents that need no approval: servers, and messages without text."""
    wanted = discord.Intents(guilds=True, guild_messages=True, dm_messages=True)
    assert [i["intents"] for i in stage.server.gateway.identifications] == [wanted.value]


@pytest.mark.asyncio
async def test_a_question_is_answered_and_cited(stage: Stage[SmallKnowledge]) -> None:
    """The reply is public and has the quote, the short answer, the source and its buttons."""
    shown = await stage.ask()
    assert shown.is_components_v2
    assert not shown.is_ephemeral
    assert "It has **176B** parameters and was trained on 1.6TB of text. [1]" in shown.text
    assert "**[1]** Tidal: A Model of the Sea" in shown.text
    labels = ["Show in context", "👍", "👎", "Verify", "BibTeX", "Dismiss"]
    assert shown.offers == labels


@pytest.mark.asyncio
async def test_a_private_question_is_answered_privately(stage: Stage[SmallKnowledge]) -> None:
    """With private set, only the asker sees the reply."""
    shown = await stage.ask(private=True)
    assert shown.is_ephemeral
    assert "176B" in shown.text


@pytest.mark.asyncio
async def test_an_unanswerable_question_is_abstained_from(stage: Stage[SmallKnowledge]) -> None:
    """The reply says why, what is not covered, and which papers are near without answering."""
    shown = await stage.ask("Who won the regatta?")
    assert "I found no answer." in shown.text
    assert "Not covered: **regatta**" in shown.text
    assert "do **not** answer it" in shown.text
    assert [button["label"] for button in shown.buttons] == ["Notify me", "Dismiss"]


@pytest.mark.asyncio
@pytest.mark.parametrize("text", HOSTILE)
async def test_hostile_text_neither_pings_nor_breaks_anything(
    stage: Stage[SmallKnowledge], text: str
) -> None:
    """Questions and papers made of Discord's constructs are taken by Discord and ping nobody."""
    stage.knowledge.abstracts = [abstract(title=f"Tidal {text}", text=TEXT + text)]
    sent = f"tidal {text}".encode("utf-8", "replace").decode()
    assert (await stage.ask(sent)).pings == []
    assert (await (await stage.slash("papers", query=sent)).response()).pings == []


@pytest.mark.asyncio
async def test_papers_are_suggested_while_typing() -> None:
    """At most 25 choices come, named by title and author, with ids as values."""
    many = [abstract(f"id{n}", title=f"Tidal {n}") for n in range(40)]
    async with staged(SmallKnowledge(many)) as stage:
        offered = await stage.offered("tid")
        assert len(offered) == 25
        assert offered[0] == {"name": "Tidal 0 · Ada North et al.", "value": "id0"}
        assert await stage.offered("nothing like it") == []


@pytest.mark.asyncio
async def test_a_chosen_paper_is_shown(stage: Stage[SmallKnowledge]) -> None:
    """The value of a choice shows that paper with its abstract and sources."""
    (offered,) = await stage.offered("tidal")
    shown = await (await stage.slash("papers", query=offered["value"])).response()
    assert TEXT in shown.text
    assert "line 3" in shown.text


@pytest.mark.asyncio
async def test_a_year_is_asked_for(stage: Stage[SmallKnowledge]) -> None:
    """As by the question which papers are of it: with a list, or that there are none."""
    year = await (await stage.slash("papers", query="2023")).response()
    assert "I found no answer." in year.text
    stage.knowledge.abstracts.append(abstract("two", title="Papers of 2023"))
    year = await (await stage.slash("papers", query="2023")).response()
    assert "176B" in year.text


@pytest.mark.asyncio
async def test_a_typed_query_shows_the_best_paper(stage: Stage[SmallKnowledge]) -> None:
    """Free text shows the best match and names the others."""
    stage.knowledge.abstracts.append(abstract("two", title="Tidal Waves"))
    shown = await (await stage.slash("papers", query="tidal")).response()
    assert shown.text.startswith("**Tidal: A Model of the Sea**")
    assert "• Tidal Waves" in shown.text


@pytest.mark.asyncio
async def test_a_query_without_match_is_told_privately(stage: Stage[SmallKnowledge]) -> None:
    """Nothing stays in the channel; the asker alone is told what to try."""
    search = await stage.slash("papers", query="zebra")
    told = await search.followup()
    assert told.is_ephemeral
    assert "No paper here matches “zebra”" in told.text
    assert search.original is not None
    assert search.original.deleted


@pytest.mark.asyncio
async def test_about_says_what_is_held_and_how_fast(stage: Stage[SmallKnowledge]) -> None:
    """The reply counts papers and, after a question, the time that it took."""
    first = await (await stage.slash("about")).response()
    assert "**1 paper** from 2 sources" in first.text
    assert "Nothing was asked yet" in first.text
    second = await (await stage.slash("about")).response()
    assert "The last command took" in second.text


@pytest.mark.asyncio
async def test_an_error_of_the_core_is_told_privately(stage: Stage[SmallKnowledge]) -> None:
    """The core's one line is shown to the asker alone, publicly asked or not."""
    stage.knowledge.failure = InputError("The database is busy. Try again *soon*.")
    asked = await stage.slash("ask", question="anything")
    told = await asked.followup()
    assert (told.text, told.is_ephemeral) == ("The database is busy. Try again \\*soon\\*.", True)
    shown = await stage.ask("anything", private=True)
    assert (shown.text, shown.is_ephemeral) == (told.text, True)


@pytest.mark.asyncio
async def test_an_unexpected_failure_gets_an_apology_with_a_reference(
    stage: Stage[SmallKnowledge], caplog: pytest.LogCaptureFixture
) -> None:
    """The asker gets a reference that stands in the log with the exception; nothing else leaks."""
    stage.knowledge.failure = RuntimeError("inner words")
    told = await (await stage.slash("ask", question="anything")).followup()
    assert "inner words" not in told.text
    reference = told.text.rsplit(" ", 1)[1]
    assert reference in caplog.text
    assert "inner words" in caplog.text


@pytest.mark.asyncio
async def test_a_blank_question_is_told(stage: Stage[SmallKnowledge]) -> None:
    """A question of white space alone gets to know what could be asked."""
    told = await (await stage.slash("ask", question="   ")).followup()
    assert told.is_ephemeral
    assert "You could ask, for example:" in told.text


@pytest.mark.asyncio
async def test_suggestions_survive_a_failing_core(stage: Stage[SmallKnowledge]) -> None:
    """While typing, a failure offers nothing and says nothing."""
    stage.knowledge.failure = StoreError("The database is busy.")
    assert await stage.offered("tidal") == []


@pytest.mark.asyncio
async def test_a_command_that_has_gone_is_told(stage: Stage[SmallKnowledge]) -> None:
    """A command that Discord still shows but the bot no longer has is told privately."""
    command = stage.server.commands.find("about", 1, None)
    stage.server.commands.upsert({**command, "name": "forgotten"})
    told = await (await stage.slash("forgotten")).response()
    assert "This command has changed" in told.text
    assert told.is_ephemeral


@pytest.mark.asyncio
async def test_typing_into_a_command_that_has_gone_says_nothing(
    stage: Stage[SmallKnowledge],
) -> None:
    """There is nobody to tell while somebody types, and the bot goes on."""
    command = stage.server.commands.find("papers", 1, None)
    stage.server.commands.upsert({**command, "name": "forgotten"})
    typing = await stage.typing("tidal", command="forgotten")
    assert "176B" in (await stage.ask()).text
    assert typing.acknowledged_at is None


@pytest.mark.asyncio
async def test_nobody_can_be_told(
    stage: Stage[SmallKnowledge], caplog: pytest.LogCaptureFixture
) -> None:
    """Where Discord takes no reply, apology or word in private, the log says so; it goes on."""
    stage.server.fail_next("PATCH /webhooks", 400)
    stage.server.fail_next("POST /webhooks", 403)
    stage.server.fail_next("POST /users/@me/channels", 403, code=50007)
    asked = await stage.slash("ask", question=QUESTION)
    await stage.server.until(lambda: asked.original is not None and asked.original.deleted)
    assert "176B" in (await stage.ask()).text
    assert "nobody could be told" in caplog.text


@pytest.mark.asyncio
@pytest.mark.parametrize("option", ["first", "second"])
async def test_names_are_completed_for_a_comparison(
    stage: Stage[SmallKnowledge], option: str
) -> None:
    """What titles begin with, as somebody types; nothing where the core fails."""
    how = stage.asker, stage.channel, "compare", option
    assert await stage.server.autocomplete(*how, "tid") == [{"name": "Tidal", "value": "Tidal"}]
    assert await stage.server.autocomplete(*how, "regatta") == []
    stage.knowledge.failure = StoreError("The database is busy.")
    assert await stage.server.autocomplete(*how, "tid") == []
