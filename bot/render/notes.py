"""Short private notes that the bot says of itself. Each says what to do next."""

import math
import re

from bot.language import privately, say, say_count, worded
from bot.render.reply import Reply
from bot.render.truncation import fit
from bot.service.limits import Refusal, Scope
from knowledge.reasons import Reason

_LIMIT = 1500
_QUERY_LIMIT = 200
_COMMAND = re.compile(r"\\`(?:/|footnote )[\w -]+\\`")
"""A command between escaped backticks."""


def standing(sentence: str) -> Reply:
    """A note that never changes; it is said in the reader's language when it is shown."""
    return Reply((sentence,), private=True, standing=True)


@privately()
def note(reason: Reason | str) -> Reply:
    """A reason, such as an error's: escaped, but for the commands that it names."""
    words = as_commands(fit(worded(reason), _LIMIT))
    return Reply((words or say("Something went wrong. Please try again."),), private=True)


def as_commands(escaped: str) -> str:
    """Escaped text, in which what is set as a command is shown as one."""
    return _COMMAND.sub(lambda found: found[0].replace("\\", ""), escaped)


@privately()
def out_of_order(reference: str) -> Reply:
    """For a database that cannot be used; why is no business of who asks, and stands in the log."""
    return note(
        say(
            "My storage cannot be used just now. Please try again in a minute; if it happens "
            "again, give this reference to whoever runs me: {reference}",
            reference=reference,
        )
    )


@privately()
def apology(reference: str) -> Reply:
    """For what nobody foresaw; `reference` stands in the log as well."""
    return note(
        say(
            "Sorry, something went wrong on my side. Please try again; if it happens again, give "
            "this reference to whoever runs me: {reference}",
            reference=reference,
        )
    )


@privately()
def no_paper(query: str) -> Reply:
    """For a search that finds nothing."""
    return note(
        say(
            "No paper here matches “{query}”. Try a word of its title or an author's name, or "
            "choose from the list that opens while you type.",
            query=query[:_QUERY_LIMIT],
        )
    )


@privately()
def too_many(refusal: Refusal) -> Reply:
    """For who asks more than a limit lets through; says when there is room again."""
    about = {
        Scope.USER: say("You are asking faster than I can keep up."),
        Scope.CHANNEL: say("A lot is being asked in this channel just now."),
        Scope.SERVER: say("A lot is being asked in this server just now."),
    }
    wait = say_count(
        "Please try again in {number} second.",
        "Please try again in {number} seconds.",
        refusal.seconds,
    )
    return note(f"{about[refusal.scope]} {wait}")


BUSY = standing("I have more questions than I can answer just now. Please try again in a minute.")
STOPPING = standing("I am being restarted. Please ask again in a minute.")


def closed(channel_id: int) -> Reply:
    """For who asked in a channel in which Discord does not let the bot answer."""
    words = say(
        "I may not answer in {channel}: there I lack a permission. Ask me here, or with `/ask` "
        "there; whoever manages the server can let me view the channel, send messages in it and "
        "read its history.",
        channel=_channel(channel_id),
    )
    return Reply((words,), private=True)


def held_up(channel_id: int, seconds: float) -> Reply:
    """For who asked in a channel in which Discord lets the bot write again in some time only."""
    words = say_count(
        "Discord lets me write in {channel} again in {number} minute. Your answer comes then.",
        "Discord lets me write in {channel} again in {number} minutes. Your answer comes then.",
        math.ceil(seconds / 60),
        channel=_channel(channel_id),
    )
    return Reply((words,), private=True)


def _channel(channel_id: int) -> str:
    """A channel as Discord names and links it."""
    return f"<#{channel_id}>"


HELD_UP = standing(
    "Discord lets me send nothing just now. Your answer will be shown as soon as it does."
)
NOT_WRITTEN_TO = standing(
    "In this server I answer in direct messages, but I cannot write to you directly. Please allow "
    "direct messages from this server, or use /ask."
)
NO_PLACE = standing(
    "I have no way left to reply where you asked: it is closed, or it took too long. Please ask "
    "again, here or elsewhere."
)
CUT_SHORT = standing("I was restarted before I could finish. Please ask again.")
OUTDATED_COMMAND = standing("This command has changed. Please reload Discord and type it again.")
OUTDATED_MENU = standing("This is offered no more. Please ask again.")
NOT_YOURS = standing("Only the one who asked, or a moderator, can dismiss this reply.")
GONE_ABSTRACT = standing("This abstract is no longer in my knowledge base. Please ask again.")
CHANGED_ABSTRACT = standing("This abstract has changed since that answer. Please ask again.")
NO_CLAIM = standing(
    "This is a question, so there is no claim to check. Ask it with /ask, or say what is claimed, "
    "such as “BERT has 340M parameters.”"
)
NOT_AN_ASKER = standing(
    "In this server only members with a certain role may ask me. Whoever manages the server can "
    "give it to you, or open me to everyone with /settings."
)
NO_WORDS = standing("There are no words in this message that I could read. Choose one with text.")
TOO_LONG_FOR_BIBTEX = standing(
    "What is known of this paper is too long for one message. Its sources are shown by /papers."
)
FORGOTTEN = standing("I no longer keep this question. Please ask it again.")
NOT_SHARED = standing("Only the one who asked can share this reply.")
THANKS = standing("Thank you for telling me.")
THANKS_AGAIN = standing("Thank you, I have noted that already.")
NO_HELPERS = standing(
    "Nobody has been chosen to help here. Whoever manages the server can choose a helper role with "
    "/settings."
)
HELPERS_ASKED = standing("I have asked the helpers; they see your question and where it was asked.")
HELPERS_ASKED_ALREADY = standing("The helpers have been asked about this already.")
NOT_YOUR_QUESTION = standing("Only the one who asked, or a moderator, can call the helpers.")
WISH_KEPT = standing(
    "I will tell you when a paper comes in that answers this: in a direct message, or here where I "
    "cannot write to you."
)
WISH_KEPT_ALREADY = standing("You are on the list for this question already.")
