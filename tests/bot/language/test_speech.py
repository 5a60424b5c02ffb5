"""Sentences in the language of who reads them."""

import asyncio

import pytest

from bot.language import Locales, chosen, language, mark, privately, say, say_count, speaking
from bot.language.catalogues import LANGUAGES, catalogue, grouped


def test_english_is_spoken_where_nothing_is_set() -> None:
    """A sentence is said as it stands, its placeholders filled."""
    assert language() == "en"
    assert say("{who} has {n} papers", who="Ada", n=1234) == "Ada has 1,234 papers"
    assert mark("{kept}") == "{kept}"


@pytest.mark.parametrize(("number", "words"), [(0, "0 cats"), (1, "1 cat"), (2000, "2,000 cats")])
def test_one_is_told_from_many(number: int, words: str) -> None:
    """One thing has a sentence of its own."""
    assert say_count("{number} cat", "{number} cats", number) == words


def test_what_one_person_reads_is_in_their_language() -> None:
    """Inside `privately` the reader's language is spoken, and afterwards the one before."""
    with speaking("de", reader="ja"):
        assert language() == "de"
        with privately():
            assert language() == "ja"
        assert language() == "de"
    with speaking("fr"), privately():
        assert language() == "fr"
    assert language() == "en"


def test_privately_changes_nothing_where_nobody_is_known() -> None:
    """Without a reader it speaks on as before."""
    with privately():
        assert language() == "en"


def test_tasks_do_not_disturb_each_other() -> None:
    """Each task speaks its own language while others speak theirs."""

    async def heard(name: str) -> str:
        with speaking(name):
            await asyncio.sleep(0)
            return language()

    async def all_heard() -> list[str]:
        return await asyncio.gather(*map(heard, LANGUAGES))

    assert asyncio.run(all_heard()) == list(LANGUAGES)


@pytest.mark.parametrize(
    ("locales", "private", "wanted"),
    [
        (Locales("fr", "de"), True, "fr"),
        (Locales("fr", "de"), False, "de"),
        (Locales("fr", "de", "ja"), False, "ja"),
        (Locales("fr", "de", "ja"), True, "fr"),
        (Locales("es-419"), False, "es"),
        (Locales("es-ES", "en-US"), False, "en"),
        (Locales("pt-BR", "de"), True, "en"),
        (Locales("fr", "pt-BR"), False, "fr"),
        (Locales(), False, "en"),
        (Locales("DE_at"), True, "de"),
    ],
)
def test_the_language_is_that_of_the_readers(locales: Locales, private: bool, wanted: str) -> None:
    """Private answers are in the person's language, public ones in the server's."""
    assert chosen(locales, private=private) == wanted


@pytest.mark.parametrize(
    ("name", "number", "written"),
    [
        ("en", 1234567, "1,234,567"),
        ("de", 1234, "1.234"),
        ("fr", 1234, "1\u202f234"),
        ("es", 1234, "1234"),
        ("es", 12345, "12.345"),
        ("ja", -1234, "-1,234"),
    ],
)
def test_numbers_are_grouped_as_the_language_does_it(name: str, number: int, written: str) -> None:
    """Thousands stand apart as CLDR has it for each language."""
    assert grouped(number, name) == written


def test_a_language_that_is_not_spoken_is_no_catalogue() -> None:
    """What is none of the languages is refused."""
    with pytest.raises(KeyError):
        catalogue("../../etc/passwd")
