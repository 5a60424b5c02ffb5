"""Follow-up questions: what a question means after the ones before it.

"And its license?" speaks of what the question before named, or of the paper that answered it.
"What about Mixtral?" asks the question before of another thing. A question that stands on its own
is left alone. The patterns are in `config/english/follow_ups.toml`.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from knowledge.model import Answer
from knowledge.questions import chatter, one_of_several, rewrites
from knowledge.questions.list_follow_ups import goes_on_with
from knowledge.questions.topics import named, names_a_thing, names_of
from knowledge.questions.turns import KEPT, OF_PAPERS, Looked, Topics, Turn
from knowledge.settings import tuned

LAST_TURNS = tuned().questions.last_turns
THIN = tuned().questions.thin
SAID = tuned().questions.spoken_of
SURER = tuned().questions.surer


class Following:
    """Reads follow-up questions over one version of a collection. Any thread may ask it.

    Args:
        topics: tells what earlier questions speak of.
    """

    def __init__(self, topics: Topics) -> None:
        self._topics = topics
        self._turn = lru_cache(KEPT)(self._read_turn)

    def read(self, text: str, context: Sequence[str]) -> str:
        """A question in words that stand on their own; `text` itself where it does already.

        Args:
            text: the question as typed.
            context: the questions before it, oldest first; only the last few count.
        """
        said = tuple(" ".join(chatter.bare(earlier).split()) for earlier in context[-LAST_TURNS:])
        turn = self._turn(tuple(filter(None, said)))
        return self._resolved(text, turn) if turn else text

    def read_part(self, text: str, before: Sequence[str]) -> str:
        """One of several questions in one: without a subject, it is asked of that of the others."""
        meant = self.read(text, before)
        turn = self._turn(tuple(before))
        looked = self._topics.look(text)
        if meant != text or turn is None or any(map(names_a_thing, looked.question.foci)):
            return meant
        return (self._told_of(looked, turn) and self._of_topic(rewrites.bare(text), turn)) or text

    def dangles(self, text: str) -> bool:
        """Whether a question speaks of something that neither it nor a turn before it names."""
        if not rewrites.mentions(text, "strong"):
            return False
        looked = self._topics.look(text)
        return bool(self._strong(text, looked)) and not looked.own

    def _read_turn(self, said: tuple[str, ...]) -> Turn | None:
        if not said:
            return None
        before = self._turn(said[:-1])
        text = self._resolved(said[-1], before) if before else said[-1]
        kept = self._kept(text, said[-1], before) if before else None
        turn = replace(self._topics.turn(text, kept), earlier=before)
        # "Thanks!" changes no subject.
        return turn if before is None or text != said[-1] or _asks(turn) else before

    def _kept(self, text: str, typed: str, before: Turn) -> str | None:
        """The topic of the turn before that a question was read with."""
        question = self._topics.look(typed).question
        topics = (self._topics.topic(before, question), self._topics.topic(before))
        return next((t for t in topics if t and t in text and t not in typed), None)

    def _resolved(self, text: str, turn: Turn) -> str:
        if rewrites.asks_nothing(text):
            return text
        if not turn.lists:
            text = rewrites.counting(text, turn.text)
        ways = (
            self._of_list,
            self._of_several,
            self._bare,
            self._shortcut,
            self._swapped,
            self._mentioned,
            self._completed,
            self._leaning,
        )
        return next((resolved for way in ways if (resolved := way(text, turn))), text)

    def _of_list(self, text: str, turn: Turn) -> str | None:
        """Of "only those from 2022" and "how many are there?"."""
        return goes_on_with(text, turn.text) if turn.lists else None

    def _of_several(self, text: str, turn: Turn) -> str | None:
        """Of "which one is newer?" and "and the second one?"."""
        return one_of_several.weighed(text, turn, self._topics) or one_of_several.counted(
            text, turn, self._topics
        )

    def _bare(self, text: str, turn: Turn) -> str | None:
        """Of "why?"."""
        return rewrites.again(rewrites.bare(text), turn.text, self._topics.topic(turn))

    def _shortcut(self, text: str, turn: Turn) -> str | None:
        """Of "when did they publish it?"."""
        topic = self._topics.topic(turn)
        return rewrites.shortened(rewrites.bare(text), topic) if topic else None

    def _swapped(self, text: str, turn: Turn) -> str | None:
        """Of "what about Mixtral?", "and for Llama 4?" and "does Mixtral?"."""
        asked = rewrites.bare(text)
        other = rewrites.swapped(asked)
        rest = asked if other is None else other
        fronted = rewrites.fronted(rest) if other is not None else None
        if meant := fronted or rewrites.judged_beside(asked, turn.text):
            return meant
        if other is None and (elliptic := rewrites.pattern("elliptic").match(asked)):
            thing = _thing(elliptic["rest"], self._topics.look(elliptic["rest"]))
            return self._of_another(thing, turn) if thing else None
        looked = self._topics.look(rest)
        thing = _thing(rest, looked)
        if thing is not None and (other is not None or rewrites.goes_on(text)):
            old = self._topics.contrasted(turn, looked)
            on = rewrites.pattern("opening_preposition").match(rest) is not None
            return self._of_another(thing, turn, old, on=on)
        tails = rewrites.pattern("tail").match(rest) and rewrites.goes_on(text)
        if other is not None or tails:
            if meant := self._another_property(rest, looked, turn):
                return meant
        elif not rewrites.pattern("adding").match(text):
            return None
        return self._of_another(rest, turn) if self._another(rest, looked, turn) else None

    def _another_property(self, text: str, looked: Looked, turn: Turn) -> str | None:
        """Of "what about its license?" and "and on maths?"."""
        if any(names_a_thing(focus) for focus in looked.question.foci):
            return None
        if self._marks(text, looked, turn):
            return self._mentioned(text, turn)
        if rewrites.pattern("tail").match(text):
            return rewrites.retailed(turn.text, text)
        if completed := self._completed(text, turn):
            return completed
        return None if self._another(text, looked, turn) else self._of_topic(text, turn)

    def _another(self, text: str, looked: Looked, turn: Turn) -> bool:
        """Whether a few words, no names, are of what the paper spoken of does not tell of."""
        if any(map(names_a_thing, looked.question.foci)) or rewrites.pattern("asking").search(text):
            return False
        told = self._topics.cited(turn) is None or self._told_of(looked, turn)
        return bool(looked.own) and not told

    def _of_another(
        self, thing: str, turn: Turn, old: str | None = None, *, on: bool = False
    ) -> str | None:
        """The question before, asked of another thing in place of an old one, or on top of it all.

        Args:
            thing: the other thing.
            turn: the question before.
            old: the words that it takes the place of; without any, those that the question is of.
            on: whether a preposition stands before the thing.
        """
        old = old or self._topics.contrasted(turn) or (None if on else self._topics.phrase(turn))
        if old is None:
            return rewrites.retailed(turn.text, f"for {thing}")
        meant = rewrites.put_another(turn.text, old, thing)
        return meant if meant != turn.text else None

    def _of_topic(self, text: str, turn: Turn) -> str | None:
        topic = self._topics.topic(turn)
        return rewrites.completed(text, topic) if topic else None

    def _mentioned(self, text: str, turn: Turn) -> str | None:
        """Of "who wrote it?" and "is the model open?"."""
        text = rewrites.without_lead(text)
        looked = self._topics.look(text)
        persons = rewrites.mentions(text, "persons")
        if persons and (person := self._topics.person(turn)):
            return rewrites.put(text, persons, person)
        marks = self._marks(text, looked, turn)
        if not marks:
            return None
        several = [thing.text for thing in turn.things if thing.paper]
        if len(several) > 1 and marks[0].text.casefold().startswith(("the", "both")):
            return rewrites.put(text, marks, " and ".join(several))
        topic = self._topics.topic(turn, looked.question)
        return rewrites.put(text, marks, topic) if topic else None

    def _marks(self, text: str, looked: Looked, turn: Turn) -> list[rewrites.Mention]:
        """The words of a question that stand for what was spoken of before."""
        if strong := self._strong(text, looked):
            return strong
        weak = rewrites.mentions(text, "weak")
        if any(map(names_a_thing, looked.question.foci)):
            weak = [m for m in weak if not m.text.casefold().startswith("the ")]
        if rewrites.mentions(text, "strong") or not weak:
            return []
        alone = rewrites.stands_alone(text, weak[0], looked.content)
        return weak if not alone and self._thin(looked, turn) else []

    def _strong(self, text: str, looked: Looked) -> list[rewrites.Mention]:
        """Words such as "it" that stand for nothing in the question itself."""
        strong = rewrites.mentions(text, "strong")
        alone = strong and rewrites.stands_alone(text, strong[0], looked.content)
        return [] if alone else strong

    def _thin(self, looked: Looked, turn: Turn) -> bool:
        """Whether a question says too little to find its paper without the one before."""
        if looked.question.intent in OF_PAPERS or self._presents(looked):
            return False
        own = looked.own
        if len(own) <= THIN:
            return True
        cited = self._topics.cited(turn)
        return cited is not None and all(w.held_by(cited.terms) for w in own)

    def _completed(self, text: str, turn: Turn) -> str | None:
        """Of "how many languages?": all of its words ask, and none says of what."""
        asked = rewrites.bare(text)
        looked = self._topics.look(asked)
        if looked.question.intent in OF_PAPERS or not looked.asks_of_nothing(asked):
            return None
        topic = self._topics.topic(turn, looked.question)
        return rewrites.completed(asked, topic) if topic else None

    def _leaning(self, text: str, turn: Turn) -> str | None:
        """Of "how was the data filtered?" and "the radius?", which the paper spoken of answers.

        It does where no other paper answers what was typed, or where that is short and this paper
        is the surer one: by far, where it does not speak of all that is asked.
        """
        asked = rewrites.bare(text)
        looked = self._topics.look(asked)
        questions = rewrites.pattern("questioning").match(asked) is not None
        told, cited = self._told_of(looked, turn), self._topics.cited(turn)
        short = len(looked.own) <= THIN
        if cited is None or self._presents(looked) or not (told or (questions and short)):
            return None
        meant = self._of_topic(asked, turn) if questions or rewrites.goes_on(text) else None
        if meant is None or not isinstance(leaning := self._topics.ask(meant), Answer):
            return None
        if not isinstance(alone := self._topics.ask(text), Answer):
            return meant if told else None
        papers = [reply.citations[0].abstract for reply in (alone, leaning)]
        if not short or papers[0] is cited.abstract or papers[1] is not cited.abstract:
            return None
        phrase = not questions or rewrites.pattern("placed").match(asked)
        leads = told and (phrase or rewrites.without_lead(text) != text)
        surer = leaning.confidence - alone.confidence >= (0 if told else SURER)
        return meant if leads or surer else None

    def _told_of(self, looked: Looked, turn: Turn) -> bool:
        """Whether the paper that answered the turn before speaks of all that a question does."""
        cited = self._topics.cited(turn)
        own = looked.own
        return bool(own and cited) and all(w.held_by(cited.terms) >= SAID for w in own if cited)

    def _presents(self, looked: Looked) -> bool:
        return any(thing.paper for thing in named(looked.question, looked.readings))


def _asks(turn: Turn) -> bool:
    """Whether a turn asks for something, or names something."""
    text = turn.text
    asks = "?" in text or rewrites.pattern("questioning").match(rewrites.bare(text))
    opening = len(text) - len(rewrites.without_lead(text))
    names = any(thing.start >= opening for thing in turn.things)
    return not rewrites.asks_nothing(text) and bool(names or (asks and turn.looked.question.foci))


def _thing(text: str, looked: Looked) -> str | None:
    """The thing that words name, if they do nothing else."""
    foci = looked.question.foci
    rest = rewrites.pattern("opening_preposition").sub("", text).strip()
    rest = rewrites.pattern("possessor").sub("", rest)
    if rewrites.pattern("described").match(rest) and not rewrites.pattern("people").search(rest):
        return rest
    if any(rest.casefold() == name.casefold() for r in looked.readings for name in names_of(r)):
        return rest
    if not any(names_a_thing(focus) for focus in foci):
        return None
    things = named(looked.question, looked.readings)
    if len(things) != 1 or rewrites.pattern("asking").search(rest):
        return None
    around = rest.replace(things[0].text, "")
    return things[0].text if rewrites.pattern("around").fullmatch(around) else None
