"""The menu with what can be done with a reply besides its buttons."""

from typing import Any, cast

import discord

from bot.buttons.press import Press
from bot.buttons.registry import buttons
from bot.render.layout import MORE
from bot.render.notes import OUTDATED_MENU
from bot.serve.interaction import BotInteraction
from bot.serve.responses import show


class MoreMenu(Press, template=MORE):
    """Does what a button would do whose custom_id was chosen."""

    async def pressed(self, interaction: BotInteraction) -> None:
        """Do it, as if it had been pressed; what is chosen may be forged, as a press may be."""
        data = cast("dict[str, Any]", interaction.data or {})
        chosen = next((str(value) for value in data.get("values") or ()), "")
        for button in buttons():
            remembered = button.shape.fullmatch(chosen)
            if remembered and issubclass(button, Press) and button is not MoreMenu:
                pressed: discord.ui.Button[Any] = discord.ui.Button(custom_id=chosen)
                await button(pressed, remembered).pressed(interaction)
                return
        await show(interaction, OUTDATED_MENU)
