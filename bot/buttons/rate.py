"""Thumbs up and down: whether an answer helped, and why not."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import discord

from bot.buttons.forms import FORM_SECONDS, filled_in
from bot.buttons.press import ASKED, Press, Spot, asked_here, spot_of
from bot.language import say
from bot.ledger import Feedback
from bot.render.notes import FORGOTTEN, THANKS, THANKS_AGAIN
from bot.render.reply import About, Action, Kind, Reply
from bot.serve.delivery import acknowledging
from bot.serve.desk import Desk
from bot.serve.failures import tell
from bot.serve.interaction import BotInteraction

_WHY = re.compile(f"why:{ASKED}")
"""The custom_id of the form in which somebody says why an answer did not help."""
_REASON = "reason"
_LONGEST_REASON = 1000


class RateButton(Press, template=f"rate:(?P<helpful>up|down):{ASKED}"):
    """Keeps what somebody thinks of an answer; who says it did not help may say why."""

    rank = 1

    @classmethod
    def offered(cls, about: About) -> Iterator[Action]:
        """Two, below an answer that is kept."""
        if about.kind is Kind.ANSWER and about.asked_id:
            yield replace(cls.action("rate", "up", about.asked_id), label="👍")
            yield replace(cls.action("rate", "down", about.asked_id), label="👎")

    async def pressed(self, interaction: BotInteraction) -> None:
        """Thank for a thumbs up; after a thumbs down, open the form."""
        desk, spot = interaction.client.desk, spot_of(interaction)
        asked_id, helpful = int(self.remembered["asked_id"]), self.remembered["helpful"] == "up"
        if helpful:
            await desk.serve(
                interaction, lambda _: kept(desk, asked_id, spot, helpful=True), private=True
            )
            return
        await acknowledging(lambda: interaction.response.send_modal(form(asked_id)))
        await desk.work(lambda: kept(desk, asked_id, spot, helpful=False))


def form(asked_id: int) -> discord.ui.Modal:
    """Asks why an answer did not help; `told_why` gets what is filled in, also after a restart."""
    modal = discord.ui.Modal(
        title=say("What was wrong?"), custom_id=f"why:{asked_id}", timeout=FORM_SECONDS
    )
    reason: discord.ui.TextInput[Any] = discord.ui.TextInput(
        style=discord.TextStyle.paragraph,
        custom_id=_REASON,
        placeholder=say("It answers another question; the paper says otherwise; …"),
        max_length=_LONGEST_REASON,
        required=False,
    )
    about = say("Whoever manages this server may read it.")
    return modal.add_item(
        discord.ui.Label(text=say("Your reason"), description=about, component=reason)
    )


async def told_why(interaction: BotInteraction) -> None:
    """Keep the reason, if the interaction is such a form filled in; never raises."""
    form = filled_in(interaction)
    which = _WHY.fullmatch(form.custom_id) if form else None
    if form is None or which is None:
        return
    desk, spot, asked_id = interaction.client.desk, spot_of(interaction), int(which["asked_id"])
    reason = form.typed.get(_REASON, "").strip()
    try:
        await desk.serve(
            interaction,
            lambda _: kept(desk, asked_id, spot, helpful=False, reason=reason or None),
            private=True,
        )
    except Exception as error:  # noqa: BLE001  # told in one place, like a command's
        await tell(interaction, error)


def kept(
    desk: Desk, asked_id: int, spot: Spot, *, helpful: bool, reason: str | None = None
) -> Reply:
    """Keep an opinion of the answer that was pressed on; thanks, or why it cannot be kept."""
    asked = asked_here(desk.ledger, asked_id, spot)
    if asked is None:
        return FORGOTTEN
    now = dt.datetime.now(dt.UTC)
    opinion = Feedback(asked.id, spot.user_id, helpful, now, reason)
    return THANKS if desk.ledger.keep_feedback(opinion) else THANKS_AGAIN
