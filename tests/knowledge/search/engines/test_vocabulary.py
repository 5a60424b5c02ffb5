import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.search.engines.retriever import Retriever
from knowledge.search.engines.vocabulary import Vocabulary
from knowledge.text.indexing.contents import contents_of
from tests.knowledge.engines import Make
from tests.knowledge.shelf import abstract

TEXT = (
    "Multilingual models learn languages. The language model called Zebrafish uses attention. "
    "Attention helps zebras, but Zebrafish needs parameters. A license is given to everybody."
)
PAPER = abstract(TEXT, title="Benchmark of Rivers", authors=("Ann Lindqvist",))
WORDS = set(Vocabulary([contents_of(PAPER)]).words())


@pytest.fixture(scope="module")
def vocabulary(make: Make) -> Retriever:
    """An engine knows the words of what it holds."""
    return make([PAPER])


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("langauge", "language"),
        ("languge", "language"),
        ("lanuage", "language"),
        ("languagee", "language"),
        ("atention", "attention"),
        ("attentoin", "attention"),
        ("multilngual", "multilingual"),
        ("mutlilingaul", "multilingual"),
        ("paramters", "parameters"),
        ("parmaeters", "parameters"),
        ("licnse", "license"),
        ("zebrafihs", "zebrafish"),
        ("zberafish", "zebrafish"),
        ("benchmrak", "benchmark"),
        ("lindqist", "lindqvist"),
        ("modle", "model"),
        ("omdel", "model"),
    ],
)
def test_misspelt_words_are_recognised(vocabulary: Retriever, typed: str, meant: str) -> None:
    """One slip, or two in a long word, is seen through; titles and authors count as words."""
    assert vocabulary.similar_words([typed])[typed][0] == meant


@pytest.mark.parametrize(
    "typed",
    ["xlanguage", "lang", "ann", "the", "x7b", "llama3", "banana", "lxnxuxgx", "bodel", "", "über"],
)
def test_other_words_are_not_corrected(vocabulary: Retriever, typed: str) -> None:
    """Short words, words with digits, another first letter, and too many slips stay."""
    assert "language" not in vocabulary.similar_words([typed])[typed]
    assert vocabulary.similar_words([typed])[typed] in ([], ["learn"])


def test_the_nearest_and_commonest_comes_first(make: Make) -> None:
    """Fewer slips first; then the word that occurs more often; then in alphabetical order."""
    words = make([abstract("cart carts cart card care cart carp cards care")])
    assert words.similar_words(["carx"])["carx"] == ["cart", "care", "card", "carp"]


@pytest.mark.parametrize(
    ("term", "name"),
    [
        ("zebrafish", True),
        ("attent", False),
        ("languag", False),
        ("multilingu", False),
        ("zebra", False),
        ("unknown", False),
    ],
)
def test_names_are_written_with_a_capital(vocabulary: Retriever, term: str, name: bool) -> None:
    """A capital within a sentence makes a name; at its beginning it tells nothing."""
    assert vocabulary.look_up([term]).terms[term].is_name is name


def test_capitals_inside_a_word_make_a_name_anywhere(make: Make) -> None:
    """`iRoPE` is a name even where it begins a sentence."""
    made = make([abstract("iRoPE works. OtterBench too.")])
    assert made.look_up(["otterbench"]).terms["otterbench"].is_name


def test_words_are_folded() -> None:
    """The words are in lower case, without accents, in one spelling."""
    assert set(Vocabulary([contents_of(abstract("Naïve LICENCE"))]).words()) == {"naive", "license"}


@given(typed=st.text(max_size=12))
def test_corrections_are_words_of_the_collection(vocabulary: Retriever, typed: str) -> None:
    """Whatever is typed, only words that are there are proposed, each once."""
    found = vocabulary.similar_words([typed])[typed]
    assert set(found) <= WORDS
    assert len(set(found)) == len(found)


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("languagemodel", ["language model"]),
        ("learnlanguages", ["learn languages"]),
        ("multilingualmodels", ["multilingual models"]),
        ("zebrafishneeds", ["zebrafish needs"]),
        ("zebrafishneedsparameters", ["zebrafish needs parameters"]),
        ("annlindqvist", ["ann lindqvist"]),
        ("modellanguage", []),
        ("modelslanguages", []),
        ("isgiven", []),
        ("language", ["language", "languages"]),
    ],
)
def test_words_run_together_are_taken_apart(
    vocabulary: Retriever, typed: str, written: list[str]
) -> None:
    """Two or three words that are neighbours somewhere are found as one; no others are."""
    assert vocabulary.similar_words([typed])[typed] == written
