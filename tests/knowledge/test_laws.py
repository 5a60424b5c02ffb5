"""The laws of answering, over generated questions on the seeds: they hold whatever is asked."""

import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.answers.candidates import MOST_SENTENCES
from knowledge.answers.metadata import MOST_LISTED
from knowledge.base import KnowledgeBase
from knowledge.errors import QuestionError
from knowledge.model import JOINT, Abstention, Abstract, Answer
from knowledge.settings import resource
from knowledge.text.canonical import display
from knowledge.text.sentences import split

_ASKING = [
    "how",
    "many",
    "what",
    "is",
    "the",
    "which",
    "who",
    "wrote",
    "when",
    "was",
    "why",
    "does",
    "where",
    "papers",
    "by",
    "from",
    "in",
    "under",
    "license",
    "stand",
    "for",
    "authors",
    "of",
    "first",
    "author",
    "category",
    "published",
    "code",
    "list",
    "tell",
    "me",
    "about",
    "is",
    "are",
    "difference",
]
_SEED_WORDS = sorted(
    {
        word
        for page in resource("seeds").glob("*.txt")
        for word in page.read_text(encoding="utf-8").split()
    }
)
_WORDS = st.one_of(
    st.sampled_from(_ASKING),
    st.sampled_from(_SEED_WORDS),
    st.text(st.characters(codec="utf-8"), min_size=1, max_size=8),
    st.sampled_from(["?", "!!!", "…", "“", "\\textbf{x}", "$", "%s", "\x00", "\u202e", "🦓", "or"]),
)
_FORMS = st.sampled_from(
    [
        "what is {}?",
        "how many {} does {} have",
        "who wrote {}",
        "when was {} published?",
        "papers by {} {}",
        "which {} are in {}?",
        "what does {} stand for",
        "under which license is {}",
        "where is {} of {}",
        "is {} {} or {}?",
        "how is {} {}?",
        "why {} {}",
    ]
)
_PHRASES = st.lists(st.sampled_from(_SEED_WORDS), min_size=3, max_size=3)
questions = st.one_of(
    st.lists(_WORDS, min_size=1, max_size=12).map(" ".join),
    st.builds(lambda form, words: form.format(*words), _FORMS, _PHRASES),
)


class Twins:
    """Two bases on the same pages, met in another order, and one that met them twice."""

    def __init__(self, folder: Path) -> None:
        pages = sorted(resource("seeds").glob("*.txt"))
        backwards = list(pages)
        Random(3).shuffle(backwards)
        self.first = self._of(folder / "first", [pages])
        self.second = self._of(folder / "second", [[page] for page in backwards])
        copies = folder / "copies"
        shutil.copytree(resource("seeds"), copies)
        self.fuller = self._of(folder / "fuller", [pages, [copies]])

    @staticmethod
    def _of(data_dir: Path, ingests: list[list[Path]]) -> KnowledgeBase:
        base = KnowledgeBase.open(data_dir, seed=False)
        for paths in ingests:
            base.ingest(paths)
        return base


@pytest.fixture(scope="module")
def twins() -> Iterator[Twins]:
    """The bases, shared by the laws."""
    with TemporaryDirectory() as folder:
        made = Twins(Path(folder))
        yield made
        for base in (made.first, made.second, made.fuller):
            base.close()


def asked(base: KnowledgeBase, question: str) -> Answer | Abstention | None:
    """The outcome, or None where the question cannot be asked; nothing else is ever raised."""
    try:
        return base.ask(question)
    except QuestionError:
        return None


def seen(outcome: Answer | Abstention | None) -> object:
    """What a person sees of an outcome, sources and version left out."""
    match outcome:
        case Answer():
            cited = tuple((c.n, c.abstract.id, c.span) for c in outcome.citations)
            said = (outcome.statements, outcome.short_answer, outcome.confidence, outcome.notes)
            return (*said, cited)
        case Abstention():
            nearest = tuple(a.id for a in outcome.nearest)
            return outcome.reason, outcome.uncovered_terms, nearest, outcome.confidence
        case None:
            return None


