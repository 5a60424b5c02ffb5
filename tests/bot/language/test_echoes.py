"""What the knowledge base says in English, said again in the reader's language."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.language import speaking
from bot.language.echoes import is_echo, resaid
from knowledge.base import EMPTY, KnowledgeBase
from knowledge.errors import InputError
from knowledge.formats.intake import read_pages
from knowledge.model import Abstention, Answer, Rejection

QUESTIONS = (
    "How many parameters does BLOOM have?",
    "How many paramters does BLOOM have?",
    "Who won the regatta of Kiel in 1998?",
    "How many languages does it cover?",
    "What is the airspeed of GPT-17?",
    "Who wrote Zorblax 3000?",
    "What category is Mistral 7B?",
    "Where do the authors of BLOOM work?",
    "How many parameters do BLOOM and Zorblax have?",
    "Which is larger, BLOOM or Mistral 7B?",
    "What is the melting point of ROOTS?",
    "the of and",
    "what?",
)
_SEVERAL = 5
CLAIMS = (
    "BLOOM has 176B parameters.",
    "BLOOM has 175B parameters.",
    "BLOOM was not trained on the ROOTS corpus.",
    "Mistral 7B is worse than Llama 2 13B.",
    "Zorblax 3000 has 12 parameters.",
    "BLOOM won a regatta.",
    "It is so.",
    "Pigs fly.",
)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    """The seeds."""
    with KnowledgeBase.open(tmp_path_factory.mktemp("seeds")) as opened:
        yield opened


def _about(outcome: Answer | Abstention) -> list[str]:
    reasons = [outcome.reason] if isinstance(outcome, Abstention) else []
    return [*outcome.notes, *reasons]


def test_all_that_the_base_says_of_questions_is_known(base: KnowledgeBase) -> None:
    """Each reason and note is one of the sentences that are said again; there are several."""
    said = {text for question in QUESTIONS for text in _about(base.ask(question))}
    assert [text for text in said if not is_echo(text)] == []
    assert len(said) >= _SEVERAL


def test_all_that_the_base_says_of_claims_is_known(base: KnowledgeBase) -> None:
    """So is each explanation of a verdict."""
    verdicts = [base.check(claim) for claim in CLAIMS]
    said = {text for verdict in verdicts for text in (*verdict.notes, verdict.explanation)}
    assert [text for text in said if text and not is_echo(text)] == []
    assert len(said) >= _SEVERAL


@pytest.mark.parametrize("unusable", ["", " ", "x" * 10_000])
def test_what_cannot_be_asked_is_told_in_the_language(base: KnowledgeBase, unusable: str) -> None:
    """Why a question or claim is none is known as well."""
    for use in (base.ask, base.check):
        with pytest.raises(InputError) as told:
            use(unusable)
        assert is_echo(str(told.value))


@pytest.mark.parametrize("content", [b"%PDF-1.7", b"\0\1\2" * 99, b"TY -"])
def test_why_a_file_was_not_read_is_known(tmp_path: Path, content: bytes) -> None:
    """And that a base is empty."""
    (tmp_path / "upload.ris").write_bytes(content)
    ((_, entry),) = read_pages([tmp_path / "upload.ris"])
    assert isinstance(entry, Rejection)
    assert is_echo(entry.reason)
    assert is_echo(EMPTY)


@pytest.mark.parametrize(
    ("english", "german"),
    [
        (
            "No abstract in the base speaks of dragons or elves.",
            "Keine Zusammenfassung im Bestand spricht von dragons, elves.",
        ),
        (
            "The base has this paper, but no source states when it came out.",
            "Der Bestand hat dieses Paper, aber keine Quelle gibt an, wann es erschienen ist.",
        ),
        ("Not covered: {0} of {x}.", "Nicht abgedeckt: {0} of {x}."),
        ("Something else entirely.", "Something else entirely."),
    ],
)
def test_words_inside_a_sentence_stay_as_they_are(english: str, german: str) -> None:
    """The sentence is said in German around them, and nothing in them is filled in."""
    with speaking("de"):
        assert resaid(english) == german
    assert resaid(english) == english
