import hashlib
import json
import re
import tomllib
from importlib import import_module
from pathlib import Path

import pytest

from knowledge import settings
from knowledge.questions.intents import Intent
from knowledge.search.question_words import bibliographic_words, generic_words
from knowledge.settings import resource, table, words
from knowledge.text.tokens import fold


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


def test_a_checkout_carries_its_files_beside_the_package() -> None:
    """Seeds and config are found where they are."""
    assert (resource("seeds") / "manifest.json").is_file()
    assert (resource("config") / "words.toml").is_file()


def test_a_wheel_carries_its_files_inside_the_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the package has the folder itself, that one is taken."""
    (tmp_path / "knowledge" / "_resources" / "seeds").mkdir(parents=True)
    monkeypatch.setattr(settings, "_PACKAGE", tmp_path / "knowledge")
    assert resource("seeds") == tmp_path / "knowledge" / "_resources" / "seeds"
    assert resource("config") == tmp_path / "config"


def test_the_seeds_are_as_their_manifest_says() -> None:
    """Every page is there, byte for byte, and none is there that the manifest leaves out."""
    folder = resource("seeds")
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    listed = {entry["name"]: entry["sha256"] for entry in manifest["files"]}
    held = {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in folder.glob("*.txt")}
    assert held == listed


def test_what_is_tuned_stands_where_the_settings_say() -> None:
    """Each constant that config/footnote.toml points to is at the top of that module."""
    text = (resource("config") / "footnote.toml").read_text(encoding="utf-8")
    pointers = re.findall(r"(knowledge/[\w/]+)\.py +([A-Z0-9_ ]+)$", text, re.MULTILINE)
    assert len(pointers) >= 6
    for module, names in pointers:
        found = vars(import_module(module.replace("/", ".")))
        assert set(names.split()) <= found.keys()
