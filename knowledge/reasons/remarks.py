"""How something was read, and what there is to know of what is shown."""

from dataclasses import dataclass

from knowledge.reasons.reason import Reason


@dataclass(frozen=True, slots=True)
class ReadAs(Reason):
    """A follow-up was read as this question."""

    sentence = "Read as: “{question}”"
    question: str


@dataclass(frozen=True, slots=True)
class Corrected(Reason):
    """A misspelt word was taken for another."""

    sentence = "Showing results for “{meant}” instead of “{typed}”."
    meant: str
    typed: str


class NotEnglish(Reason):
    """A question is in another language, and was looked up as it stands."""

    sentence = "Questions are understood in English only: this one may be misread."


@dataclass(frozen=True, slots=True)
class NotCovered(Reason):
    """One of several things that were asked has no answer."""

    sentence = "Not covered: {question}."
    question: str


@dataclass(frozen=True, slots=True)
class Wins(Reason):
    """Of things that were compared, one has it; `values`: what each has, the winner's first."""

    sentence = "{word}: {name} ({values})."
    joint = " against "
    word: str
    name: str
    values: tuple[str, ...]


class MoreMayMatch(Reason):
    """A list was made from the best matches alone."""

    sentence = "There may be more: the best matches were looked at."


class TooManyToLookAt(Reason):
    """A list was too long to be looked through."""

    sentence = "There may be more: the list was too long to be looked through."


@dataclass(frozen=True, slots=True)
class Undated(Reason):
    """So many papers of a list by years state none."""

    sentence = "{number} more states no year."
    several = "{number} more state no year."
    number: int


@dataclass(frozen=True, slots=True)
class CutShort(Reason):
    """Of so many papers only the newest are at hand."""

    sentence = "{total} papers name them; the newest {at_hand} are at hand."
    total: int
    at_hand: int


@dataclass(frozen=True, slots=True)
class Namesakes(Reason):
    """Names under which papers of the same person may be filed, each with how many."""

    sentence = "Papers that may be by the same person are filed under {names}."
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NothingAbout(Reason):
    """Of two things side by side, nothing is known of one."""

    sentence = "I found no answer about {name}."
    name: str


class WantedToKnow(Reason):
    """Somebody wanted to be told once there is an answer."""

    sentence = "You wanted to be told."
