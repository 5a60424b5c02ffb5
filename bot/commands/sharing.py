"""Share: a private reply made public, once."""

import datetime as dt
from typing import TYPE_CHECKING

import discord

from bot.commands.pressing import Press, Spot, asked_here, buttons_of, spot_of
from bot.presenting import NOBODY, BotInteraction, show
from bot.rendering.custom_ids import SHARE, asked_among
from bot.rendering.notes import NOT_SHARED

if TYPE_CHECKING:
    from bot.desk import Desk


class ShareButton(Press, template=SHARE):
    """Posts the reply again for everyone, in the name of the one who asked."""

    async def pressed(self, interaction: BotInteraction) -> None:
        """Take the button off the private reply, and post what it says."""
        spot, message = spot_of(interaction), interaction.message
        mine = spot.private and self._is_of(spot.user_id, message)
        if message is None or not mine:
            await show(interaction, NOT_SHARED)
            return
        view = without(message, self.custom_id)
        await interaction.response.edit_message(view=view, allowed_mentions=NOBODY)
        await interaction.client.desk.see_through(_share(interaction, message, view))

    def _is_of(self, user_id: int, message: discord.Message | None) -> bool:
        """Whether it was somebody's question: Discord says so, and so does the button."""
        answered = message.interaction_metadata if message else None
        readers = {int(self.remembered["asker"]), *([answered.user.id] if answered else [])}
        return readers == {user_id}


async def _share(
    interaction: BotInteraction, message: discord.Message, view: discord.ui.LayoutView
) -> None:
    """Post it, unless it was before; from then on that is where its answer stands."""
    desk, spot = interaction.client.desk, spot_of(interaction)
    now = dt.datetime.now(dt.UTC)
    asked_id = await desk.work(lambda: answering(desk, buttons_of(message), spot))
    if await desk.work(lambda: desk.ledger.claim_message(spot.channel_id, message.id, now)):
        shared = await interaction.followup.send(
            view=view, ephemeral=False, allowed_mentions=NOBODY, wait=True
        )
        await desk.place(asked_id, shared.id)


def answering(desk: "Desk", custom_ids: list[str], spot: Spot) -> int:
    """The number of the question that a reply with these buttons answers; 0: of none."""
    asked_id = asked_among(custom_ids)
    asked = asked_here(desk.ledger, asked_id, spot) if asked_id else None
    return asked.id if asked else 0


def without(message: discord.Message, custom_id: str) -> discord.ui.LayoutView:
    """A reply as it stands, but for one button; a row that is empty then goes too."""
    view = discord.ui.LayoutView.from_message(message, timeout=None)
    for row in [item for item in view.children if isinstance(item, discord.ui.ActionRow)]:
        for item in row.children:
            if isinstance(item, discord.ui.Button) and item.custom_id == custom_id:
                row.remove_item(item)
        if not row.children:
            view.remove_item(row)
    view.stop()
    return view
