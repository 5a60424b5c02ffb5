"""`/check`: what is claimed, checked against the abstracts."""

from typing import TYPE_CHECKING

from discord import app_commands

from bot.asking import Occasion, count, is_private, may_ask, settings_of
from bot.commands.occasions import everywhere, occasion_of
from bot.port import Knowledge
from bot.presenting import BotInteraction
from bot.rendering.notes import NO_CLAIM, NOT_AN_ASKER
from bot.rendering.replies import Reply
from bot.rendering.verdicts import MOST_CLAIMS, checked
from knowledge.claims.detection import split
from knowledge.questions.question import LONGEST_QUESTION

if TYPE_CHECKING:
    from bot.desk import Desk

_QUESTION_MARKS = ("?", "\uff1f")


@everywhere
@app_commands.command(description="Check a claim: supported or refuted, with quotes from papers.")
@app_commands.describe(
    claim="What is claimed; a message may hold several claims.",
    private="Only you see the verdict.",
)
async def check(
    interaction: BotInteraction,
    claim: app_commands.Range[str, 1, LONGEST_QUESTION],
    private: bool | None = None,
) -> None:
    """Check every claim of what was typed."""
    desk, occasion = interaction.client.desk, occasion_of(interaction, private=private)
    await desk.serve(
        interaction,
        lambda: checked_here(desk, claim, occasion),
        private=desk.expects_private(occasion),
    )


def checked_here(desk: "Desk", message: str, occasion: Occasion) -> Reply:
    """The verdicts on a message; a private note where this person may not ask here."""
    settings = settings_of(desk, occasion.guild_id)
    if not may_ask(settings, occasion):
        return NOT_AN_ASKER
    count(desk, settings, occasion)
    knowledge = desk.knowledge_of(occasion.guild_id)
    return verdicts(knowledge, message, occasion.user_id, private=is_private(settings, occasion))


def verdicts(knowledge: Knowledge, message: str, asker: int, *, private: bool = False) -> Reply:
    """The verdict on each claim of a message; on the message itself, if it holds none as such.

    A question claims nothing: who sends one is told of `/ask`.
    """
    claims = split(message)
    if not claims and message.rstrip().endswith(_QUESTION_MARKS):
        return NO_CLAIM
    claims = claims or [message]
    found = [knowledge.check(claim) for claim in claims[:MOST_CLAIMS]]
    return checked(found, asker, left_out=max(0, len(claims) - MOST_CLAIMS), private=private)
