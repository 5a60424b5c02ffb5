"""A day in a server: everything that the bot offers, used as people use it, from first to last.

Nothing is left out: in the end, every command, option, button, menu, form and setting was met.
"""

import csv
import dataclasses
import io
import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from bot.ledger import DailyLimits, QaChannel, Replies, ServerSettings, WhenUnanswered
from bot.service.settings_changes import LIMITS
from knowledge.model import Record, Rejection
from tests.bot.admin.office import record
from tests.bot.day import Day, begun

BLOOM = "How many parameters does BLOOM have?"
QUOTED = "**As a step towards democratizing this powerful technology"
REGATTA = "Who won the regatta of Kiel in 1998?"
TIDAL = "How many parameters does Tidal have?"
LUNAR = "How many parameters does Lunar have?"
PAPER = "Tidal is a model of the sea. It has 176B parameters and was trained on 1.6TB of text."
RIVAL = b"""@article{t, title = {Tidal: 200B Parameters}, year = {2024},
  abstract = {We present Tidal, a language model that has 200B parameters.}}
"""
MOON = b"""@article{lunar, title = {Lunar: A Model of the Moon}, author = {Ada North},
  abstract = {Lunar is a model of the moon. It has 12B parameters and predicts eclipses.}}
"""


@pytest.mark.asyncio
async def test_a_day(tmp_path: Path) -> None:
    """From setting the bot up to saying goodbye: what is set holds, what is asked is answered."""
    async with begun(tmp_path / "data") as day:
        assert {"ask", "ask question", "Check claims", "RateButton"} <= set(day.never_used())
        await _mona_sets_the_bot_up(day)
        await _ada_asks_checks_and_compares(day)
        await _ada_reads_on_below_an_answer(day)
        await _kim_adds_papers(day)
        await _a_golden_question_guards_the_papers(day)
        await _the_bot_is_restarted_at_noon(day)
        await _people_talk_in_channels(day)
        await _what_is_missing_is_noticed(day)
        await _mona_changes_her_mind(day)
        await _ada_travels(day)
        await _ada_says_goodbye(day)
        assert day.never_used() == []


async def _mona_sets_the_bot_up(day: Day) -> None:
    """Everything on the panel, each thing as it is chosen; nobody else may."""
    assert "28 papers" in (await day.uses(day.mona, "about")).text
    panel = await day.uses(day.mona, "settings")
    await day.chooses(panel, "channels", day.questions.id, day.forum.id)
    await day.chooses(panel, "silent", day.questions.id)
    await day.chooses(panel, "replies", "inline")
    await day.chooses(panel, "strictness", "lenient")
    await day.chooses(panel, "asker", day.readers)
    await day.chooses(panel, "helper", day.helpers)
    await day.chooses(panel, "keeper", day.librarians)
    await day.chooses(panel, "language", "en")
    await day.chooses(panel, "retention", 30)
    form = await day.opens(day.mona, panel, "Change the limits")
    await day.fills_in(form, user="40", channel="200", server="1000")
    assert "40 for a person, 200 in a channel, 1,000 in all" in panel.text
    assert day.settings == ServerSettings(
        guild_id=day.guild.id,
        channels=(QaChannel(day.questions.id, WhenUnanswered.SILENT), QaChannel(day.forum.id)),
        replies=Replies.INLINE,
        strictness="lenient",
        helper_role=day.helpers,
        asker_role=day.readers,
        keeper_role=day.librarians,
        limits=DailyLimits(40, 200, 1000),
        language="en",
        retention_days=30,
    )
    untouched = ServerSettings(day.guild.id)
    assert [f.name for f in _alike(day.settings, untouched)] == ["guild_id", "replies"]
    assert day.ids_in(panel) <= {deed.name for deed in day.deeds()}
    await day.chooses(panel, "strictness", "strict")
    assert "**I found no answer.**" in (await day.uses(day.mona, "ask", question=BLOOM)).text
    await day.chooses(panel, "strictness", "-")
    assert "**176B**" in (await day.uses(day.mona, "ask", question=BLOOM)).text


