"""`/golden`: a server's own questions, each with the papers that must answer it."""

from collections.abc import Mapping, Sequence
from typing import Any

from discord import app_commands

from bot.language import say, say_count
from bot.ledger import Golden, Ledger
from bot.render.amounts import hint, shown
from bot.render.choices import choices
from bot.render.citations import title, within
from bot.render.reply import Choice, Reply
from bot.serve.interaction import BotInteraction
from bot.serve.occasions import member_of
from bot.service.clock import now
from bot.service.golden_questions import Judged, expected, judge
from bot.service.library import Server
from bot.service.permissions import Member, kept_by
from knowledge.errors import InputError
from knowledge.model import Abstract
from knowledge.questions.question import LONGEST_QUESTION

_Paper = app_commands.Range[str, 1, 100]
golden: app_commands.Group = app_commands.Group(
    name="golden",
    description="Questions that must be answered from the papers you name.",
    guild_only=True,
)
_LIMIT = 3400


@golden.command(name="add", description="Add a golden question, or change its papers.")
@app_commands.describe(
    question="The question, in the words that people use.",
    paper="The paper that must answer it; choose from the list.",
    or_paper="Another paper that may answer it instead.",
    or_third="A third one.",
)
async def add(
    interaction: BotInteraction,
    question: app_commands.Range[str, 1, LONGEST_QUESTION],
    paper: _Paper,
    or_paper: _Paper | None = None,
    or_third: _Paper | None = None,
) -> None:
    """Keep it, and say how it does now."""
    desk, member = interaction.client.desk, member_of(interaction)
    wanted = tuple(dict.fromkeys(filter(None, (paper, or_paper, or_third))))
    await desk.serve(
        interaction,
        lambda server: kept(desk.ledger, server, member, question, wanted),
        private=True,
    )


@golden.command(name="run", description="Ask all golden questions now.")
async def run(interaction: BotInteraction) -> None:
    """Say which pass."""
    client, member = interaction.client, member_of(interaction)
    await client.desk.serve(
        interaction,
        lambda server: run_page(
            client.additions.run_goldens(kept_by(member, server.known_settings))
        ),
        private=True,
        aside=True,
    )


@golden.command(name="list", description="Show all golden questions.")
async def show_all(interaction: BotInteraction) -> None:
    """Show them with their papers."""
    desk, member = interaction.client.desk, member_of(interaction)
    await desk.serve(interaction, lambda server: listing(desk.ledger, server, member), private=True)


@golden.command(name="remove", description="Take a golden question out.")
@app_commands.describe(number="Its number in /golden list.")
async def remove(interaction: BotInteraction, number: app_commands.Range[int, 1, 2**31]) -> None:
    """Take it out."""
    desk, member = interaction.client.desk, member_of(interaction)
    await desk.serve(
        interaction,
        lambda server: removed_page(
            was_there=desk.ledger.remove_golden(kept_by(member, server.known_settings), number)
        ),
        private=True,
    )


async def suggest(interaction: Any, typed: str) -> list[app_commands.Choice[str]]:  # noqa: ANN401  # discord.py's own type is not ours
    """Papers whose title or authors match what is typed so far."""
    desk, member = interaction.client.desk, member_of(interaction)
    nothing = list[Choice]()
    offered = await desk.soon(lambda: offers(desk.server(member.guild_id), member, typed), nothing)
    return [app_commands.Choice(name=choice.name, value=choice.value) for choice in offered]


for _option in ("paper", "or_paper", "or_third"):
    add.autocomplete(_option)(suggest)


def offers(server: Server, member: Member, typed: str) -> list[Choice]:
    """The papers that match, for those who may name them."""
    kept_by(member, server.known_settings)
    return choices(server.knowledge.suggest(typed))


def kept(
    ledger: Ledger, server: Server, member: Member, question: str, papers: tuple[str, ...]
) -> Reply:
    """Keep a golden question.

    Raises:
        InputError: there is no such paper, or the question is none.
    """
    guild_id, seen = kept_by(member, server.known_settings), server.knowledge
    if any(seen.abstract(each) is None for each in papers):
        raise InputError(say("Please choose a paper from the list that opens while you type."))
    golden_question = Golden(guild_id, question.strip(), papers, now(), member.user_id)
    seen.ask(golden_question.question)  # raises where it is no question
    number = ledger.add_golden(golden_question)
    held = next(each for each in ledger.goldens(guild_id) if each.id == number)
    (judged,) = judge(seen, [held])
    return added_page(held, judged)


def listing(ledger: Ledger, server: Server, member: Member) -> Reply:
    """All golden questions of a server."""
    goldens = ledger.goldens(kept_by(member, server.known_settings))
    return list_page(goldens, expected(server.knowledge, goldens))


def added_page(golden: Golden, judged: Judged) -> Reply:
    """A golden question that was kept, and how it does now."""
    lines = (
        say("Kept as golden question **{number}**.", number=str(golden.id)),
        _outcome(judged),
        hint(
            say("It is asked after every change of this server's papers; `/golden run` asks now.")
        ),
    )
    return Reply(("\n".join(lines),), private=True)


def run_page(judged: Sequence[Judged]) -> Reply:
    """How the golden questions do; those that fail first."""
    if not judged:
        return _none()
    passed = sum(each.passed for each in judged)
    heading = say(
        "**{passed} of {total}** golden questions pass.", passed=passed, total=len(judged)
    )
    ordered = sorted(judged, key=lambda each: each.passed)
    body = within([_outcome(each) for each in ordered], _LIMIT, say("question"), say("questions"))
    return Reply((f"{heading}\n{body}",), private=True)


def list_page(goldens: Sequence[Golden], papers: Mapping[str, Abstract]) -> Reply:
    """All golden questions with the papers that they expect."""
    if not goldens:
        return _none()
    heading = say_count(
        "**{number}** golden question:", "**{number}** golden questions:", len(goldens)
    )
    lines = [f"**{each.id}** {shown(each.question)} → {_papers(each, papers)}" for each in goldens]
    body = within(lines, _LIMIT, say("question"), say("questions"))
    return Reply((f"{heading}\n{body}",), private=True)


def removed_page(*, was_there: bool) -> Reply:
    """Whether a golden question was taken out."""
    said = (
        say("It is no golden question any more.")
        if was_there
        else say("There is no such golden question here: `/golden list` shows them.")
    )
    return Reply((said,), private=True)


def _none() -> Reply:
    said = say("There are no golden questions here yet: `/golden add` adds one.")
    return Reply((said,), private=True)


def _outcome(judged: Judged) -> str:
    question = f"**{judged.golden.id}** {shown(judged.golden.question)}"
    if judged.passed:
        return f"✓ {question} · {say('passes')}"
    if not judged.answered:
        return f"✗ {question} · {say('no answer')}"
    cited = shown(", ".join(judged.cited), 120)
    return f"✗ {question} · {say('answered from {papers} instead', papers=cited)}"


def _papers(golden: Golden, papers: Mapping[str, Abstract]) -> str:
    return ", ".join(
        title(papers[each], 80) if each in papers else say("a paper that is gone")
        for each in golden.expected
    )
