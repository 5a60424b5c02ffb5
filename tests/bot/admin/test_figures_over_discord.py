"""`/gaps`, `/stats`, `/health` and `/golden` over the wire."""

import csv
import datetime as dt
import io
import warnings
from dataclasses import replace
from typing import Any

import pytest

from bot.admin import stats
from bot.admin.chart import can_draw, png
from bot.language import speaking
from bot.ledger import Feedback, GoldenRun, Served
from bot.render.amounts import age
from bot.service.clock import now
from bot.service.usage import usage
from tests.bot.admin.office import HOW_MANY, MANAGE_GUILD, Office
from tests.bot.discord_text import active
from tests.bot.ledger.samples import NOW, abstained, asked
from tests.bot.samples import HOSTILE, abstract
from tests.discord_server import Message

PNG = b"\x89PNG\r\n\x1a\n"
DAY = dt.timedelta(days=1)


def _ask(office: Office, question: str, *users: int, **changes: Any) -> None:
    """Somebody asked something that was not answered, some moments ago."""
    for user in users:
        kept = abstained(question, guild_id=office.guild.id, user_id=user, at=now())
        office.ledger.keep_asked(replace(kept, **changes))


@pytest.mark.asyncio
async def test_gaps_come_most_wanted_first_with_a_table(office: Office) -> None:
    """Grouped by what they ask; other servers' and old ones are not among them."""
    _ask(office, "What is a tide?", 1)
    _ask(office, "Who won the regatta?", 2, 3)
    _ask(office, "Too old?", 4, at=now() - 40 * DAY)
    _ask(office, "Elsewhere?", 5, guild_id=office.other_guild.id)
    shown = await office.use("gaps")
    first, second = shown.text.index("Who won the regatta"), shown.text.index("What is a tide")
    assert first < second
    assert "**2 gaps** of the last 30 days" in shown.text
    assert "2 people" in shown.text
    assert "Too old" not in shown.text
    assert "Elsewhere" not in shown.text
    rows = list(csv.reader(io.StringIO(office.file_of(shown).decode("utf-8-sig"))))
    assert [row[0] for row in rows] == ["question", "Who won the regatta?", "What is a tide?"]
    assert "Too old" in (await office.use("gaps", days=60)).text


@pytest.mark.asyncio
async def test_what_was_asked_does_nothing_in_a_list_of_gaps(office: Office) -> None:
    """Whatever people typed shows itself, links nowhere and pings nobody."""
    for number, words in enumerate(HOSTILE):
        _ask(office, f"{words} {number}", 1)
    shown = await office.use("gaps")
    assert shown.pings == []
    questions = [line for line in shown.text.splitlines() if line.startswith("- ")]
    assert questions
    for line in questions:
        assert set(active(line[2:])) <= {"list", "small print"}


@pytest.mark.asyncio
async def test_no_gap_is_told(office: Office) -> None:
    """Everything was answered, or nothing asked."""
    shown = await office.use("gaps", days=1)
    assert "In the last 1 day, everything was answered" in shown.text
    assert shown.attachments == []


@pytest.mark.asyncio
async def test_stats_are_words_and_a_picture(office: Office) -> None:
    """Counts, shares, times and papers of this server; drawn as PNG."""
    (paper,) = office.base.papers()
    guild = office.guild.id
    number = office.ledger.keep_asked(
        asked(guild_id=guild, at=now(), cited=(paper.id, "gone"), latency_ms=40)
    )
    office.ledger.keep_feedback(Feedback(number, 1, helpful=True, at=now()))
    _ask(office, "Who won?", 2, latency_ms=20)
    shown = await office.use("stats", days=7)
    assert "**The last 7 days**" in shown.text
    assert "2 questions · 2 people" in shown.text
    assert "Answered: 50 %" in shown.text
    assert "Helpful: 100 % of opinions" in shown.text
    assert "30 ms at the median, 95 % within 40 ms" in shown.text
    assert "1 × Tidal: A Model of the Sea" in shown.text
    assert "1 × gone" in shown.text
    assert office.file_of(shown).startswith(PNG)


