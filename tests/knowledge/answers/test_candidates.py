"""Papers are put in order by how surely they answer, and their best sentences are quoted."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.answers.candidates import ADDS, MOST_SENTENCES, Candidate, rank, select
from knowledge.answers.replies import MARKED, quoted, quotes
from knowledge.answers.yes_no import SAID, affirmed, asserted
from knowledge.model import Abstract, Answer, Citation, Statement
from knowledge.questions.coverage import Weighted, weigh
from knowledge.questions.question import Question
from knowledge.reader import Judgement, Leaning, Passage, Reader, Said, ShortSpan
from knowledge.reader.reading import passage_of
from knowledge.search.engines.rank_bm25 import RankBM25
from knowledge.text.canonical import display
from tests.knowledge.lexical import Lexical, Scripted, even, shared_out
from tests.knowledge.shelf import OTTER, ZEBRA, abstract, question, reading

SHELF = [
    abstract(ZEBRA, title="Zebrafish"),
    abstract(OTTER),
    abstract(
        "Rivers flood in spring. Fish do not mind. Rivers are cold. Otters like rivers, too.  "
        r"In \textbf{all} rivers, 68.4\% of fish swim."
    ),
]
shares = st.floats(0.001, 1)
ASKED = "Do otters eat fish?"
CLAIM = "Otters eat fish."
UNTOLD = "Otters eat ice."
"""No paper has these words."""


def ranked(text: str, reader: Reader) -> tuple[tuple[Weighted, ...], list[Candidate]]:
    """The foci of a question and the papers that are read for it, the surest first."""
    engine = RankBM25(SHELF)
    asked: Question = question(text, *(a.text for a in SHELF))
    hits = engine.search(asked.concepts, 10)
    found = {a.id: a for a in SHELF}
    foci = weigh(asked, engine)
    return foci, rank(asked, foci, hits, [found[hit.abstract_id] for hit in hits], reader)


def best(text: str) -> Candidate:
    """The paper that most surely answers by its words."""
    return ranked(text, Lexical())[1][0]


@st.composite
def saids(draw: st.DrawFn, sentences: Sequence[str]) -> Said:
    """Whatever a reader may say of a passage with these sentences."""
    count = len(sentences)
    weights = draw(st.lists(shares, min_size=count, max_size=count))
    number = draw(st.integers(0, count - 1))
    start = draw(st.integers(0, len(sentences[number]) - 1))
    end = draw(st.integers(start + 1, len(sentences[number])))
    span = ShortSpan(number, start, end, draw(st.floats(0, 1)))
    return Said(
        answers=draw(st.floats(0, 1)),
        sentences=shared_out(weights),
        shorts=draw(st.sampled_from([(), (span,)])),
    )


@st.composite
def judgements(draw: st.DrawFn, count: int) -> Judgement:
    """Whatever a reader may say of a claim by so many sentences."""
    rationale = draw(st.lists(shares, min_size=count, max_size=count))
    leaning = shared_out(draw(st.lists(shares, min_size=3, max_size=3)))
    return Judgement(Leaning(*leaning), shared_out(rationale))


@st.composite
def candidates(draw: st.DrawFn) -> Candidate:
    """A paper of the shelf with whatever a reader may say of it."""
    n = draw(st.integers(0, len(SHELF) - 1))
    name = ("Zebrafish", "OtterBench", "rivers flood in spring")[n]
    (read,) = [c for c in ranked(name, Lexical())[1] if c.reading.abstract == SHELF[n]]
    said = draw(saids(passage_of(read.reading).sentences))
    return Candidate(read.reading, said, said.sentences, read.features, read.sure)


@pytest.mark.parametrize(
    ("text", "beginning"),
    [
        ("how many layers does Zebrafish have?", "It has 12 layers"),
        ("under which license are the Zebrafish weights?", "The weights are"),
        ("what do otters eat in water?", "Otters eat fish"),
        ("when was OtterBench recorded?", "OtterBench was recorded"),
        ("when do rivers flood", "Rivers flood"),
    ],
)
def test_the_sentence_that_answers_comes_first(text: str, beginning: str) -> None:
    """The likeliest sentence of the surest paper."""
    assert best(text).sentence.sentence.text.startswith(beginning)


@given(st.lists(st.floats(0, 1), min_size=3, max_size=3))
def test_the_surest_paper_comes_first(answers: list[float]) -> None:
    """All that were found are read, once each, in the order of their probability."""
    told = dict(zip((a.text[:10] for a in SHELF), answers, strict=True))

    def said(passage: Passage) -> Said:
        alike = shared_out([1.0] * len(passage.sentences))
        return Said(told[passage.sentences[0][:10]], alike, ())

    _, found = ranked("fish in rivers", Scripted(said, even))
    assert len({c.reading.abstract.id for c in found}) == len(found) == len(SHELF)
    sure = [c.sure for c in found]
    assert sure == sorted(sure, reverse=True)
    assert all(0 < each < 1 for each in sure)
    for candidate in found:
        assert candidate.said.answers == told[candidate.reading.abstract.text[:10]]


def test_the_features_of_a_paper_are_shares() -> None:
    """Each but the odds lies between 0 and 1, whatever is asked."""
    for text in ("how many layers does Zebrafish have in rivers?", "otters", "fish in GPT-4 lakes"):
        for candidate in ranked(text, Lexical())[1]:
            found = candidate.features
            for share in (found.peak, found.retrieval, found.covered, found.subject, found.unknown):
                assert 0 <= share <= 1 + 1e-9
            assert 0 <= found.missing_name <= 1


def test_nothing_found_is_no_candidate() -> None:
    """No hits, no candidates."""
    assert ranked("unicorns", Lexical())[1] == []


@given(candidates())
def test_at_most_three_sentences_are_chosen_the_best_first(candidate: Candidate) -> None:
    """The others are nearly as likely as the best one, and none is chosen twice."""
    chosen, likely = select(candidate), candidate.said.sentences
    assert 1 <= len(chosen) <= MOST_SENTENCES
    assert len(set(chosen)) == len(chosen)
    assert likely[chosen[0]] == max(likely)
    assert [likely[n] for n in chosen] == sorted((likely[n] for n in chosen), reverse=True)
    assert all(likely[n] >= ADDS * max(likely) for n in chosen)


@given(candidates())
def test_what_is_quoted_is_verbatim(candidate: Candidate) -> None:
    """Each statement is what its citation quotes, cleaned for showing, a sentence of the paper."""
    stated, held = quoted(candidate), candidate.reading
    for n, (statement, citation) in enumerate(
        zip(stated.statements, stated.citations, strict=True), 1
    ):
        assert statement.citations == (citation.n,) == (n,)
        assert citation.abstract is held.abstract
        assert citation.quote in {s.sentence.text for s in held.sentences}
        assert statement.text == display(citation.quote or "")


@given(candidates())
def test_the_short_answer_lies_inside_its_quote(candidate: Candidate) -> None:
    """It is words of the sentence that the reader named, and none where these are in doubt."""
    stated = quoted(candidate)
    short = candidate.said.short_in(candidate.order[0])
    marked = [s.short.of(s.text) for s in stated.statements if s.short]
    assert marked == ([stated.short] if stated.short else [])
    if stated.short is None:
        return
    assert short is not None
    assert short.probability >= MARKED
    sentence = candidate.reading.sentences[short.sentence].sentence.text
    assert stated.short in display(sentence[short.start : short.end])
    assert stated.short == stated.short.strip()


@pytest.mark.parametrize(
    ("short", "marked"),
    [
        ("Scout and Maverick)", "Scout and Maverick"),
        ("(Scout and Maverick", "Scout and Maverick"),
        ("(Scout and Maverick)", "(Scout and Maverick)"),
        ("variants (Scout and Maverick)", "variants (Scout and Maverick)"),
        ("Maverick), [1", "Maverick), [1"),
        ("[1,", "1"),
        (")", None),
    ],
)
def test_no_half_of_a_pair_of_brackets_is_marked(short: str, marked: str | None) -> None:
    """Neither at the beginning nor at the end of a short answer."""
    text = "We release variants (Scout and Maverick), [1, 2], of it."
    start = text.index(short)
    span = ShortSpan(0, start, start + len(short), 0.9)
    stated = quotes(reading(text), [0], span)
    assert stated.short == marked


def test_a_short_answer_is_marked_where_it_stands() -> None:
    """In what is cleaned for showing as well, and at its own place where it stands twice."""
    text = r"In \textbf{all} rivers, 68.4\% of fish swim."
    (read,) = [c for c in ranked("rivers", Lexical())[1] if text in c.reading.abstract.text]
    count = len(read.reading.sentences)
    likely = shared_out([0.01] * (count - 1) + [1])
    span = ShortSpan(count - 1, text.index("68.4"), text.index(" of fish"), 0.9)
    said = Said(0.9, likely, (span,))
    stated = quoted(Candidate(read.reading, said, likely, read.features, read.sure))
    assert stated.statements[0].text == "In all rivers, 68.4% of fish swim."
    assert stated.short == "68.4%"


@dataclass
class Judging:
    """Says of a question one thing, and of whatever claim is made of it another.

    `asked`: what it was asked, in order.
    """

    of_question: Judgement
    of_claim: Judgement
    asked: list[str] = field(default_factory=list)

    def read(self, question: str, passages: Sequence[Passage]) -> list[Said]:
        """See `Reader`; nothing here asks for it."""
        raise AssertionError((question, passages))

    def judge(self, claim: str, passages: Sequence[Passage]) -> list[Judgement]:
        """See `Reader`."""
        self.asked.append(claim)
        return [self.of_question if claim == ASKED else self.of_claim] * len(passages)


def on_rivers() -> tuple[Candidate, Answer]:
    """A paper on rivers, and what it answers."""
    (read,) = [c for c in ranked("rivers", Lexical())[1] if "rivers" in c.reading.abstract.text][:1]
    stated = quoted(read)
    return read, Answer(ASKED, stated.statements, stated.citations, None, 0.9, "v", 0.0)


@pytest.mark.parametrize("refuted", [True, False])
def test_no_is_said_only_where_the_quote_refutes_what_is_asked(refuted: bool) -> None:
    """A quote that supports the claim never stands beside a "No"."""
    paper, answer = on_rivers()
    likely = shared_out([1.0] * len(paper.reading.sentences))
    refuting = Judgement(Leaning(0.05, 0.9, 0.05), likely)
    supporting = Judgement(Leaning(0.6, 0.3, 0.1), likely)
    reader = Judging(refuting, refuting if refuted else supporting)
    found = affirmed(answer, paper, ASKED, CLAIM, reader)
    assert found.short_answer == ("No" if refuted else None)
    assert reader.asked == [ASKED, CLAIM]


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        ("Rivers flood in spring.", None),
        ("Rivers do not flood in spring.", "No"),
        ("Rivers flood in autumn.", "No"),
    ],
)
def test_no_is_not_said_beside_a_quote_that_repeats_what_is_asked(
    claim: str, said: str | None
) -> None:
    """However the reader leans; with a denial in one of them, or another word, it may be."""
    paper, answer = on_rivers()
    first = shared_out([1.0] + [0.001] * (len(paper.reading.sentences) - 1))
    refuting = Judgement(Leaning(0.05, 0.9, 0.05), first)
    found = affirmed(answer, paper, ASKED, claim, Judging(refuting, refuting))
    assert found.short_answer == said


@given(st.data())
def test_yes_and_no_come_only_from_a_decisive_leaning(data: st.DataObject) -> None:
    """The sentence that decides is quoted then; otherwise nothing is marked."""
    candidate = data.draw(candidates())
    judgement = data.draw(judgements(len(candidate.reading.sentences)))
    stated = quoted(candidate)
    answer = Answer(ASKED, stated.statements, stated.citations, stated.short, 0.9, "v", 0.0)
    found = affirmed(answer, candidate, ASKED, UNTOLD, Judging(judgement, judgement))
    leaning = judgement.leaning
    assert not any(s.short for s in found.statements)
    if found.short_answer is None:
        assert max(leaning.supports, leaning.refutes) < SAID
        assert [s.text for s in found.statements] == [s.text for s in answer.statements]
        return
    decisive = {"Yes": leaning.supports, "No": leaning.refutes}[found.short_answer]
    assert decisive >= SAID
    likeliest = candidate.reading.sentences[judgement.deciding].sentence
    assert [c.quote for c in found.citations] == [likeliest.text]


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("Do otters eat fish?", "Otters eat fish."),
        ("is otterbench a benchmark", "Otterbench a benchmark."),
        ("Do otters eat fish or not?", "Otters eat fish."),
        ("Can otters swim, or not", "Otters swim."),
        ("Can otters swim or notably dive?", None),
        ("Do otters eat fish or birds?", None),
        ("What do otters eat?", None),
        ("is it?", "It."),
    ],
)
def test_a_yes_no_question_asserts_what_it_asks(text: str, claim: str | None) -> None:
    """Unless it offers a choice, or asks for something else."""
    assert asserted(question(text)) == claim


def test_a_passage_is_the_title_and_the_sentences() -> None:
    """Without a title it is empty; white space between sentences is no part of it."""
    titled, untitled = SHELF[0], SHELF[1]
    assert passage_of(best("Zebrafish layers").reading).title == titled.title
    found = passage_of(best("OtterBench").reading)
    assert found.title == ""
    assert " ".join(found.sentences) == untitled.text


def test_statements_are_records() -> None:
    """What is quoted can be held against what was quoted before."""
    paper: Abstract = SHELF[1]
    stated = quoted(best("what do otters eat in water"))
    first = paper.text.index(". ") + 1
    assert stated.statements[0] == Statement(paper.text[:first], (1,), stated.statements[0].short)
    assert isinstance(stated.citations[0], Citation)
