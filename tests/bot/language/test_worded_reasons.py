"""Why something is so, as the knowledge base tells it, worded in the reader's language."""

import pickle
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.language import speaking
from bot.language.catalogues import LANGUAGES
from bot.language.speech import worded
from knowledge.base import KnowledgeBase
from knowledge.errors import InputError
from knowledge.formats.intake import read_pages
from knowledge.model import Abstention, Answer, Rejection
from knowledge.reasons import Reason
from knowledge.reasons.remarks import Corrected, NotCovered, Undated, Wins
from knowledge.reasons.why_abstained import EmptyBase, Fact, NotStated
from knowledge.reasons.why_found import NumberDiffers, WordsUnknown
from knowledge.reasons.why_unusable import Kind, NothingTyped, TooLong

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


def _about(outcome: Answer | Abstention) -> list[Reason]:
    reasons = [outcome.reason] if isinstance(outcome, Abstention) else []
    return [*outcome.notes, *reasons]


def _foreign(reason: Reason) -> bool:
    """Whether every language but English words it otherwise than English does."""
    said = set()
    for language in LANGUAGES:
        with speaking(language):
            said.add(worded(reason))
    return len(said) == len(LANGUAGES)


def test_all_that_the_base_says_of_questions_is_said_in_every_language(
    base: KnowledgeBase,
) -> None:
    """Each reason and remark; there are several."""
    said = {reason for question in QUESTIONS for reason in _about(base.ask(question))}
    assert [reason for reason in said if not _foreign(reason)] == []
    assert len(said) >= _SEVERAL


def test_all_that_the_base_says_of_claims_is_said_in_every_language(base: KnowledgeBase) -> None:
    """So is each explanation of a verdict."""
    verdicts = [base.check(claim) for claim in CLAIMS]
    said = {reason for verdict in verdicts for reason in (*verdict.notes, verdict.explanation)}
    assert [reason for reason in said if not _foreign(reason)] == []
    assert len(said) >= _SEVERAL


@pytest.mark.parametrize("unusable", ["", " ", "x" * 10_000])
def test_what_cannot_be_asked_is_told_in_the_language(base: KnowledgeBase, unusable: str) -> None:
    """Why a question or claim is none is said in every language as well."""
    for use in (base.ask, base.check):
        with pytest.raises(InputError) as told:
            use(unusable)
        assert isinstance(told.value.reason, Reason)
        assert _foreign(told.value.reason)


@pytest.mark.parametrize("content", [b"%PDF-1.7", b"\0\1\2" * 99, b"TY -"])
def test_why_a_file_was_not_read_is_told_in_the_language(tmp_path: Path, content: bytes) -> None:
    """And that a base is empty."""
    (tmp_path / "upload.ris").write_bytes(content)
    ((_, entry),) = read_pages([tmp_path / "upload.ris"])
    assert isinstance(entry, Rejection)
    assert isinstance(entry.reason, Reason)
    assert _foreign(entry.reason)
    assert _foreign(EmptyBase())


@pytest.mark.parametrize(
    ("reason", "english", "german"),
    [
        (
            WordsUnknown(("Search and Rescue", "elves or dwarves")),
            "No abstract in the base speaks of Search and Rescue or elves or dwarves.",
            "Keine Zusammenfassung im Bestand spricht von Search and Rescue oder elves or dwarves.",
        ),
        (
            NotStated(Fact.PUBLISHED),
            "The base has this paper, but no source states when it came out.",
            "Der Bestand hat dieses Paper, aber keine Quelle gibt an, wann es erschienen ist.",
        ),
        (
            NotCovered("{0} of {x}"),
            "Not covered: {0} of {x}.",
            "Nicht abgedeckt: {0} of {x}.",
        ),
        (
            Wins("Longer", "Yak", ("128K", "32K")),
            "Longer: Yak (128K against 32K).",
            "Longer: Yak (128K gegen 32K).",
        ),
        (Undated(1), "1 more states no year.", "1 weiteres nennt kein Jahr."),
        (Undated(2), "2 more state no year.", "2 weitere nennen kein Jahr."),
        (
            TooLong(Kind.CLAIM, 2001, 2000),
            "The claim has 2,001 characters; use at most 2,000.",
            "Die Behauptung hat 2.001 Zeichen; höchstens 2.000 sind möglich.",
        ),
    ],
)
def test_the_values_of_a_reason_stay_as_they_are(reason: Reason, english: str, german: str) -> None:
    """The sentence is said in German around them, and nothing in them is filled in or taken apart.

    What has words of its own, such as what a source does not state, is said in German, too.
    """
    with speaking("de"):
        assert worded(reason) == german
    assert worded(reason) == str(reason) == english


def test_a_sentence_without_values_stays_as_it_is() -> None:
    """What has no kind of its own is told in the words in which it came."""
    with speaking("de"):
        assert worded("Something else entirely.") == "Something else entirely."


def test_reasons_are_told_apart_by_their_values_and_cross_processes() -> None:
    """The same reason is the same wherever it was made."""
    told = NumberDiffers("176B", "175B")
    assert told == NumberDiffers("176B", "175B") != NumberDiffers("175B", "176B")
    assert pickle.loads(pickle.dumps(told)) == told  # noqa: S301  # our own
    assert len({Corrected("a", "b"), Corrected("a", "b"), NotCovered("a")}) == 2
    assert NothingTyped(Kind.QUESTION, "Why?").placeholders == {
        "kind": Kind.QUESTION,
        "example": "Why?",
    }
