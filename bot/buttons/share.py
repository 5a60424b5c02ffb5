"""Share: a private reply made public, once."""

import contextlib
import datetime as dt
from collections.abc import Iterator
from typing import Any

import discord

from bot.buttons.press import ASKER, Press, Spot, asked_here, buttons_of, spot_of
from bot.buttons.registry import asked_among
from bot.language import mark
from bot.render.notes import NOT_SHARED
from bot.render.reply import About, Action
from bot.serve.delivery import UNDELIVERED
from bot.serve.desk import Desk
from bot.serve.interaction import BotInteraction
from bot.serve.responses import NOBODY, show, take


class ShareButton(Press, template=f"share:{ASKER}"):
    """Posts the reply again for everyone, in the name of the one who asked."""

    label = mark("Share")
    main = True
    rank = 7

    @classmethod
    def offered(cls, about: About) -> Iterator[Action]:
        """Below a private reply to what may be shared."""
        if about.shareable:
            yield cls.action("share", about.asker)

    async def pressed(self, interaction: BotInteraction) -> None:
        """Post what the private reply says, and take the button off it."""
        spot, message = spot_of(interaction), interaction.message
        mine = spot.private and self._is_of(spot.user_id, message)
        if message is None or not mine:
            await show(interaction, NOT_SHARED)
            return
        await take(interaction)
        view = without(message, f"share:{int(self.remembered['asker'])}")
        await interaction.client.desk.see_through(_share(interaction, message, view))

    def _is_of(self, user_id: int, message: discord.Message | None) -> bool:
        """Whether it was somebody's question: Discord says so, and so does the button."""
        answered = message.interaction_metadata if message else None
        readers = {int(self.remembered["asker"]), *([answered.user.id] if answered else [])}
        return readers == {user_id}


async def _share(
    interaction: BotInteraction, message: discord.Message, view: discord.ui.LayoutView
) -> None:
    """Post it, unless it was before; from then on that is where its answer stands.

    It counts as shared once it stands there: until then, the button stays and may be pressed again.
    """
    desk = interaction.client.desk
    async with desk.deeds.turn(f"share:{message.id}"):
        if not await desk.work(lambda: desk.ledger.is_claimed(message.id)):
            await _post(interaction, message, view)
    with contextlib.suppress(*UNDELIVERED):  # pressed again, it posts nothing more
        await interaction.edit_original_response(view=view, allowed_mentions=NOBODY)


async def _post(
    interaction: BotInteraction, message: discord.Message, view: discord.ui.LayoutView
) -> None:
    desk, spot = interaction.client.desk, spot_of(interaction)
    now = dt.datetime.now(dt.UTC)
    asked_id = await desk.work(lambda: answering(desk, buttons_of(message), spot))
    shared = await interaction.followup.send(
        view=view, ephemeral=False, allowed_mentions=NOBODY, wait=True
    )
    await desk.work(lambda: desk.ledger.claim_message(spot.channel_id, message.id, now))
    await desk.place(asked_id, shared.id)


def answering(desk: Desk, custom_ids: list[str], spot: Spot) -> int:
    """The number of the question that a reply with these buttons answers; 0: of none."""
    asked_id = asked_among(custom_ids)
    asked = asked_here(desk.ledger, asked_id, spot) if asked_id else None
    return asked.id if asked else 0


def without(message: discord.Message, custom_id: str) -> discord.ui.LayoutView:
    """A reply as it stands, but for one button or option; a row that is empty then goes too."""
    view = discord.ui.LayoutView.from_message(message, timeout=None)
    for row in [item for item in view.children if isinstance(item, discord.ui.ActionRow)]:
        for item in row.children:
            if _is_left_empty(item, custom_id):
                row.remove_item(item)
        if not row.children:
            view.remove_item(row)
    view.stop()
    return view


def _is_left_empty(item: discord.ui.Item[Any], custom_id: str) -> bool:
    """Take an option out of a menu; whether nothing is left of what is there."""
    if isinstance(item, discord.ui.Select):
        item.options = [option for option in item.options if option.value != custom_id]
        return not item.options
    return isinstance(item, discord.ui.Button) and item.custom_id == custom_id
