"""`/check`: what is claimed, checked against the abstracts."""

import contextlib

from discord import app_commands

from bot.buttons.registry import with_buttons
from bot.commands.contexts import everywhere
from bot.language import privately
from bot.protocol import Knowledge
from bot.questions import count, is_private, may_ask
from bot.render.notes import NO_CLAIM, NOT_AN_ASKER
from bot.render.reply import Reply
from bot.render.verdicts import MOST_CLAIMS, checked
from bot.serve.desk import Desk
from bot.serve.interaction import BotInteraction
from bot.serve.occasions import Occasion, occasion_of
from bot.service.library import Server
from knowledge.claims.detection import split
from knowledge.questions.question import LONGEST_QUESTION

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
        lambda server: checked_here(desk, server, claim, occasion),
        private=desk.expects_private(occasion),
    )


def checked_here(desk: Desk, server: Server, message: str, occasion: Occasion) -> Reply:
    """The verdicts on a message; a private note where this person may not ask here."""
    settings = server.settings
    if not may_ask(settings, occasion):
        return NOT_AN_ASKER
    count(desk, settings, occasion)
    private = is_private(settings, occasion)
    with privately() if private else contextlib.nullcontext():
        said = verdicts(server.knowledge, message, occasion.user_id, private=private)
        return with_buttons(said)


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
