"""What goes on with a list of papers: "only those from 2022", "and by Li?", "how many are there?".

The patterns are in `config/english/follow_ups.toml`.
"""

import re

from knowledge.questions.intents import paper_word
from knowledge.questions.periods import asks_for_all, requested, timed
from knowledge.questions.rewrites import bare, pattern, retailed


def goes_on_with(text: str, frame: str) -> str | None:
    """A question that goes on with the list that `frame` asks for; None for all other words."""
    said, listed = bare(text), _papers(frame)
    if listed is None:
        return None
    if pattern("number_of_list").fullmatch(said):
        return f"how many {listed}?"
    if match := pattern("order_of_list").fullmatch(said):
        return f"{match['order']} {listed}?"
    if match := pattern("part_of_list").fullmatch(said):
        return f"{_narrowed(listed, match['tail'], only=bool(match['only']))}?"
    return None


def is_list(text: str) -> bool:
    """Whether a question asks for a list by its time, or for all papers."""
    return requested(text) is not None or asks_for_all(text)


def _papers(frame: str) -> str | None:
    """The list without the words that ask for it: "papers by Li"."""
    match = re.search(rf"\b{paper_word()}\b.*", bare(frame), re.IGNORECASE)
    return match[0] if match else None


def _narrowed(listed: str, tail: str, *, only: bool) -> str:
    """A list with a further restriction, or with another one in the place of one of its kind."""
    tail = f"from {tail}" if tail.isdigit() else tail
    if only:
        return f"{listed} {tail}"
    if timed(f"papers {tail}"):
        before = timed(listed)
        return f"{before.rest if before else listed} {tail}"
    return bare(retailed(listed, tail))
