"""The laws of a fact check, on the seeds and on a base made for it."""

import pytest

from knowledge.asking import Asking
from knowledge.base import KnowledgeBase
from knowledge.errors import QuestionError
from knowledge.model import Finding
from tests.knowledge.shelf import OTTER, ZEBRA, abstract

SHELF = Asking("test", [abstract(ZEBRA), abstract(OTTER)])


@pytest.mark.parametrize("claim", ["", "  \n", "x" * 2001])
def test_what_is_no_claim_is_an_error(base: KnowledgeBase, claim: str) -> None:
    """An empty claim, or a text, is refused like a question."""
    with pytest.raises(QuestionError):
        base.check(claim)


@pytest.mark.parametrize(
    "claim",
    [
        "Zebrafish was trained on 40 million gauge readings from Kenya.",
        "Zebrafish was trained on 50 million gauge readings from Kenya.",
        "Otters eat fish in cold water.",
        "The moon is made of green cheese.",
        "!!!",
    ],
)
def test_evidence_is_verbatim_and_stands_with_a_finding(claim: str) -> None:
    """Quotes are spans of a stored text; there is evidence just where there is a finding."""
    verdict = SHELF.check(claim, 0.0)
    assert verdict.claim == claim
    assert bool(verdict.evidence) == (verdict.finding is not Finding.NOT_ENOUGH_INFO)
    assert verdict.explanation.endswith(".")
    assert 0 <= verdict.confidence <= 1
    for evidence in verdict.evidence:
        citation = evidence.citation
        assert citation.span is not None
        assert citation.quote == citation.span.of(citation.abstract.text)