def _alike(first: ServerSettings, second: ServerSettings) -> list["dataclasses.Field[object]"]:
    """The settings that are the same in both."""
    fields = dataclasses.fields(first)
    return [f for f in fields if getattr(first, f.name) == getattr(second, f.name)]


async def _ada_asks_checks_and_compares(day: Day) -> None:
    """Each answer cites; who has not the role is told privately whom to turn to."""
    answer = await day.uses(day.ada, "ask", question=BLOOM, private=False)
    assert "**176B**" in answer.text
    assert not answer.is_ephemeral
    refused = await day.uses(day.ben, "ask", question=BLOOM)
    assert refused.is_ephemeral
    assert "only members with a certain role" in refused.text
    day.ben.roles.append(day.readers)
    assert "**176B**" in (await day.uses(day.ben, "ask", question=BLOOM)).text
    verdict = await day.uses(day.ada, "check", claim="BLOOM has 175B parameters.", private=False)
    assert "**Refuted**" in verdict.text
    assert verdict.text.count("efute") == 1
    compared = await day.uses(
        day.ada, "compare", first="BLOOM", second="Mistral 7B", aspect="parameters", private=True
    )
    assert compared.is_ephemeral
    assert "176B" in compared.text
    assert "7-billion" in compared.text
    (paper, *_) = await day.is_offered(day.ada, "papers", "query", "mistral")
    assert "Apache 2.0" in (await day.uses(day.ada, "papers", query=paper)).text


async def _ada_reads_on_below_an_answer(day: Day) -> None:
    """All the buttons of an answer and of an abstention; pressed twice, nothing happens twice."""
    answer = await day.uses(day.ada, "ask", question=BLOOM)
    assert QUOTED in (await day.presses(day.ben, answer, "Show in context")).text
    verified = await day.presses(day.ben, answer, "Verify")
    assert "**The quote stands**" in verified.text
    assert "gets the same answer" in verified.text
    assert "@" in (await day.presses(day.ada, answer, "BibTeX")).text
    assert "Thank you for telling" in (await day.presses(day.ada, answer, "👍")).text
    assert "noted that already" in (await day.presses(day.ada, answer, "👍")).text
    form = await day.opens(day.ben, answer, "👎")
    assert "Thank you" in (await day.fills_in(form, reason="I meant the small one")).text
    private = await day.uses(day.ada, "ask", question=BLOOM, private=True)
    before = len(day.general.messages)
    await (await day.server.click(day.ada, private, "Share")).acknowledged()
    await day.server.until(lambda: len(day.general.messages) > before)
    await day.presses_away(day.ada, answer, "Dismiss")
    abstention = await day.uses(day.ada, "ask", question=LUNAR)
    assert "**I found no answer.**" in abstention.text
    assert "I will tell you" in (await day.presses(day.ada, abstention, "Notify me")).text
    assert "on the list" in (await day.presses(day.ada, abstention, "Notify me")).text
    called = await day.server.click(day.ada, abstention, "Ask a human")
    call = await called.followup()
    assert call.pings == [f"<@&{day.helpers}>"]
    again = await (await day.server.click(day.ada, abstention, "Ask a human")).followup()
    assert "asked about this already" in again.text
    assert again.pings == []


