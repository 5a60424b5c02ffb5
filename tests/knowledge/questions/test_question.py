import pytest

from knowledge.questions.intents import calls_for_yes_or_no, intent_of
from knowledge.questions.question import Intent, Question
from knowledge.reasons.remarks import Corrected
from tests.knowledge.shelf import question

TEXT = "Zebrafish has layers, heads, languages, tasks and parameters. It is a corpus of rivers."


def read(text: str) -> Question:
    """A question read against a few abstracts."""
    return question(text, TEXT, "Otters are called by a name. Ann Li likes bees.")


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("Who wrote the Zebrafish paper?", Intent.WRITERS),
        ("who are the authors of Zebrafish", Intent.WRITERS),
        ("authors of zebrafish?", Intent.WRITERS),
        ("whose paper is zebrafish", Intent.WRITERS),
        ("who's the author of zebrafish", Intent.WRITERS),
        ("who made Zebrafish?", Intent.AUTHORS),
        ("who built the corpus", Intent.AUTHORS),
        ("who is behind zebrafish", Intent.AUTHORS),
        ("zebrafish was developed by whom?", Intent.AUTHORS),
        ("Who is the first author of Zebrafish?", Intent.FIRST_AUTHOR),
        ("lead author of zebrafish", Intent.FIRST_AUTHOR),
        ("who is the last author of Zebrafish", Intent.LAST_AUTHOR),
        ("senior author of zebrafish?", Intent.LAST_AUTHOR),
        ("When was Zebrafish published?", Intent.PUBLISHED),
        ("when did the zebrafish paper come out", Intent.PUBLISHED),
        ("release date of zebrafish", Intent.PUBLISHED),
        ("what year was zebrafish released", Intent.PUBLISHED),
        ("how old is the zebrafish paper", Intent.PUBLISHED),
        ("which category is Zebrafish in?", Intent.CATEGORY),
        ("what arxiv category does zebrafish have", Intent.CATEGORY),
        ("what is zebrafish filed under", Intent.CATEGORY),
        ("affiliations of the zebrafish authors", Intent.AFFILIATION),
        ("where do the authors of zebrafish work", Intent.AFFILIATION),
        ("which university are the authors from", Intent.AFFILIATION),
        ("is there code for Zebrafish?", Intent.CODE),
        ("does zebrafish have code available", Intent.CODE),
        ("what is the title of the paper on rivers", Intent.TITLE),
        ("what is the paper on rivers about", Intent.CONTENT),
        ("how many layers does Zebrafish have", Intent.CONTENT),
        ("under which licence is the code", Intent.CONTENT),
        ("is it published under a licence", Intent.CONTENT),
        ("what is Zebrafish", Intent.CONTENT),
        ("hello", Intent.CONTENT),
    ],
)
def test_what_is_to_be_looked_at(text: str, intent: Intent) -> None:
    """Who, when and the like are asked of the sources, all else of the abstracts."""
    assert read(text).intent is intent


@pytest.mark.parametrize(
    ("text", "intent", "subject"),
    [
        ("papers by Ann Li", Intent.PAPERS_BY, "ann li"),
        ("Which papers are by Ann Li?", Intent.PAPERS_BY, "ann li"),
        ("articles written by Ann Li", Intent.PAPERS_BY, "ann li"),
        ("anything by Ann Li?", Intent.PAPERS_BY, "ann li"),
        ("which papers did Ann Li write?", Intent.PAPERS_BY, "ann li"),
        ("what else has Ann Li written", Intent.PAPERS_BY, "ann li"),
        ("what papers has Ann Li published", Intent.PAPERS_BY, "ann li"),
        ("stuff by ann li", Intent.PAPERS_BY, "ann li"),
        ("papers from Stanford", Intent.PAPERS_FROM, "stanford"),
        ("which papers are from Stanford?", Intent.PAPERS_FROM, "stanford"),
        ("papers from people at Berkeley", Intent.PAPERS_FROM, "berkeley"),
        ("papers in 2023", Intent.PAPERS_IN, "2023"),
        ("papers published in October 2022", Intent.PAPERS_IN, "october 2022"),
        ("papers in category CL", Intent.PAPERS_IN, "cl"),
        ("which papers are listed under LG?", Intent.PAPERS_IN, "lg"),
        ("which papers are about rivers?", Intent.PAPERS_ABOUT, "rivers"),
        ("any papers on layers", Intent.PAPERS_ABOUT, "layers"),
        ("find papers that deal with rivers", Intent.PAPERS_ABOUT, "rivers"),
    ],
)
def test_whom_or_what_a_question_names(text: str, intent: Intent, subject: str) -> None:
    """Questions for papers name an author, a place, a category, a date or a topic."""
    asked = read(text)
    assert asked.intent is intent
    assert asked.subject.strip("? ") == subject


@pytest.mark.parametrize(
    ("text", "yes_no"),
    [
        ("can I use it commercially", True),
        ("Is it open?", True),
        ("does it swim", True),
        ("so did they test it", True),
        ("How many layers does Zebrafish have?", False),
        ("what is zebrafish", False),
        ("rivers of the north", False),
        ("hello", False),
    ],
)
def test_which_questions_call_for_yes_or_no(text: str, *, yes_no: bool) -> None:
    """The words that a question begins with tell."""
    assert read(text).yes_no is yes_no


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("is there code for Zebrafish?", Intent.CODE),
        ("why was the code released", Intent.CONTENT),
        ("which languages is the code available for", Intent.CONTENT),
    ],
)
def test_what_else_is_asked_of_code(text: str, intent: Intent) -> None:
    """Why, how and which are not answered with whether there is code."""
    assert read(text).intent is intent


def test_a_question_is_kept_as_typed() -> None:
    """Reading changes nothing of the text; notes tell of corrections."""
    text = "How many LAYERS does Zebrafihs have??"
    asked = read(text)
    assert asked.text == text
    assert asked.notes == (Corrected("zebrafish", "Zebrafihs"),)
    assert [c.surface for c in asked.concepts] == ["LAYERS", "Zebrafihs"]


def test_is_it_listed_is_no_question_for_a_category() -> None:
    """After "is", the words that ask for a category or a date ask something else."""
    assert read("is zebrafish listed under bees?").intent is Intent.CONTENT


@pytest.mark.parametrize("text", ["", "?", "42", "ü", "a" * 200])
def test_anything_can_be_read(text: str) -> None:
    """Whatever is typed has an intent."""
    assert intent_of(text) == (Intent.CONTENT, "")
    assert not calls_for_yes_or_no(text)
