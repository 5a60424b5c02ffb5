"""The laws of a fact check, with readers that say what they are told to say."""

from collections.abc import Callable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.answers.pipeline import Pipeline
from knowledge.base import KnowledgeBase
from knowledge.claims.checker import Checker
from knowledge.claims.explanation import clashing, decided
from knowledge.errors import QuestionError
from knowledge.model import Finding, Hit, Stance, Verdict
from knowledge.reader import Judgement, Leaning, Passage, Reader, Said
from knowledge.reasons.why_found import NumberDiffers, SaysOtherwise
from tests.knowledge.lexical import (
    NEITHER,
    REFUTES,
    SUPPORTS,
    Lexical,
    Scripted,
    even,
    shared_out,
)
from tests.knowledge.shelf import OTTER, ZEBRA, abstract, engine

GULL = "Gulls watch otters eat fish. They wait for an hour. Then they eat the rest of it."
TEXTS = (ZEBRA, OTTER, GULL)
WORDS = sorted({w for t in TEXTS for w in t.split()} | {"not", "never", "500", "more", "moon"})
CLAIM = "Otters eat fish."
shares = st.floats(0.001, 1)
leanings = st.lists(shares, min_size=3, max_size=3).map(lambda w: Leaning(*shared_out(w)))


def check(claim: str, reader: Reader, texts: Sequence[str] = TEXTS) -> Verdict:
    """The verdict on a claim over some abstracts."""
    return Pipeline("test", [abstract(t) for t in texts], reader=reader).check(claim, 0.0)


def leaning_to(of: Callable[[Passage], Leaning], number: int = 0) -> Scripted:
    """A reader for which one sentence of each passage decides, by its number from the end."""

    def judgement(passage: Passage) -> Judgement:
        count = len(passage.sentences)
        at = (count - 1 - number) % count
        deciding = shared_out([0.01] * at + [1.0] + [0.01] * (count - 1 - at))
        return Judgement(of(passage), deciding)

    return Scripted(lambda passage: Said(0.5, even(passage).rationale, ()), judgement)


@pytest.mark.parametrize("claim", ["", "  \n", "x" * 2001])
def test_what_is_no_claim_is_an_error(base: KnowledgeBase, claim: str) -> None:
    """An empty claim, or a text, is refused like a question."""
    with pytest.raises(QuestionError):
        base.check(claim)


@pytest.mark.parametrize(
    ("claim", "leaning", "finding", "explanation"),
    [
        ("Zebrafish has 12 layers.", SUPPORTS, "supported", "says the same"),
        ("Zebrafish has 96 layers.", REFUTES, "refuted", "says 12; the claim says 96."),
        ("Zebrafish was trained on 50 million gauge readings.", REFUTES, "refuted", "40 million"),
        ("Zebrafish was trained on none.", REFUTES, "refuted", "goes against the claim"),
        ("Zebrafish was trained on salt.", NEITHER, "not_enough_info", "speaks of salt"),
        ("Zebrafish is a model of otters.", NEITHER, "not_enough_info", "does not say"),
        ("!!!", SUPPORTS, "not_enough_info", "nothing in this to check"),
    ],
)
def test_a_claim_is_judged(claim: str, leaning: Leaning, finding: str, explanation: str) -> None:
    """The finding is what the reader leans to; its explanation names what decided it."""
    verdict = check(claim, Lexical({"Zebrafish": leaning}))
    assert verdict.finding == finding
    assert explanation in str(verdict.explanation)


def assert_lawful(verdict: Verdict) -> None:
    """Quotes are spans of stored texts; there is evidence just where there is a finding."""
    assert bool(verdict.evidence) == (verdict.finding is not Finding.NOT_ENOUGH_INFO)
    assert str(verdict.explanation).endswith(".")
    assert 0 <= verdict.confidence <= 1
    cited = [evidence.citation for evidence in verdict.evidence]
    assert len({citation.abstract.id for citation in cited}) == len(cited)
    assert [citation.n for citation in cited] == list(range(1, len(cited) + 1))
    for citation in cited:
        assert citation.quote
        assert citation.span is not None
        start, end = citation.span.start, citation.span.end
        assert citation.abstract.text[start:end] == citation.quote
        assert citation.abstract.text in TEXTS


