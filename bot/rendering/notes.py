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
NOT_AN_ASKER = note(
    "In this server only members with a certain role may ask me. Whoever manages the server can "
    "give it to you, or open me to everyone with /settings."
)
NO_WORDS = note("There are no words in this message that I could read. Choose one with text.")
TOO_LONG_FOR_BIBTEX = note(
    "What is known of this paper is too long for one message. Its sources are shown by /papers."
)
FORGOTTEN = note("I no longer keep this question. Please ask it again.")
NOT_HERE = note("This button belongs to another place. Please ask your question here.")
NOT_SHARED = note("Only the one who asked can share this reply.")
SHARED = note("Your reply is public now.")
THANKS = note("Thank you for telling me.")
THANKS_AGAIN = note("Thank you, I have noted that already.")
NO_HELPERS = note(
    "Nobody has been chosen to help here. Whoever manages the server can choose a helper role with "
    "/settings."
)
HELPERS_ASKED = note("I have asked the helpers; they see your question and where it was asked.")
HELPERS_ASKED_ALREADY = note("The helpers have been asked about this already.")
NOT_YOUR_QUESTION = note("Only the one who asked, or a moderator, can call the helpers.")
WISH_KEPT = note(
    "I will tell you when a paper comes in that answers this: in a direct message, or here where I "
    "cannot write to you."
)
WISH_KEPT_ALREADY = note("You are on the list for this question already.")
