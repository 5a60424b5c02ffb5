"""Whether a message asks something that papers may answer, and in which of its sentences.

Pure. The patterns are in `config/english/listening.toml`.
"""

import re
from functools import cache

from knowledge.settings import english
from knowledge.text.sentences import split
from knowledge.text.tokens import tokenise

LONGEST = 4000
"""Characters of a message that are read; Discord takes no longer one."""
_WHOLE = re.IGNORECASE | re.MULTILINE
_LEAST_WORDS = 2
"""Words that a question has at the least, where nothing was said before it."""
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\ud7ff]{4}")
"""Four letters of a script that puts no spaces between words."""


def plain(message: str) -> str:
    """The words of a message: without code, quoted lines, addresses and emoji."""
    straight = message[:LONGEST].replace("’", "'")
    return _pattern("taken_out", _WHOLE).sub(" ", straight).strip()


def questions(message: str, *, follow_up: bool = False) -> tuple[str, ...]:
    """The sentences of a message that ask something of the papers; empty where none does.

    What is asked of the people in the channel ("can anyone review this?") asks the papers nothing.

    Args:
        message: as it was typed.
        follow_up: whether it stands below an answer, where "and in French" is enough.
    """
    text = plain(message)
    if _pattern("command").match(text) or small_talk(text):
        return ()
    sentences = [s for line in text.splitlines() for s in _sentences(line)]
    return tuple(bare(s) for s in sentences if _asks(s) or (follow_up and _follows(s)))


def bare(sentence: str) -> str:
    """A sentence without the greeting before it and the thanks behind it, its spaces single."""
    said = " ".join(sentence.split())
    for courtesy in ("before", "after"):
        said = _pattern(courtesy).sub("", said, count=1) or said
    return said.strip(" ,")


def small_talk(message: str) -> bool:
    """Whether a message says nothing that could be looked up: thanks, greetings, or no word."""
    text = plain(message)
    return not any(map(str.isalnum, text)) or bool(_pattern("small_talk").match(text))


def _sentences(line: str) -> list[str]:
    cut = [sentence.text.strip() for sentence in split(line)] if line.strip() else []
    return [sentence for sentence in cut if sentence]


def _asks(sentence: str) -> bool:
    """Whether a sentence asks, and asks the papers and not the people around."""
    core, framed = _unframed(sentence)
    if not _tells_what(core) or _pattern("social").search(core):
        return False
    if framed or _pattern("marked").search(sentence):
        return True
    stopped = _pattern("stopped").search(core)
    begins = _pattern("opening").match(core) or _pattern("verb_first", 0).match(core)
    return bool(_pattern("request").match(core) or (begins and not stopped))


def _follows(sentence: str) -> bool:
    core, _ = _unframed(sentence)
    bare = core.rstrip("?!. …")
    if _pattern("social").search(core) or small_talk(core):
        return False
    marked = _pattern("marked").search(sentence) and bool(bare)
    return bool(marked or _pattern("follow_up").match(bare))


def _unframed(sentence: str) -> tuple[str, bool]:
    """A sentence without the phrases around its question, and whether one of them asks."""
    core, asking = sentence, False
    frames, asking_from = english("listening")["frames"], english("listening")["asking_from"]
    while True:
        found = ((n, _compiled(f).match(core)) for n, f in enumerate(frames))
        number, match = next(((n, m) for n, m in found if m and m.end()), (0, None))
        if match is None:
            return core, asking
        asking = asking or number >= asking_from
        core = core[match.end() :]


def _tells_what(core: str) -> bool:
    """Whether there is something to look up: two words, one with content of its own."""
    words = tokenise(core)
    enough = len(words) >= _LEAST_WORDS or bool(_UNSPACED.search(core))
    return enough and any(not word.stop for word in words)


@cache
def _pattern(name: str, flags: int = re.IGNORECASE) -> re.Pattern[str]:
    return re.compile(english("listening")[name], flags)


@cache
def _compiled(frame: str) -> re.Pattern[str]:
    return re.compile(frame, re.IGNORECASE)
