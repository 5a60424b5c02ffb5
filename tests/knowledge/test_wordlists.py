import re
import tomllib
from pathlib import Path

import pytest

from knowledge.patterns import Intent, bibliographic_words, generic_words
from knowledge.resources import resource
from knowledge.text import fold
from knowledge.wordlists import table, words


@pytest.mark.parametrize("path", sorted(resource("config").glob("*.toml")), ids=lambda p: p.stem)
def test_every_table_can_be_read(path: Path) -> None:
    """Each file of config/ is a table, and is read once."""
    assert table(path.stem)
    assert table(path.stem) is table(path.stem)


def test_an_unknown_table_is_an_error() -> None:
    """A name without a file, or a list without a name, is a mistake of the program."""
    with pytest.raises(FileNotFoundError):
        table("no such table")
    with pytest.raises(KeyError):
        words("no such list")


def test_stop_words_are_as_they_are_looked_up() -> None:
    """They are folded; otherwise none would ever be found."""
    stop_words = words("stop_words")
    assert all(fold(word) == word for word in stop_words)
    assert {"the", "of", "is", "who"} <= stop_words
    assert not {"model", "not given", "language"} & stop_words


def test_patterns_are_regular_expressions_of_known_names() -> None:
    """Every rule names an intent, and its patterns compile."""
    patterns = table("patterns")
    for rule in patterns["intents"]:
        assert rule["name"] in set(Intent)
        assert all(re.compile(p.replace("PAPER", patterns["paper"])) for p in rule["patterns"])


def test_lists_of_words_are_given_as_stems() -> None:
    """What is compared with stems is stemmed."""
    assert "paper" in generic_words()
    assert "author" in bibliographic_words()


def test_abbreviations_are_folded_and_stand_for_something() -> None:
    """What is typed for short is looked up folded."""
    for short, long in table("questions")["abbreviations"].items():
        assert fold(short) == short
        assert long.split()


def test_tables_say_what_toml_says() -> None:
    """Nothing is changed in reading."""
    text = (resource("config") / "confidence.toml").read_text(encoding="utf-8")
    assert table("confidence") == tomllib.loads(text)
