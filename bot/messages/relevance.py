"""Whether a message that was heard is answered. Pure."""

import re
from dataclasses import dataclass
from enum import Enum, auto

from bot.messages.inquiry import bare, plain, questions, small_talk
from bot.service.courtesy import Courtesy, courtesy

_MENTION = re.compile(r"<@!?(\d+)>")
_ANY_MENTION = re.compile(r"<@[!&]?\d+>|@everyone|@here")


class Place(Enum):
    """Where a message stands, as far as it matters."""

    DIRECT = auto()
    """Between one person and the bot."""
    OWN_THREAD = auto()
    """A thread that the bot opened for a conversation."""
    QUESTIONS = auto()
    """A Q&A channel, or a post of a Q&A forum."""
    ELSEWHERE = auto()


@dataclass(frozen=True, slots=True)
class Heard:
    """A message, as far as it matters whether it is answered.

    Attributes:
        text: as it was typed, mentions included.
        place: where it stands.
        by_person: whether a person typed it, and no bot, webhook or system.
        to_bot: whether it mentions the bot itself, or the role that Discord made for it.
        to_answer: whether it is a reply to a message of the bot.
        to_others: whether it mentions somebody else, or is a reply to somebody else.
        to_everyone: whether it calls everyone who is here.
        quoted: what the message that it replies to says, where that asks something.
    """

    text: str
    place: Place = Place.ELSEWHERE
    by_person: bool = True
    to_bot: bool = False
    to_answer: bool = False
    to_others: bool = False
    to_everyone: bool = False
    quoted: str = ""


@dataclass(frozen=True, slots=True)
class Asking:
    """What a message asks.

    Attributes:
        question: in the words of the message.
        addressed: whether the bot itself is spoken to. If not, it may be told to keep silent about
            what it cannot answer.
        courtesy: what is said in place of a question, which is empty then.
    """

    question: str
    addressed: bool
    courtesy: Courtesy | None = None


def asking(heard: Heard) -> Asking | None:
    """What a message asks of the bot; None where it is left alone.

    Left alone is what a bot wrote, what calls everyone, what is said to somebody else, and what
    asks nothing.
    """
    if not heard.by_person or heard.to_everyone:
        return None
    said = spoken(heard.text)
    to_bot = heard.to_bot or heard.place is Place.DIRECT
    if (to_bot or heard.to_answer) and courtesy(said) is Courtesy.OBJECTION:
        return Asking("", addressed=True, courtesy=Courtesy.OBJECTION)
    if to_bot:
        return _spoken_to(said, heard.quoted)
    if heard.to_answer:
        return _asked(said, addressed=True)
    if heard.to_others or heard.place is Place.ELSEWHERE:
        return None
    return _asked(said, addressed=heard.place is Place.OWN_THREAD)


def spoken(text: str) -> str:
    """The words of a message without the mentions in it."""
    return _ANY_MENTION.sub(" ", text).strip()


def mentioned(text: str) -> frozenset[int]:
    """The ids of the people whom a text mentions by itself, beside whom it replies to."""
    return frozenset(map(int, _MENTION.findall(text)))


def _spoken_to(said: str, quoted: str) -> Asking | None:
    """What somebody wants who speaks to the bot: any words, or the message that they reply to."""
    polite = courtesy(said)
    asked = "" if polite else " ".join(questions(said, follow_up=True))
    if polite or (not asked and small_talk(said)):
        asked = " ".join(questions(spoken(quoted)))
        if not asked:
            return Asking("", addressed=True, courtesy=polite) if polite and not quoted else None
    return Asking(asked or bare(plain(said)), addressed=True)


def _asked(said: str, *, addressed: bool) -> Asking | None:
    asked = questions(said, follow_up=addressed)
    return Asking(" ".join(asked), addressed) if asked else None
