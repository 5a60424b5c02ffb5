import pytest

from knowledge.pinpointing import candidates, pinpoint
from knowledge.questions import analyse
from knowledge.reading import read
from knowledge.retrieval.rank_bm25_engine import RankBM25
from knowledge.text import display
from knowledge.weighing import weigh
from tests.knowledge.shelf import abstract

GLIDER = abstract(
    "We present Kelp Glider, an autonomous robot for mapping seaweed forests. "
    "It dives to 120 m, weighs 45 kg and needs 8 W of power. "
    "A diver team selects every site by sonar survey. "
    "It comes in two versions: one for coasts and one for the open ocean. "
    "The maps cover fjords, lagoons and tidal flats. "
    "The small version weighs 12 kg, the large one 45 kg. "
    "The hull is rigid and not inflatable."
)
ENGINE = RankBM25([GLIDER])
QUESTIONS = [
    ("How deep does the Kelp Glider dive?", 1, "120 m"),
    ("how much power does it need", 1, "8 W"),
    ("How are sites selected?", 2, "sonar survey"),
    ("Who selects the sites?", 2, "diver team"),
    ("What do the maps cover?", 4, "fjords, lagoons and tidal flats"),
    ("how heavy is the smallest version", 5, "12 kg"),
]


@pytest.mark.parametrize(("text", "index", "short"), QUESTIONS)
def test_the_short_answer_is_pinpointed(text: str, index: int, short: str) -> None:
    """The phrase that answers is found in its sentence, by kind, place and neighbours."""
    question = analyse(text, ENGINE)
    foci = weigh(question, ENGINE)
    reading = read(GLIDER)
    found = pinpoint(question, foci, [(reading, index)])
    assert found is not None
    shown = display(reading.sentences[index].sentence.text)
    assert found.span.of(shown).removeprefix("a ").removeprefix("A ") == short
    assert 0 < found.probability <= 1


def test_marks_are_shares() -> None:
    """Every mark of every phrase is between 0 and 1, so that weights compare."""
    question = analyse("How deep does the Kelp Glider or the drone dive?", ENGINE)
    foci = weigh(question, ENGINE)
    reading = read(GLIDER)
    sentences = [(reading, index) for index in range(len(reading.sentences))]
    marks = [m for _, _, m in candidates(question, foci, sentences)]
    assert marks
    assert all(0 <= value <= 1.0001 for found in marks for value in found.values())


def test_nothing_is_pinpointed_where_there_is_no_phrase() -> None:
    """A sentence of function words alone holds no short answer."""
    reading = read(abstract("It is so, and then it was not."))
    question = analyse("How deep does the Kelp Glider dive?", ENGINE)
    assert pinpoint(question, weigh(question, ENGINE), [(reading, 0)]) is None
