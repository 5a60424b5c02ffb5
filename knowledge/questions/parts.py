"""A question that asks several things, parted.

Cautious: what is not plainly a question of its own stays in one piece. The patterns are in
`config/english/parting.toml`.
"""

import re
from functools import cache

from knowledge.settings import english

LEAST_WORDS = 2
"""A part has at least so many words: "when and where was it" stays whole."""
_ENDS = " ?!.,;"


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(english("parting")[name], re.IGNORECASE)


def parts(text: str) -> tuple[str, ...]:
    """The questions that a question holds, in order; itself alone where it is one."""
    if not _pattern("first").match(text):
        return (text,)
    found: list[str] = []
    start = 0
    for match in _pattern("between").finditer(text):
        before, behind = text[start : match.start()], text[match.end() :]
        if _whole(before) and _whole(behind) and _pattern("opening").match(behind):
            if not found and _pattern("embedded").search(before):
                continue
            found.append(before)
            start = match.end()
    found.append(text[start:])
    return tuple(f"{part.strip(_ENDS)}?" for part in found) if len(found) > 1 else (text,)


def _whole(part: str) -> bool:
    return len(part.split()) >= LEAST_WORDS
