"""Sentences said in the language that is spoken in this task or thread."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from enum import Enum

from bot.language.catalogues import ENGLISH, catalogue, grouped
from knowledge.reasons import Reason
from knowledge.reasons.reason import Value

_spoken: ContextVar[str] = ContextVar("language", default=ENGLISH)
_reader: ContextVar[str | None] = ContextVar("reader", default=None)


def language() -> str:
    """The language that is spoken here, such as "de"; English where none was set."""
    return _spoken.get()


@contextmanager
def speaking(name: str, *, reader: str | None = None) -> Iterator[None]:
    """Speak a language of `catalogues.LANGUAGES` inside a with-block, in this task or thread.

    Args:
        name: what is spoken.
        reader: what is spoken inside `privately`, where that is another language.
    """
    before, reader_before = _spoken.set(name), _reader.set(reader or name)
    try:
        yield
    finally:
        _spoken.reset(before)
        _reader.reset(reader_before)


@contextmanager
def privately() -> Iterator[None]:
    """Speak to one person: in their language, where `speaking` has named it. Decorates, too."""
    before = _spoken.set(_reader.get() or _spoken.get())
    try:
        yield
    finally:
        _spoken.reset(before)


def speak(name: str) -> None:
    """Speak a language of `catalogues.LANGUAGES` from here on, to the end of this task."""
    _spoken.set(name)
    _reader.set(name)


def say(sentence: str, /, **values: object) -> str:
    """A sentence in the language that is spoken, with its placeholders filled.

    Args:
        sentence: in English, written out in the call or inside `mark`.
        values: for the placeholders, such as `{name}`; whole numbers are grouped as the language
            does it.
    """
    return catalogue(_spoken.get()).gettext(sentence).format(**_written(values))


def say_count(one: str, many: str, number: int, /, **values: object) -> str:
    """Like `say`, for a number of things.

    Args:
        one: the sentence for one thing.
        many: the sentence for any other number of things.
        number: how many; stands for `{number}`.
        values: for the other placeholders.
    """
    said = catalogue(_spoken.get()).ngettext(one, many, number)
    return said.format(**_written({"number": number, **values}))


def mark(sentence: str, /) -> str:
    """The sentence itself: marked, so that the catalogues have it, and said elsewhere."""
    return sentence


def _written(values: dict[str, object]) -> dict[str, object]:
    name = _spoken.get()
    return {k: grouped(v, name) if type(v) is int else v for k, v in values.items()}


def worded(reason: Reason | str) -> str:
    """A reason in the language that is spoken; a sentence without values as it is."""
    if isinstance(reason, str):
        return reason
    values = {name: _said(value, reason.joint) for name, value in reason.placeholders.items()}
    number = values.pop("number", None) if reason.several else None
    if isinstance(number, int):
        return say_count(reason.sentence, reason.several, number, **values)
    return say(reason.sentence, **values)


def _said(value: Value, joint: str) -> str | int:
    """A value as it stands in a sentence: somebody's own words as they are."""
    if isinstance(value, tuple):
        return say(joint).join(value)
    return say(value.value) if isinstance(value, Enum) else value