async def _kim_adds_papers(day: Day) -> None:
    """By identifier and from a file; found, listed, undone, brought back and removed again."""

    def fetched(named: Iterable[str]) -> Iterator[Record | Rejection]:
        assert list(named) == ["2101.00001"]
        yield record(PAPER, "Tidal: A Model of the Sea")

    day.fetches(fetched)
    refused = await day.uses(day.ada, "knowledge add", identifiers="2101.00001")
    assert "Only those who may manage this server, or have the role" in refused.text
    moon = day.server.upload("moon.bib", MOON)
    added = await day.uses(day.kim, "knowledge add", identifiers="2101.00001", file=moon)
    assert "Added **2** papers" in added.text
    (told,) = await day.is_told(day.ada)
    assert "**12B**" in told.text
    assert LUNAR in told.text
    assert "**12B**" in (await day.uses(day.ada, "ask", question=LUNAR)).text
    found = await day.uses(day.kim, "knowledge search", query="moon")
    assert "this server's own" in found.text
    assert f"<@{day.kim.id}>" in (await day.uses(day.kim, "knowledge history")).text
    entry = 1
    assert "2 records were taken out" in (await _undone(day, entry))
    assert "no answer" in (await day.uses(day.ada, "ask", question=LUNAR)).text
    assert "2 records were brought back" in (await _undone(day, entry + 1))
    (lunar,) = await day.is_offered(day.kim, "knowledge remove", "paper", "lunar")
    removed = await day.uses(day.kim, "knowledge remove", paper=lunar)
    assert "1 record was taken out" in removed.text


async def _undone(day: Day, entry: int) -> str:
    return (await day.uses(day.kim, "knowledge undo", entry=entry)).text


async def _a_golden_question_guards_the_papers(day: Day) -> None:
    """Papers that would break it wait until somebody decides; then it says how it did."""
    (tidal,) = await day.is_offered(day.kim, "golden add", "paper", "tidal", question=TIDAL)
    others = (await day.is_offered(day.kim, "golden add", "or_paper", "bloom", question=TIDAL))[:2]
    kept = await day.uses(
        day.kim,
        "golden add",
        question=TIDAL,
        paper=tidal,
        or_paper=others[0],
        or_third=others[-1],
    )
    assert "passes" in kept.text
    assert "**176B**" in (await day.uses(day.ada, "ask", question=TIDAL)).text
    for decision, said in (("Don't add", "was not added"), ("Add", "Added **1** paper")):
        rival = day.server.upload("rival.bib", RIVAL)
        proposed = await day.uses(day.kim, "knowledge add", file=rival)
        assert "**Not added yet.**" in proposed.text
        assert "The answer to 1 earlier question changes" in proposed.text
        assert said in (await day.presses(day.kim, proposed, decision)).text
        assert "decided already" in (await day.presses(day.kim, proposed, decision)).text
    assert "**0 of 1**" in (await day.uses(day.kim, "golden run")).text
    assert "Tidal" in (await day.uses(day.kim, "golden list")).text
    assert (
        "no golden question any more" in (await day.uses(day.kim, "golden remove", number=1)).text
    )


async def _the_bot_is_restarted_at_noon(day: Day) -> None:
    """What was shown before works after it: buttons below an answer, and the panel."""
    answer = await day.uses(day.ada, "ask", question=BLOOM)
    panel = await day.uses(day.mona, "settings")
    await day.stage.restart()
    assert QUOTED in (await day.presses(day.ada, answer, "Show in context")).text
    assert "**The quote stands**" in (await day.presses(day.ada, answer, "Verify")).text
    await day.chooses(panel, "retention", 90)
    assert day.settings.retention_days == 90


async def _people_talk_in_channels(day: Day) -> None:
    """The bot answers what is asked of the papers or of itself, and leaves the rest alone."""
    (answer,) = await day.says(day.ada, BLOOM, day.questions)
    assert "**176B**" in answer.text
    assert await day.says(day.ada, "anyone up for lunch?", day.questions) == []
    assert await day.says(day.ada, REGATTA, day.questions) == []
    assert await day.says(day.ada, BLOOM, day.general) == []
    (called,) = await day.says(day.ada, f"<@{day.server.bot.id}> {BLOOM}", day.general)
    assert "**176B**" in called.text
    (more,) = await day.says(day.ada, "and its license?", day.general, reply_to=called)
    assert "BLOOM" in more.text
    (posted,) = await day.posts(day.ben, "BLOOM", BLOOM)
    assert "**176B**" in posted.text
    said = await day.server.say(day.ben, day.general, "BLOOM has 175B parameters.")
    assert "**Refuted**" in (await day.picks(day.ada, "Check claims", said)).text
    asked = await day.server.say(day.ben, day.general, BLOOM)
    assert "**176B**" in (await day.picks(day.ada, "Answer this", asked)).text
    channel, ada = day.server.direct_message(day.ada)
    (alone,) = await day.says(ada, BLOOM, channel)
    assert "**176B**" in alone.text


