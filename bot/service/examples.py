"""Questions that a base answers, made from its own papers: for people who do not know it yet.

Two that an abstract answers and one that sources do, where there are such. The patterns are in
`config/english/examples.toml`.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice

from bot.protocol import Knowledge
from knowledge.model import Abstract, Answer
from knowledge.settings import english, stop_words
from knowledge.text.sentences import split

SHOWN = 3
_PAPERS = 12
"""Papers from which questions are made: as many whatever the size of the base."""
_TRIED = 5
"""Questions of each kind that are tried: each costs what an answer costs."""
_READ = 2
"""So many are answered from what abstracts say, the others from what sources state."""
_KEPT = 100
_NAME_WORDS = 3
_TITLE_LENGTH = 90
_NAMED = re.compile(r"^(?P<name>[^:?!]{2,40}): ")
"""A title that begins with a name, such as “BLOOM: A …”."""
_LOOKS_NAMED = re.compile(r"[A-Z].*[A-Z0-9]|^[A-Z][a-z]+$")


@dataclass(frozen=True, slots=True)
class _Posed:
    """A question, the paper that is to answer it, and where in its text it does.

    `paper`: its id; empty: any. `at`: the character; None: what sources state answers it.
    """

    question: str
    paper: str = ""
    at: int | None = None


def examples(base: Knowledge, most: int = SHOWN) -> tuple[str, ...]:
    """So many questions that the base answers, of different kinds and on different papers.

    Fewer where it holds too little, none where it holds nothing. The same base gives the same ones.

    Raises:
        FootnoteError: the base cannot be asked.
    """
    papers = base.papers(None, _PAPERS)
    found: list[_Posed] = []
    for kind in (_counted(papers), _defined(papers), _defined(papers)):
        found += _answered(base, kind, found, min(_READ, most) - len(found))
    for kind in (_written(papers), _dated(papers), _by(papers)):
        found += _answered(base, kind, found, most - len(found))
    return tuple(posed.question for posed in found)


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


def _answered(
    base: Knowledge, posed: Iterable[_Posed], found: Sequence[_Posed], room: int
) -> list[_Posed]:
    """The first question of a kind that the base answers from a paper that none is of yet."""
    papers = {each.paper for each in found if each.paper}
    if room <= 0:
        return []
    tried = islice((each for each in posed if each.paper not in papers), _TRIED)
    answered = next((each for each in tried if _is_answered(base, each)), None)
    return [answered] if answered else []


def _is_answered(base: Knowledge, posed: _Posed) -> bool:
    """Whether the answer is the one that was foreseen: it stands where it was found."""
    said = base.ask(posed.question)
    if not isinstance(said, Answer):
        return False
    cited = [c for c in said.citations if posed.paper in {"", c.abstract.id}]
    if posed.at is None:
        return any(c.span is None for c in cited)
    return any(c.span is not None and c.span.start <= posed.at < c.span.end for c in cited)


def _counted(papers: Iterable[Abstract]) -> Iterator[_Posed]:
    """How many of something there are, of what a paper presents."""
    for paper in papers:
        defined = list(_defining(paper))
        name = name_in(paper.title or "") or next((name for name, _ in defined), None)
        for sentence in split(paper.text) if name else ():
            start, end = sentence.span.start, sentence.span.end
            defines = any(start <= at < end for named, at in defined if named == name)
            if not defines and not sentence.text.startswith((f"{name} ", "It ")):
                continue  # it may count something of another thing
            for pattern, question in _countings():
                if match := pattern.search(sentence.text):
                    asked = question.replace("NAME", name or "")
                    yield _Posed(asked, paper.id, start + match.start())


def _defined(papers: Iterable[Abstract]) -> Iterator[_Posed]:
    """What something is that an abstract says of itself."""
    for paper in papers:
        for name, at in islice(_defining(paper), 1):
            yield _Posed(_asking("defined", name), paper.id, at)


def _written(papers: Iterable[Abstract]) -> Iterator[_Posed]:
    for paper in papers:
        title = paper.title
        if title and len(title) <= _TITLE_LENGTH and paper.bibliography.authors:
            yield _Posed(_asking("written", title), paper.id)


def _dated(papers: Iterable[Abstract]) -> Iterator[_Posed]:
    years = dict.fromkeys(paper.bibliography.published.year for paper in papers)
    yield from (_Posed(_asking("dated", str(year))) for year in years if year)


def _by(papers: Iterable[Abstract]) -> Iterator[_Posed]:
    names = dict.fromkeys(name for p in papers for name in p.bibliography.authors[:1])
    yield from (_Posed(_asking("by", name)) for name in names)


def _asking(kind: str, name: str) -> str:
    """The question of a kind, with a name in it."""
    question: str = english("examples")["questions"][kind]
    return question.replace("NAME", name)


def _defining(paper: Abstract) -> Iterator[tuple[str, int]]:
    """The names that an abstract says what they stand for, each with where it does."""
    for pattern in _definitions():
        for match in pattern.finditer(paper.text):
            first = match["name"].partition(" ")[0].casefold()
            if _LOOKS_NAMED.search(match["name"]) and first not in stop_words():
                yield match["name"], match.start("name")


@cache
def _definitions() -> tuple[re.Pattern[str], ...]:
    rules = english("examples")
    return tuple(re.compile(rule.replace("NAME", rules["name"])) for rule in rules["defining"])


@cache
def _countings() -> tuple[tuple[re.Pattern[str], str], ...]:
    rules = english("examples")["counted"]
    return tuple((re.compile(rule["pattern"]), rule["question"]) for rule in rules)


def name_in(title: str) -> str | None:
    """The name that a title begins with, where it begins with one."""
    found = _NAMED.match(title)
    if found is None or len(found["name"].split()) > _NAME_WORDS:
        return None
    return found["name"] if _LOOKS_NAMED.search(found["name"]) else None
