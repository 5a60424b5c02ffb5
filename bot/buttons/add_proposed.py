"""Add: papers that were proposed are added, though that breaks golden questions."""

from collections.abc import Iterator

from bot.buttons.press import Lasting
from bot.language import say
from bot.render.paper_changes import added
from bot.render.reply import About, Action, Kind, Reply
from bot.serve.interaction import BotInteraction
from bot.serve.occasions import member_of
from bot.service.library import Server
from bot.service.permissions import kept_by


class AddProposedButton(Lasting, template="keep:(?P<token>[0-9a-f]{16})"):
    """Adds the papers that were proposed."""

    @classmethod
    def offered(cls, about: About) -> Iterator[Action]:
        """Below a proposal."""
        if about.kind is Kind.PROPOSAL:
            yield Action(f"keep:{about.token}", say("Add"))

    async def serve(self, interaction: BotInteraction) -> None:
        """Add them, for those who may change this server's papers."""
        client, member = interaction.client, member_of(interaction)

        def keep(server: Server) -> Reply:
            guild_id = kept_by(member, server.known_settings)
            kept = client.additions.keep(guild_id, member.user_id, self.remembered["token"])
            return added(kept)

        await client.desk.serve(interaction, keep, private=True, aside=True)
        client.dispatch("papers_changed", member.guild_id)
