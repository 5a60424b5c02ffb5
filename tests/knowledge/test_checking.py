"""The laws of a fact check, on the seeds and on a base made for it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.asking import Asking
from knowledge.base import KnowledgeBase
from knowledge.checking import Checker
from knowledge.claiming import ReadClaim
from knowledge.errors import QuestionError
from knowledge.model import Finding, Hit, Stance, Verdict
from knowledge.passages import Passage
from knowledge.stance import Leaning
from tests.knowledge.shelf import OTTER, ZEBRA, abstract, engine

SHELF = Asking("test", [abstract(ZEBRA), abstract(OTTER)])
WORDS = sorted({*ZEBRA.split(), *OTTER.split(), "not", "never", "500", "more", "than", "moon"})


def check(claim: str) -> Verdict:
    """The verdict on a claim over the two abstracts."""
    return SHELF.check(claim, 0.0)


@pytest.mark.parametrize("claim", ["", "  \n", "x" * 2001])
def test_what_is_no_claim_is_an_error(base: KnowledgeBase, claim: str) -> None:
    """An empty claim, or a text, is refused like a question."""
    with pytest.raises(QuestionError):
        base.check(claim)


@pytest.mark.parametrize(
    ("claim", "finding", "explanation"),
    [
        ("Zebrafish was trained on 40 million gauge readings.", "supported", "40 million"),
        ("Zebrafish was trained on 50 million gauge readings.", "refuted", "says 40 million; the"),
        ("The Zebrafish weights are under the Apache 2.0 license.", "refuted", "mit"),
        ("OtterBench was recorded in March 2019.", "supported", "2019"),
        ("Zebrafish won a medal in Paris.", "not_enough_info", "No abstract in the base speaks of"),
        ("!!!", "not_enough_info", "nothing in this to check"),
    ],
)
def test_a_claim_is_judged(claim: str, finding: str, explanation: str) -> None:
    """The finding is right, and its explanation names what decided it."""
    verdict = check(claim)
    assert verdict.finding == finding
    assert explanation in verdict.explanation


def assert_lawful(verdict: Verdict) -> None:
    """Quotes are spans of stored texts; there is evidence just where there is a finding."""
    assert bool(verdict.evidence) == (verdict.finding is not Finding.NOT_ENOUGH_INFO)
    assert verdict.explanation.endswith(".")
    assert 0 <= verdict.confidence <= 1
    cited = [evidence.citation for evidence in verdict.evidence]
    assert len({citation.abstract.id for citation in cited}) == len(cited)
    assert [citation.n for citation in cited] == list(range(1, len(cited) + 1))
    for citation in cited:
        assert citation.quote
        assert citation.quote in (ZEBRA if citation.quote in ZEBRA else OTTER)


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=12))
def test_evidence_is_verbatim_and_stands_with_a_finding(words: list[str]) -> None:
    """Any claim gets a lawful verdict; each work is cited once."""
    assert_lawful(check(" ".join(words)))


@given(st.integers(2, 999).filter(lambda n: n != 40))
def test_a_changed_number_is_never_supported(number: int) -> None:
    """With another number than the abstract's, a claim is not supported."""
    verdict = check(f"Zebrafish was trained on {number} million gauge readings from Kenya.")
    assert verdict.finding is not Finding.SUPPORTED


def test_an_abstract_that_a_name_rules_out_has_no_say() -> None:
    """A claim about one version is not judged by what is said of another."""
    texts = ["We present Heron 3, a model with 12 layers.", "We present Heron 4 with 14 layers."]
    shelf = Asking("test", [abstract(text) for text in texts])
    verdict = shelf.check("Heron 3 has 14 layers.", 0.0)
    assert verdict.finding is Finding.REFUTED
    assert all("Heron 3" in e.citation.abstract.text for e in verdict.evidence)


class Contrary:
    """A sentence pair for which every sentence refutes."""

    def score(self, claim: ReadClaim, passage: Passage) -> Leaning:
        """Refutes, whatever is said."""
        assert claim.text
        assert passage.text
        return Leaning(0.0, 0.9, 0.1)


def test_another_sentence_pair_can_be_plugged_in() -> None:
    """The verdict is that of the model in use."""
    stored = abstract(OTTER)
    found = {stored.id: stored}
    checker = Checker(engine(OTTER), lambda _, __: [Hit(stored.id, 1.0)], found, Contrary())
    verdict = checker.check("Otters eat fish.", "test", 0.0)
    assert verdict.finding is Finding.REFUTED
    assert [e.stance for e in verdict.evidence] == [Stance.REFUTES]
    assert verdict.explanation
