import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from knowledge.base import KnowledgeBase
from knowledge.model import Answer
from knowledge.text import vectors
from knowledge.text.vectors import CLOSE, Neighbourhood, likeness

ROOT = Path(__file__).parents[3]
with_vectors = pytest.mark.skipif(
    find_spec("wordllama") is None, reason="the word vectors are not installed here"
)


@with_vectors
@pytest.mark.parametrize(
    ("word", "near", "far"),
    [
        ("author", "writer", "river"),
        ("speech", "voice", "license"),
        ("picture", "image", "water"),
        ("car", "vehicle", "poem"),
        ("boy", "boys", "tax"),
        ("big", "large", "music"),
        ("fast", "quick", "bread"),
        ("road", "street", "glass"),
        ("begin", "start", "stone"),
        ("money", "funds", "forest"),
        ("kid", "child", "metal"),
        ("hospital", "medical", "engine"),
        ("shop", "store", "ocean"),
        ("win", "victory", "table"),
        ("error", "mistake", "garden"),
    ],
)
def test_words_of_near_meaning_are_neighbours(word: str, near: str, far: str) -> None:
    """Of two words the one that means nearly the same is near, the other not."""
    found = dict(Neighbourhood([near, far]).of(word))
    assert set(found) == {near}
    assert CLOSE <= found[near] <= 1.001


@with_vectors
def test_neighbours_come_nearest_first_without_the_word_itself() -> None:
    """At most so many, best first; a word is no neighbour of itself; unknown words have none."""
    words = ["house", "home", "houses", "building", "apartment", "residence", "river", "xqzt"]
    near = Neighbourhood(words)
    found = near.of("house")
    assert found == near.of("house")
    assert [cosine for _, cosine in found] == sorted((c for _, c in found), reverse=True)
    assert "house" not in dict(found)
    assert Neighbourhood(words).of("house", most=2) == found[:2]
    assert near.of("xqzt") == []


@with_vectors
@pytest.mark.parametrize(
    ("query", "near", "far"),
    [
        (
            "drugs for the heart",
            "Cardiac patients were given medication.",
            "Rockets burn fuel.",
        ),
        ("teaching children to read", "Pupils learn letters at school.", "Steel corrodes in rain."),
        ("WHO PAYS TAXES?", "income of households and the state", "mosquito larvae in ponds"),
        ("electroencephalographic", "neurons in the brain", "trade in wheat"),
    ],
)
def test_texts_of_near_meaning_are_alike(query: str, near: str, far: str) -> None:
    """Texts that share no word compare by their meaning."""
    alike = likeness(query, [("", near), ("", far)])
    assert alike is not None
    assert (alike[0] > alike[1]).all()


@with_vectors
def test_a_text_is_like_itself_and_nothing_is_like_an_empty_one() -> None:
    """1 for the same text in whatever case; 0 where there is nothing to compare."""
    alike = likeness("Otters eat fish", [("OTTERS", "eat fish"), ("", ""), ("", "\u0e3f \ue000")])
    assert alike is not None
    assert alike.shape == (3, 3)
    assert alike[0][0] == pytest.approx(1.0, abs=1e-3)
    assert alike[1].tolist() == [0.0, 0.0, 0.0]
    assert (abs(alike[2]) < 1).all()


@with_vectors
def test_title_and_sentences_are_compared_alone() -> None:
    """The best of the sentences counts; a paper without a title is compared as a whole for it."""
    text = "Steel corrodes in rain. Otters eat fish in the river. Taxes are paid in spring. Yes."
    alike = likeness("otters eat fish in the river", [("Taxes in spring", text), ("", text)])
    assert alike is not None
    whole, title, sentence = alike[0].tolist()
    assert title < whole < sentence
    assert sentence == pytest.approx(1.0, abs=0.05)
    assert alike[1][1] == alike[1][0]


@pytest.mark.usefixtures("without_vectors")
def test_without_vectors_texts_are_not_compared() -> None:
    """No package, no likeness, no error."""
    assert likeness("house", [("", "home")]) is None


@pytest.mark.usefixtures("without_vectors")
def test_without_vectors_words_have_no_neighbours() -> None:
    """No package, no neighbours, no error."""
    assert Neighbourhood(["house", "home"]).of("house") == []
    assert vectors._vectors().size == 0


@pytest.mark.usefixtures("without_vectors")
def test_without_vectors_questions_are_answered(seeded: Path) -> None:
    """Everything else works the same."""
    with KnowledgeBase.open(seeded) as base:
        answer = base.ask("Who wrote StarCoder?")
        assert isinstance(answer, Answer)
        assert answer.citations[0].abstract.title == "StarCoder: may the source be with you!"
        assert base.ask("How many parameters does BLOOM have?").knowledge_version
        assert base.papers("parameters")


def test_a_package_without_its_weights_is_as_good_as_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder that lacks the vectors is not used."""
    spec = find_spec("json")
    assert spec is not None
    spec.origin = str(tmp_path / "__init__.py")
    monkeypatch.setattr(vectors, "find_spec", lambda _: spec)
    assert vectors._package.__wrapped__() is None


def test_the_vectors_are_read_and_not_imported(seeded: Path) -> None:
    """A process answers with the package's code never run."""
    code = (
        "import sys; from pathlib import Path; from knowledge.base import KnowledgeBase\n"
        "with KnowledgeBase.open(Path(sys.argv[1])) as base:\n"
        "    print(type(base.ask('How many parameters does BLOOM have?')).__name__)\n"
        "    print(base.ask('When was StarCoder published?').short_answer)\n"
        "assert 'wordllama' not in sys.modules"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, str(seeded)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.splitlines()[1:] == ["May 9, 2023"]
