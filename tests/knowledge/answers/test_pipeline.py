import datetime as dt

import pytest

from knowledge.answers.confidence import threshold
from knowledge.answers.pipeline import Pipeline
from knowledge.answers.replies import NEAREST
from knowledge.model import Abstention, Abstract, Answer, Published
from knowledge.reader import Leaning
from knowledge.reasons.remarks import Corrected
from tests.knowledge.lexical import NEITHER, REFUTES, SUPPORTS, Lexical
from tests.knowledge.shelf import OTTER, ZEBRA, abstract, ask

SHELF = [
    abstract(
        ZEBRA,
        title="Zebrafish",
        authors=("Ann Lindqvist", "Bo Ekman"),
        affiliations=("allen-ai",),
        categories=("CL",),
        published=Published("Oct 27, 2022", dt.date(2022, 10, 27)),
    ),
    abstract(OTTER),
    abstract(
        "Rivers flood in spring. Fish do not mind.",
        title="Floods of Spring",
        authors=("Carla Moreno", "Ann Lindqvist"),
        categories=("LG",),
        has_code=True,
    ),
    abstract(
        r"We study lakes. In \textbf{all} lakes, 68.4\% of fish swim.", title="Swimming in Lakes"
    ),
]


def answer(text: str) -> Answer:
    """The answer to a question; an abstention fails."""
    outcome = ask(text, SHELF)
    assert isinstance(outcome, Answer), outcome
    return outcome


def abstention(text: str) -> Abstention:
    """The abstention from a question; an answer fails."""
    outcome = ask(text, SHELF)
    assert isinstance(outcome, Abstention), outcome
    return outcome


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("How many layers does Zebrafish have?", "It has 12 layers and"),
        ("how many gauge readings was zebrafish trained on", "on 40 million gauge readings"),
        ("under which licence is Zebrafish released?", "under the MIT license"),
        ("where are the Zebrafish weights released", "at https://example.org/zebra"),
        ("What is Zebrafish?", "We introduce Zebrafish"),
        ("when was OtterBench recorded?", "OtterBench was recorded in March 2019"),
        ("what share of fish swim in all lakes?", "68.4% of fish swim"),
        ("how many layers does zebrafihs have", "It has 12 layers"),
        ("How many tasks does OtterBench have", "with three tasks"),
        ("number of layers of zebrafish?", "It has 12 layers"),
    ],
)
def test_questions_are_answered(question: str, shown: str) -> None:
    """The sentence that answers is quoted first, the short answer marked in it."""
    found = answer(question)
    assert shown in found.statements[0].text
    assert [c.n for c in found.citations] == list(range(1, len(found.statements) + 1))
    marked = [s.short.of(s.text) for s in found.statements if s.short]
    assert marked == [found.short_answer]
    assert threshold() <= found.confidence <= 1
    assert found.question == question


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("papers by Carla Moreno", "Floods of Spring"),
        ("Carla Moreno?", "Floods of Spring"),
        ("papers from Allen AI", "Zebrafish"),
        ("papers in category LG", "Floods of Spring"),
    ],
)
def test_bibliographic_questions_are_answered(question: str, short: str) -> None:
    """The short answer is what sources state, marked in the statement and the same."""
    found = answer(question)
    assert found.short_answer == short
    assert [s.short.of(s.text) for s in found.statements if s.short] == [short]
    assert threshold() <= found.confidence <= 1


def test_quotes_are_exact_and_shown_clean() -> None:
    """The citation is as stored, the statement without LaTeX leftovers."""
    found = answer("what share of fish swim in all lakes?")
    (citation,) = [c for c in found.citations if c.quote and "fish" in c.quote]
    assert citation.quote == r"In \textbf{all} lakes, 68.4\% of fish swim."
    assert found.statements[citation.n - 1].text == "In all lakes, 68.4% of fish swim."


@pytest.mark.parametrize(
    "question",
    [
        "what do unicorns eat?",
        "how many goblins are there",
        "what is the capital of Atlantis",
        "how do I bake bread",
        "Who won the match yesterday?",
        "asdf qwer zxcv",
        "what is the salary of a plumber",
        "papers by Zoltan Kovacs",
        "who wrote the Unicorn paper",
        "which category is the Goblin study in",
        "how many wheels does Zebrafish have",
        "how tall is the tower of Babel",
        "tell me a joke",
        "thanks!",
        "?!",
    ],
)
def test_what_is_not_there_is_not_answered(question: str) -> None:
    """Silence over guessing: no citation, a reason in one sentence, and the missing words."""
    found = abstention(question)
    assert "\n" not in str(found.reason)
    assert str(found.reason).endswith(".")
    assert all(term in question for term in found.uncovered_terms)
    assert len(found.nearest) <= NEAREST
    assert 0 <= found.confidence < threshold()


@pytest.mark.parametrize(
    ("question", "terms"),
    [
        ("what do unicorns eat?", ("unicorns",)),
        ("Goblins, and Unicorns?", ("Goblins", "Unicorns")),
        ("goblin goblin goblin", ("goblin",)),
        ("thanks!", ()),
    ],
)
def test_missing_words_are_named_as_typed(question: str, terms: tuple[str, ...]) -> None:
    """Each once, in the order of the question."""
    assert abstention(question).uncovered_terms == terms


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("hello there", "There is nothing in this to look up"),
        ("what do unicorns do", "No abstract in the base speaks of this"),
        ("who wrote the unicorn paper on rivers in Atlantis", "No paper in the base goes by that"),
        ("who wrote OtterBench", "no source states who wrote it"),
        (
            "how many wheels does Zebrafish have",
            "“Zebrafish” is in the base, but its abstract does not say",
        ),
        ("how many cows and goblins eat fish", "No abstract in the base answers this"),
    ],
)
def test_the_reason_says_what_is_the_matter(question: str, reason: str) -> None:
    """Nothing asked, nothing found, not stated, and not said are told apart."""
    assert reason in str(abstention(question).reason)


