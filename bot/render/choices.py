"""Abstracts as autocompletion choices."""

from collections.abc import Iterable
from itertools import islice

from bot.render.discord_limits import CHOICE_NAME, CHOICE_VALUE, CHOICES, width
from bot.render.reply import Choice
from bot.render.truncation import clip
from knowledge.model import Abstract
from knowledge.text.canonical import display

_TITLE_LIMIT = 70


def choices(abstracts: Iterable[Abstract]) -> list[Choice]:
    """What is offered: title (or label) and first author, plain text; chosen, the abstract's id."""
    offered = (
        Choice(_name(abstract), abstract.id)
        for abstract in abstracts
        if 0 < width(abstract.id) <= CHOICE_VALUE
    )
    return list(islice(offered, CHOICES))


def _name(abstract: Abstract) -> str:
    known = abstract.bibliography
    name = display(abstract.label)
    if known.authors:
        more = " et al." if known.et_al or len(known.authors) > 1 else ""
        name = f"{clip(name, _TITLE_LIMIT)} · {known.authors[0]}{more}"
    return clip(name, CHOICE_NAME) or clip(abstract.id, CHOICE_NAME)