@pytest.mark.parametrize(
    ("claim", "finding"),
    [
        ("They wait for an hour.", Finding.SUPPORTED),
        ("they wait for  an hour", Finding.SUPPORTED),
        ("They wait for two hours.", Finding.REFUTED),
        ("They wait for an hour and a day.", Finding.REFUTED),
    ],
)
def test_a_sentence_of_an_abstract_is_supported_by_itself(claim: str, finding: Finding) -> None:
    """Whatever the reader makes of it; what differs in a word is left to the reader."""
    verdict = check(claim, leaning_to(lambda _: REFUTES), [GULL])
    assert verdict.finding is finding
    told = Stance.SUPPORTS if finding is Finding.SUPPORTED else Stance.REFUTES
    assert [each.stance for each in verdict.evidence] == [told]


@pytest.mark.parametrize(
    ("claim", "finding"),
    [
        ("Ponds hold twelve newts.", Finding.SUPPORTED),
        ("Ponds hold twelve", Finding.REFUTED),  # too few words to say anything
        ("Ponds hold twelve newt.", Finding.REFUTED),  # ends within a word
        ("Newts are seen at night.", Finding.REFUTED),
        ("Frogs were not seen here.", Finding.SUPPORTED),
        ("Toads sing in the rain.", Finding.REFUTED),
        ("We asked whether eels eat newts.", Finding.SUPPORTED),
    ],
)
def test_what_a_sentence_begins_with_is_supported_by_it(claim: str, finding: Finding) -> None:
    """Whatever the reader makes of it, unless words behind it may turn or narrow what it says."""
    text = (
        "Ponds hold twelve newts, and three of them are old. Newts are seen at night only in May. "
        "Frogs were not seen here; toads were. Toads sing in the rain, but not loudly. "
        "We asked whether eels eat newts (in spring)."
    )
    assert check(claim, leaning_to(lambda _: REFUTES), [text]).finding is finding


@given(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=12),
    st.lists(leanings, min_size=3, max_size=3),
    st.integers(0, 3),
)
def test_evidence_is_verbatim_and_stands_with_a_finding(
    words: list[str], leaning: list[Leaning], number: int
) -> None:
    """Any claim gets a lawful verdict, whatever the reader says; each work is cited once."""
    said = dict(zip((text[:9] for text in TEXTS), leaning, strict=True))
    reader = leaning_to(lambda passage: said[passage.sentences[0][:9]], number)
    assert_lawful(check(" ".join(words), reader))


@given(st.lists(leanings, min_size=3, max_size=3))
def test_each_paper_has_one_vote_as_heavy_as_it_is_sure(leaning: list[Leaning]) -> None:
    """Papers that lean to neither have none; the side that wins comes first, the surest first."""
    said = dict(zip((text[:9] for text in TEXTS), leaning, strict=True))
    of = {abstract(text).id: said[text[:9]] for text in TEXTS}
    found = {abstract(text).id: abstract(text) for text in TEXTS}
    checker = Checker(
        engine(*TEXTS),
        lambda _, __: [Hit(key, 1.0) for key in found],
        found,
        leaning_to(lambda passage: said[passage.sentences[0][:9]]),
    )
    verdict = checker.check("Otters eat fish, says Zebrafish.", "test", 0.0)
    telling = [lean for lean in leaning if max(lean.supports, lean.refutes) >= lean.neither]
    assert len(verdict.evidence) == len(telling)
    sure = []
    for evidence in verdict.evidence:
        lean = of[evidence.citation.abstract.id]
        supports = lean.supports > lean.refutes
        assert evidence.stance is (Stance.SUPPORTS if supports else Stance.REFUTES)
        lost = supports is not (verdict.finding is Finding.SUPPORTED)
        sure.append((lost, -max(lean.supports, lean.refutes)))
    assert sure == sorted(sure)
    for_it = sum(lean.supports for lean in telling if lean.supports > lean.refutes)
    against = sum(lean.refutes for lean in telling if lean.supports <= lean.refutes)
    if not telling:
        assert verdict.finding is Finding.NOT_ENOUGH_INFO
    elif abs(for_it - against) > 1e-6:
        assert verdict.finding is (Finding.SUPPORTED if for_it > against else Finding.REFUTED)


def test_a_paper_votes_once_however_often_it_says_so() -> None:
    """One that repeats itself weighs no more than one that says it once, and surely."""
    louder = Leaning(0.0, 0.97, 0.03)
    texts = ["Otters eat fish daily. " * 4 + "Otters like it.", "Otters never eat fish."]
    verdict = check(CLAIM, Lexical({"Otters never": louder, "Otters eat": SUPPORTS}), texts)
    assert [e.stance for e in verdict.evidence] == [Stance.REFUTES, Stance.SUPPORTS]
    assert verdict.finding is Finding.REFUTED
    assert verdict.confidence == louder.refutes


