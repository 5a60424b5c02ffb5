"""The menu with what can be done with a reply besides its buttons."""

import re
from typing import Any, cast

import discord

from bot.buttons.helpers import AskHumanButton, NotifyButton
from bot.buttons.press import Press
from bot.buttons.rate import RateButton
from bot.buttons.reading_on import CiteButton, DismissButton, ShowInContextButton, VerifyButton
from bot.buttons.share import ShareButton
from bot.render.custom_ids import CITE, DISMISS, HUMAN, MORE, NOTIFY, RATE, SHARE, SHOW, VERIFY
from bot.render.notes import OUTDATED_MENU
from bot.serve.interaction import BotInteraction
from bot.serve.responses import show

_BUTTONS: dict[str, type[Press]] = {
    SHOW: ShowInContextButton,
    VERIFY: VerifyButton,
    CITE: CiteButton,
    RATE: RateButton,
    HUMAN: AskHumanButton,
    NOTIFY: NotifyButton,
    SHARE: ShareButton,
    DISMISS: DismissButton,
}
"""What an option stands for, by the shape of the custom_id that is its value."""


class MoreMenu(Press, template=MORE):
    """Does what a button would do whose custom_id was chosen."""

    async def pressed(self, interaction: BotInteraction) -> None:
        """Do it, as if it had been pressed; what is chosen may be forged, as a press may be."""
        data = cast("dict[str, Any]", interaction.data or {})
        chosen = next((str(value) for value in data.get("values") or ()), "")
        for shape, button in _BUTTONS.items():
            if remembered := re.fullmatch(shape, chosen):
                pressed: discord.ui.Button[Any] = discord.ui.Button(custom_id=chosen)
                await button(pressed, remembered).pressed(interaction)
                return
        await show(interaction, OUTDATED_MENU)
