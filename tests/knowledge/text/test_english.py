from collections.abc import Iterator
from itertools import count

import pytest

from knowledge.text import english
from knowledge.text.english import american, common, frequency, is_word, respelt


@pytest.fixture
def without_dictionary(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As if the package with the dictionary were not installed."""
    monkeypatch.setattr(english, "find_spec", lambda _: None)
    _forget()
    yield
    monkeypatch.undo()
    _forget()


def _forget() -> None:
    for remembered in (english._lines, english._filed, english.frequency):
        remembered.cache_clear()


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


def test_words_that_are_filed_are_those_that_are_searched_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It makes no difference how many words were asked for before."""
    words = [word for word, _ in english.by_frequency()[::4000]]
    words += ["venomopu", "langauge", "é", "a", "zzz"]
    found = []
    for few in (len(words), 0):
        monkeypatch.setattr(english, "_searches", count())
        monkeypatch.setattr(english, "_FEW", few)
        english.frequency.cache_clear()
        found.append([frequency(word) for word in words])
    assert found[0] == found[1]
    assert 0 in found[0]


@pytest.mark.usefixtures("without_dictionary")
def test_without_the_dictionary_nothing_is_known() -> None:
    """Where the package is missing, no word counts as English, and nothing breaks."""
    assert not is_word("water")


def test_a_look_at_its_ending_spares_no_word_that_is_respelt() -> None:
    """Only words that no rule changes are left as they are without asking the rules."""
    words = [word for word, _ in english.by_frequency()[::5]]
    words += ["judgements", "programmes", "micrometre", "sulphate", "organised", "labelling"]
    assert [american(word) for word in words] == [respelt(word) for word in words]
