"""Forget me: all that is kept about somebody is deleted, once they are sure."""

from collections.abc import Iterator

from bot.buttons.press import Lasting
from bot.language import say, say_count
from bot.render.reply import About, Action, Kind, Reply
from bot.serve.interaction import BotInteraction
from bot.service.library import Server
from bot.service.permissions import NotAllowedError


class ForgetButton(Lasting, template="forget:(?P<user>[0-9]{1,20})"):
    """Forgets the one who presses."""

    @classmethod
    def offered(cls, about: About) -> Iterator[Action]:
        """Where they are asked whether they are sure."""
        if about.kind is Kind.FORGETTING:
            yield Action(f"forget:{about.asker}", say("Forget me"))

    async def serve(self, interaction: BotInteraction) -> None:
        """Forget them, if it is they who asked for it."""
        desk, user_id = interaction.client.desk, interaction.user.id

        def forget(_: Server) -> Reply:
            if self.remembered["user"] != str(user_id):
                raise NotAllowedError(say("This is somebody else's: use `/privacy forget-me`."))
            return forgotten(desk.ledger.forget_user(user_id))

        await desk.serve(interaction, forget, private=True)


def forgotten(count: int) -> Reply:
    """After it."""
    said = say_count(
        "Done: {number} record about you is gone.",
        "Done: {number} records about you are gone.",
        count,
    )
    return Reply((said if count else say("I keep nothing about you."),), private=True)
