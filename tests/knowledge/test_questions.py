import pytest

from knowledge.patterns import answer_type_of, intent_of
from knowledge.questions import AnswerType, Intent, Question
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
    ("text", "kind"),
    [
        ("How many layers does Zebrafish have?", AnswerType.QUANTITY),
        ("how much does it cost", AnswerType.QUANTITY),
        ("how big is it", AnswerType.QUANTITY),
        ("number of heads", AnswerType.QUANTITY),
        ("what's the accuracy of zebrafish", AnswerType.QUANTITY),
        ("what percentage of rivers flood", AnswerType.QUANTITY),
        ("zebrafish parameters", AnswerType.QUANTITY),
        ("under which licence is it?", AnswerType.LICENCE),
        ("can I use it commercially", AnswerType.YES_NO),
        ("what does ZF stand for?", AnswerType.ACRONYM),
        ("what is ZF short for", AnswerType.ACRONYM),
        ("full form of zf", AnswerType.ACRONYM),
        ("Is it open?", AnswerType.YES_NO),
        ("does it swim", AnswerType.YES_NO),
        ("so did they test it", AnswerType.YES_NO),
        ("Why do rivers flood?", AnswerType.REASON),
        ("how come rivers flood", AnswerType.REASON),
        ("what is the goal of it", AnswerType.REASON),
        ("How does it work?", AnswerType.METHOD),
        ("what technique do they use", AnswerType.METHOD),
        ("where can I find it", AnswerType.PLACE),
        ("link to the code", AnswerType.PLACE),
        ("when was it recorded", AnswerType.DATE),
        ("what year was it recorded", AnswerType.DATE),
        ("which languages does it cover?", AnswerType.LIST),
        ("list the tasks", AnswerType.LIST),
        ("what are the tasks", AnswerType.LIST),
        ("which corpus was used", AnswerType.NAME),
        ("what is the corpus called", AnswerType.NAME),
        ("What is Zebrafish?", AnswerType.DEFINITION),
        ("tell me about zebrafish", AnswerType.DEFINITION),
        ("what does zebrafish mean", AnswerType.DEFINITION),
        ("which is better, a or b", AnswerType.COMPARISON),
        ("difference between otters and bees", AnswerType.COMPARISON),
        ("rivers of the north", AnswerType.OTHER),
        ("hello", AnswerType.OTHER),
    ],
)
def test_what_kind_of_thing_would_answer(text: str, kind: AnswerType) -> None:
    """The words of a question tell what kind of answer it expects."""
    assert read(text).answer_type is kind


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("how many layers does Zebrafish have", "layers"),
        ("How many of the tasks are there?", "tasks"),
        ("number of heads in Zebrafish", "heads"),
        ("in zebrafish, how many parameters are there", "parameters"),
        ("which corpus does Zebrafish use", "corpus"),
        ("what kind of corpus is used", "corpus"),
        ("which languages does Zebrafish know", "languages"),
        ("how many people work on zebrafish", None),
        ("how many", None),
        ("how big is zebrafish", None),
        ("what is zebrafish", None),
    ],
)
def test_what_is_asked_for_is_the_head(text: str, head: str | None) -> None:
    """What stands behind "how many" or "which" is counted or named, if it tells anything."""
    found = read(text).head
    assert (found.concept.surface if found else None) == head


def test_a_question_is_kept_as_typed() -> None:
    """Reading changes nothing of the text; notes tell of corrections."""
    text = "How many LAYERS does Zebrafihs have??"
    asked = read(text)
    assert asked.text == text
    assert asked.notes == ("Showing results for “zebrafish” instead of “Zebrafihs”.",)
    assert [c.surface for c in asked.concepts] == ["LAYERS", "Zebrafihs"]


def test_is_it_listed_is_no_question_for_a_category() -> None:
    """After "is", the words that ask for a category or a date ask something else."""
    assert read("is zebrafish listed under bees?").intent is Intent.CONTENT


@pytest.mark.parametrize("text", ["", "?", "42", "ü", "a" * 200])
def test_anything_can_be_read(text: str) -> None:
    """Whatever is typed has an intent and a type."""
    assert intent_of(text) == (Intent.CONTENT, "")
    assert answer_type_of(text) is AnswerType.OTHER
