"""Whose language an answer is in. Pure."""

from dataclasses import dataclass

from bot.language.catalogues import ENGLISH, LANGUAGES


@dataclass(frozen=True, slots=True)
class Locales:
    """Discord's locales, such as "es-419", as far as they are known.

    Attributes:
        person: of the one who did something.
        server: of the server, as Discord has it.
        setting: what the server has set with the bot; it goes before `server`.
    """

    person: str | None = None
    server: str | None = None
    setting: str | None = None


def chosen(locales: Locales, *, private: bool) -> str:
    """The language of an answer: a private one is in the reader's, a public one in the server's.

    Outside servers, everything is in the person's language. What nobody speaks here is English.
    """
    public = (locales.setting, locales.server)
    wanted = (locales.person,) if private else (*public, locales.person)
    return next(filter(None, map(spoken, wanted)), ENGLISH)


def spoken(locale: str | None) -> str | None:
    """The language of a locale where the bot speaks it: "es" for "es-419"."""
    if not locale:
        return None
    name = locale.replace("_", "-").partition("-")[0].lower()
    return name if name in LANGUAGES else None
