"""`/ask`: a question, answered and cited."""

from discord import app_commands

from bot.presenting import BotInteraction
from bot.rendering.answers import reply
from knowledge.base import LONGEST_QUESTION


@app_commands.command(description="Ask a question: answered with quotes from paper abstracts.")
@app_commands.describe(
    question="What you want to know, in your own words.",
    private="Only you see the answer.",
)
async def ask(
    interaction: BotInteraction,
    question: app_commands.Range[str, 1, LONGEST_QUESTION],
    private: bool = False,
) -> None:
    """Answer, or say why there is no answer."""
    desk, asker = interaction.client.desk, interaction.user.id
    await desk.serve(
        interaction, lambda: reply(desk.knowledge.ask(question), asker), private=private
    )
