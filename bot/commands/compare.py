"""`/compare`: two models, datasets or methods side by side, each side cited."""

from discord import app_commands

from bot.asking import answered
from bot.commands.occasions import everywhere, occasion_of
from bot.comparing import compared, question
from bot.presenting import BotInteraction

_LONGEST = 300


@everywhere
@app_commands.command(description="Compare two models, datasets or methods, each side cited.")
@app_commands.describe(
    first="One of the two, such as BLOOM.",
    second="The other one.",
    aspect="What is compared, such as parameters or license; without it, what each of them is.",
    private="Only you see the answer.",
)
async def compare(
    interaction: BotInteraction,
    first: app_commands.Range[str, 1, _LONGEST],
    second: app_commands.Range[str, 1, _LONGEST],
    aspect: app_commands.Range[str, 1, _LONGEST] | None = None,
    private: bool | None = None,
) -> None:
    """Answer for both, or say why there is no answer."""
    desk, occasion = interaction.client.desk, occasion_of(interaction, private=private)
    asked = question(first, second, aspect)
    await desk.serve(
        interaction,
        lambda: answered(
            desk, asked, occasion, ask=lambda base: compared(base, first, second, aspect)
        ),
        private=desk.expects_private(occasion),
    )
