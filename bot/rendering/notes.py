"""Short private notes that the bot says of itself. Each says what to do next."""

from bot.rendering.replies import Reply
from bot.rendering.shortening import fit

_LIMIT = 1500
_QUERY_LIMIT = 200


def note(text: str) -> Reply:
    """A sentence, such as an error's message, escaped."""
    words = fit(text, _LIMIT) or "Something went wrong. Please try again."
    return Reply((words,), private=True)


def apology(reference: str) -> Reply:
    """For what nobody foresaw; `reference` stands in the log as well."""
    return note(
        "Sorry, something went wrong on my side. Please try again; if it happens again, "
        f"give this reference to whoever runs me: {reference}"
    )


def no_paper(query: str) -> Reply:
    """For a search that finds nothing."""
    return note(
        f"No paper here matches “{query[:_QUERY_LIMIT]}”. Try a word of its title or an author's "
        "name, or choose from the list that opens while you type."
    )


STOPPING = note("I am being restarted. Please ask again in a minute.")
CUT_SHORT = note("I was restarted before I could finish. Please ask again.")
OUTDATED_COMMAND = note("This command has changed. Please reload Discord and type it again.")
NOT_YOURS = note("Only the one who asked, or a moderator, can dismiss this reply.")
GONE_ABSTRACT = note("This abstract is no longer in my knowledge base. Please ask again.")
CHANGED_ABSTRACT = note("This abstract has changed since that answer. Please ask again.")
NO_CLAIM = note(
    "This is a question, so there is no claim to check. Ask it with /ask, or say what is claimed, "
    "such as “BERT has 340M parameters.”"
)
