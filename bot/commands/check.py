"""`/check`: what is claimed, checked against the abstracts."""

from discord import app_commands

from bot.port import Knowledge
from bot.presenting import BotInteraction
from bot.rendering.notes import NO_CLAIM
from bot.rendering.replies import Reply
from bot.rendering.verdicts import MOST_CLAIMS, checked
from knowledge.base import LONGEST_QUESTION
from knowledge.claims import split

_QUESTION_MARKS = ("?", "\uff1f")


@app_commands.command(description="Check a claim: supported or refuted, with quotes from papers.")
@app_commands.describe(
    claim="What is claimed; a message may hold several claims.",
    private="Only you see the verdict.",
)
async def check(
    interaction: BotInteraction,
    claim: app_commands.Range[str, 1, LONGEST_QUESTION],
    private: bool = False,
) -> None:
    """Check every claim of what was typed."""
    desk, asker = interaction.client.desk, interaction.user.id
    await desk.serve(interaction, lambda: verdicts(desk.knowledge, claim, asker), private=private)


def verdicts(knowledge: Knowledge, message: str, asker: int) -> Reply:
    """The verdict on each claim of a message; on the message itself, if it holds none as such.

    A question claims nothing: who sends one is told of `/ask`.
    """
    claims = split(message)
    if not claims and message.rstrip().endswith(_QUESTION_MARKS):
        return NO_CLAIM
    claims = claims or [message]
    found = [knowledge.check(claim) for claim in claims[:MOST_CLAIMS]]
    return checked(found, asker, left_out=max(0, len(claims) - MOST_CLAIMS))
