"""The buttons and menus for running the bot; each checks anew who uses it.

Their custom_id holds what they need, so that they work after a restart.
"""

from collections.abc import Sequence
from typing import Any, cast

import discord

from bot.admin import privacy as privacy_pages
from bot.admin.settings import show_panel
from bot.buttons.press import Lasting
from bot.language import say, speak
from bot.ledger import ServerSettings
from bot.render import additions as knowledge_pages
from bot.render.panel import OPEN_LIMITS, TEMPLATE, LimitsForm
from bot.render.replies import Reply
from bot.serve.delivery import acknowledging
from bot.serve.failures import tell
from bot.serve.interaction import BotInteraction
from bot.serve.occasions import member_of
from bot.serve.responses import language_of, take
from bot.service.permissions import NotAllowedError, kept_by, managed_by
from bot.service.settings_changes import CHANNEL_MENUS, ROLE_MENUS, Change, changed_by, limited_by
from knowledge.errors import InputError

_DECISION = "(?P<token>[0-9a-f]{16})"


class KeepButton(Lasting, template=f"{knowledge_pages.KEEP}:{_DECISION}"):
    """Adds the papers that were proposed."""

    async def serve(self, interaction: BotInteraction) -> None:
        """Add them, for those who may change this server's papers."""
        client, member = interaction.client, member_of(interaction)

        def keep() -> Reply:
            guild_id = kept_by(member, client.desk.ledger)
            kept = client.additions.keep(guild_id, member.user_id, self.remembered["token"])
            return knowledge_pages.outcome(kept)

        await client.desk.serve(interaction, keep, private=True, aside=True)
        client.dispatch("papers_changed", member.guild_id)


class DropButton(Lasting, template=f"{knowledge_pages.DROP}:{_DECISION}"):
    """Adds nothing of what was proposed."""

    async def serve(self, interaction: BotInteraction) -> None:
        """Forget the proposal, for those who may change this server's papers."""
        client, member = interaction.client, member_of(interaction)

        def drop() -> Reply:
            guild_id = kept_by(member, client.desk.ledger)
            return knowledge_pages.dropped(
                client.additions.drop(guild_id, self.remembered["token"])
            )

        await client.desk.serve(interaction, drop, private=True)


class ForgetButton(Lasting, template=f"{privacy_pages.FORGET}:(?P<user>[0-9]{{1,20}})"):
    """Forgets the one who presses."""

    async def serve(self, interaction: BotInteraction) -> None:
        """Forget them, if it is they who asked for it."""
        desk, user_id = interaction.client.desk, interaction.user.id

        def forget() -> Reply:
            if self.remembered["user"] != str(user_id):
                raise NotAllowedError(say("This is somebody else's: use `/privacy forget-me`."))
            return privacy_pages.forgotten(desk.ledger.forget_user(user_id))

        await desk.serve(interaction, forget, private=True)


class SettingsMenu(Lasting, template=TEMPLATE):
    """A menu or button of the panel of settings."""

    async def serve(self, interaction: BotInteraction) -> None:
        """Set what was chosen, for those who manage this server, and show the panel anew."""
        guild_id = managed_by(member_of(interaction))
        name, desk = self.remembered["name"], interaction.client.desk
        if name == OPEN_LIMITS:
            current = await desk.work(lambda: desk.ledger.settings(guild_id))
            await acknowledging(lambda: interaction.response.send_modal(_LimitsForm(current)))
            return
        data = cast("dict[str, Any]", interaction.data or {})
        values = [str(value) for value in data.get("values", [])]
        check_here(interaction.guild, name, values)
        await change(interaction, changed_by(name, values))


class _LimitsForm(LimitsForm):
    """The form for daily limits, which sets them."""

    async def on_submit(self, interaction: discord.Interaction[Any]) -> None:
        """Set what was typed, for those who manage this server."""
        speak(language_of(interaction))
        await change(cast("BotInteraction", interaction), limited_by(self.typed))

    async def on_error(  # type: ignore[override]  # as discord.py does for forms
        self, interaction: discord.Interaction[Any], error: Exception, /
    ) -> None:
        """Tell it like a command's failure."""
        await tell(cast("BotInteraction", interaction), error)


def check_here(guild: discord.Guild | None, name: str, values: Sequence[str]) -> None:
    """Check that the channels or roles that a menu names are this server's.

    Raises:
        InputError: one is not.
    """
    there = {
        **dict.fromkeys(CHANNEL_MENUS, guild.channels if guild else ()),
        **dict.fromkeys(ROLE_MENUS, guild.roles if guild else ()),
    }
    if name in there and not set(values) <= {str(each.id) for each in there[name]}:
        raise InputError(say("This cannot be set: use `/settings` again."))


async def change(interaction: BotInteraction, how: Change) -> None:
    """Change the settings of the server whose member this is, if they manage it.

    Raises:
        NotAllowedError: they do not.
    """
    guild_id, desk = managed_by(member_of(interaction)), interaction.client.desk
    await take(interaction)

    async def changed() -> None:
        current: ServerSettings = await desk.work(
            lambda: desk.ledger.change_settings(guild_id, how)
        )
        interaction.client.dispatch("settings_changed", current, interaction.id)
        await show_panel(interaction, current)

    await desk.see_through(changed())


BUTTONS = (KeepButton, DropButton, ForgetButton, SettingsMenu)
