"""Earlier questions of a conversation, and what they speak of."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile

from knowledge.model import Abstention, Answer
from knowledge.questions import rewrites
from knowledge.questions.coverage import Weighted
from knowledge.questions.intents import OF_ONE_PAPER, Intent
from knowledge.questions.list_follow_ups import is_list
from knowledge.questions.question import Question
from knowledge.questions.topics import (
    Named,
    name_of,
    named,
    names_a_thing,
    naming,
    phrase_of,
)
from knowledge.reader.reading import Reading, read
from knowledge.search.question_words import bibliographic_words, generic_words
from knowledge.text.tokens import stem, tokenise

KEPT = 512
"""So many questions are remembered with what they find and how they are answered."""
OF_PAPERS = frozenset({Intent.PAPERS_BY, Intent.PAPERS_FROM, Intent.PAPERS_IN, Intent.PAPERS_ABOUT})
"""Intents that ask for a list of papers."""
_TITLE = re.compile("“(?P<title>[^”]+)”")
_WORD = re.compile(r"[^\s?!.,;:“”\"]+")
_OF_PERSONS = frozenset({Intent.FIRST_AUTHOR, Intent.LAST_AUTHOR, Intent.AUTHORS, Intent.WRITERS})


def _particular(text: str) -> bool:
    """Whether words speak of something in particular, and not of what any paper has."""
    general = rewrites.attributes() | generic_words() | bibliographic_words()
    return any(stem(token.surface) not in general for token in tokenise(text) if not token.stop)


@dataclass(frozen=True, slots=True)
class Looked:
    """A question as it is understood, with the papers that it finds."""

    question: Question
    foci: Sequence[Weighted]
    readings: Sequence[Reading]

    @property
    def own(self) -> list[Weighted]:
        """The foci that speak of something in particular, and not of what any paper has."""
        return [w for w in self.foci if _particular(w.focus.concept.surface)]

    @property
    def content(self) -> list[int]:
        """Where the words with content begin, names among them as negative numbers below zero."""
        return [-f.start - 1 if names_a_thing(f) else f.start for f in self.question.foci]

    def asks_of_nothing(self, text: str) -> bool:
        """Whether all words of a question say what is asked, and none of what."""
        words = {stem(token.surface) for token in tokenise(text) if not token.stop}
        asks = not words.isdisjoint(rewrites.attributes() | bibliographic_words())
        asks = asks or rewrites.pattern("graded").search(text) is not None
        return asks and not _particular(text) and not self.own


@dataclass(frozen=True, slots=True)
class Turn:
    """An earlier question, in words that stand on their own, with the things that it names.

    `topic`: what it was taken to speak of, where it did not name it itself. `earlier`: the turn
    before it.
    """

    looked: Looked
    things: tuple[Named, ...]
    topic: str | None
    earlier: "Turn | None" = None

    @property
    def lists(self) -> bool:
        """Whether it asks for a list of papers."""
        return self.looked.question.intent in OF_PAPERS or is_list(self.text)

    @property
    def text(self) -> str:
        """The question."""
        return self.looked.question.text


def _in_a_title(thing: Named, looked: Looked) -> bool:
    """Whether a thing is but a part of a title that a question names."""
    titles = (match.span("title") for match in _TITLE.finditer(looked.question.text))
    return any(a <= thing.start and thing.end <= b and b - a > len(thing.text) for a, b in titles)


def _presented(topic: str, turn: Turn) -> bool:
    """Whether a paper presents what a turn speaks of, or the paper itself is spoken of."""
    return topic[0] == "“" or any(t.paper for t in turn.things if t.text == topic)


def _whole(thing: Named, looked: Looked) -> Named:
    """A thing with the words around it that are of a title too: "… of Experts"."""
    text = looked.question.text
    said = list(_WORD.finditer(text))
    for paper in looked.readings:
        title = _WORD.findall(paper.abstract.title or "")
        for first in range(len(said)):
            words = [
                word[0] for word, _ in takewhile(_same, zip(said[first:], title, strict=False))
            ]
            while words and all(token.stop for token in tokenise(words[-1])):
                words.pop()
            if not words:
                continue
            start, end = said[first].start(), said[first + len(words) - 1].end()
            if start <= thing.start and thing.end <= end and end - start > len(thing.text):
                return Named(text[start:end], start, end, (paper,))
    return thing


def _same(pair: tuple[re.Match[str], str]) -> bool:
    return pair[0][0].casefold() == pair[1].casefold()


class Topics:
    """Tells what earlier questions speak of, over one version of a collection.

    Args:
        look: how a question is understood.
        ask: how one is answered; asked about earlier questions only, and of each once.
    """

    def __init__(
        self, look: Callable[[str], Looked], ask: Callable[[str], Answer | Abstention]
    ) -> None:
        self.look = lru_cache(KEPT)(look)
        self.ask = lru_cache(KEPT)(ask)

    def turn(self, text: str, topic: str | None) -> Turn:
        """An earlier question that stands on its own, with the topic it was read with."""
        looked = self.look(text)
        things = (t for t in named(looked.question, looked.readings) if not _in_a_title(t, looked))
        whole = {t.start: t for t in (_whole(thing, looked) for thing in things)}
        return Turn(looked, tuple(whole.values()), topic)

    def topic(self, turn: Turn, question: Question | None = None) -> str | None:
        """What an earlier question speaks of; for one on a paper as such, a name of the paper."""
        of_paper = question is not None and question.intent in OF_ONE_PAPER
        if turn.topic and not (of_paper and self.cited(turn) and not _presented(turn.topic, turn)):
            return turn.topic
        presented = next((thing.text for thing in turn.things if thing.paper), None)
        if presented or turn.looked.question.intent in OF_PAPERS:
            return presented or self._cited_name(turn)
        if rewrites.pattern("unnamed").match(turn.text) and self.cited(turn):
            return self._cited_name(turn)  # "which model was made for Finnish?"
        thing = next((thing.text for thing in turn.things if not thing.text[:1].isdigit()), None)
        if thing and not (of_paper and self.cited(turn)):
            return thing
        return self._cited_name(turn)

    def contrasted(self, turn: Turn, looked: Looked | None = None) -> str | None:
        """The thing of an earlier question that another one takes the place of; None: it has none.

        Args:
            turn: the earlier question.
            looked: what names the other thing. Of two that may be meant it is the one that a paper
                presents, or none, as it is with the other, and rather one that was named than one
                that "it" stood for. Without it, the one that the question is about.
        """
        said = turn.topic if turn.topic and turn.topic.casefold() in turn.text.casefold() else None
        things = turn.things
        if looked is not None:
            papers = any(thing.paper for thing in named(looked.question, looked.readings))
            alike = [thing for thing in things if bool(thing.paper) == papers]
            alike.sort(key=lambda thing: thing.text == said)
            if alike:
                return alike[0].text
        presented = next((thing.text for thing in things if thing.paper), None)
        return said or presented or (things[0].text if things else None)

    def phrase(self, turn: Turn) -> str | None:
        """The words that say best what a question without names is about, of what answered it."""
        cited = self.cited(turn)
        if cited is None or not rewrites.pattern("questioning").match(turn.text):
            return None
        said = phrase_of(turn.looked.foci, cited, turn.text)
        if said is None or rewrites.pattern("sought").search(turn.text.partition(said)[0].strip()):
            return None
        return said

    def cited(self, turn: Turn) -> Reading | None:
        """The paper that answered an earlier question; None where none did."""
        reply = self.ask(turn.text)
        return read(reply.citations[0].abstract) if isinstance(reply, Answer) else None

    def _cited_name(self, turn: Turn) -> str | None:
        cited = self.cited(turn)
        if cited is None:
            return None
        if turn.lists or cited.abstract.title:
            return naming(cited)
        return name_of(cited) or phrase_of(turn.looked.foci, cited, turn.text)

    def person(self, turn: Turn) -> str | None:
        """The person whom an earlier question was about, or who answers it."""
        question = turn.looked.question
        if question.intent is Intent.PAPERS_BY:
            return question.subject
        reply = self.ask(turn.text)
        if question.intent not in _OF_PERSONS or isinstance(reply, Abstention):
            return None
        return (reply.short_answer or "").removesuffix(" et al.").split(", ")[0] or None

    def listed(self, turn: Turn) -> list[str]:
        """The things that one may count: the papers of an answer, or the names in a question."""
        reply = self.ask(turn.text)
        if isinstance(reply, Answer):
            papers = {c.abstract.id: c.abstract for c in reply.citations}
            if len(papers) > 1:
                return [naming(read(paper)) for paper in papers.values()]
            parts = (reply.short_answer or "").replace(" and ", ", ").split(",")
            if len(parts) > 1:
                return [part.strip() for part in parts if part.strip()]
        return [thing.text for thing in turn.things]