@pytest.mark.parametrize(
    ("asked", "leaning", "short"),
    [
        ("Do otters eat fish?", SUPPORTS, "Yes"),
        ("Do otters not eat fish?", REFUTES, "No"),
        ("Do otters eat fish?", REFUTES, None),
        ("Do otters eat fish?", NEITHER, None),
        ("Do otters not eat fish?", Leaning(0.4, 0.45, 0.15), None),
    ],
)
def test_yes_and_no_are_said_where_the_abstract_is_decisive(
    asked: str, leaning: Leaning, short: str | None
) -> None:
    """Otherwise, and beside one that repeats what is asked, nothing is marked in the quote."""
    found = ask(asked, SHELF, Lexical({"Otters": leaning}))
    assert isinstance(found, Answer)
    assert found.short_answer == short
    assert found.statements[0].text == "Otters eat fish in cold water."
    assert not any(s.short for s in found.statements)


def test_a_question_that_offers_a_choice_is_not_met_with_yes() -> None:
    """What is quoted answers it."""
    found = ask("Do otters eat fish or water?", SHELF, Lexical({"Otters": SUPPORTS}))
    assert isinstance(found, Answer)
    assert found.short_answer not in {"Yes", "No"}


def test_code_that_is_listed_is_stated() -> None:
    """Where a source lists code, that is the answer."""
    assert answer("is there code for Floods of Spring?").short_answer == "with code"


def test_code_that_no_source_lists_may_stand_in_the_abstract() -> None:
    """An abstract that links to it is quoted; one that does not is no proof that there is none."""
    linked = answer("is there code for Zebrafish?")
    assert any("https://example.org/zebra" in s.text for s in linked.statements)


def test_code_that_nobody_tells_of_is_not_made_up() -> None:
    """Neither a source nor the abstract speaks of code: then none is claimed, nor denied."""
    found = ask("is there code for OtterBench?", SHELF)
    assert not isinstance(found, Answer) or found.citations[0].span is not None


def test_who_made_it_may_stand_in_the_abstract() -> None:
    """A question that names no paper but what an abstract tells is answered by a quote."""
    shelf = [abstract("The river survey of spring was conducted by monks from Kenya. It was long.")]
    outcome = ask("who conducted the river survey of spring?", shelf)
    assert outcome.nearest if isinstance(outcome, Abstention) else outcome.citations[0].quote


def test_papers_on_a_topic_are_listed() -> None:
    """Every paper that holds the whole topic is named."""
    found = answer("which papers are about fish?")
    assert {c.abstract.id for c in found.citations} == {a.id for a in SHELF[1:]}
    assert found.statements[0].text.startswith("Papers on fish: ")
    assert all(c.span is None for c in found.citations)


def test_all_papers_of_an_author_are_listed_newest_first() -> None:
    """Two papers by one author, in the order of their dates."""
    found = answer("papers by Ann Lindqvist")
    assert [c.abstract.title for c in found.citations] == ["Zebrafish", "Floods of Spring"]


def test_papers_are_found_best_first() -> None:
    """At most so many, each once, the best first; nothing for what nothing holds."""
    asking = Pipeline("test", SHELF)
    found = asking.papers("Zebrafish rivers", 10)
    assert found[0].title == "Zebrafish"
    assert len(set(found)) == len(found)
    assert asking.papers("Zebrafish rivers", 1) == found[:1]
    assert asking.papers("unicorns", 10) == []
    assert asking.engine == "rank-bm25"


@pytest.mark.parametrize("shelf", [[], [abstract("...")]])
def test_an_empty_collection_abstains(shelf: list[Abstract]) -> None:
    """Without a word to find, every question is met with silence."""
    for question in ("What is Zebrafish?", "papers by Ann Li", "who wrote it?", "hello"):
        found = ask(question, shelf)
        assert isinstance(found, Abstention)
        assert found.nearest == ()


def test_a_correction_is_noted_with_the_answer() -> None:
    """The note stands beside an answer and beside an abstention."""
    note = Corrected("zebrafish", "zebrafihs")
    assert answer("how many layers does zebrafihs have").notes == (note,)
    assert abstention("how many wheels does zebrafihs have").notes == (note,)


def test_one_paper_on_a_topic_is_a_list_too() -> None:
    """Asked for papers, it is named and not quoted."""
    found = ask("Which papers are about river forecasts?", [abstract(ZEBRA), abstract(OTTER)])
    assert isinstance(found, Answer)
    assert [c.span for c in found.citations] == [None]
    assert found.citations[0].abstract.text == ZEBRA


def test_a_name_among_other_words_asks_for_no_list() -> None:
    """A question that merely speaks of an affiliation is not about its papers."""
    reply = ask("How many rivers does the Allen AI monitoring team watch?", [
        abstract(ZEBRA, affiliations=("allen-ai",)), abstract(OTTER)
    ])  # fmt: skip
    shown = reply.text if isinstance(reply, Answer) else ""
    assert "Papers from" not in shown
