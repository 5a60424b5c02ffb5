from collections.abc import Iterator

import pytest

from knowledge import english
from knowledge.english import common, frequency, is_word


@pytest.fixture
def without_dictionary(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As if the package with the dictionary were not installed."""
    monkeypatch.setattr(english, "find_spec", lambda _: None)
    english._lines.cache_clear()
    english.frequency.cache_clear()
    yield
    monkeypatch.undo()
    english._lines.cache_clear()
    english.frequency.cache_clear()


@pytest.mark.parametrize("word", ["the", "water", "people", "language", "house", "work"])
def test_everyday_words_are_common(word: str) -> None:
    """Words that everybody uses are known as such."""
    assert common(word)
    assert is_word(word)


@pytest.mark.parametrize("word", ["regatta", "telephone", "overview", "spotting", "obligation"])
def test_rarer_words_are_words(word: str) -> None:
    """A word need not be common to be English; rarer ones are met less often."""
    assert is_word(word)
    assert 0 < frequency(word) < frequency("water")


@pytest.mark.parametrize("word", ["zebrafihs", "xqzt", "langauge", "", "two words", "176b", "a\n"])
def test_other_words_are_none(word: str) -> None:
    """Misspelt words, numbers and more than one word are none."""
    assert not is_word(word)
    assert not common(word)


@pytest.mark.usefixtures("without_dictionary")
def test_without_the_dictionary_nothing_is_known() -> None:
    """Where the package is missing, no word counts as English, and nothing breaks."""
    assert not is_word("water")
