"""The records that a handler presents: blocks of escaped text, and what can be pressed below."""

from dataclasses import dataclass
from enum import Enum, auto

from knowledge.model import Citation


@dataclass(frozen=True, slots=True)
class Action:
    """A button below a reply; which one serves it, its custom_id says.

    Attributes:
        custom_id: which button it is, and what that has to remember.
        label: in the language of the reply.
        main: whether it stands out.
        rank: those of a lower one come first.
    """

    custom_id: str
    label: str
    main: bool = False
    rank: int = 0


class Kind(Enum):
    """What a reply is."""

    NOTE = auto()
    ANSWER = auto()
    ABSTENTION = auto()
    VERDICTS = auto()
    PAPER = auto()
    PROPOSAL = auto()
    FORGETTING = auto()


@dataclass(frozen=True, slots=True)
class About:
    """What a reply is about: each button decides from it whether it is offered.

    Attributes:
        kind: what the reply is.
        asker: the user id of the one who asked.
        asked_id: the question's number in the ledger; 0: it is not kept.
        cited: what may be shown in context.
        alone: whether the reply answers one thing only.
        humans: whether the server has helpers who can be asked.
        shareable: whether the reply is private, and may be shared.
        abstract_id: of the paper that is shown.
        token: of the proposal that waits for a decision.
    """

    kind: Kind = Kind.NOTE
    asker: int = 0
    asked_id: int = 0
    cited: tuple[Citation, ...] = ()
    alone: bool = True
    humans: bool = False
    shareable: bool = False
    abstract_id: str = ""
    token: str = ""


NOTHING = About()


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A file that comes with a reply: shown, if it is a picture, else to be downloaded."""

    name: str
    content: bytes
    is_picture: bool = False


@dataclass(frozen=True, slots=True)
class Reply:
    """What is shown: `blocks` of Discord text with a line between them, and `actions` below.

    `private`: for the one who asked alone, whoever was meant to see the answer. `thread` names the
    conversation that goes on in a thread below it, where that is wanted. The blocks of a
    `standing` reply are sentences of the catalogues, said in the reader's language when shown.
    """

    blocks: tuple[str, ...]
    about: About = NOTHING
    private: bool = False
    thread: str = ""
    files: tuple[Enclosed, ...] = ()
    standing: bool = False
    actions: tuple[Action, ...] = ()

    @property
    def asked_id(self) -> int:
        """The number in the ledger of the question that it answers; 0: of none."""
        return self.about.asked_id


@dataclass(frozen=True, slots=True)
class Choice:
    """An autocompletion: what is shown, and what is sent when it is chosen."""

    name: str
    value: str
