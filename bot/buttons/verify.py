"""Verify: what an answer quotes looked at again, and its question asked again."""

from collections.abc import Iterator

from bot.buttons.press import ASKED, Press, asked_here, spot_of
from bot.buttons.show_in_context import shown_beside
from bot.language import mark, privately, say, say_count
from bot.render.citations import small
from bot.render.notes import FORGOTTEN
from bot.render.reply import About, Action, Kind, Reply
from bot.render.small_print import short
from bot.render.truncation import fit
from bot.serve.interaction import BotInteraction
from bot.service.library import Server
from bot.service.verification import Standing, Verification, verify

_ANSWER_LIMIT = 1500


class VerifyButton(Press, template=f"verify:{ASKED}"):
    """Looks again at what an answer quotes, and asks its question again."""

    label = mark("Verify")
    rank = 3

    @classmethod
    def offered(cls, about: About) -> Iterator[Action]:
        """Below an answer that is kept."""
        if about.kind is Kind.ANSWER and about.asked_id:
            yield cls.action("verify", about.asked_id)

    async def pressed(self, interaction: BotInteraction) -> None:
        """Serve it as a command is served."""
        desk, spot = interaction.client.desk, spot_of(interaction)
        quoted, asked_id = shown_beside(interaction), int(self.remembered["asked_id"])

        def look(_: Server) -> Reply:
            asked = asked_here(desk.ledger, asked_id, spot)
            if asked is None:
                return FORGOTTEN
            return verified(verify(desk.server(asked.guild_id).knowledge, asked, quoted))

        await desk.serve(interaction, look, private=True)


@privately()
def verified(found: Verification) -> Reply:
    """The quotes first, then the version, then whether the answer would be the same."""
    lines = (_quotes(found), _version(found), _answer(found))
    return Reply(("\n".join(filter(None, lines)),), private=True)


def _quotes(found: Verification) -> str:
    total = len(found.quotes)
    if not total:
        return say("This answer quotes no abstract: it is what sources state of the papers.")
    stand = found.quotes.count(Standing.STANDS)
    if stand == total:
        return say_count(
            "✓ **The quote stands** in the stored text, character for character.",
            "✓ **All {number} quotes stand** in the stored text, character for character.",
            total,
        )
    told = say_count(
        "✗ **{stand} of {number} quote stands** in the stored text.",
        "✗ **{stand} of {number} quotes stand** in the stored text.",
        total,
        stand=stand,
    )
    return " ".join(filter(None, (told, _changed(found), _gone(found))))


def _changed(found: Verification) -> str:
    count = found.quotes.count(Standing.CHANGED)
    said = say_count(
        "{number} is no longer what is stored there.",
        "{number} are no longer what is stored there.",
        count,
    )
    return said if count else ""


def _gone(found: Verification) -> str:
    count = found.quotes.count(Standing.GONE)
    said = say_count(
        "{number} is from an abstract that I no longer hold.",
        "{number} are from abstracts that I no longer hold.",
        count,
    )
    return said if count else ""


def _version(found: Verification) -> str:
    then, now = short(found.version_then), short(found.version_now)
    if found.version_then == found.version_now:
        return say(
            "My papers have not changed since that answer (knowledge version {now}).", now=now
        )
    return say(
        "My papers have changed since that answer (knowledge version {then}, now {now}).",
        then=then,
        now=now,
    )


def _answer(found: Verification) -> str:
    if found.same:
        return say("Asked again, the question gets the same answer.")
    if found.answer_now is None:
        return say(
            "**Asked again, the question gets no answer today.** Please do not rely on this one."
        )
    heading = say("**Asked again, the answer is another one today:**")
    return f"{heading}\n{small(fit(found.answer_now, _ANSWER_LIMIT))}"
