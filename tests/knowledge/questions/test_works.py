"""A named work is looked up, not scored; one that the base has not got is told."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from knowledge.answers.pipeline import Pipeline
from knowledge.model import Abstention, Abstract, Answer, Published
from knowledge.questions.chatter import bare
from knowledge.questions.periods import requested
from knowledge.reader import Passage, Said
from knowledge.reasons.remarks import Namesakes, Undated
from knowledge.reasons.why_abstained import NoSuchName, NotNamed
from knowledge.search.index.snapshot import shelf
from tests.knowledge.lexical import UNSURE, Lexical
from tests.knowledge.search.index.making import Shelved, on_disk
from tests.knowledge.shelf import abstract


def paper(title: str, text: str, year: int | None = None, *authors: str) -> Abstract:
    """An abstract with a title, and a year alone for its date."""
    when = Published(str(year)) if year else Published()
    return abstract(text, title=title, authors=authors, published=when)


PAPERS = [
    paper(
        "Views and Landmarks",
        "Views guide robots through 12 towns. We present Markit.",
        2015,
        "A. Li",
    ),
    paper("Views without Landmarks", "Views guide robots through 30 towns.", 2018, "Cy Oz"),
    paper(
        "The chapel of Saint Ebba: its stones",
        "The chapel was designed by Ivo Stone.",
        2001,
        "Dee Fox",
    ),
    paper("Time", "The concept of time is old. We review clocks.", 2003, "Ed Hay"),
    paper(
        "Reading the Odyssey aloud", "Pupils read the Odyssey aloud in 40 schools.", 2011, "Gil Ray"
    ),
    paper(
        "BLOOM: a language model",
        "We present BLOOM, a 176B-parameter language model.",
        2022,
        "T. Scao",
    ),
    paper("Lice of shrews", "We describe the lice of shrews.", 2016, "Robert Poulin"),
    paper("Fleas of moles", "We describe the fleas of moles.", 2017, "I. Costa", "R. Poulin"),
    paper(
        "Vespula alba in Norway", "Vespula alba was introduced into Norway in 2003.", 2017, "Jo Doe"
    ),
    paper(
        "Harbour seals from the air",
        "The count found 312 seals at night.",
        2022,
        "Mara Quill",
        "B. Nun",
    ),
    paper("Undated notes on shrews", "Shrews were seen.", None, "Mara Quill"),
]


class Unsure(Lexical):
    """Finds an answer in no passage."""

    def read(self, question: str, passages: Sequence[Passage]) -> list[Said]:
        """What each passage says, in order."""
        return [replace(said, answers=UNSURE) for said in super().read(question, passages)]


@pytest.fixture(scope="module", params=["memory", "disk"])
def asking(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Pipeline:
    """What answers from these papers, held in memory and on disk."""
    if request.param == "memory":
        return Pipeline("test", PAPERS)
    snapshot = on_disk(tmp_path_factory.mktemp("index"), PAPERS)
    return Pipeline("test", shelf(snapshot, Shelved({p.id: p for p in PAPERS})))


def titles(reply: Answer | Abstention) -> list[str | None]:
    """The titles of the papers that a reply cites."""
    assert isinstance(reply, Answer), reply.reason
    return [citation.abstract.title for citation in reply.citations]


@pytest.mark.parametrize("each", PAPERS, ids=lambda each: each.title)
def test_an_exact_title_wins(asking: Pipeline, each: Abstract) -> None:
    """Whatever other titles are like it, in quotation marks and without case or stops."""
    for name in (each.title, str(each.title).upper(), f"{each.title}."):
        said = asking.ask(f"Who wrote “{name}”?", 0.0)
        assert titles(said) == [each.title]
        assert isinstance(said, Answer)
        assert said.short_answer == ", ".join(each.bibliography.authors)


@pytest.mark.parametrize(
    ("question", "title"),
    [
        ("who wrote views without landmarks", "Views without Landmarks"),
        ("When was 'Views without Landmarks' published?", "Views without Landmarks"),
        ("who are the authors of Fleas of Moles", "Fleas of moles"),
        ('Who wrote "Views without Landmrks"?', "Views without Landmarks"),
        ("who wrote time", "Time"),
        ("How many seals did Quill and Nun (2022) count?", "Harbour seals from the air"),
    ],
)
def test_a_work_is_found_by_its_name(asking: Pipeline, question: str, title: str) -> None:
    """Without quotation marks, with a slip of the pen, and by who wrote it when."""
    assert titles(asking.ask(question, 0.0))[0] == title


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ('Who wrote "Views among Landmarks"?', "Views among Landmarks"),
        ('When was the paper "Fleas of shrews" published?', "Fleas of shrews"),
        ("What does Smith et al. 2021 propose?", "Smith et al. 2021"),
        ("What are the key results in Zorn et al. (2020)?", "Zorn et al. 2020"),
        ("How many seals did Quill et al. (2019) count?", "Quill et al. 2019"),
        ("what did Adams & Eve (1999) find?", "Adams & Eve 1999"),
        ("papers by Zorn", "Zorn"),
        ("papers from 1999", "1999"),
    ],
)
def test_a_work_that_is_not_there_is_named(asking: Pipeline, question: str, name: str) -> None:
    """No other paper is taken for it."""
    reply = asking.ask(question, 0.0)
    assert isinstance(reply, Abstention)
    assert name in str(reply.reason)
    assert reply.question == question


@pytest.mark.parametrize(
    "question",
    [
        "who designed the chapel",
        "who designed the chapel of Saint Ebba?",
        "who built the chapel?",
        "when was Vespula alba introduced to Norway",
        "when was the chapel built?",
        "who came up with the concept of time",
        "who invented time?",
        "who wrote the Odyssey?",
    ],
)
def test_questions_about_the_world_are_no_bibliography(asking: Pipeline, question: str) -> None:
    """A paper's authors and date are not those of what it is about."""
    reply = asking.ask(question, 0.0)
    assert isinstance(reply, Abstention) or all(c.span is not None for c in reply.citations)


