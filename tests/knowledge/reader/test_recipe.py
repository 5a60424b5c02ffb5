"""The recipe of the training: what each phase sees, from a few made-up data."""

import random
from dataclasses import replace
from pathlib import Path

import pytest

pytest.importorskip("sklearn")

from knowledge.reader.builtin import WEIGHTS
from knowledge.reader.inputs import WordPieces
from knowledge.reader.training import corpora
from knowledge.reader.training.batches import plan, steps
from knowledge.reader.training.corpora import SETS, Example
from knowledge.reader.training.neighbours import abstracts
from knowledge.reader.training.recipe import PHASES, Phase
from tests.knowledge.evaluation import making

PIECES = WordPieces(WEIGHTS / "tokenizer.json")
TEXT = "Salt {n} harms the algae of all lakes in Kenya. It killed {n} of them in the dry season."
MIDDLE = TEXT.index("It killed") + len("10") - len("{n}")
WITH_CLAIMS = Phase(("written",), 1, 1e-4, 100, questions=0.0, close=(1, 60))
CLAIM = {"kind": "claim", "verdict": "refuted", "sentences": [1]}
ASKED = {"kind": "question", "sentences": [1], "short": None, "type": "finding"}


@pytest.fixture
def shared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Abstracts of two fields, one of them left out, with items on those with even numbers."""
    folder = tmp_path / "train"
    scifact = tmp_path / "eval" / "scifact"
    for path in (folder, scifact, tmp_path / "items"):
        path.mkdir(parents=True)
    monkeypatch.setattr(corpora, "ITEMS", tmp_path / "items")
    rows = [(n, TEXT.format(n=n)) for n in range(10, 40)]
    making.json_lines(
        folder / "abstracts.jsonl",
        [
            {
                "id": f"a{n}",
                "title": "On salt",
                "field": "physics" if n % 5 == 0 else "ecology",
                "text": text,
                "sentences": [[0, MIDDLE - 1], [MIDDLE, len(text)]],
            }
            for n, text in rows
        ],
    )
    even = [f"a{n}" for n, _ in rows if n % 2 == 0]
    claims = [{**CLAIM, "abstract": a, "claim": f"Salt spares {a}."} for a in even]
    asked = [{**ASKED, "abstract": a, "q": f"how many did salt kill in {a}?"} for a in even]
    making.json_lines(folder / "written.jsonl", [*claims, *asked])
    making.public_passages(folder)
    making.json_lines(
        scifact / "corpus.jsonl", [{"doc_id": 7, "title": "Salt", "abstract": ["It harms."]}]
    )
    making.json_lines(
        scifact / "claims_train.jsonl",
        [{"id": n, "claim": f"No {n}.", "cited_doc_ids": [7], "evidence": {}} for n in range(20)],
    )
    return folder


def planned(phase: Phase, shared: Path, share: float = 1.0) -> list[Example]:
    """The examples of all batches of a phase."""
    batches = plan(phase, PIECES, shared, random.Random(3), share)
    assert batches == plan(phase, PIECES, shared, random.Random(3), share)
    return [example for batch in batches for example in batch]


def test_fields_that_are_reported_on_are_not_even_held_against(shared: Path) -> None:
    """An abstract without items is, if it is of another field."""
    names = {held.name for held in abstracts(shared)}
    assert "a20" not in names
    assert names >= {"a11", "a12"}


@pytest.mark.parametrize("phase", PHASES[1:4])
def test_a_later_phase_sees_claims_in_each_epoch(phase: Phase, shared: Path) -> None:
    """Turned sentences only in the epochs that ask for them; no field that is left out."""
    made = planned(phase, shared)
    turned = [e for e in made if e.source == "turned"]
    assert len(turned) == sum(phase.turned)
    claims = [e for e in made if e.source == "written" and e.text.startswith("Salt spares")]
    assert {e.text for e in claims} == {
        f"Salt spares a{n}." for n in range(10, 40, 2) if n % 5 != 0
    }
    assert len(claims) >= phase.epochs * len({e.text for e in claims})
    assert all(int(e.passage[1:]) % 5 for e in (*claims, *turned))


def test_a_phase_with_claims_beside_questions_sees_both_in_every_step(shared: Path) -> None:
    """The claims begin anew while there are questions left; no claim is among the questions."""
    beside = replace(WITH_CLAIMS, batch=100)
    phase = replace(PHASES[5], sets=("written",), epochs=6, batch=200, beside=beside)
    made = steps(phase, PIECES, shared, random.Random(3))
    assert made == steps(phase, PIECES, shared, random.Random(3))
    assert made
    for questions, claims in made:
        assert all(e.answerable is not None for e in questions)
        assert all(e.stance is not None for e in claims)
    alone = steps(replace(phase, beside=None), PIECES, shared, random.Random(3))
    assert [batches[0] for batches in made] == [batch for (batch,) in alone]


def test_the_first_phase_sees_a_set_twice_and_later_a_part_of_the_items(shared: Path) -> None:
    """Of these the first epoch sees all."""
    few = Phase(
        PHASES[1].sets, 2, 1e-4, PHASES[0].batch, twice=PHASES[0].twice, later=0.5, others=0.0
    )
    made = planned(few, shared)
    written = [e for e in made if e.source == "written"]
    once = len({e.text for e in written})
    assert once < len(written) < 2 * once
    public = [e.text for e in made if e.source == "scifact"]
    assert len(public) == 2 * len(set(public))


def test_a_share_of_the_written_abstracts(shared: Path) -> None:
    """Whole abstracts are left out with all their items."""
    half = {e.passage for e in planned(PHASES[1], shared, 0.5) if e.source == "written"}
    every = {e.passage for e in planned(PHASES[1], shared) if e.source == "written"}
    assert half < every
    assert len(half) == round(len(every) / 2)


def test_the_phases_take_what_there_is() -> None:
    """They name sets that are there, and the first names all."""
    assert {name for phase in PHASES for name in phase.sets} == set(SETS) == set(PHASES[0].sets)
    for phase in PHASES:
        assert len(set(phase.sets)) == len(phase.sets)
        assert phase.twice <= set(phase.sets)
        assert len(phase.turned) <= phase.epochs
