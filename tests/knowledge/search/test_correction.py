import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.reasons.remarks import Corrected, NotEnglish
from knowledge.search.correction import Corrected as Spelling
from knowledge.search.correction import correct
from knowledge.search.lexicon import Lexicon
from tests.knowledge.shelf import OTTER, ZEBRA, engine

SHELF = Lexicon(
    engine(
        ZEBRA,
        OTTER,
        "Multilingual parameters of Llama 3 and 176B languages by Lindqvist in a period. Graphite.",
    )
)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("what is Zebrafihs?", "what is zebrafish?"),
        ("the zebrafsh model", "the zebrafish model"),
        ("which langauges?", "which languages?"),
        ("how many paramters", "how many parameters"),
        ("how many parmaeters", "how many parameters"),
        ("multilngual ones", "multilingual ones"),
        ("otters by Lindqist", "otters by lindqvist"),
        ("the licnse, please", "the license, please"),
        ("hwo many", "how many"),
        ("teh otters", "the otters"),
        ("whcih tasks", "which tasks"),
        ("who is the authro", "who is the author"),
        ("first auther of it", "first author of it"),
        ("the interpolting", "the interpolating"),
        ("the perod of it", "the period of it"),
    ],
)
def test_misspelt_words_are_corrected(typed: str, read: str) -> None:
    """A word that nobody knows is read as the one that is meant; all else stays as typed."""
    assert correct(typed, SHELF).text == read


@pytest.mark.parametrize(
    "typed",
    [
        "What is Zebrafish?",
        "How many parameters does Llama 3 have?",
        "176B, 7B and v0.1",
        "unicorns or goblins",
        "who's there?",
        "Xqzwvk",
        "gpt-5 and Llamma3",
        "layers of graphene",
        "an ox",
        "colour and organisation",
        "",
        "?!",
    ],
)
def test_other_words_stay(typed: str) -> None:
    """Known words, numbers, names with digits, short words and what is like nothing stay."""
    corrected = correct(typed, SHELF)
    assert (corrected.text, corrected.typed, corrected.notes) == (typed, {}, ())


@pytest.mark.parametrize(
    "typed",
    [
        "Wie viele Paramter hat Zebrafihs?",
        "Was ist Zebrafihs?",
        "combien de paramtres",
        "¿Cuántas langauges tiene el modelo?",
        "quanti paramtri sono",
    ],
)
def test_another_language_is_not_corrected_into_english(typed: str) -> None:
    """Its words are no misspelt English; a note says how questions are read."""
    assert correct(typed, SHELF) == Spelling(typed, {}, (NotEnglish(),))


@pytest.mark.parametrize(
    "typed",
    [
        "papers by de la Cruz",
        "who is von der Leyen",
        "what was the hat for",
        "Das et al. on otters",
    ],
)
def test_names_make_no_other_language(typed: str) -> None:
    """Nor do words that are spelt alike in English."""
    assert NotEnglish() not in correct(typed, SHELF).notes


def test_what_the_collection_decides_is_told() -> None:
    """A note says how a word was read, and what was typed is kept."""
    corrected = correct("what is Zebrafihs", SHELF)
    assert corrected.notes == (Corrected("zebrafish", "Zebrafihs"),)
    assert corrected.typed == {"zebrafish": "Zebrafihs"}


def test_words_that_questions_are_made_of_need_no_note() -> None:
    """`hwo many` is plain to everybody."""
    assert correct("hwo many otters", SHELF).notes == ()


@given(st.text(max_size=40))
def test_correcting_twice_changes_nothing_more(typed: str) -> None:
    """What is corrected is known, and so stays."""
    once = correct(typed, SHELF)
    assert correct(once.text, SHELF).text == once.text


@given(
    st.lists(
        st.sampled_from(["zebrafihs", "otters", "xq", "7B", "langauges,", "what?", "is", "the"])
    )
)
def test_all_else_stays_as_typed(words: list[str]) -> None:
    """Only the corrected words differ; what was typed stands in the question."""
    text = " ".join(words)
    corrected = correct(text, SHELF)
    assert len(corrected.text.split()) == len(words)
    assert all(typed in text for typed in corrected.typed.values())
    back = corrected.text
    for meant, typed in corrected.typed.items():
        back = back.replace(meant, typed)
    assert back == text
