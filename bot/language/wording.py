"""Reasons of the knowledge base, worded in the language that is spoken.

The sentences themselves, in English, stand in `knowledge/reasons/`.
"""

from enum import Enum

from bot.language.speech import say, say_count
from knowledge.reasons import Reason
from knowledge.reasons.reason import Value


def worded(reason: Reason | str) -> str:
    """A reason in the language that is spoken; a sentence without values as it is."""
    if isinstance(reason, str):
        return reason
    values = {name: _said(value, reason.joint) for name, value in reason.placeholders.items()}
    number = values.pop("number", None) if reason.several else None
    if isinstance(number, int):
        return say_count(reason.sentence, reason.several, number, **values)
    return say(reason.sentence, **values)


def _said(value: Value, joint: str) -> str | int:
    """A value as it stands in a sentence: somebody's own words as they are."""
    if isinstance(value, tuple):
        return say(joint).join(value)
    return say(value.value) if isinstance(value, Enum) else value
