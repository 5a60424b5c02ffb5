import pytest

from knowledge.model import Abstract, Hit
from knowledge.search.reranking import DEPTH, MEANING, rerank
from tests.knowledge.shelf import abstract
from tests.knowledge.text.test_vectors import with_vectors

MUSIC = abstract("The orchestra played a symphony while the violins carried the melody.")
MEDICINE = abstract("Patients in the hospital received a drug against infections of the lung.")
NOTHING = abstract("...")


def hits(*found: tuple[Abstract, float]) -> tuple[list[Hit], list[Abstract]]:
    """Hits with their abstracts."""
    return [Hit(a.id, score) for a, score in found], [a for a, _ in found]


@with_vectors
@pytest.mark.parametrize(
    ("query", "first"),
    [("treatment of sick people by doctors", MEDICINE), ("songs and concerts", MUSIC)],
)
def test_of_two_that_score_alike_the_one_of_like_meaning_is_first(
    query: str, first: Abstract
) -> None:
    """Meaning decides where words do not."""
    for order in ((MUSIC, MEDICINE), (MEDICINE, MUSIC)):
        found = rerank(query, *hits(*((a, 2.0) for a in order)))
        assert found[0].abstract_id == first.id


@with_vectors
def test_a_title_speaks_for_its_abstract() -> None:
    """Title and text are one."""
    titled = abstract("...", title="Drugs for patients in a hospital")
    found = rerank("medicine for the ill", *hits((NOTHING, 2.0), (titled, 2.0)))
    assert found[0].abstract_id == titled.id


@with_vectors
def test_nobody_loses_and_nobody_gains_more_than_its_share() -> None:
    """A score rises by at most a share of the best; what is far behind in words stays behind."""
    before, abstracts = hits((MUSIC, 3.0), (NOTHING, 1.0), (MEDICINE, 0.1))
    after = {hit.abstract_id: hit.score for hit in rerank("drugs for patients", before, abstracts)}
    for hit in before:
        assert hit.score <= after[hit.abstract_id] <= hit.score + 3.0 * float(MEANING.sum()) + 1e-2
    assert after[NOTHING.id] == 1.0
    assert max(after, key=lambda key: after[key]) == MUSIC.id


@with_vectors
def test_hits_beyond_the_first_keep_their_places() -> None:
    """Only so many are put in a new order; the others follow as they were."""
    texts = [abstract(f"Words about number {n} and nothing else.") for n in range(DEPTH + 3)]
    before, abstracts = hits(*((a, 100.0 - n) for n, a in enumerate(texts)))
    after = rerank("numbers", before, abstracts)
    assert [h.abstract_id for h in after[DEPTH:]] == [a.id for a in texts[DEPTH:]]
    assert sorted(h.abstract_id for h in after) == sorted(a.id for a in texts)


@with_vectors
def test_equal_hits_come_in_order_of_identifier() -> None:
    """The same question gives the same order, whatever the engine's."""
    same = [abstract(text) for text in ("Otters.", "otters.", "OTTERS.")]
    found = rerank("otters", *hits(*((a, 1.0) for a in same)))
    assert [h.abstract_id for h in found] == sorted(a.id for a in same)


def test_where_nothing_is_found_there_is_nothing_to_order() -> None:
    """No hits, no error."""
    assert rerank("otters", [], []) == []


@pytest.mark.usefixtures("without_vectors")
def test_without_vectors_the_order_stays() -> None:
    """No package, no change."""
    before, abstracts = hits((MUSIC, 2.0), (MEDICINE, 1.0))
    assert rerank("drugs for patients", before, abstracts) == before