async def _what_is_missing_is_noticed(day: Day) -> None:
    """Gaps with a table, usage with a picture, and how the bot is doing."""
    gaps = await day.uses(day.kim, "gaps", days=1)
    assert "regatta" in gaps.text
    table = list(csv.DictReader(io.StringIO(day.file_of(gaps).decode("utf-8-sig"))))
    assert {row["question"] for row in table} >= {REGATTA, BLOOM}
    assert any("the small one" in row["reasons"] for row in table)
    stats = await day.uses(day.kim, "stats", days=1)
    assert day.file_of(stats).startswith(b"\x89PNG")
    health = await day.uses(day.mona, "health")
    for words in ("**System**", "acknowledged: 95 %", "golden questions: 0 of 1", "**Impact**"):
        assert words in health.text


async def _mona_changes_her_mind(day: Day) -> None:
    """Other choices, and what comes of them: threads, private answers, another language."""
    panel = await day.uses(day.mona, "settings")
    await day.chooses(panel, "replies", "thread")
    (threaded,) = await day.says(day.ada, BLOOM, day.questions)
    assert threaded.channel.parent is day.questions
    (followed,) = await day.says(day.ada, "and its license?", threaded.channel)
    assert "BLOOM" in followed.text
    await day.chooses(panel, "replies", "private")
    assert (await day.uses(day.ada, "ask", question=BLOOM)).is_ephemeral
    (direct,) = await day.says(day.ada, BLOOM, day.questions)
    assert direct.channel.guild is None
    for menu in ("channels", "asker", "helper", "keeper"):
        await day.chooses(panel, menu)
    for menu, value in (("strictness", "strict"), ("language", "de"), ("retention", 365)):
        await day.chooses(panel, menu, value)
    assert await day.says(day.ada, BLOOM, day.questions) == []
    form = await day.opens(day.mona, panel, panel.buttons[0]["custom_id"])
    await day.fills_in(form, user="1", channel="", server="")
    refused = await day.uses(day.ada, "ask", question=BLOOM)
    assert "asked as much today as one may" in refused.text
    form = await day.opens(day.mona, panel, panel.buttons[0]["custom_id"])
    await day.fills_in(form, **dict.fromkeys(LIMITS, ""))
    assert day.settings.limits == DailyLimits()


async def _ada_travels(day: Day) -> None:
    """Where the bot is no member, and in direct messages, she still asks."""
    abroad = await day.uses(day.ada_abroad, "ask", day.lobby, question=BLOOM)
    assert "**176B**" in abroad.text
    channel, ada = day.server.direct_message(day.ada)
    assert (
        "**Refuted**"
        in (await day.uses(ada, "check", channel, claim="BLOOM has 175B parameters.")).text
    )
    assert (
        "server that I am a member of only"
        in (await day.uses(day.ada_abroad, "stats", day.lobby)).text
    )


async def _ada_says_goodbye(day: Day) -> None:
    """She is told what is kept, takes it with her, and has it forgotten."""
    kept = await day.uses(day.ada, "privacy kept")
    assert "365 days" in kept.text
    shown = await day.uses(day.ada, "privacy my-data")
    told = json.loads(day.file_of(shown))
    assert {BLOOM, REGATTA} <= {row["question"] for row in told["questions"]}
    sure = await day.uses(day.ada, "privacy forget-me")
    assert "gone" in (await day.presses(day.ada, sure, "Forget me")).text
    assert day.ledger.about_user(day.ada.id) == {}
    assert "nothing about you" in (await day.uses(day.ada, "privacy my-data")).text
