"""`/ask`: a question, answered and cited."""

from discord import app_commands

from bot.asking import answered
from bot.commands.occasions import conversation, everywhere, occasion_of
from bot.presenting import BotInteraction
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
        lambda: answered(desk, question, occasion, conversation(interaction, desk.hurried)),
        private=desk.expects_private(occasion),
    )
