"""Don't add: papers that were proposed are left out."""

from collections.abc import Iterator

from bot.buttons.press import Lasting
from bot.language import say
from bot.render.paper_changes import dropped
from bot.render.reply import About, Action, Kind, Reply
from bot.serve.interaction import BotInteraction
from bot.serve.occasions import member_of
from bot.service.library import Server
from bot.service.permissions import kept_by


class DropProposedButton(Lasting, template="drop:(?P<token>[0-9a-f]{16})"):
    """Adds nothing of what was proposed."""

    @classmethod
    def offered(cls, about: About) -> Iterator[Action]:
        """Below a proposal, behind the other."""
        if about.kind is Kind.PROPOSAL:
            yield Action(f"drop:{about.token}", say("Don't add"), main=True, rank=1)

    async def serve(self, interaction: BotInteraction) -> None:
        """Forget the proposal, for those who may change this server's papers."""
        client, member = interaction.client, member_of(interaction)

        def drop(server: Server) -> Reply:
            guild_id = kept_by(member, server.known_settings)
            return dropped(client.additions.drop(guild_id, self.remembered["token"]))

        await client.desk.serve(interaction, drop, private=True)
