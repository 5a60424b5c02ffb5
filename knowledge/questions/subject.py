"""Whether a question about who, when or where is asked of a paper, or of something in the world.

"Who designed the chapel?" asks of a chapel, and the authors of a paper on it are no answer. "Who
made BLOOM?" asks of what a paper presents as its own, "who wrote the chapel paper?" of a paper.
What decides is what the paper says of itself: its title, and the names that it gives to what is
new.
"""

import re
from collections.abc import Iterator

from knowledge.model import Abstract
from knowledge.questions.intents import Intent, speaks_of_papers
from knowledge.reader.reading import introduced
from knowledge.settings import tuned
from knowledge.text.english import is_word
from knowledge.text.tokens import fold, tokenise

MOST_OF_TITLE = tuned().questions.part_of_title
_OF_ANYTHING = frozenset({Intent.AUTHORS, Intent.PUBLISHED})
"""What may be asked of any thing, such as who made it and when."""
_PUBLISHED = re.compile(
    r"\b(?:publish\w*|publication|submit\w*|submission|post(?:ed|ing)|upload\w*"
    r"|(?:come|came|comes) out|dated?|appear\w*|authors?|wr(?:ote|ite[sr]?|itten))\b"
)
"""What is done with papers, and with little else."""
_NEW = re.compile(r"\b(?:we|our|this (?:paper|work|article|study|report)|here)\b", re.IGNORECASE)


def may_mean(text: str, intent: Intent, paper: Abstract) -> bool:
    """Whether a question may ask a bibliographic intent of a paper that shares words with it."""
    plain = " ".join(fold(word) for word in text.split())
    if speaks_of_papers(plain):
        return True
    asked = _terms(text)
    if any(_named(name, asked) for name in _own_names(paper)) or _named_in_full(paper, asked):
        return True
    if intent in _OF_ANYTHING and not _PUBLISHED.search(plain):
        return False
    if not paper.title:
        return False
    if _named_by_head(paper.title, asked):
        return True
    words = [frozenset(token.terms) for token in tokenise(paper.title) if not token.stop]
    held = sum(not asked.isdisjoint(word) for word in words)
    return bool(words) and held >= MOST_OF_TITLE * len(words)


def _terms(text: str) -> frozenset[str]:
    return frozenset(term for token in tokenise(text) for term in token.terms)


def _named(name: str, asked: frozenset[str]) -> bool:
    """Whether a question has the words of a name, or the first of them where that is coined."""
    words = [frozenset(token.terms) for token in tokenise(name) if not token.stop]
    if not words:
        return False
    if all(not asked.isdisjoint(word) for word in words):
        return True
    return not is_word(fold(name.split(maxsplit=1)[0])) and not asked.isdisjoint(words[0])


def _named_by_head(title: str, asked: frozenset[str]) -> bool:
    """Whether a question has all words of a title before its colon, and these are several."""
    head, colon, _ = title.partition(":")
    words = [frozenset(token.terms) for token in tokenise(head) if not token.stop]
    return bool(colon) and len(words) > 1 and all(not asked.isdisjoint(word) for word in words)


def _named_in_full(paper: Abstract, asked: frozenset[str]) -> bool:
    """Whether a question has all words of a title that is a name: one with a number in it."""
    title = paper.title or ""
    words = [frozenset(token.terms) for token in tokenise(title) if not token.stop]
    numbered = any(any(map(str.isdigit, word)) for word in title.split())
    return numbered and len(words) > 1 and all(not asked.isdisjoint(word) for word in words)


def _own_names(paper: Abstract) -> Iterator[str]:
    """The names that a paper gives to something of its own: in its own words, or coined ones."""
    head = (paper.title or "").partition(":")[0]
    for name in introduced(paper):
        at = paper.text.find(name)
        before = paper.text[max(0, at - 200) : at] if at >= 0 else ""
        sentence = re.split(r"[.!?]\s", before)[-1]
        presented = name != head and at >= 0 and _NEW.search(sentence)
        if presented or _coined(name):
            yield name


def _coined(name: str) -> bool:
    """Whether a name is one that somebody made up: `BLOOM`, `GPT-4`, `Troutnet`."""
    first = name.split(maxsplit=1)[0]
    return any(c.isupper() or c.isdigit() for c in first[1:]) or not is_word(fold(first))
