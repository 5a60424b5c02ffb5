"""`/compare`: two models, datasets or methods side by side, each side cited."""

from discord import app_commands

from bot.commands.contexts import everywhere
from bot.protocol import Knowledge
from bot.questions import answered
from bot.render.discord_limits import CHOICE_NAME, CHOICES, width
from bot.serve.interaction import BotInteraction
from bot.serve.occasions import occasion_of, server_of
from bot.service.examples import name_in
from bot.service.side_by_side import compared, question

_LONGEST = 300
_LOOKED = 100
"""Papers that match what is typed, and are looked at for names."""


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
        lambda server: answered(
            desk, server, asked, occasion, ask=lambda base: compared(base, first, second, aspect)
        ),
        private=desk.expects_private(occasion),
    )


@compare.autocomplete("first")
@compare.autocomplete("second")
async def suggest(interaction: BotInteraction, typed: str) -> list[app_commands.Choice[str]]:
    """Names that papers begin with, as far as they match what is typed so far."""
    desk, here = interaction.client.desk, server_of(interaction)
    nothing: list[str] = []
    offered = await desk.soon(lambda: names(desk.server(here).knowledge, typed), nothing)
    return [app_commands.Choice(name=name, value=name) for name in offered]


def names(knowledge: Knowledge, typed: str) -> list[str]:
    """What could be compared: the names with which titles begin, those that match first."""
    found = (name_in(paper.bibliography.title or "") for paper in knowledge.suggest(typed, _LOOKED))
    named = [name for name in dict.fromkeys(found) if name and width(name) <= CHOICE_NAME]
    begun = " ".join(typed.split()).casefold()
    return sorted(named, key=lambda name: not name.casefold().startswith(begun))[:CHOICES]
