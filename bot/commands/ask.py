"""`/ask`: a question, answered and cited."""

import discord
from discord import app_commands

from bot.commands.contexts import everywhere
from bot.ledger import Ledger
from bot.questions import answered, context_in
from bot.serve.interaction import BotInteraction
from bot.serve.occasions import occasion_of
from knowledge.questions.question import LONGEST_QUESTION


@everywhere
@app_commands.command(description="Ask a question: answered with quotes from paper abstracts.")
@app_commands.describe(
    question="What you want to know, in your own words.",
    private="Only you see the answer.",
)
async def ask(
    interaction: BotInteraction,
    question: app_commands.Range[str, 1, LONGEST_QUESTION],
    private: bool | None = None,
) -> None:
    """Answer, or say why there is no answer."""
    desk, occasion = interaction.client.desk, occasion_of(interaction, private=private)
    await desk.serve(
        interaction,
        lambda server: answered(
            desk, server, question, occasion, conversation(interaction, desk.hurried)
        ),
        private=desk.expects_private(occasion),
    )


def conversation(interaction: BotInteraction, ledger: Ledger) -> tuple[str, ...]:
    """The questions before this one, where it stands in a thread that the bot has opened."""
    channel = interaction.channel
    if not isinstance(channel, discord.Thread) or channel.owner_id != interaction.application_id:
        return ()
    return context_in(ledger, channel.id, channel.id)
