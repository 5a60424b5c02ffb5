"""Share: a private reply made public, once."""

import discord

from bot.commands.pressing import Press, spot_of
from bot.presenting import NOBODY, BotInteraction, show
from bot.rendering.custom_ids import SHARE
from bot.rendering.notes import NOT_SHARED

_CONTAINER = discord.ui.Container


class ShareButton(Press, template=SHARE):
    """Posts the reply again for everyone, in the name of the one who asked."""

    async def pressed(self, interaction: BotInteraction) -> None:
        """Take the button off the private reply, and post what it says."""
        spot, message = spot_of(interaction), interaction.message
        mine = spot.private and spot.user_id == int(self.remembered["asker"])
        if message is None or not mine:
            await show(interaction, NOT_SHARED)
            return
        first = interaction.client.desk.first_time(f"share:{message.id}")
        view = without(message, self.custom_id)
        await interaction.response.edit_message(view=view, allowed_mentions=NOBODY)
        if first:
            await interaction.followup.send(view=view, ephemeral=False, allowed_mentions=NOBODY)


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
