"""The records that a handler presents: blocks of escaped text, and the buttons below them."""

from dataclasses import dataclass

from knowledge.model import Span


@dataclass(frozen=True, slots=True)
class ShowInContext:
    """A button that shows an abstract privately, with `span` of its text marked."""

    abstract_id: str
    span: Span | None = None
    label: str = "Show in context"


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


Action = ShowInContext | Dismiss | Press


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A file that comes with a reply: shown, if it is a picture, else to be downloaded."""

    name: str
    content: bytes
    is_picture: bool = False


@dataclass(frozen=True, slots=True)
class Reply:
    """What is shown: `blocks` of Discord text with a line between them, and `actions` in one row.

    `private`: for the one who asked alone, whoever was meant to see the answer.
    """

    blocks: tuple[str, ...]
    actions: tuple[Action, ...] = ()
    private: bool = False
    files: tuple[Enclosed, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """An autocompletion: what is shown, and what is sent when it is chosen."""

    name: str
    value: str
