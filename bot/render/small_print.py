"""The small print of a reply: what was asked, and how it was read."""

from collections.abc import Sequence

from bot.language import say, worded
from bot.render.citations import small, within
from bot.render.truncation import fit
from knowledge.reasons import Reason

TEXT_LIMIT = 200
NOTES_LIMIT = 600
"""Leaves a source room below the longest answer."""
_NOTE_LIMIT = 200
_ROOM_FOR_REST = 40
_VERSION_LENGTH = 12
"""What "… and 9 more notes" takes at most, with what begins the line of a note."""


def asked(
    text: str,
    notes: Sequence[Reason],
    text_limit: int = TEXT_LIMIT,
    notes_limit: int = NOTES_LIMIT,
) -> str:
    """The words of a person, and below them the notes on them; what is left out is counted.

    Args:
        text: What was asked or claimed.
        notes: How it was read, such as "Showing results for …"; what cannot be seen is left out.
        text_limit: UTF-16 units of the words.
        notes_limit: UTF-16 units of all notes together, 100 or more.
    """
    each = min(_NOTE_LIMIT, notes_limit - _ROOM_FOR_REST)
    shown = [small(words) for words in (fit(worded(note), each) for note in notes) if words]
    words = fit(text, text_limit)
    noted = within(shown, notes_limit, say("note"), say("notes"))
    return "\n".join(filter(None, (small(words) if words else "", noted)))


def short(knowledge_version: str) -> str:
    """As much of a knowledge version as people compare."""
    return fit(knowledge_version[:_VERSION_LENGTH], 40)
