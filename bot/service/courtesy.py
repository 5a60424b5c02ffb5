"""Greetings, thanks, calls for help, objections: said to the bot, and no question to the papers.

Pure. The patterns are in `config/english/courtesies.toml`.
"""

import re
from enum import StrEnum
from functools import cache

from knowledge.settings import english


class Courtesy(StrEnum):
    """What somebody wants who asks the papers nothing."""

    GREETING = "greeting"
    THANKS = "thanks"
    HELP = "help"
    OBJECTION = "objection"
    """An answer is said to be wrong, and no more."""
    NOTHING = "nothing"
    """The bot is spoken to without a word."""


def courtesy(message: str) -> Courtesy | None:
    """Whether a message is a courtesy as a whole; None for everything else, emoji among it.

    Args:
        message: what somebody has typed, without mentions.
    """
    said = " ".join(message.replace("’", "'").split())
    if not said:
        return Courtesy.NOTHING
    spoken = [each for each in Courtesy if each is not Courtesy.NOTHING]
    return next((each for each in spoken if _pattern(each).match(said)), None)


@cache
def _pattern(kind: Courtesy) -> re.Pattern[str]:
    return re.compile(english("courtesies")[kind], re.IGNORECASE)
