"""Notify me: who asked in vain is told once the papers have an answer."""

import datetime as dt
from collections.abc import Iterator

from bot.buttons.press import ASKED, Press, Spot, asked_here, spot_of
from bot.language import mark
from bot.ledger import Outcome, Wish
from bot.render.notes import FORGOTTEN, WISH_KEPT, WISH_KEPT_ALREADY
from bot.render.reply import About, Action, Kind, Reply
from bot.serve.desk import Desk
from bot.serve.interaction import BotInteraction


class NotifyButton(Press, template=f"notify:{ASKED}"):
    """Keeps that somebody wants to know when a question can be answered."""

    label = mark("Notify me")
    main = True
    rank = 5

    @classmethod
    def offered(cls, about: About) -> Iterator[Action]:
        """Below an abstention that is kept."""
        if about.kind is Kind.ABSTENTION and about.asked_id:
            yield cls.action("notify", about.asked_id)

    async def pressed(self, interaction: BotInteraction) -> None:
        """Serve it as a command is served."""
        desk, spot = interaction.client.desk, spot_of(interaction)
        asked_id = int(self.remembered["asked_id"])
        await desk.serve(interaction, lambda _: wished(desk, asked_id, spot), private=True)


def wished(desk: Desk, asked_id: int, spot: Spot) -> Reply:
    """Keep the wish of the one who pressed."""
    asked = asked_here(desk.ledger, asked_id, spot)
    if asked is None or asked.outcome is not Outcome.ABSTAINED:
        return FORGOTTEN
    now = dt.datetime.now(dt.UTC)
    wish = Wish(asked.question, spot.user_id, spot.guild_id, spot.channel_id, now, asked.id)
    return WISH_KEPT if desk.ledger.keep_wish(wish) else WISH_KEPT_ALREADY