@pytest.mark.asyncio
async def test_stats_of_nothing_say_so(office: Office) -> None:
    """Without a question, no picture."""
    shown = await office.use("stats")
    assert "No question was kept" in shown.text
    assert shown.attachments == []


def test_without_the_extra_the_words_remain() -> None:
    """The page says how to get the picture."""
    shown = stats.page(usage([asked()], [], NOW.date(), 3), {}, None)
    assert "extra `plots`" in shown.blocks[-1]
    assert shown.files == ()
    assert can_draw()


@pytest.mark.parametrize("language", ["en", "ja"])
def test_any_title_can_be_drawn(language: str) -> None:
    """Formulas, letters that the font has not, and what is no text draw without a warning."""
    titles = {"a": "$x^2$ and $", "b": "潮の満ち引き 🌊", "c": "a\x00b\ud800", "d": "_" * 300}
    found = usage([asked(cited=(*titles,))], [], NOW.date(), 365)
    assert len(found.top) == len(titles)
    papers = {name: abstract(name, title=title) for name, title in titles.items()}
    with warnings.catch_warnings(), speaking(language):
        warnings.simplefilter("error")
        assert png(found, papers).startswith(PNG)


@pytest.mark.asyncio
async def test_health_tells_system_answers_and_impact(office: Office) -> None:
    """What is well is called good; what is not asks for a look; what is unknown is said to be."""
    guild = office.guild.id
    office.ledger.keep_served(Served("ask", guild, now(), 120.0, 300.0))
    office.ledger.keep_golden_run(GoldenRun(guild, now() - DAY, "v1", 3, 3))
    office.ledger.keep_golden_run(GoldenRun(guild, now(), "v2", 2, 3))
    _ask(office, "Who won the regatta?", 2, 3)
    shown = await office.use("health")
    assert "✓ good · acknowledged: 95 % within 120 ms" in shown.text
    assert "✓ good · failed: 0 of 1 (0 %)" in shown.text
    assert "papers last changed: minutes ago" in shown.text
    assert "· too little known · unanswered: 100 % ← –" in shown.text
    assert "⚠ look · golden questions: 2 of 3 (before: 3 of 3)" in shown.text
    assert "⚠ look · 1 gap that more than one person met · `/gaps`" in shown.text
    fresh = await office.elsewhere("health")
    assert "golden questions: – (before: –)" in fresh.text


@pytest.mark.asyncio
async def test_health_knows_how_commands_were_served(office: Office) -> None:
    """Every command and button is timed; what fails counts, what somebody typed wrong does not."""
    shown = await office.use("ask", question=HOW_MANY)
    several = "[2]" in shown.text
    await office.press(shown, "Show [1] in context" if several else "Show in context")
    await office.use("knowledge undo", entry=99)
    office.base.close()
    await office.use("papers", query="x")
    await office.stage.stop()
    served = office.ledger.served_since(office.guild.id, now() - DAY)
    assert [(each.command, each.failed) for each in served] == [
        ("ask", False),
        ("show", False),
        ("knowledge undo", False),
        ("papers", True),
    ]
    assert all(each.acknowledged_ms is not None for each in served)
    assert [each.answered_ms is None for each in served] == [False, False, True, True]
    assert office.ledger.served_since(office.other_guild.id, now() - DAY) == []


@pytest.mark.asyncio
async def test_health_knows_how_messages_were_answered(office: Office) -> None:
    """Each that was answered, or should have been; what wants nothing counts nowhere."""
    called = f"<@{office.server.bot.id}>"
    await office.stage.say(f"{called} {HOW_MANY}")
    await office.stage.say(f"{called} lol")
    await office.stage.quiet()
    office.server.fail_next(r"POST /channels/\d+/messages", 403, code=50013)
    await office.stage.say(f"{called} {HOW_MANY}")
    await office.stage.quiet()
    await office.stage.stop()
    served = office.ledger.served_since(office.guild.id, now() - DAY)
    assert [(each.command, each.failed, each.answered_ms is None) for each in served] == [
        ("message", False, False),
        ("message", True, True),
    ]


