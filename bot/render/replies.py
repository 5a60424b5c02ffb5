"""The records that a handler presents: blocks of escaped text, and the buttons below them."""

from dataclasses import dataclass

from bot.language import mark
from knowledge.model import Span


@dataclass(frozen=True, slots=True)
class ShowInContext:
    """A button that shows an abstract privately, with `span` of its text marked."""

    abstract_id: str
    span: Span | None = None
    label: str = mark("Show in context")


@dataclass(frozen=True, slots=True)
class Verify:
    """A button that checks the quotes of an answer against what is stored now."""

    asked_id: int


@dataclass(frozen=True, slots=True)
class Cite:
    """A button for the papers of a reply as BibTeX.

    They are those that the answer cites, else the one of `abstract_id`, else those that the buttons
    beside it show.
    """

    asked_id: int = 0
    abstract_id: str = ""


@dataclass(frozen=True, slots=True)
class Rate:
    """A button for whether an answer helped."""

    asked_id: int
    helpful: bool


@dataclass(frozen=True, slots=True)
class AskHuman:
    """A button that calls the server's helpers, once."""

    asked_id: int


@dataclass(frozen=True, slots=True)
class Notify:
    """A button with which one is told when the question can be answered."""

    asked_id: int


@dataclass(frozen=True, slots=True)
class Share:
    """A button that makes a private reply public, for the one who asked."""

    asker: int


@dataclass(frozen=True, slots=True)
class Dismiss:
    """A button that takes the reply away, for the one who asked and for moderators."""

    asker: int


@dataclass(frozen=True, slots=True)
class Press:
    """A button that its own module serves, by its custom_id; `main`: it stands out."""

    custom_id: str
    label: str
    main: bool = False


Action = ShowInContext | Verify | Cite | Rate | AskHuman | Notify | Share | Dismiss | Press


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A file that comes with a reply: shown, if it is a picture, else to be downloaded."""

    name: str
    content: bytes
    is_picture: bool = False


@dataclass(frozen=True, slots=True)
class Offered:
    """What can be done with a reply besides reading it.

    Attributes:
        asked_id: the question's number in the ledger; 0: it is not kept.
        humans: whether the server has helpers who can be asked.
        private: whether the reply is private, so that it can be shared.
    """

    asked_id: int = 0
    humans: bool = False
    private: bool = False


NOTHING = Offered()


@dataclass(frozen=True, slots=True)
class Reply:
    """What is shown: `blocks` of Discord text with a line between them, and `actions` below.

    `private`: for the one who asked alone, whoever was meant to see the answer. `asked_id` is the
    number in the ledger of the question that it answers, 0 where there is none. `thread` names the
    conversation that goes on in a thread below it, where that is wanted. The blocks of a
    `standing` reply are sentences of the catalogues, said in the reader's language when shown.
    """

    blocks: tuple[str, ...]
    actions: tuple[Action, ...] = ()
    private: bool = False
    asked_id: int = 0
    thread: str = ""
    files: tuple[Enclosed, ...] = ()
    standing: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """An autocompletion: what is shown, and what is sent when it is chosen."""

    name: str
    value: str
