"""What is counted of collections is what their abstracts make, at every generation."""

from collections import Counter
from collections.abc import Iterable
from random import Random

import pytest

from knowledge.dedup.titles import plain_title
from knowledge.errors import InputError, OutdatedError
from knowledge.model import Abstract
from knowledge.store import Store, derivation, lookup, statistics, title_key
from knowledge.store.word_counts import Counted, WordCounts, Written
from knowledge.text.indexing.contents import contents_of
from tests.knowledge.making import numbered, record

TERMS = ["ant", "bee", "3", "ibi", "li", "nothing"]
WORDS = ["ants", "bees", "ibis", "nothing"]
TITLES = ["ants and bees", "subject 1", "nothing"]


def by_the_book(abstracts: Iterable[Abstract]) -> tuple[tuple[int, int], Counted]:
    """The sums and the counts of abstracts, one by one."""
    terms: Counter[str] = Counter()
    words: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    lower: Counter[str] = Counter()
    titles: set[str] = set()
    abstracts = list(abstracts)
    held = [contents_of(each) for each in abstracts]
    for each in held:
        terms.update(each.terms.keys())
        words.update(each.words)
        capital.update(each.capital)
        lower.update(each.lower)
    titles.update(plain_title(each.title or "") for each in abstracts)
    found = Counted(
        {t: Written(terms[t], capital[t], lower[t]) for t in TERMS if terms[t]},
        {word: words[word] for word in WORDS if words[word]},
        {title_key(title) for title in TITLES if title in titles},
    )
    return (len(held), sum(each.length for each in held)), found


def told(counts: WordCounts) -> tuple[tuple[int, int], Counted]:
    """The same, as it was counted."""
    found = counts.look_up(TERMS, WORDS, [title_key(title) for title in TITLES])
    terms = {term: each for term, each in found.terms.items() if each.held}
    words = {word: met for word, met in found.words.items() if met}
    return tuple(counts.sums()), Counted(terms, words, found.titles)  # type: ignore[return-value]


def test_it_is_what_the_abstracts_make(schema: str) -> None:
    """Whatever came and went, in `base` or over it, now and at each generation before."""
    random = Random(3)
    with Store.open(schema, create=True) as store:
        before: list[tuple[str, int, tuple[tuple[int, int], Counted]]] = []
        for step in range(10):
            which = random.choice(["base", "server"]) if step else "base"
            done = [e for e in store.history(which) if e.collection == which] if step > 2 else []
            open_ = [e for e in done if e.undone_by is None]
            if open_ and random.random() < 0.4:
                store.undo(which, random.choice(open_).id)
            else:
                text = f"Ants {random.choice(['eat', 'see'])} bees. The Ibis was {step % 3} there."
                more = [record(text, title="Ants and Bees", authors=("Ann Li",), file=f"{step}")]
                store.add(which, [*numbered(step, step + 3, file=f"{step}"), *more])
            for name in store.collections():
                expected = by_the_book(store.iterate(name))
                counts = store.followed(name).counts_at(store.generation(name))
                assert told(counts) == expected
                before.append((name, store.generation(name), expected))
        for name, generation, expected in before:
            assert told(store.followed(name).counts_at(generation)) == expected
        for until in (4, store.generation("server")):
            with store._writing() as connection:
                statistics.fold(connection, until)
        for name in store.collections():
            counts = store.followed(name).counts_at(store.generation(name))
            assert told(counts) == by_the_book(store.iterate(name))
        with pytest.raises(OutdatedError):
            store.followed("base").counts_at(1).look_up(["ant"])
        with store._writing() as connection:
            derivation.rederive(connection, lookup.POSTGRESQL)
        for name in store.collections():
            counts = store.followed(name).counts_at(store.generation(name))
            assert told(counts) == by_the_book(store.iterate(name))


def test_one_writes_an_index_at_a_time(schema: str) -> None:
    """Whoever is elected is so until the block ends, in whatever process."""
    with Store.open(schema, create=True) as one, Store.open(schema) as other:
        with one.followed("base").elected(1) as won, other.followed("base").elected(1) as lost:
            assert (won, lost) == (True, False)
        with other.followed("base").elected(1) as won:
            assert won


def test_a_file_cannot_be_followed(tmp_path: object) -> None:
    """What many machines share is in a database that they can share."""
    with (
        Store.open(str(tmp_path), create=True) as store,
        pytest.raises(InputError, match="PostgreSQL"),
    ):
        store.followed("base")
