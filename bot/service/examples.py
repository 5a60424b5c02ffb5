"""Questions that a base answers, made from its own papers: for people who do not know it yet."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from bot.protocol import Knowledge
from knowledge.model import Abstract, Answer

SHOWN = 3
_PAPERS = 12
"""Papers from which questions are made."""
_TRIED = 15
"""Questions that are tried: each costs what an answer costs."""
_KEPT = 100
_NAME_WORDS = 3
_TITLE_LENGTH = 90
_NAMED = re.compile(r"^(?P<name>[^:?!]{2,40}): ")
"""A title that begins with a name, such as “BLOOM: A …”."""
_LOOKS_NAMED = re.compile(r"[A-Z].*[A-Z0-9]|^[A-Z][a-z]+$")
_COUNTED = re.compile(r"\b(parameters|languages|hours|participants|patients|images|samples)\b")


def examples(base: Knowledge, most: int = SHOWN) -> tuple[str, ...]:
    """So many questions that the base answers, of different kinds and on different papers.

    Fewer where it holds too little, none where it holds nothing. The same base gives the same ones.

    Raises:
        FootnoteError: the base cannot be asked.
    """
    found: list[str] = []
    papers: set[str] = set()
    for question, paper in islice(_candidates(base.papers(None, _PAPERS)), _TRIED):
        if paper in papers or not _is_answered(base, question, paper):
            continue
        papers.add(paper)
        found.append(question)
        if len(found) == most:
            break
    return tuple(found)


class Examples:
    """The questions of the versions of bases that were asked for lately. Any thread may ask."""

    def __init__(self) -> None:
        self._made: dict[str, tuple[str, ...]] = {}

    def of(self, version: str, base: Knowledge) -> tuple[str, ...]:
        """Those of a base, which holds this knowledge version.

        Raises:
            FootnoteError: the base cannot be asked.
        """
        if version not in self._made:
            if len(self._made) >= _KEPT:
                self._made.clear()
            self._made[version] = examples(base)
        return self._made[version]


def _is_answered(base: Knowledge, question: str, paper: str) -> bool:
    said = base.ask(question)
    return isinstance(said, Answer) and any(c.abstract.id == paper for c in said.citations)


def _candidates(papers: Iterable[Abstract]) -> Iterator[tuple[str, str]]:
    """Questions with the ids of the papers that should answer them; no kind twice in a row."""
    kinds: list[list[tuple[str, str]]] = [[], [], []]
    for paper in papers:
        title = paper.bibliography.title
        name = name_in(title or "")
        counted = _COUNTED.search(paper.text)
        if name and counted:
            kinds[0].append((f"How many {counted[1]} does {name} have?", paper.id))
        if name:
            kinds[1].append((f"What is {name}?", paper.id))
        if title and len(title) <= _TITLE_LENGTH and paper.bibliography.authors:
            kinds[2].append((f"Who wrote “{title}”?", paper.id))
    for turn in range(max(map(len, kinds))):
        yield from (kind[turn] for kind in kinds if turn < len(kind))


def name_in(title: str) -> str | None:
    """The name that a title begins with, where it begins with one."""
    found = _NAMED.match(title)
    if found is None or len(found["name"].split()) > _NAME_WORDS:
        return None
    return found["name"] if _LOOKS_NAMED.search(found["name"]) else None
