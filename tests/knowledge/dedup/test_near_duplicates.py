"""One work, once: whatever was edited, cut off or put in front, and in whatever order it comes."""

import datetime as dt
import random
from collections.abc import Sequence
from itertools import islice, pairwise, permutations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.dedup import abstract_of, canonical_of, same_work, signature
from knowledge.dedup.signatures import BANDS
from knowledge.model import Abstract, Bibliography, Published, Record, Source
from knowledge.store import Store, sameness
from knowledge.store.sameness import MOST_ALIKE
from tests.bench import large_ingest, planted

TEXT = (
    "We counted otters along 214 rivers in northern Spain between 1998 and 2011. Trained observers "
    "walked every bank twice a year and noted tracks, holts and animals. Numbers rose by 3.2 % a "
    "year where reeds were left standing, and fell slowly where banks had been cleared. Roads "
    "explained little of the difference once rainfall was taken into account. We conclude that "
    "reeds matter more than roads, and that clearing should stop in spring."
)
OTHER = (
    "Glaciers in the southern Andes lose mass in summer. We combine radar with stakes set in ice "
    "to measure how fast. Over nine seasons the mean loss was three metres of water a year, twice "
    "what models had foreseen. Dust on snow explains about half of it."
)
VOCABULARY = sorted({word.strip(".,").lower() for word in OTHER.split() if len(word) > 4})
SAME_FORM = (
    TEXT.replace("otters", "beavers")
    .replace("214", "87")
    .replace("1998", "1971")
    .replace("2011", "1989")
    .replace("3.2", "9.9")
    .replace("reeds", "willows")
    .replace("Spain", "Norway")
)

FIRST_NUMBERS = (18215181223590, 40916932161858, 54706580068548)
OF_IDENTIFIER = (216883520109713,)


def one(text: str, line: int = 1, **stated: object) -> Abstract:
    """The abstract of a record alone."""
    return abstract_of(record(text, line, **stated))


def record(text: str, line: int = 1, **stated: object) -> Record:
    """A record with this text at a line."""
    return Record(text, Bibliography(**stated), Source("page.txt", line))  # type: ignore[arg-type]


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


def in_one_form(count: int) -> list[Record]:
    """Records written in one form, each of a plot of its own."""
    return [
        record(
            f"Plot {n} was visited {n * 7 % 365} days after snow had gone, by two persons who "
            f"counted {n * 13 + 5} sedges and {n * 31 + 2} mosses on {n * 3 + 1} stones, as in all "
            "plots of this survey; see there for how sedges and mosses were told from each other.",
            n + 1,
            title=f"Sedges and mosses of plot {n}",
        )
        for n in range(count)
    ]