@pytest.mark.parametrize(
    "question", ["who made BLOOM?", "when was BLOOM released?", "who built Markit?"]
)
def test_what_a_paper_presents_is_of_its_authors(asking: Pipeline, question: str) -> None:
    """Who made it, and when it came out, is what the paper's source states."""
    reply = asking.ask(question, 0.0)
    assert isinstance(reply, Answer)
    assert all(c.span is None for c in reply.citations)


@pytest.mark.parametrize(
    ("question", "listed"),
    [
        ("Which papers are from 2018?", ["Views without Landmarks"]),
        ("papers by Quill from 2022", ["Harbour seals from the air"]),
        (
            "papers since 2018",
            ["BLOOM: a language model", "Harbour seals from the air", "Views without Landmarks"],
        ),
        ("which papers came out before 2003?", ["The chapel of Saint Ebba: its stones"]),
        ("papers between 2015 and 2016", ["Lice of shrews", "Views and Landmarks"]),
        ("any papers on shrews from 2016?", ["Lice of shrews"]),
        ("newest paper", ["BLOOM: a language model", "Harbour seals from the air"]),
        ("what is the oldest paper?", ["The chapel of Saint Ebba: its stones"]),
        ("papers by Poulin", ["Fleas of moles", "Lice of shrews"]),
        ("what did Poulin write?", ["Fleas of moles", "Lice of shrews"]),
        ("papers by Robert Poulin", ["Lice of shrews"]),
    ],
)
def test_papers_are_listed(asking: Pipeline, question: str, listed: list[str]) -> None:
    """By a year alone, a span of years, the newest, and by everybody of a name."""
    assert titles(asking.ask(question, 0.0)) == listed


@pytest.mark.parametrize(
    ("question", "years"),
    [
        ("anything from 2019 on black silicon?", (2019, 2019)),
        ("papers from 2019 on", (2019, 2099)),
        ("papers from 2019 on by Quill", (2019, 2099)),
        ("papers from 2019 on on shrews", (2019, 2099)),
        ("papers from 2019 onwards on shrews", (2019, 2099)),
    ],
)
def test_on_opens_a_topic_or_ends_a_time(question: str, years: tuple[int, int]) -> None:
    """“From 2019 on” is a span only where no topic follows."""
    request = requested(question)
    assert request is not None
    assert request.years == years


def test_a_list_says_where_it_may_not_be_complete(asking: Pipeline) -> None:
    """Of papers without a year, and of another name that may be the same person's."""
    dated = asking.ask("papers by Quill from 2022", 0.0)
    assert dated.notes == (Undated(1),)
    named = asking.ask("papers by Robert Poulin", 0.0)
    assert named.notes == (Namesakes(("R. Poulin (1)",)),)


def test_a_title_may_hold_quotation_marks() -> None:
    """It is found whole, quoted or not."""
    own = paper('"Not for Me": schools and their pupils', "We met 40 pupils.", 2001, "Jo Doe")
    asking = Pipeline("test", [own, paper("Not for Me", "We met 12 others.", 2002, "Al Roe")])
    for question in (f"who wrote {own.title}", f"Who wrote “{own.title}”?"):
        assert titles(asking.ask(question, 0.0)) == [own.title]


