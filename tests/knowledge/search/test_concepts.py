import pytest

from knowledge.search.concepts import Focus, foci_of
from knowledge.search.correction import correct
from knowledge.search.engines.retriever import Retriever
from knowledge.search.lexicon import Lexicon
from knowledge.search.synonyms import synonyms
from tests.knowledge.shelf import OTTER, ZEBRA, engine

SHELF = engine(
    ZEBRA,
    OTTER,
    "The dataset covers finetuning of Trout 3 and GPT-5 on 176B words. Models are fast.",
    "Speech models answer doctors. The latency is small. Patients wait for a dense or a thin one.",
)
NOTHING: frozenset[str] = frozenset()


def read(text: str, retriever: Retriever, dropped: frozenset[str] = NOTHING) -> tuple[Focus, ...]:
    """The foci of a question as typed."""
    lexicon = Lexicon(retriever)
    return foci_of(correct(text, lexicon), lexicon, dropped)


def foci(text: str, retriever: Retriever = SHELF) -> dict[str, Focus]:
    """The same by what was typed."""
    return {f.concept.surface: f for f in read(text, retriever)}


def weights(focus: Focus) -> dict[str, float]:
    """The terms of a focus with their weights."""
    return {a.term: a.weight for a in focus.concept.alternatives}


@pytest.mark.parametrize(
    ("text", "surfaces"),
    [
        ("What is the latency?", ["latency"]),
        ("the data set", ["data set"]),
        ("fine tuning of models", ["fine tuning", "models"]),
        ("otter bench tasks", ["otter bench", "tasks"]),
        ("trout-3 models", ["trout-3", "models"]),
        ("zebra fish weights", ["zebra fish", "weights"]),
        ("rivers and lakes", ["rivers", "lakes"]),
        ("is it dense or thin?", ["dense or thin"]),
        ("who, when and where?", []),
        ("176B words", ["176B", "words"]),
        ("GPT-5?", ["GPT-5"]),
        ("unicorns", ["unicorns"]),
        ("", []),
        ("?!", []),
    ],
)
def test_concepts_are_found(text: str, surfaces: list[str]) -> None:
    """Each word with content is one, and words that the collection writes as one are together."""
    assert list(foci(text)) == surfaces


def test_words_that_are_mostly_met_by_themselves_are_no_one_word() -> None:
    """One "black-silicon" among papers on silicon that is black; a name with digits always is."""
    pages = ["Silicon was made black."] * 5 + ["Black-silicon cells and Trout-3 swim in a trout."]
    shelf = engine(*(f"{page} It was the {n}th." for n, page in enumerate(pages)))
    assert list(foci("black silicon", shelf)) == ["black", "silicon"]
    assert list(foci("trout 3", shelf)) == ["trout 3"]


@pytest.mark.parametrize(
    ("text", "surface", "term"),
    [
        ("the data set", "data set", "dataset"),
        ("zebra fish", "zebra fish", "zebrafish"),
        ("fine-tuning", "fine-tuning", "finetun"),
        ("Trout-3", "Trout-3", "trout3"),
        ("176 billion", "billion", "176b"),
        ("the doctors", "doctors", "doctor"),
        ("physicians", "physicians", "doctor"),
        ("voice", "voice", "speech"),
        ("quick", "quick", "fast"),
        ("delay", "delay", "latenc"),
        ("asr", "asr", "speech"),
        ("zebrafihs", "zebrafihs", "zebrafish"),
        ("benchmrk", "benchmrk", "benchmark"),
        ("Zebrafsh", "Zebrafsh", "zebrafish"),
    ],
)
def test_concepts_stand_for_terms_of_the_collection(text: str, surface: str, term: str) -> None:
    """However it is put, a concept leads to the term under which the collection holds it."""
    focus = foci(text)[surface]
    assert focus.known
    assert term in focus.terms


def test_the_word_itself_stands_best() -> None:
    """Its own term has weight 1; a synonym or a part has less."""
    found = weights(foci("quick speech")["speech"])
    assert found["speech"] == 1
    assert all(0 < weight <= 1 for weight in found.values())
    assert weights(foci("quick speech")["quick"])["fast"] < 1


def test_only_terms_of_the_collection_stand_for_a_known_concept() -> None:
    """What no abstract holds is not searched for."""
    for focus in foci("quick physicians analyse the data set with fine-tuning").values():
        assert not focus.known or all(t.held for t in SHELF.look_up(focus.terms).terms.values())


def test_what_nothing_holds_is_a_concept_all_the_same() -> None:
    """An unknown word is kept as it is: it tells that something is missing."""
    (focus,) = foci("unicorns").values()
    assert not focus.known
    assert weights(focus) == {"unicorn": 1}


@pytest.mark.parametrize(
    ("text", "surface", "name"),
    [
        ("what is Unicorn", "Unicorn", True),
        ("Unicorn is what", "Unicorn", False),
        ("what is uniCorn", "uniCorn", True),
        ("what is x7", "x7", True),
        ("what is zebrafish", "zebrafish", True),
        ("what is latency", "latency", False),
        ("Really? Unicorn", "Unicorn", False),
        ("about 176B words", "176B", True),
        ("about 176B words", "words", False),
    ],
)
def test_names_are_recognised(text: str, surface: str, name: bool) -> None:
    """Capitals inside a sentence, digits, and what the collection writes as a name."""
    assert foci(text)[surface].name is name


def test_parts_of_a_numbered_name_say_nothing_of_it() -> None:
    """`GPT-5` is not found by `GPT` nor by `5`."""
    shelf = engine("A GPT model. It has 5 heads.", "Bees fly.")
    focus = foci("GPT-5", shelf)["GPT-5"]
    assert not focus.known
    assert not focus.terms & {"gpt", "5"}


def test_dropped_words_carry_no_focus() -> None:
    """Words that speak of papers in general are left out, unless they look like names."""
    dropped = frozenset({"paper"})
    assert read("a paper", SHELF, dropped) == ()
    (kept,) = read("the PAPER", SHELF, dropped)
    assert kept.concept.surface == "PAPER"


def test_of_two_sides_the_known_one_counts() -> None:
    """Of `dense or fluffy`, what the collection holds is looked for."""
    (focus,) = foci("is it latency or unicorns").values()
    assert focus.concept.surface in {"latency", "latency or unicorns"}
    assert "latenc" in focus.terms
    (both,) = foci("unicorns or goblins").values()
    assert not both.known
    (side,) = read("paper or latency", SHELF, frozenset({"paper"}))
    assert side.concept.surface == "latency"


def test_concepts_know_where_they_stand() -> None:
    """`start` is the place in the question."""
    text = "How fast are the zebra fish models?"
    for focus in foci(text).values():
        assert text[focus.start :].startswith(focus.concept.surface.split(" or ")[0])


def test_synonyms_go_both_ways() -> None:
    """Where one word leads to another, that leads back; no word leads to itself."""
    table = synonyms()
    for term, others in table.items():
        assert term not in others
        assert all(term in table[other] for other in others)