def test_copies_are_found_among_texts_of_one_form(tmp_path: Path) -> None:
    """However many are written in one form, each is a work, and its copies are found."""
    made = in_one_form(3 * MOST_ALIKE)
    copies = [
        record(each.text.replace("persons", "people"), 1000 + n, title=each.bibliography.title)
        for n, each in enumerate(made[::9])
    ]
    with Store.open(tmp_path, create=True) as store:
        assert store.add("base", made).abstracts_added == len(made)
        added = store.add("base", copies)
        assert (added.abstracts_added, added.near_duplicates) == (0, len(copies))


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Has an entry for each pair that is compared from now on."""
    pairs: list[int] = []

    def counted(first: Abstract, second: Abstract) -> bool:
        pairs.append(1)
        return same_work(first, second)

    monkeypatch.setattr(sameness, "same_work", counted)
    return pairs


def test_who_is_like_many_is_held_against_few(tmp_path: Path, compared: list[int]) -> None:
    """The pairs that are compared grow with the records, not with their square."""
    counts = []
    for size in (200, 400):
        with Store.open(tmp_path / str(size), create=True) as store:
            compared.clear()
            store.add("base", in_one_form(size))
            counts.append(len(compared))
    assert counts[1] <= 2.3 * counts[0]


def drawn(size: int) -> list[Record]:
    """Records written in one form, filled in with a few words each."""
    made = islice(large_ingest.alike(random.Random(5), VOCABULARY), size)
    return [record(row["text"], n, title=row["title"]) for n, row in enumerate(made, 1)]


def test_of_a_form_those_are_compared_that_share_more_than_chance(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, compared: list[int]
) -> None:
    """Where a few texts have a number, having that alone in common is no reason to compare."""
    made = drawn(150)
    copies = [
        record(planted.typeset(r.text, random.Random(1), ()), 500 + r.source.line) for r in made
    ]
    counts = []
    for few in (MOST_ALIKE, sameness.FEW):
        monkeypatch.setattr(sameness, "FEW", few)
        with Store.open(tmp_path / str(few), create=True) as store:
            compared.clear()
            assert store.add("base", made).near_duplicates == 0
            counts.append(len(compared))
            assert store.add("base", copies).abstracts_added == 0
    assert counts[1] < counts[0] / 2


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


CUT = TEXT[: int(len(TEXT) * 0.85)]
REVISED = TEXT.replace("slowly", "sharply").replace("a year", "per year")


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


MADE = [
    record(TEXT, 1, title="Reeds and Roads"),
    record(CUT, 2),
    record(REVISED, 3),
    record(SAME_FORM, 4),
    record(OTHER, 5, identifiers=("doi:10.1/x",)),
    record("A short note.", 6, identifiers=("doi:10.1/x", "pmid:9")),
    record(planted.header_prepended(TEXT, random.Random(3), VOCABULARY), 7),
]


def held(store: Store) -> list[Abstract]:
    """All abstracts of the base, by id."""
    return sorted(store.iterate("base"), key=lambda abstract: abstract.id)


@settings(max_examples=15, deadline=None)
@given(st.permutations(range(len(MADE))), st.lists(st.integers(1, len(MADE)), max_size=3))
def test_order_and_batches_make_no_difference(
    tmp_path_factory: pytest.TempPathFactory, order: list[int], cuts: list[int]
) -> None:
    """However the records come, the abstracts and the knowledge version are the same."""
    bounds = sorted({0, *cuts, len(MADE)})
    folders = [tmp_path_factory.mktemp("base") for _ in range(2)]
    with Store.open(folders[0], create=True) as once, Store.open(folders[1], create=True) as parts:
        once.add("base", MADE)
        for begin, end in pairwise(bounds):
            parts.add("base", [MADE[n] for n in order[begin:end]])
        parts.add("base", [MADE[n] for n in order[:3]])
        assert held(parts) == held(once)
        assert parts.knowledge_version("base") == once.knowledge_version("base")
        assert len(held(once)) == 3


def test_near_duplicates_are_counted(tmp_path: Path) -> None:
    """A report tells new abstracts, exact duplicates and near ones apart."""
    with Store.open(tmp_path, create=True) as store:
        added = store.add("base", [record(TEXT, 1), record(CUT, 2), record(f"  {TEXT}", 3)])
        assert (added.abstracts_added, added.near_duplicates, added.exact_duplicates) == (1, 1, 1)
        later = store.add("base", [record(REVISED, 4), record(OTHER, 5)])
        assert (later.abstracts_added, later.near_duplicates) == (1, 1)


def test_what_was_added_is_what_the_base_gained(tmp_path: Path) -> None:
    """Also where a record makes one work of two: however the records come, the sums are right."""
    parts = [
        record(TEXT, 1),
        record(OTHER, 2, identifiers=("doi:10.1/x",)),
        record(REVISED, 3, identifiers=("doi:10.1/x",)),
        record(SAME_FORM, 4),
    ]
    for number, order in enumerate(permutations(parts)):
        with Store.open(tmp_path / str(number), create=True) as store:
            added = store.add("base", order)
            assert added.abstracts_added == store.statistics("base").abstracts == 2
            assert added.records == 4
            assert added.near_duplicates + added.exact_duplicates == 2


def test_undoing_an_ingest_parts_what_it_joined(tmp_path: Path) -> None:
    """Two works that only a third statement held together are two again without it."""
    with Store.open(tmp_path, create=True) as store:
        store.add("base", [record(TEXT, 1), record(OTHER, 2, identifiers=("doi:10.1/x",))])
        before = store.knowledge_version("base")
        bridge = store.add("base", [record(REVISED, 3, identifiers=("doi:10.1/x",))])
        assert len(held(store)) == 1
        store.undo("base", bridge.entry)
        assert store.knowledge_version("base") == before
        assert len(held(store)) == 2
