"""Why there is no answer."""

from dataclasses import dataclass
from enum import StrEnum

from knowledge.reasons.reason import Reason


class Fact(StrEnum):
    """What sources may state of a paper."""

    WRITERS = "who wrote it"
    LAST_AUTHOR = "who its last author is"
    PUBLISHED = "when it came out"
    CATEGORY = "its category"
    AFFILIATION = "where its authors work"
    CODE = "whether there is code"
    TITLE = "its title"


class EmptyBase(Reason):
    """Nothing is held."""

    sentence = (
        "The knowledge base is empty: fill it with `footnote ingest PATH`, or with `footnote add` "
        "and the identifiers of papers."
    )


class OfNothing(Reason):
    """A question leaves open what it asks about."""

    sentence = "This does not say of what: name a paper, a model or a topic."


class NothingToLookUp(Reason):
    """A question has no word that could be looked for."""

    sentence = "There is nothing in this to look up: name a paper, a model or a topic."


class NotSpokenOf(Reason):
    """No abstract has the words of a question."""

    sentence = "No abstract in the base speaks of this."


class NotAnswered(Reason):
    """No abstract answers a question, though some speak of it."""

    sentence = "No abstract in the base answers this."


class NoneAnswered(Reason):
    """Of several things that are asked about, no abstract answers it of any."""

    sentence = "No abstract in the base answers this of any of them."


class NoSuchName(Reason):
    """The paper that a question names is not held."""

    sentence = "No paper in the base goes by that name."


@dataclass(frozen=True, slots=True)
class NotNamed(Reason):
    """The paper that a question names in quotes is not held."""

    sentence = "The base has no paper that goes by “{name}”."
    name: str


@dataclass(frozen=True, slots=True)
class NoneListed(Reason):
    """A list that is asked for would be empty; `listed`: its heading, such as "papers by Ada"."""

    sentence = "The base has no {listed}."
    listed: str


@dataclass(frozen=True, slots=True)
class NotStated(Reason):
    """A paper is held, and no source states what is asked of it."""

    sentence = "The base has this paper, but no source states {fact}."
    fact: Fact


@dataclass(frozen=True, slots=True)
class NotSaid(Reason):
    """A paper is held, and its abstract does not say what is asked."""

    sentence = "“{title}” is in the base, but its abstract does not say this."
    title: str


class TitleAlone(Reason):
    """A paper is held without an abstract to read."""

    sentence = "The base has this paper by its title alone, without an abstract."
