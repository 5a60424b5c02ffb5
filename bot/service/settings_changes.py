"""A server's settings changed by what somebody chose or typed. Pure; what is sent may be forged."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from bot.language import mark, say
from bot.language.catalogues import LANGUAGES
from bot.ledger import DailyLimits, QaChannel, Replies, ServerSettings, WhenUnanswered
from knowledge.answers.confidence import STRICTNESS
from knowledge.errors import InputError
from knowledge.settings import tuned

UNSET = "-"
"""The value of a choice that sets nothing."""
MOST_CHANNELS = 25
"""As many as one menu lets choose."""
RETENTIONS = tuned().retention.choices_days
MOST_A_DAY = 1_000_000
LIMITS = ("user", "channel", "server")
REPLIES = {
    Replies.INLINE: mark("In the channel"),
    Replies.THREAD: mark("In a thread for each conversation"),
    Replies.PRIVATE: mark("Only for the one who asks"),
}
STRICT = {
    UNSET: mark("As many answers as may help"),
    "lenient": mark("Lenient: rather an answer than none"),
    "normal": mark("Normal"),
    "strict": mark("Strict: rather none than a wrong one"),
}
CHANNEL_MENUS = ("channels", "silent")
ROLE_MENUS = ("asker", "helper", "keeper")
"""Menus whose values are the ids of channels and of roles."""
Change = Callable[[ServerSettings], ServerSettings]


def changed_by(name: str, values: Sequence[str]) -> Change:
    """The change that choosing these values in the menu of that name makes.

    Raises:
        InputError: there is no such menu, or it has no such value.
    """
    if name not in _MENUS or len(values) > MOST_CHANNELS:
        raise InputError(say("This cannot be set: use `/settings` again."))
    return _MENUS[name](values)


def limited_by(typed: Mapping[str, str]) -> Change:
    """The change that typing these daily limits makes; an empty one is none.

    Raises:
        InputError: one is no whole number, or too great.
    """
    limits = DailyLimits(**{name: _number(typed.get(name, "")) for name in LIMITS})
    return lambda now: replace(now, limits=limits)


def _number(typed: str) -> int | None:
    typed = typed.strip()
    if not typed:
        return None
    if not (typed.isascii() and typed.isdecimal() and int(typed[:10]) <= MOST_A_DAY):
        raise InputError(
            say("A daily limit is a whole number up to {most}, or nothing.", most=MOST_A_DAY)
        )
    return int(typed)


def _channels(values: Sequence[str]) -> Change:
    ids = dict.fromkeys(_ids(values))

    def change(now: ServerSettings) -> ServerSettings:
        return replace(now, channels=tuple(now.channel(i) or QaChannel(i) for i in ids))

    return change


def _silent(values: Sequence[str]) -> Change:
    silent = set(_ids(values))

    def change(now: ServerSettings) -> ServerSettings:
        how = {True: WhenUnanswered.SILENT, False: WhenUnanswered.TELL}
        return replace(
            now, channels=tuple(QaChannel(each.id, how[each.id in silent]) for each in now.channels)
        )

    return change


def _replies(values: Sequence[str]) -> Change:
    chosen = Replies(_one(values, list(Replies)))
    return lambda now: replace(now, replies=chosen)


def _strictness(values: Sequence[str]) -> Change:
    chosen = _or_unset(_one(values, (UNSET, *STRICTNESS)))
    return lambda now: replace(now, strictness=chosen)


def _language(values: Sequence[str]) -> Change:
    chosen = _or_unset(_one(values, (UNSET, *LANGUAGES)))
    return lambda now: replace(now, language=chosen)


def _retention(values: Sequence[str]) -> Change:
    days = int(_one(values, [str(days) for days in RETENTIONS]))
    return lambda now: replace(now, retention_days=days)


def _role(which: str) -> Callable[[Sequence[str]], Change]:
    def menu(values: Sequence[str]) -> Change:
        chosen = next(iter(_ids(values[:1])), None)
        return lambda now: replace(now, **{which: chosen})  # type: ignore[arg-type]  # by name

    return menu


def _one(values: Sequence[str], known: Sequence[str]) -> str:
    """The one value that was chosen."""
    if len(values) != 1 or values[0] not in known:
        raise InputError(say("This cannot be set: use `/settings` again."))
    return values[0]


def _or_unset(value: str) -> str | None:
    return None if value == UNSET else value


def _ids(values: Sequence[str]) -> list[int]:
    if not all(each.isascii() and each.isdecimal() and int(each) < 1 << 63 for each in values):
        raise InputError(say("This cannot be set: use `/settings` again."))
    return [int(each) for each in values]


_MENUS: Mapping[str, Callable[[Sequence[str]], Change]] = {
    "channels": _channels,
    "silent": _silent,
    "replies": _replies,
    "strictness": _strictness,
    "language": _language,
    "retention": _retention,
    "asker": _role("asker_role"),
    "helper": _role("helper_role"),
    "keeper": _role("keeper_role"),
}