def test_an_age_is_told_in_days_or_hours() -> None:
    """As coarse as it may be."""
    assert [age(DAY * 3), age(DAY), age(DAY / 12)] == ["3 days", "1 day", "2 hours"]
    assert age(DAY / 25) == "minutes"


async def _golden(office: Office) -> Message:
    (paper,) = office.base.papers()
    return await office.use("golden add", question=HOW_MANY, paper=paper.id)


@pytest.mark.asyncio
async def test_golden_questions_are_added_run_listed_and_removed(office: Office) -> None:
    """Each by its number; another server has none of them."""
    assert "no golden questions here yet" in (await office.use("golden run")).text
    assert "no golden questions here yet" in (await office.use("golden list")).text
    added = await _golden(office)
    assert "Kept as golden question **1**." in added.text
    assert "passes" in added.text
    ran = await office.use("golden run")
    assert "**1 of 1** golden questions pass." in ran.text
    listed = await office.use("golden list")
    assert f"**1** {HOW_MANY} → Tidal\\: A Model" in listed.text.replace("Tidal:", "Tidal\\:")
    other = await office.elsewhere("golden remove", number=1)
    assert "no such golden question" in other.text
    assert "no golden question any more" in (await office.use("golden remove", number=1)).text
    assert "no golden questions here yet" in (await office.use("golden list")).text


@pytest.mark.asyncio
async def test_a_golden_question_names_papers_that_are_there(office: Office) -> None:
    """They are offered while typing; anything else is refused, and so is an empty question."""
    offered = await office.server.autocomplete(
        office.manager, office.stage.channel, "golden add", "or_paper", "tid", question="x"
    )
    assert [choice["name"] for choice in offered] == ["Tidal: A Model of the Sea"]
    refused = await office.use("golden add", question=HOW_MANY, paper="nonsense")
    assert "choose a paper from the list" in refused.text
    empty = await office.use("golden add", question="  ", paper=offered[0]["value"])
    assert "There is no question" in empty.text
    assert office.ledger.goldens(office.guild.id) == []


@pytest.mark.asyncio
async def test_a_golden_question_that_fails_says_how(office: Office) -> None:
    """Answered from another paper, or not at all; those come first."""
    (paper,) = office.base.papers()
    office.base.ingest_records([])
    await _golden(office)
    failing = await office.use("golden add", question="Who won the regatta?", paper=paper.id)
    assert "no answer" in failing.text
    ran = await office.use("golden run")
    assert "**1 of 2** golden questions pass." in ran.text
    assert ran.text.index("✗ **2**") < ran.text.index("✓ **1**")


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("gaps", {}),
        ("stats", {}),
        ("golden add", {"question": "x", "paper": "x"}),
        ("golden run", {}),
        ("golden list", {}),
        ("golden remove", {"number": 1}),
    ],
)
async def test_only_keepers_see_what_is_for_them(
    office: Office, name: str, options: dict[str, Any]
) -> None:
    """A member is refused privately; one with the role is not."""
    refused = await office.use(name, office.keeper, **options)
    assert refused.is_ephemeral
    assert "Only those who may manage this server, or have the role" in refused.text
    office.keeper.roles.append(office.role)
    office.ledger.change_settings(
        office.guild.id, lambda settings: replace(settings, keeper_role=office.role)
    )
    assert "Only those" not in (await office.use(name, office.keeper, **options)).text


@pytest.mark.asyncio
@pytest.mark.parametrize("name", ["health", "settings"])
async def test_a_forged_command_is_refused(office: Office, name: str) -> None:
    """Discord lets managers alone use it; who gets past Discord gets no further."""
    office.keeper.permissions = MANAGE_GUILD
    interaction = await office.server.slash(office.keeper, office.stage.channel, name)
    assert "Only those" not in (await interaction.response()).text
    command = office.server.commands.find(name, 1, None)
    command["default_member_permissions"] = None
    refused = await office.use(name, office.stage.asker)
    assert refused.is_ephemeral
    assert "Only those who may manage this server" in refused.text