def test_a_title_of_everyday_words_is_no_name() -> None:
    """What is asked of another paper is not taken for a question about the paper so called."""
    plain = paper("A randomized controlled trial", "We report a trial of tea.", 2001, "Jo Doe")
    other = paper("Aspirin for ache", "In a randomized controlled trial aspirin helped 40 of 50.")
    asking = Pipeline("test", [plain, other])
    asked = "How many did aspirin help in a randomized controlled trial?"
    reply = asking.ask(asked, 0.0)
    assert not isinstance(reply, Answer) or titles(reply) == ["Aspirin for ache"]
    assert titles(asking.ask("who wrote a randomized controlled trial", 0.0)) == [plain.title]


@pytest.mark.parametrize(
    "question", ['How many "harbour seals" were found?', 'what are "gauge readings"?']
)
def test_words_in_quotation_marks_need_be_no_title(asking: Pipeline, question: str) -> None:
    """Nothing but what is asked of papers takes them for one."""
    reply = asking.ask(question, 0.0)
    assert isinstance(reply, Answer) or not isinstance(reply.reason, NotNamed)


@pytest.mark.parametrize(
    "typed",
    [
        "views without landmarks",
        "tell me about the paper “Views without Landmarks”",
        "Oz et al. 2018",
    ],
)
def test_a_title_alone_gets_what_its_paper_says(typed: str) -> None:
    """However little the title asks; the reader is unsure of everything here."""
    asking = Pipeline("test", PAPERS, Unsure())
    reply = asking.ask(typed, 0.0)
    assert titles(reply) == ["Views without Landmarks"]
    assert isinstance(reply, Answer)
    assert reply.citations[0].quote == "Views guide robots through 30 towns."
    asked = asking.ask("what are the weights in “Views without Landmarks”?", 0.0)
    assert isinstance(asked, Abstention)


@pytest.mark.parametrize(
    ("question", "title"),
    [
        ("who wrote the chapel of Saint Ebba?", "The chapel of Saint Ebba: its stones"),
        ("who wrote views wthout landmarks", "Views without Landmarks"),
        ("views without landmarks authors", "Views without Landmarks"),
        ("date of views without landmarks?", "Views without Landmarks"),
    ],
)
def test_a_part_of_a_title_names_its_paper(asking: Pipeline, question: str, title: str) -> None:
    """What stands before its colon, and words with a letter wrong; what is asked is stated."""
    reply = asking.ask(question, 0.0)
    assert titles(reply) == [title]
    assert isinstance(reply, Answer)
    assert reply.citations[0].span is None


@pytest.mark.parametrize("question", ["who wrote GPT-4?", "who wrote the GPT-4 paper?"])
def test_what_a_paper_without_a_title_mentions_is_not_its_name(question: str) -> None:
    """It is not taken for the paper on what it is compared with."""
    bare = abstract("We present Lama 9, a language model as good as GPT-4 at 12 tasks.")
    reply = Pipeline("test", [bare, *PAPERS]).ask(question, 0.0)
    assert isinstance(reply, Abstention)
    assert isinstance(reply.reason, NoSuchName)


QUESTION = "how many seals were counted?"


@pytest.mark.parametrize(
    "text",
    [
        f"hey bot, {QUESTION}",
        f"anyone know {QUESTION}",
        f"{QUESTION} (asking for a friend)",
        f"<:seal:1234567890123456> {QUESTION}",
        f"{QUESTION} 🙏",
        f"{QUESTION} https://example.org/seals",
        f"{QUESTION}\n\nSent from my iPhone",
        f"Good morning everyone! Quick question: {QUESTION} Thanks in advance!",
        f"Could somebody tell me {QUESTION}",
        f"<@123456789> {QUESTION} thx",
    ],
)
def test_chatter_is_not_content(asking: Pipeline, text: str) -> None:
    """What stands around a question does not change its answer."""
    assert bare(text).rstrip("?") == QUESTION.rstrip("?")
    reply, plain = asking.ask(text, 0.0), asking.ask(bare(text), 0.0)
    assert (type(reply), reply.question) == (type(plain), text)
    assert not isinstance(reply, Answer) or reply.text == getattr(plain, "text", None)


@pytest.mark.parametrize(
    "text", ["hello", "thanks!", "what does hello world print?", "who wrote so long and thanks"]
)
def test_what_is_no_chatter_stays(text: str) -> None:
    """A question is never emptied, nor are words taken from within it."""
    assert bare(text) == text
