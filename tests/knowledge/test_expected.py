import pytest

from knowledge.expected import find
from knowledge.model import Span
from knowledge.text import display
from tests.knowledge.shelf import question, reading


def found(asked: str, text: str) -> tuple[float, str | None]:
    """How surely the first sentence of a text holds what is asked, and the short answer."""
    read = reading(text)
    finding = find(question(asked, text, "A text on bees."), read, 0)
    shown = display(read.sentences[0].sentence.text)
    return finding.strength, finding.span.of(shown) if finding.span else None


@pytest.mark.parametrize(
    ("asked", "text", "short"),
    [
        ("how many layers does it have?", "It has 12 layers.", "12"),
        ("what share of fish swim?", r"We saw that 68.4\% of fish swim.", "68.4%"),
        ("under which license is it?", "The weights are under the MIT license.", "MIT"),
        ("what licence is it under", "We use the Apache 2.0 license.", "Apache 2.0"),
        ("which license?", "It is out under a permissive license.", "permissive"),
        ("which license?", "It has the Creative Commons licence now.", "Creative Commons"),
        ("when was it recorded?", "It was recorded in March 2019.", "March 2019"),
        ("when was it recorded?", "It was recorded on May 5, 2020.", "May 5, 2020"),
        ("when did it begin", "It began in 1998 or so.", "1998"),
        ("until when did it run", "It ran until December.", "December"),
        ("where is the code?", "The code is at https://a.org/b.", "https://a.org/b"),
        ("link to the code?", "Code (https://a.org/b) is there.", "https://a.org/b"),
        ("where was it recorded?", "It was recorded in Kenya by locals.", "Kenya"),
        ("where is it used?", "It is used at the Otter Hospital today.", "Otter Hospital"),
        (
            "what does RL stand for?",
            "We use reinforcement learning (RL).",
            "reinforcement learning",
        ),
        ("what is Zebrafish?", "Zebrafish is a model that swims.", "a model"),
        ("which fish beats the trout?", "The trout is beaten by Zebrafish here.", "Zebrafish"),
        ("which corpus did they use?", "They use the corpus OtterText daily.", "OtterText"),
        (
            "which scripts are hard?",
            "Hard scripts (Hindi, Thai, and Urdu) fail.",
            "Hindi, Thai, and Urdu",
        ),
    ],
)
def test_short_answers_are_marked(asked: str, text: str, short: str) -> None:
    """The kind of thing that was asked for is marked in the sentence as shown."""
    strength, marked = found(asked, text)
    assert marked == short
    assert 0 < strength <= 1


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("how many layers does it have?", "It has many layers."),
        ("under which license is it?", "It is free for all."),
        ("when was it recorded?", "It was recorded at sea."),
        ("where was it recorded?", "It was recorded by night."),
        ("what does RL stand for?", "We learn daily."),
    ],
)
def test_what_shows_is_missed_where_it_is_not(asked: str, text: str) -> None:
    """Without a number, a licence, a date, a place or a long form, nothing was found."""
    assert found(asked, text) == (0, None)


@pytest.mark.parametrize(
    ("asked", "better", "worse"),
    [
        ("why do fish swim?", "They swim because they must.", "They swim in water."),
        ("why do fish swim?", "They swim in order to eat.", "They swim fast."),
        ("what is the goal of it?", "It aims to count fish.", "It counts fish."),
        ("how does it count fish?", "It counts by adding one.", "It counts fish."),
        ("how is it built?", "It is built using wood.", "It is big."),
        ("what method is it?", "It works via heat.", "It works."),
        ("which license?", "See the license.", "See it."),
        ("which tasks are there?", "There are tasks: run, swim, and fly.", "There are tasks."),
        ("which risks are there?", "There are (i) floods, (ii) fires.", "There are some."),
    ],
)
def test_signs_make_surer(asked: str, better: str, worse: str) -> None:
    """A sentence that shows signs of a reason, a method or a list is surer than one without."""
    assert found(asked, better)[0] > found(asked, worse)[0]


@pytest.mark.parametrize("asked", ["is it good?", "rivers", "a or b: which is better?"])
def test_some_questions_expect_nothing_in_particular(asked: str) -> None:
    """Then every sentence is as good as another, and nothing is marked."""
    assert found(asked, "It is good.") == found(asked, "It has 12 layers.") == (0.5, None)


def test_a_list_begins_at_its_first_item() -> None:
    """The words that lead to a list are no part of it."""
    _, short = found("which fields are covered?", "It helps on maths, physics, and art here.")
    assert short is not None
    assert short.startswith("maths, physics, and art")


def test_names_that_were_asked_with_are_no_answer() -> None:
    """A question's own name is not what it asks for."""
    asked = question("which model beats Zebrafish?", "Zebrafish wins. Zebrafish is good.")
    assert find(asked, reading("Everybody knows Zebrafish already."), 0).span is None


def test_spans_refer_to_what_is_shown() -> None:
    """LaTeX before the short answer does not shift it."""
    text = r"In \textbf{all} lakes, 12\% of fish swim."
    asked = question("what percentage of fish swim?", text)
    span = find(asked, reading(text), 0).span
    assert span == Span(len("In all lakes, "), len("In all lakes, 12%"))
