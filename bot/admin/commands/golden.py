"""`/golden`: a server's own questions, each with the papers that must answer it."""

from typing import Any

from discord import app_commands

from bot.admin.commands.standing import member_of, now
from bot.admin.judging import expected, judge
from bot.admin.pages import golden as pages
from bot.admin.permissions import Member, kept_by
from bot.language import say
from bot.ledger import Golden, Ledger
from bot.port import Knowledge
from bot.presenting import BotInteraction
from bot.rendering.choices import choices
from bot.rendering.replies import Choice, Reply
from knowledge.errors import InputError
from knowledge.questions.question import LONGEST_QUESTION

_Paper = app_commands.Range[str, 1, 100]
golden: app_commands.Group = app_commands.Group(
    name="golden",
    description="Questions that must be answered from the papers you name.",
    guild_only=True,
)


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
    seen = desk.knowledge_of(member.guild_id)
    wanted = tuple(dict.fromkeys(filter(None, (paper, or_paper, or_third))))
    await desk.serve(
        interaction, lambda: kept(desk.ledger, seen, member, question, wanted), private=True
    )


@golden.command(name="run", description="Ask all golden questions now.")
async def run(interaction: BotInteraction) -> None:
    """Say which pass."""
    client, member = interaction.client, member_of(interaction)
    await client.desk.serve(
        interaction,
        lambda: pages.ran(client.additions.run_goldens(kept_by(member, client.desk.ledger))),
        private=True,
        aside=True,
    )


@golden.command(name="list", description="Show all golden questions.")
async def show_all(interaction: BotInteraction) -> None:
    """Show them with their papers."""
    desk, member = interaction.client.desk, member_of(interaction)
    seen = desk.knowledge_of(member.guild_id)
    await desk.serve(interaction, lambda: listing(desk.ledger, seen, member), private=True)


@golden.command(name="remove", description="Take a golden question out.")
@app_commands.describe(number="Its number in /golden list.")
async def remove(interaction: BotInteraction, number: app_commands.Range[int, 1, 2**31]) -> None:
    """Take it out."""
    desk, member = interaction.client.desk, member_of(interaction)
    await desk.serve(
        interaction,
        lambda: pages.removed(
            was_there=desk.ledger.remove_golden(kept_by(member, desk.ledger), number)
        ),
        private=True,
    )


async def suggest(interaction: Any, typed: str) -> list[app_commands.Choice[str]]:  # noqa: ANN401  # discord.py's own type is not ours
    """Papers whose title or authors match what is typed so far."""
    desk, member = interaction.client.desk, member_of(interaction)
    seen, nothing = desk.knowledge_of(member.guild_id), list[Choice]()
    offered = await desk.soon(lambda: offers(desk.ledger, seen, member, typed), nothing)
    return [app_commands.Choice(name=choice.name, value=choice.value) for choice in offered]


for _option in ("paper", "or_paper", "or_third"):
    add.autocomplete(_option)(suggest)


def offers(ledger: Ledger, seen: Knowledge, member: Member, typed: str) -> list[Choice]:
    """The papers that match, for those who may name them."""
    kept_by(member, ledger)
    return choices(seen.suggest(typed))


def kept(
    ledger: Ledger, seen: Knowledge, member: Member, question: str, papers: tuple[str, ...]
) -> Reply:
    """Keep a golden question.

    Raises:
        InputError: there is no such paper, or the question is none.
    """
    guild_id = kept_by(member, ledger)
    if any(seen.abstract(each) is None for each in papers):
        raise InputError(say("Please choose a paper from the list that opens while you type."))
    golden_question = Golden(guild_id, question.strip(), papers, now(), member.user_id)
    seen.ask(golden_question.question)  # raises where it is no question
    number = ledger.add_golden(golden_question)
    held = next(each for each in ledger.goldens(guild_id) if each.id == number)
    (judged,) = judge(seen, [held])
    return pages.added(held, judged)


def listing(ledger: Ledger, seen: Knowledge, member: Member) -> Reply:
    """All golden questions of a server."""
    goldens = ledger.goldens(kept_by(member, ledger))
    return pages.listing(goldens, expected(seen, goldens))