@pytest.mark.parametrize(
    ("claimed", "finding", "first"),
    [(10, Finding.SUPPORTED, Stance.SUPPORTS), (18, Finding.REFUTED, Stance.REFUTES)],
)
def test_the_number_of_another_study_refutes_nothing(
    claimed: int, finding: Finding, first: Stance
) -> None:
    """Where a paper states the number of the claim; where none does, another number may."""
    papers = {p.id: p for p in map(abstract, ("We tagged 10 otters.", "They tagged 12 otters."))}
    reader = Lexical({"We tagged": SUPPORTS, "They tagged": Leaning(0.0, 0.99, 0.01)})
    hits = [Hit(key, 1.0) for key in papers]
    shelf = engine(*(paper.text for paper in papers.values()))
    checker = Checker(shelf, lambda _, __: hits, papers, reader)
    verdict = checker.check(f"Otters were tagged: {claimed} otters.", "test", 0.0)
    assert verdict.finding is finding
    assert len(verdict.evidence) == len(papers)
    assert verdict.evidence[0].stance is first


@given(st.integers(0, 12))
def test_papers_on_something_else_change_no_verdict(others: int) -> None:
    """However many there are, and whatever stands in them."""
    beside = [f"Glacier {n} melts in summer. It is {n} metres thick." for n in range(others)]
    reader = Lexical({"Otters eat": SUPPORTS})
    alone, among = check(CLAIM, reader, [OTTER]), check(CLAIM, reader, [*beside, OTTER])
    assert (alone.finding, alone.confidence) == (among.finding, among.confidence)
    assert [e.citation.quote for e in alone.evidence] == [e.citation.quote for e in among.evidence]


def test_the_reader_decides() -> None:
    """The verdict is that of the reader in use, and it is asked only of what was found."""
    stored = abstract(OTTER)
    found = {stored.id: stored}
    reader = leaning_to(lambda _: REFUTES)
    checker = Checker(engine(OTTER), lambda _, __: [Hit(stored.id, 1.0)], found, reader)
    verdict = checker.check(CLAIM, "test", 0.0)
    assert verdict.finding is Finding.REFUTED
    assert [e.stance for e in verdict.evidence] == [Stance.REFUTES]
    assert [e.citation.quote for e in verdict.evidence] == [
        "OtterBench was recorded in March 2019."
    ]
    nothing = Checker(engine(OTTER), lambda _, __: [], found, reader).check(CLAIM, "test", 0.0)
    assert nothing.finding is Finding.NOT_ENOUGH_INFO


@given(st.integers(2, 999), st.integers(2, 999))
def test_a_number_that_clashes_is_held_against_the_claim(claimed: int, stated: int) -> None:
    """Where the two say the same number, none clashes."""
    claim, sentence = f"It has {claimed} layers.", f"The model has {stated} layers in all."
    found = clashing(claim, sentence)
    if claimed == stated:
        assert found is None
    if found is not None:
        told = decided(claim, Finding.REFUTED, sentence)
        assert told == NumberDiffers(found[1].text, found[0].text)
        assert str(claimed) in found[0].text
        assert str(stated) in found[1].text


def test_of_several_numbers_the_one_that_counts_the_same_clashes() -> None:
    """The claim speaks of layers; how many readings there are has nothing to do with it."""
    sentence = "It has 12 layers and was trained on 40 million gauge readings."
    for claim, stated in (
        ("It has 96 layers.", "12"),
        ("It saw 50 million readings.", "40 million"),
    ):
        found = clashing(claim, sentence)
        assert found is not None
        assert found[1].text == stated


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        ("It has 12 layers.", "It has many layers."),
        ("It has many layers.", "It has 12 layers."),
        ("It has 13 layers.", "It has 12 layers, and the small one has 6 layers."),
        ("It has 12 layers.", "It has 12 layers, and the small one has 6 layers."),
        ("It takes 12 layers.", "It takes 40 kg of coal."),
        ("It has 8 layers, and uses three layers at once.", "It uses two layers at once."),
    ],
)
def test_no_number_clashes_where_it_is_not_clear_which(claim: str, sentence: str) -> None:
    """None is there, several are, of the claim or the sentence, or they are of other things."""
    assert clashing(claim, sentence) is None
    told = decided(claim, Finding.REFUTED, sentence)
    assert told == SaysOtherwise()
