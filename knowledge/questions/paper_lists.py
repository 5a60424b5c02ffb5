"""Which papers a question asks for: by somebody, from a place, of a category or a time.

What its words name is asked of the catalogue: a list may be of papers by somebody, of some years
and on a topic at once. What such questions are recognised by:
`config/english/intents.toml` and, for times, `config/english/periods.toml`.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from knowledge.model import Abstract
from knowledge.questions.intents import (
    OF_NAMES,
    Intent,
    intent_of,
    of_what_is_held,
    speaks_of_papers,
)
from knowledge.questions.periods import (
    FIRST,
    LAST,
    Request,
    asks_for_all,
    period,
    requested,
    timed,
)
from knowledge.questions.rewrites import attributes
from knowledge.questions.typed_names import as_typed, may_be_name, names_alone
from knowledge.reasons import Reason
from knowledge.reasons.remarks import CutShort, MoreMayMatch, Namesakes, TooManyToLookAt, Undated
from knowledge.search.catalogue.catalogue import MOST_NAMED, Catalogue, Filed
from knowledge.search.catalogue.keys import day_of, family_name, may_be_same, squeezed
from knowledge.settings import tuned
from knowledge.text.tokens import fold, index_terms, stem, tokenise

Find = Callable[[str], Filed | None]
"""From words to what they name in the catalogue and the identifiers of its papers."""
Fetch = Callable[[Sequence[str]], list[Abstract]]
Search = Callable[[str, int], list[Abstract]]

AMONG = tuned().questions.papers_on_topic
_MAY_NAME = frozenset(
    {Intent.CONTENT, Intent.FIRST_AUTHOR, Intent.PAPERS_BY, Intent.PAPERS_FROM, Intent.PAPERS_IN}
)
"""Intents with which nothing but a name may be left: "papers by Ada Lovelace", "Ada Lovelace?"."""
_PEOPLE = "by"
_TOGETHER = re.compile(r",? (?:and|&) |, ")


@dataclass(frozen=True, slots=True)
class Papers:
    """A list of papers: its heading, the papers that are at hand, and how many there are.

    `notes`: why the list may not be complete. `ordered`: the papers are in the
    order that was asked for.
    """

    heading: str
    papers: tuple[Abstract, ...]
    total: int
    notes: tuple[Reason, ...] = ()
    ordered: bool = False


class Listing:
    """The lists of papers that a collection can give.

    Args:
        catalogue: what papers are filed under.
        fetch: gets them.
        search: finds them by their words.
        held: how many there are.
    """

    def __init__(self, catalogue: Catalogue, fetch: Fetch, search: Search, held: int) -> None:
        self._catalogue = catalogue
        self._held = held
        self._fetch = fetch
        self._search = search
        people: tuple[tuple[str, Find], ...] = (
            (_PEOPLE, self._by),
            ("from", catalogue.affiliation),
        )
        filed: tuple[tuple[str, Find], ...] = (
            ("in", catalogue.category),
            ("of", catalogue.published_in),
        )
        in_question = ((_PEOPLE, catalogue.author_in),)
        self._ways = {
            Intent.PAPERS_BY: people + filed,
            Intent.PAPERS_FROM: people + filed,
            Intent.PAPERS_IN: filed + people,
            Intent.AUTHORS: in_question,
            Intent.WRITERS: in_question,
        }
        self._by_name = people
        self._by_whole_name: tuple[tuple[str, Find], ...] = (
            (_PEOPLE, catalogue.author),
            ("from", _whole(catalogue.affiliation)),
        )

    def find(self, text: str, intent: Intent, subject: str) -> Papers | None:
        """The list that a question asks for, as typed; None where it asks for none, or none is.

        Args:
            text: the question.
            intent: what it asks for.
            subject: whom or what it names.
        """
        if request := requested(text):
            return self._requested(request)
        if asks_for_all(text):
            return self._all()
        if intent in OF_NAMES and (request := timed(text)):
            if intent is Intent.PAPERS_IN and _names_more(request, text):
                return None  # "which vaccine was released in 2020?" asks for no papers
            if intent is not Intent.PAPERS_IN and (of_time := self._requested(request)):
                return of_time
        named = self._named(text, intent, subject) or self._nobody(intent, text, subject)
        return replace(named, heading=f"Papers{named.heading}") if named else None

    def dated(self, text: str) -> Papers | None:
        """The papers of a time, the newest first; None where words are more than a time."""
        asked = period(text)
        return self._requested(asked) if asked else None

    def _all(self) -> Papers | None:
        """All papers, those with a date at hand."""
        dated = self._catalogue.dated(FIRST, LAST)
        papers = tuple(self._fetch(dated.ids))
        return Papers("Papers in the base", papers, self._held) if papers else None

    def _requested(self, request: Request) -> Papers | None:
        """Of some years, or in the order of their dates: of all papers, or of those named."""
        if request.is_whole:
            first, last = request.years or (0, 9999)
            filed = self._catalogue.dated(first, last)
            among = Papers("", tuple(self._fetch(filed.ids)), filed.total)
        else:
            named = self._among(request.rest)
            if named is None:
                return None
            among = named
        return _of_request(request, among)

    def _nobody(self, intent: Intent, text: str, subject: str) -> Papers | None:
        """That there are no papers by whom a question names: a name, by how it is written."""
        said = as_typed(subject, text)
        if intent is not Intent.PAPERS_BY or not any(map(str.isupper, said)):
            return None
        terms = [set(token.terms) for token in tokenise(said)]
        if any(_speaks_of(paper, terms) for paper in self._search(said, 1)):
            return None  # the base speaks of it: it may be no name of a person
        return Papers(f" by {said}", (), 0)

    def _among(self, text: str) -> Papers | None:
        """The papers that are named beside a time: by somebody, from a place, or on a topic."""
        plain = " ".join(fold(word) for word in text.split())
        intent, subject = intent_of(plain)
        if intent is not Intent.PAPERS_ABOUT and (named := self._named(text, intent, subject)):
            return named
        topic = subject if intent is Intent.PAPERS_ABOUT else " ".join(names_alone(text))
        terms = [set(token.terms) for token in tokenise(topic) if not token.stop]
        found = self._search(topic, AMONG) if terms else []
        papers = [paper for paper in found if _speaks_of(paper, terms)]
        note = (MoreMayMatch(),) if len(found) >= AMONG else ()
        heading = f" on {as_typed(topic, text) or topic}"
        return Papers(heading, tuple(papers), len(papers), note) if papers else None

    def _named(self, text: str, intent: Intent, subject: str) -> Papers | None:
        for (word, find), words in self._tries(text, intent, subject):
            found = find(words)
            if not found or not found.total:
                continue
            papers = tuple(self._fetch(found.ids))
            notes = (*_cut_short(papers, found.total), *self._namesakes(words, word))
            return Papers(f" {word} {found.name}", papers, found.total, notes)
        return None

    def _by(self, asked: str) -> Filed | None:
        """The papers of everybody who goes by a name, or of several people together."""
        if (one := self._by_one(asked)) is not None:
            return one
        people = _TOGETHER.split(asked)
        of_each = [filed for name in people if (filed := self._by_one(name))]
        if len(people) == 1 or len(of_each) < len(people):
            return None
        shared = set.intersection(*(set(filed.ids) for filed in of_each))
        ids = [i for i in of_each[0].ids if i in shared]
        return Filed(" and ".join(filed.name for filed in of_each), ids, len(ids))

    def _by_one(self, asked: str) -> Filed | None:
        """The papers of everybody who goes by a name: "R. Poulin" and "Robert Poulin" alike."""
        found = self._catalogue.authors(asked)
        if not found:
            return None
        if len(found) == 1:
            return found[0]
        ids = list(dict.fromkeys(i for filed in found for i in filed.ids))
        names = [filed.name for filed in found]
        more = " and others" if len(found) >= MOST_NAMED else ""
        return Filed(f"{asked.title()} ({', '.join(names)}{more})", ids, len(ids))

    def _namesakes(self, asked: str, word: str) -> tuple[Reason, ...]:
        """Who may be the same person under a longer or a shorter name: "R. Poulin"."""
        listed = (
            {filed.name for filed in self._catalogue.authors(asked)} if word == _PEOPLE else set()
        )
        others: dict[str, int] = {}
        for name in sorted(listed):
            for filed in self._catalogue.authors(family_name(name)):
                if filed.name not in listed and may_be_same(name, filed.name):
                    others[filed.name] = filed.total
        if not others:
            return ()
        return (Namesakes(tuple(f"{name} ({count})" for name, count in sorted(others.items()))),)

    def _tries(
        self, text: str, intent: Intent, subject: str
    ) -> Iterator[tuple[tuple[str, Find], str]]:
        for way in self._ways.get(intent, ()):
            yield way, of_what_is_held(subject).strip() or text
        if intent not in _MAY_NAME:
            return
        if name := may_be_name(text):
            # A question about papers may say more of them; any other is nothing but the name.
            of_papers = speaks_of_papers(text.casefold())
            for way in self._by_name if of_papers else self._by_whole_name:
                yield way, name


def _of_request(request: Request, among: Papers) -> Papers | None:
    """Those of the years that are asked for, the newest or the oldest first."""
    first, last = request.years or (0, 9999)
    dated = [(p.bibliography.published.year, p) for p in among.papers]
    papers = [p for year, p in dated if year is not None and first <= year <= last]
    if not papers:
        heading = f"papers{among.heading}{request.worded}"
        return Papers(heading, (), 0) if request.years else None
    papers.sort(key=lambda p: p.label)
    papers.sort(key=lambda p: day_of(p.bibliography.published), reverse=not request.oldest)
    undated = sum(year is None for year, _ in dated)
    notes: tuple[Reason, ...] = (Undated(undated),) if undated else ()
    if request.single:
        day = day_of(papers[0].bibliography.published)
        papers = [p for p in papers if day_of(p.bibliography.published) == day]
    total = len(papers)
    if among.total > len(among.papers) and not request.single:
        total = max(total, among.total) if request.is_whole else total
        notes += (TooManyToLookAt(),)
    heading = f"{request.called(len(papers))}{among.heading}{request.worded}"
    return replace(
        among,
        heading=heading,
        papers=tuple(papers),
        total=total,
        notes=among.notes + notes,
        ordered=True,
    )


def _names_more(request: Request, text: str) -> bool:
    """Whether a question that has no word for papers asks for something else of a time."""
    particular = [word for word in names_alone(request.rest) if stem(word) not in attributes()]
    return bool(particular) and not speaks_of_papers(text.casefold())


def _cut_short(papers: Sequence[Abstract], total: int) -> tuple[Reason, ...]:
    """What is said where a list of somebody's papers may not be complete."""
    if total > len(papers):
        return (CutShort(total, len(papers)),)
    return ()


def _speaks_of(paper: Abstract, words: Sequence[set[str]]) -> bool:
    held = {*index_terms(f"{paper.title or ''}\n{paper.text}")}
    return all(word & held for word in words)


def _whole(find: Find) -> Find:
    """What finds a name only where the words are that name, without a word more."""

    def found(words: str) -> Filed | None:
        named = find(words)
        return named if named and squeezed(named.name) == squeezed(words) else None

    return found