@cache
def sentences_of(abstract: Abstract) -> frozenset[str]:
    """The sentences of an abstract."""
    return frozenset(s.text for s in split(abstract.text))


@given(question=questions)
def test_quotes_are_verbatim(twins: Twins, question: str) -> None:
    """Every quote is a sentence of a stored abstract, character by character."""
    outcome = asked(twins.first, question)
    for citation in outcome.citations if isinstance(outcome, Answer) else ():
        assert twins.first.abstract(citation.abstract.id) == citation.abstract
        if citation.span is not None:
            start, end = citation.span.start, citation.span.end
            assert citation.quote == citation.abstract.text[start:end]
            assert citation.quote in sentences_of(citation.abstract)


@given(question=questions)
def test_no_answer_without_citations(twins: Twins, question: str) -> None:
    """An answer has statements, each with citations that exist; three quotes at most."""
    outcome = asked(twins.first, question)
    if not isinstance(outcome, Answer):
        return
    assert outcome.statements
    numbers = [citation.n for citation in outcome.citations]
    assert numbers == list(range(1, len(numbers) + 1))
    assert {n for s in outcome.statements for n in s.citations} == set(numbers)
    assert all(s.citations for s in outcome.statements)
    assert len({c.span is None for c in outcome.citations}) == 1
    quoted = outcome.citations[0].span is not None
    assert len(outcome.citations) <= (MOST_SENTENCES if quoted else MOST_LISTED)
    for statement in outcome.statements:
        quote = outcome.citations[statement.citations[0] - 1].quote
        assert quote is None or statement.text == display(quote)
    assert 0 <= outcome.confidence <= 1


@given(question=questions)
def test_no_citation_without_an_answer(twins: Twins, question: str) -> None:
    """An abstention cites nothing, and names only words of the question and stored papers."""
    outcome = asked(twins.first, question)
    if not isinstance(outcome, Abstention):
        return
    assert not hasattr(outcome, "citations")
    assert str(outcome.reason)
    for term in outcome.uncovered_terms:
        assert term in outcome.question
    for near in outcome.nearest:
        assert twins.first.abstract(near.id) == near
    assert 0 <= outcome.confidence <= 1


@given(question=questions)
def test_the_short_answer_lies_in_its_statement(twins: Twins, question: str) -> None:
    """Marked is what is told, once, without white space around it."""
    outcome = asked(twins.first, question)
    if not isinstance(outcome, Answer):
        return
    marked = [s.short.of(s.text) for s in outcome.statements if s.short is not None]
    assert JOINT.join(marked) == (outcome.short_answer or "")
    assert (
        outcome.short_answer is None or outcome.short_answer.strip() == outcome.short_answer != ""
    )
    for statement in outcome.statements:
        if statement.short is not None:
            assert 0 <= statement.short.start < statement.short.end <= len(statement.text)


@given(question=questions)
def test_the_same_question_gives_the_same_answer(twins: Twins, question: str) -> None:
    """Asked twice, and of a base that met the pages in another order."""
    outcome = asked(twins.first, question)
    assert outcome == asked(twins.first, question)
    assert outcome == asked(twins.second, question)
    assert outcome is None or outcome.knowledge_version == twins.first.knowledge_version


@given(question=questions)
def test_duplicates_change_no_answer(twins: Twins, question: str) -> None:
    """Pages met again, elsewhere, add sources and nothing else."""
    assert seen(asked(twins.first, question)) == seen(asked(twins.fuller, question))


def test_order_does_not_matter_and_sources_do(twins: Twins) -> None:
    """The version is that of what is held, however it came about; more sources make another."""
    assert twins.first.knowledge_version == twins.second.knowledge_version
    assert twins.first.knowledge_version != twins.fuller.knowledge_version
    assert twins.fuller.statistics().abstracts == twins.first.statistics().abstracts
    assert twins.fuller.statistics().sources == 2 * twins.first.statistics().sources


def test_generated_questions_are_answered_too(twins: Twins) -> None:
    """The laws are not met by silence alone: real questions have answers on the twins."""
    for question in ("How many parameters does BLOOM have?", "papers by Thomas Wang"):
        assert isinstance(twins.first.ask(question), Answer)
