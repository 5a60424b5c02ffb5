import hashlib
import json
import re
import tomllib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from knowledge import settings
from knowledge.questions.intents import Intent
from knowledge.search.question_words import bibliographic_words, generic_words
from knowledge.settings import Tuned, english, resource, stop_words, table, tuned, typed
from knowledge.text.tokens import fold

TABLES = sorted(resource("config").rglob("*.toml"))
TUNED = sorted((resource("config") / "tuned").glob("*.toml"))


@pytest.mark.parametrize("path", TABLES, ids=lambda p: p.stem)
def test_every_table_can_be_read(path: Path) -> None:
    """Each file of config/ is a table, and is read once."""
    name = path.relative_to(resource("config")).with_suffix("").as_posix()
    assert table(name)
    assert table(name) is table(name)


def test_an_unknown_table_is_an_error() -> None:
    """A name without a file is a mistake of the program."""
    with pytest.raises(FileNotFoundError):
        table("no such table")


def test_stop_words_are_as_they_are_looked_up() -> None:
    """They are folded; otherwise none would ever be found."""
    assert all(fold(word) == word for word in stop_words())
    assert {"the", "of", "is", "who"} <= stop_words()
    assert not {"model", "not given", "language"} & stop_words()


def test_patterns_are_regular_expressions_of_known_names() -> None:
    """Every rule names an intent, and its patterns compile."""
    patterns = english("intents")
    for rule in patterns["intents"]:
        assert rule["name"] in set(Intent)
        assert all(re.compile(p.replace("PAPER", patterns["paper"])) for p in rule["patterns"])


def test_lists_of_words_are_given_as_stems() -> None:
    """What is compared with stems is stemmed."""
    assert "paper" in generic_words()
    assert "author" in bibliographic_words()


def test_abbreviations_are_folded_and_stand_for_something() -> None:
    """What is typed for short is looked up folded."""
    for short, long in english("synonyms")["abbreviations"].items():
        assert fold(short) == short
        assert long.split()


def test_tables_say_what_toml_says() -> None:
    """Nothing is changed in reading."""
    text = (resource("config") / "confidence.toml").read_text(encoding="utf-8")
    assert table("confidence") == tomllib.loads(text)


def test_a_checkout_carries_its_files_beside_the_package() -> None:
    """Seeds and config are found where they are."""
    assert (resource("seeds") / "manifest.json").is_file()
    assert (resource("config") / "english" / "stop_words.toml").is_file()


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


def _keys() -> list[tuple[str, str]]:
    return [(name, key) for name, values in _given().items() for key in values]


def _given() -> dict[str, dict[str, object]]:
    return {path.stem: dict(table(f"tuned/{path.stem}")) for path in TUNED}


def test_what_is_tuned_is_read_as_it_stands() -> None:
    """Every value of config/tuned/ is the one that the program gets."""
    for name, key in _keys():
        value, given = getattr(getattr(tuned(), name), key), _given()[name][key]
        assert value == (tuple(given) if isinstance(given, list) else given)


@pytest.mark.parametrize(("name", "key"), _keys())
def test_every_tuned_value_is_read_by_something(name: str, key: str) -> None:
    """No key of config/tuned/ is without effect."""
    code = (path.read_text(encoding="utf-8") for p in ("knowledge", "bot") for path in _code(p))
    assert any(f"tuned().{name}.{key}" in each for each in code)


def _code(package: str) -> Iterator[Path]:
    return (Path(settings.__file__).parent.parent / package).rglob("*.py")


def test_every_tuned_value_says_why() -> None:
    """Each stands under a comment, alone or with those that the comment is about as well."""
    for path in TUNED:
        for above, line in pairwise(path.read_text(encoding="utf-8").splitlines()):
            assert above or not line or line.startswith("#"), line


@pytest.mark.parametrize(
    ("name", "key", "value", "told"),
    [
        ("retrieval", "k2", 1.0, "config/tuned: retrieval: unknown key k2"),
        ("retrieval", "k1", None, "config/tuned: retrieval: missing key k1"),
        ("retrieval", "k1", "much", "config/tuned: retrieval: k1 is 'much'"),
        ("work", "queue", True, "config/tuned: work: queue is True"),
        (
            "retention",
            "choices_days",
            [7, "long"],
            "retention: choices_days is 'long'",
        ),
    ],
)
def test_a_wrong_key_or_value_is_an_error(name: str, key: str, value: object, told: str) -> None:
    """What nothing reads, what is missing and what is of another type is told by its name."""
    given = _given()
    given[name][key] = value
    if value is None:
        del given[name][key]
    with pytest.raises(ValueError, match=re.escape(told)):
        typed(Tuned, given)


def test_an_unknown_table_of_values_is_an_error() -> None:
    """So is a whole table that nothing reads."""
    with pytest.raises(ValueError, match="unknown key spelling"):
        typed(Tuned, {**_given(), "spelling": {}})
