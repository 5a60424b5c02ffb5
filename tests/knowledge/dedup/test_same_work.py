"""What is edited or cut is the same work, and what says another thing is not; either way round."""

import datetime as dt
import random
from collections.abc import Sequence
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.dedup import canonical_of, same_work, signature
from knowledge.dedup.signatures import BANDS
from knowledge.model import Abstract, Published
from tests.bench import planted
from tests.knowledge.dedup.otters import CUT, OTHER, REVISED, SAME_FORM, TEXT, VOCABULARY, one

FIRST_NUMBERS = (18215181223590, 40916932161858, 54706580068548)
OF_IDENTIFIER = (216883520109713,)


@pytest.mark.parametrize("kind", planted.EDITS)
@pytest.mark.parametrize("seed", range(5))
def test_a_copy_is_the_same_work(kind: str, seed: int) -> None:
    """Its signature meets that of the original, and the check of the pair agrees."""
    copy = planted.EDITS[kind](TEXT, random.Random(seed), VOCABULARY)
    first, second = one(TEXT), one(copy)
    assert set(signature(first)) & set(signature(second))
    assert same_work(first, second)
    assert same_work(second, first)


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(OTHER, id="another text"),
        pytest.param(f"{TEXT[:190]} {OTHER}", id="the same beginning"),
        pytest.param(f"{OTHER} {TEXT[-180:]}", id="the same end"),
        pytest.param(TEXT[:120], id="an extract"),
        pytest.param(SAME_FORM, id="the same form told of another study"),
        pytest.param("Too short to tell.", id="a few words"),
    ],
)
def test_what_only_shares_words_is_another_work(other: str) -> None:
    """Boilerplate, extracts and forms filled in anew make no duplicate, in either direction."""
    assert not same_work(one(TEXT), one(other))
    assert not same_work(one(other), one(TEXT))


def test_an_identifier_makes_the_same_work() -> None:
    """Whatever the texts say; and one that differs does not part what the texts join."""
    mine = one(TEXT, identifiers=("doi:10.1/a",))
    assert same_work(mine, one(OTHER, identifiers=("arxiv:2211.05100", "doi:10.1/a")))
    assert set(signature(mine)) & set(signature(one(OTHER, identifiers=("doi:10.1/a",))))
    assert not same_work(mine, one(OTHER, identifiers=("doi:10.1/b",)))
    assert same_work(mine, one(TEXT.replace("slowly", "fast"), identifiers=("doi:10.1/b",)))


TITLE = "Otters along Spanish rivers"


@pytest.mark.parametrize(
    ("title", "text"),
    [
        pytest.param(f"{TITLE}. Part II", TEXT.replace("214", "188"), id="the next part"),
        pytest.param(f"{TITLE}: a second look", TEXT.replace("1998", "1999"), id="another figure"),
        pytest.param("Beavers along Spanish rivers", TEXT.replace("otters", "beavers"), id="name"),
        pytest.param("Reeds and rain", TEXT.replace("slowly", "quickly"), id="another finding"),
        pytest.param(
            "Reeds and rain", TEXT.replace("left standing", "not left standing again"), id="negated"
        ),
        pytest.param(TITLE, TEXT.replace("214", "188"), id="the same title, another figure"),
    ],
)
def test_sequels_are_two_works(title: str, text: str) -> None:
    """What shares nearly all words but says another thing is another work, in either direction."""
    assert not same_work(one(TEXT, title=TITLE), one(text, title=title))
    assert not same_work(one(text, title=title), one(TEXT, title=TITLE))


@pytest.mark.parametrize(
    ("title", "text"),
    [
        pytest.param(TITLE.upper(), TEXT.replace("slowly", "slightly"), id="revised"),
        pytest.param(f"{TITLE}: a long study", TEXT[:300], id="a subtitle, and cut"),
        pytest.param("Otters along Spanish rvers", TEXT, id="a misspelt title"),
        pytest.param("Where reeds are left", f"{TEXT} All rights reserved.", id="only noise"),
        pytest.param(None, TEXT.replace("slowly", "slightly"), id="no title"),
    ],
)
def test_a_work_at_two_venues_is_one(title: str | None, text: str) -> None:
    """The same title with near text, or another one with text that only noise sets apart."""
    assert same_work(one(TEXT, title=TITLE), one(text, title=title))
    assert same_work(one(text, title=title), one(TEXT, title=TITLE))


def test_other_people_wrote_another_work() -> None:
    """Where both name authors and share none, near texts of one title are two works."""
    mine = one(TEXT, title=TITLE, authors=("Ann Li", "Bo Ek"))
    told = TEXT.replace("slowly", "slightly")
    assert not same_work(mine, one(told, title=TITLE, authors=("Cy Oz",)))
    assert same_work(mine, one(told, title=TITLE, authors=("B. Ek",)))


@given(st.text(max_size=300))
def test_a_signature_is_small_and_the_same_for_the_same_text(text: str) -> None:
    """So many numbers at most, sorted, none above what a database holds in six bytes."""
    found = signature(one(text))
    assert found == signature(one(text, 7))
    assert list(found) == sorted(set(found))
    assert len(found) <= BANDS + 1
    assert all(0 <= number < 2**48 for number in found)


def test_signatures_never_change() -> None:
    """Those that are stored must meet those that come: a change of them needs a migration."""
    assert signature(one(TEXT))[:3] == FIRST_NUMBERS
    assert signature(one("Short.", identifiers=("doi:10.1/a",))) == OF_IDENTIFIER


def test_short_texts_have_no_signature() -> None:
    """They are the same only where they are equal."""
    assert signature(one("Too short to tell.")) == ()
    assert same_work(one("Too short to tell."), one("Too  short to tell."))


@pytest.mark.parametrize(
    ("stated", "chosen"),
    [
        ((one(TEXT), one(CUT, published=Published("2020", dt.date(2020, 1, 1)))), TEXT),
        (
            (
                one(TEXT, published=Published("2019", dt.date(2019, 1, 1))),
                one(REVISED, published=Published("2020", dt.date(2020, 1, 1))),
            ),
            REVISED,
        ),
        ((one(TEXT), one(REVISED, title="Reeds and Roads")), REVISED),
        ((one(TEXT), one(f"{TEXT} All rights reserved.")), f"{TEXT} All rights reserved."),
    ],
)
def test_the_best_variant_is_shown(stated: Sequence[Abstract], chosen: str) -> None:
    """Whole, then newest, then titled, then longest; whatever the order."""
    for order in permutations(stated):
        made = canonical_of(order)
        assert made.text == chosen
        assert made.id == one(chosen).id


def test_what_all_variants_state_is_kept() -> None:
    """Sources, identifiers and authors of every variant go with the one that is shown."""
    first = one(TEXT, 1, identifiers=("doi:10.1/a",), authors=("Ann Li",))
    second = one(CUT, 2, identifiers=("pmid:7",), title="Reeds and Roads")
    made = canonical_of([second, first])
    assert made.text == TEXT
    assert made.bibliography.identifiers == ("doi:10.1/a", "pmid:7")
    assert (made.title, made.bibliography.authors) == ("Reeds and Roads", ("Ann Li",))
    assert [source.line for source in made.sources] == [1, 2]
