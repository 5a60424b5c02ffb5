import pytest

from knowledge.model import Answer
from knowledge.text.acronyms import defined
from tests.knowledge.shelf import OTTER, abstract, ask, reading

HERON = (
    "We introduce Heron. It uses tidal marsh attention (TMA) in all layers. TMA halves the cost "
    "of counting birds, while tidal marsh maps are free. OWL--the Open Wetland Library--holds "
    "the maps. Everybody may read OWL."
)


@pytest.mark.parametrize(
    ("text", "acronyms"),
    [
        (HERON, {"TMA": "tidal marsh attention", "OWL": "Open Wetland Library"}),
        ("Large river models (LRMs) grow.", {"LRM": "Large river models"}),
        ("LRM (large river model) grows.", {"LRM": "large river model"}),
        ("Sources of the Great Lakes (SGL) and rivers (see below).", {"SGL": "the"}),
        ("Rivers (Kenya) are long (NASA).", {}),
        ("Dams of water. Old rocks of many kinds of great length (DOR).", {}),
        ("Water (H2O) flows. Apples (FDA).", {}),
        ("", {}),
    ],
)
def test_acronyms_are_found_with_what_they_stand_for(text: str, acronyms: dict[str, str]) -> None:
    """Only what the text itself defines is found, behind its acronym or before it."""
    assert set(defined(text)) == set(acronyms)
    assert all(long in defined(text)[short] for short, long in acronyms.items())


@pytest.mark.parametrize(
    ("index", "terms"),
    [
        (1, {"tma", "tidal", "marsh", "attent"}),
        (2, {"tma", "tidal", "marsh", "attent", "cost"}),
        (4, {"owl", "open", "wetland", "librari"}),
    ],
)
def test_a_sentence_with_an_acronym_holds_its_long_form(index: int, terms: set[str]) -> None:
    """Either form stands for the other, throughout the abstract that defines it."""
    assert terms <= reading(HERON).sentences[index].terms


def test_a_part_of_a_long_form_does_not_stand_for_it() -> None:
    """All of its words must be there; where nothing defines it, an acronym stands for itself."""
    marsh = reading("A tidal marsh is wet. Tidal marsh attention (TMA).")
    assert "tma" not in marsh.sentences[0].terms
    assert "tidal" not in reading("TMA halves the cost.").sentences[0].terms


@pytest.mark.parametrize(
    "question",
    ["What does tidal marsh attention halve?", "What does TMA halve?"],
)
def test_either_form_finds_the_sentence_that_uses_the_other(question: str) -> None:
    """The answer is quoted from a sentence that names its subject by the other form."""
    answer = ask(question, [abstract(HERON), abstract(OTTER)])
    assert isinstance(answer, Answer)
    assert any("halves the cost" in c.quote for c in answer.citations if c.quote)
