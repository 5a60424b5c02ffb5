"""The languages that the bot speaks, and their catalogues in `config/translations/`."""

import gettext
import io
from functools import cache
from pathlib import Path

from knowledge.settings import resource

ENGLISH = "en"
LANGUAGES = (ENGLISH, "de", "fr", "es", "ja")
"""What can be spoken; English needs no catalogue."""
NAMES = {
    ENGLISH: "English",
    "de": "Deutsch",
    "fr": "Français",
    "es": "Español",
    "ja": "日本語",
}
"""What each language calls itself."""
_SEPARATORS = {"de": ".", "fr": "\u202f", "es": "."}
"""Between groups of three digits, as CLDR has it; a comma in other languages."""
_LEAST_GROUPED = {"es": 10_000}
"""Spanish does not group four digits."""


def path_of(language: str) -> Path:
    """The catalogue of a language other than English."""
    return resource("config") / "translations" / f"{language}.po"


@cache
def catalogue(language: str) -> gettext.NullTranslations:
    """The catalogue of a language, compiled when it is first needed.

    Raises:
        KeyError: The bot does not speak it.
    """
    if language == ENGLISH:
        return gettext.NullTranslations()
    if language not in LANGUAGES:
        raise KeyError(language)
    # Imported by a bot that speaks another language, not by every command line.
    from babel.messages.mofile import write_mo  # noqa: PLC0415
    from babel.messages.pofile import read_po  # noqa: PLC0415

    compiled = io.BytesIO()
    with path_of(language).open("rb") as written:
        write_mo(compiled, read_po(written, locale=language))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def grouped(number: int, language: str) -> str:
    """A whole number in figures, as a language groups them."""
    if abs(number) < _LEAST_GROUPED.get(language, 0):
        return str(number)
    return f"{number:,}".replace(",", _SEPARATORS.get(language, ","))
