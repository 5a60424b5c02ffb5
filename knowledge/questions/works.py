"""Which works a question names: by their exact titles, or by who wrote them and when.

A title is looked up and not scored, so that it is found whatever else the base holds; a work that a
question names and the base has not is told, and no other paper is taken for it.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from knowledge.dedup.titles import alike_titles, title_words
from knowledge.model import Abstract
from knowledge.questions.intents import OF_ONE_PAPER, Intent, intent_of, speaks_of_papers
from knowledge.search.catalogue.catalogue import Catalogue
from knowledge.search.catalogue.keys import name_words
from knowledge.search.question_words import bibliographic_words, generic_words
from knowledge.settings import stop_words, tuned
from knowledge.text.tokens import fold, index_terms, stem

TITLE = tuned().questions.title_words
MOST_WORDS = tuned().questions.title_among
PAPER = "the paper"
"""Stands in place of a title where it is found what is asked of the paper."""
_PAIRS = {'"': '"', "“": "”", "„": "“", "«": "»", "”": "”"}
_QUOTED = re.compile("|".join(rf"{a}([^{a}{b}]+){b}" for a, b in _PAIRS.items()))
_NAME = r"(?:(?:[Vv]an|[Vv]on|[Dd]e[rn]?|[Dd]el|[Dd]i|[Ll]a|[Ll]e) )*[^\W\d_a-z][\w’'-]+"
_YEAR = r"(?:,? ?[(\[]?(?P<year{0}>(?:19|20)\d\d)[a-z]?[)\]]?)"
_WRITTEN = re.compile(
    rf"\b(?P<first>{_NAME})(?:,? et al\b\.?{_YEAR.format(1)}?"
    rf"| (?:and|&) (?P<second>{_NAME}){_YEAR.format(2)})"
)
_ASKS = re.compile(r"\b(?:who|when|where|why|how|which)\b", re.IGNORECASE)
Find = Callable[[str], Sequence[Abstract]]
"""From words to the papers that are found for them, best first."""
Fetch = Callable[[Sequence[str]], Sequence[Abstract]]


@dataclass(frozen=True, slots=True)
class Meant:
    """The works that a question names.

    `name`: as the question has it. `papers`: those that go by it; none: the base has not got it.
    `asked`: the question with `PAPER` in place of the name; `typed`: the same as it was typed, if
    the name was set apart.
    """

    name: str
    papers: tuple[Abstract, ...]
    asked: str
    typed: str | None = None

    @property
    def intent(self) -> Intent:
        """What is asked of them."""
        return intent_of(" ".join(fold(word) for word in self.asked.split()))[0]

    @property
    def alone(self) -> bool:
        """Whether nothing is asked of them: "the paper “Views and Landmarks”"."""
        rest = self.asked.replace(PAPER, " ")
        asks = self.intent is not Intent.CONTENT or _ASKS.search(rest)
        return not asks and not _more_than(title_words(rest), set())


class Works:
    """Finds the works that questions name in one version of a collection."""

    def __init__(self, catalogue: Catalogue, fetch: Fetch, find: Find) -> None:
        self._catalogue = catalogue
        self._fetch = fetch
        self._find = find

    def meant(self, text: str) -> Meant | None:
        """The works that a question names; None where it names none."""
        quoted, titled = self._quoted(text), self._titled(text)
        if quoted and titled and _length(titled) > _length(quoted):
            return titled  # a title that has quotation marks of its own
        return quoted or titled or self._written(text)

    def _quoted(self, text: str) -> Meant | None:
        """By words in quotation marks; only what is asked of papers must be a title."""
        for name, rest in _quotations(text):
            papers = self._called(name)
            meant = Meant(name.strip(" ,.;:?!"), papers, rest, rest)
            around = rest.replace(PAPER, " ").casefold()
            of_papers = meant.intent in OF_ONE_PAPER or speaks_of_papers(around)
            if papers or (of_papers and len(title_words(name)) > 1):
                return meant
        return None

    def _called(self, name: str) -> tuple[Abstract, ...]:
        """The papers with a title; or the one whose title differs in a letter or is longer."""
        title = " ".join(title_words(name))
        if ids := self._catalogue.titled([title]).get(title):
            return tuple(self._fetch(ids))
        found = self._find(name)
        alike = [paper for paper in found if paper.title and alike_titles(name, paper.title)]
        return tuple(alike[:1])

    def _titled(self, text: str) -> Meant | None:
        """By the longest run of words that is a title."""
        said = title_words(text)[:MOST_WORDS]
        titles = self._catalogue.titled(may_be_titles(text))  # all at once: it may be far away
        for start, end in _runs(len(said)) if titles else ():
            ids = titles.get(" ".join(said[start:end]))
            if not ids:
                continue
            asked = " ".join((*said[:start], PAPER, *said[end:]))
            meant = Meant(" ".join(said[start:end]), tuple(self._fetch(ids)), asked)
            if _is_title(meant, text, end - start, (*said[:start], *said[end:])):
                return meant
        return None

    def _written(self, text: str) -> Meant | None:
        """By who wrote it: "Smith et al. (2021)"."""
        for match in _WRITTEN.finditer(text):
            people = [p for p in (match["first"], match["second"]) if p]
            year = match["year1"] or match["year2"]
            rest = f"{text[: match.start()]}{PAPER}{text[match.end() :]}"
            return Meant(_tidied(match[0]), self._by(people, year), rest, rest)
        return None

    def _by(self, people: Sequence[str], year: str | None) -> tuple[Abstract, ...]:
        of_each = [
            {i for filed in self._catalogue.authors(name) for i in filed.ids} for name in people
        ]
        papers = self._fetch(sorted(set.intersection(*of_each)))
        wanted = int(year) if year else None
        first = set(name_words(people[0]))
        return tuple(
            paper
            for paper in papers
            if wanted in (None, paper.bibliography.published.year)
            and first <= set(name_words(paper.bibliography.authors[0]))
        )


def may_be_titles(text: str) -> set[str]:
    """All in a text that may be a title: every run of its words."""
    said = title_words(text)[:MOST_WORDS]
    return {" ".join(said[start:end]) for start, end in _runs(len(said))}


MAY_ASK_OF_THE_WORLD = frozenset({Intent.AUTHORS, Intent.PUBLISHED, Intent.CODE})
"""What one may ask of a paper or of any thing else: who made it, when it came out."""


def _length(meant: Meant) -> int:
    return len(title_words(meant.name))


def _quotations(text: str) -> Iterator[tuple[str, str]]:
    """Words in quotation marks, each with the question without it; the longest first."""
    marks = [n for n, char in enumerate(text) if char in '"“”„«»']
    if len(marks) > 2:  # noqa: PLR2004  # a title may have quotation marks of its own
        first, last = marks[0], marks[-1]
        yield text[first + 1 : last], f"{text[:first]}{PAPER}{text[last + 1 :]}"
    for match in _QUOTED.finditer(text):
        name = next(filter(None, match.groups()))
        yield name, f"{text[: match.start()]}{PAPER}{text[match.end() :]}"


def _runs(count: int) -> Iterator[tuple[int, int]]:
    """Every run of so many words, the longest first."""
    for length in range(count, 0, -1):
        for start in range(count - length + 1):
            yield start, start + length


def _is_title(meant: Meant, text: str, length: int, rest: Sequence[str]) -> bool:
    """Whether words that are a title are meant as one: not "time" in a question about it."""
    if meant.intent in OF_ONE_PAPER and meant.intent not in MAY_ASK_OF_THE_WORLD:
        return not _more_than(rest, {word for paper in meant.papers for word in _told(paper)})
    if length < TITLE:
        return not rest and length > 1
    if any(paper.title and paper.title in text for paper in meant.papers):
        return True
    # "A randomized controlled trial" is a title as well as what one may ask of another paper.
    return not _more_than(rest, {word for paper in meant.papers for word in _said(paper)})


def _more_than(rest: Sequence[str], held: set[str]) -> bool:
    """Whether beside a title there are words that neither ask nor are among those held."""
    asking = generic_words() | bibliographic_words()
    return any(
        word not in held
        and stem(word) not in held
        and word not in stop_words()
        and stem(word) not in asking
        for word in rest
    )


def _said(paper: Abstract) -> Iterator[str]:
    yield from _told(paper)
    yield from index_terms(f"{paper.title or ''}\n{paper.text}")


def _told(paper: Abstract) -> Iterator[str]:
    known = paper.bibliography
    for name in (*known.authors, *known.affiliations, *known.categories):
        yield from name_words(name)
    if known.published.year:
        yield str(known.published.year)


def _tidied(name: str) -> str:
    return re.sub(r"[(\[)\],]", "", name).strip()
