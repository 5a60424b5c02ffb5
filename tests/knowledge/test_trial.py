"""A trial of an addition answers as the collection would after it; the base stays as it is."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.base import KnowledgeBase
from knowledge.evaluation import synthetic
from knowledge.formats.intake import read_pages
from knowledge.model import Abstention, Answer, Bibliography, Published, Record, Source
from knowledge.settings import resource
from knowledge.trial import Trial
from tests.bot.admin.office import HOW_MANY, LUNAR, TIDAL, record
from tests.examples import times
from tests.knowledge.lexical import Lexical

SEEDS = [each for _, each in read_pages([resource("seeds")]) if isinstance(each, Record)]
RIVAL = record(
    "We present Tidal, a language model that has 200B parameters.", "Tidal: 200B Parameters"
)
MADE = list(synthetic.records(8, seed=5))
ADDED = [
    *MADE,
    *SEEDS[:4],  # the very same, from elsewhere, with other facts, and a little longer
    *(replace(each, source=Source("elsewhere.bib", 7)) for each in SEEDS[4:8]),
    *(
        replace(each, bibliography=replace(each.bibliography, published=Published("2019")))
        for each in SEEDS[8:12]
    ),
    *(replace(each, text=f"{each.text} The code is released.") for each in SEEDS[12:16]),
    record(LUNAR, "Lunar: A Model of the Moon"),
    Record(
        "We study how languge models forget. Forgeting is measured with 12 probes.",
        Bibliography("Probing", ("Ada North",), published=Published("October 2022")),
        Source("a.bib", 3),
    ),
]
ASKED = (
    "How many languages does the model cover?",
    "How many layers does BLOOM have?",
    f"How many layers does {synthetic.name(1)} have?",
    f"On how many examples was {synthetic.name(5)} trained?",
    "What is Lunar?",
    "papers by Ada North",
    "papers on language models",
    "the newest papers",
    "papers from 2019",
    "papers from October 2022",
    "papers in cs.CL",
    "Who wrote the paper on forgetting?",
    "What do largage models forget?",
    f"papers by {MADE[0].bibliography.authors[0]}",
    f"Who are the authors of {SEEDS[0].bibliography.title}?",
    f"When was {SEEDS[9].bibliography.title} published?",
)
_numbers = count(1)


@pytest.fixture(scope="module")
def seeded_base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    """The seeds, found by the engine on disk, read by the words that questions share with them."""
    folder = tmp_path_factory.mktemp("trial")
    with KnowledgeBase.open(folder, engine="tantivy", reader=Lexical()) as base:
        yield base


def _said(asked: KnowledgeBase | Trial, question: str) -> Answer | Abstention:
    return replace(asked.ask(question), elapsed_ms=0.0)


Additions = st.lists(st.sampled_from(ADDED), min_size=1, max_size=6, unique_by=id)


@times(0.3)
@given(first=Additions, second=Additions)
def test_a_trial_answers_as_the_collection_does_afterwards(
    seeded_base: KnowledgeBase, first: Sequence[Record], second: Sequence[Record]
) -> None:
    """Of a server's first papers and of more of them; under the same knowledge version."""
    own = seeded_base.beside(f"guild_{next(_numbers)}")
    for records in (first, second):
        trial = own.foreseen(records)
        foretold = [_said(trial, question) for question in ASKED]
        own.ingest_records(records)
        assert trial.knowledge_version == own.knowledge_version
        assert foretold == [_said(own, question) for question in ASKED]


@times(0.2)
@given(records=Additions)
def test_a_trial_on_the_shared_papers_reads_what_changes(
    seeded_base: KnowledgeBase, records: Sequence[Record]
) -> None:
    """It scores all that it finds as the collection would, to the last digit."""
    own = seeded_base.beside(f"guild_{next(_numbers)}")
    trial = own.foreseen(records)
    wanted = f"language models {synthetic.name(1)} forgeting"
    found = trial.search(wanted, 30)
    own.ingest_records(records)
    assert found == own.search(wanted, 30)


@pytest.fixture(params=[None, "tantivy"])
def base(request: pytest.FixtureRequest, place: Path | str) -> Iterator[KnowledgeBase]:
    """A base with a shared paper: in a file or on a server, all in memory or with an index."""
    folder = Path(place) if isinstance(place, str) else place
    with KnowledgeBase.open(folder, seed=False, engine=request.param, reader=Lexical()) as made:
        made.ingest_records([record(TIDAL, "Tidal: A Model of the Sea")])
        yield made


def _text(asked: KnowledgeBase | Trial) -> str:
    outcome = asked.ask(HOW_MANY)
    return outcome.text if isinstance(outcome, Answer) else ""


@pytest.mark.parametrize("has_own", [False, True])
def test_nothing_is_stored(base: KnowledgeBase, has_own: bool) -> None:
    """What is tried is nowhere else, before and after: in no collection, and not in the history."""
    own = base.beside("guild_5")
    if has_own:
        own.ingest_records([record(LUNAR, "Lunar: A Model of the Moon")])
    seen = own if has_own else base
    before, collections = seen.knowledge_version, base.store.collections()
    trial = own.foreseen([RIVAL])
    assert "200B" in _text(trial)
    assert "176B" in _text(seen)
    assert seen.knowledge_version == before
    assert base.store.collections() == collections
    assert len(base.store.history("base")) == 1
    assert base.store.verify() == []
    own.ingest_records([RIVAL])
    assert own.knowledge_version == trial.knowledge_version
