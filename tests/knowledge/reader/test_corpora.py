"""What was written for the reader, and public sets, are read as examples that say what is right."""

import itertools
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.reader.training import corpora
from knowledge.reader.training.corpora import NEITHER, REFUTES, SUPPORTS
from tests.knowledge.evaluation import making
from tests.knowledge.reader.examples import assert_sound

ROW = {
    "id": "a1",
    "title": "On salt",
    "field": "ecology",
    "text": "Salt harms algae. It kills 12 % of them.",
    "sentences": [[0, 17], [18, 40]],
}


def test_a_written_question_is_read_with_its_span() -> None:
    """The span stands in the sentence that answers; one without a short answer has none."""
    item = {"kind": "question", "abstract": "a1", "q": "How many die?", "sentences": [1]}
    found = corpora.from_item({**item, "short": "12 %", "type": "quantity"}, ROW)
    assert found.answerable
    assert found.span is not None
    n, start, end = found.span
    assert found.sentences[n][start:end] == "12 %"
    assert (found.gold, found.field, found.title) == ((1,), "ecology", "On salt")
    none = corpora.from_item({**item, "short": None, "type": "finding"}, ROW)
    assert none.span is None
    assert none.span_known


def test_items_are_written_on_passages_of_public_sets_as_well(tmp_path: Path) -> None:
    """Each is named after its text, in which its sentences stand; a set is a field."""
    making.json_lines(tmp_path / "abstracts.jsonl", [ROW])
    making.public_passages(tmp_path)
    found = list(corpora.passages(tmp_path))
    fields = [row["field"] for row in found]
    assert fields == ["ecology", "computing", "biology", "health", "encyclopedia"]
    assert len({row["id"] for row in found}) == len(found)
    said = [[row["text"][start:end] for start, end in row["sentences"]] for row in found]
    assert said[1] == ["Salt harms algae.", "Sugar feeds them."]
    assert said[2] == said[1][::-1]
    assert said[3] == ["In covid_qa: Salt harms algae."]


@pytest.mark.parametrize(("yes", "stance"), [(True, SUPPORTS), (False, REFUTES)])
def test_a_written_yes_no_question_takes_a_stance(yes: bool, stance: int) -> None:
    """Its sentence decides it."""
    item = {"kind": "question", "abstract": "a1", "q": "does salt harm?", "sentences": [0]}
    found = corpora.from_item({**item, "short": None, "type": "yes_no", "yes": yes}, ROW)
    assert (found.stance, found.rationale, found.gold) == (stance, (0,), (0,))


@pytest.mark.parametrize(
    ("asked", "stance"),
    [
        ("does it harm fish?", NEITHER),
        ("Is it harmful or harmless?", None),
        ("how much salt was it?", None),
    ],
)
def test_a_near_miss_is_not_answered(asked: str, stance: int | None) -> None:
    """One that calls for yes or no is met with neither."""
    found = corpora.from_item({"kind": "near_miss", "abstract": "a1", "q": asked}, ROW)
    assert_sound(found)
    assert found.answerable is False
    assert found.stance == stance


@pytest.mark.parametrize(
    ("verdict", "stance", "sentences"),
    [("supported", SUPPORTS, [0]), ("refuted", REFUTES, [1]), ("not_enough_info", NEITHER, [])],
)
def test_a_written_claim_takes_a_stance(verdict: str, stance: int, sentences: list[int]) -> None:
    """With the sentences that carry it."""
    item = {"kind": "claim", "abstract": "a1", "claim": "Salt harms.", "verdict": verdict}
    found = corpora.from_item({**item, "sentences": sentences}, ROW)
    assert (found.stance, found.rationale) == (stance, tuple(sentences))
    assert found.answerable is None
    assert found.rationale_known


@given(st.lists(st.sampled_from(["We saw 3 fish.", "Dr. Li saw 2.", "E.g. this one holds."])))
def test_a_paragraph_is_parted_into_its_sentences(parts: list[str]) -> None:
    """In order, without overlap, and nothing but white space between them."""
    text = " ".join(parts)
    places = corpora.split(text)
    assert places[0][0] == 0
    assert places[-1][1] == len(text)
    for (_, end), (start, _) in itertools.pairwise(places):
        assert end < start
        assert text[end:start].strip(" \"')]") == ""


def test_public_questions_are_read_with_their_sentences(tmp_path: Path) -> None:
    """A span is placed in its sentence; one that lies across two is left out."""
    text = "The river rose by nine metres. It fell again after a week of sun."
    rows = [
        {
            "title": "Floods",
            "text": text,
            "questions": [
                {"q": "how high?", "spans": [[18, 29]]},
                {"q": "how wide?", "spans": []},
                {"q": "across?", "spans": [[20, 40]]},
            ],
        }
    ]
    path = tmp_path / "squad2.jsonl"
    making.json_lines(path, rows)
    high, wide = corpora.questions(path)
    assert (high.gold, high.span, high.title) == ((0,), (0, 18, 29), "Floods")
    assert wide.answerable is False
    assert {high.source, wide.source} == {"squad2"}


def test_claims_of_other_papers_are_read(tmp_path: Path) -> None:
    """Marks of citations are taken out; one without evidence is left open."""
    rows: list[dict[str, object]] = [
        {
            "claim": "Salt harms [<|cit|>] algae",
            "sentences": ["Salt harms."],
            "evidence": [{"label": "SUPPORT", "sentences": [0]}],
        },
        {"claim": "Salt heals", "sentences": ["Salt harms."], "evidence": []},
    ]
    path = tmp_path / "citation_integrity.jsonl"
    making.json_lines(path, rows)
    harms, heals = corpora.citations(path)
    assert (harms.text, harms.stance, harms.rationale) == ("Salt harms  algae", SUPPORTS, (0,))
    assert heals.stance == NEITHER


def test_the_halves_of_public_claims_are_apart(tmp_path: Path) -> None:
    """Each claim is in one half, with every abstract that it cites."""
    making.json_lines(
        tmp_path / "corpus.jsonl", [{"doc_id": 7, "title": "Salt", "abstract": [" It harms. "]}]
    )
    claims = [
        {
            "id": n,
            "claim": f"Claim {n}.",
            "cited_doc_ids": [7],
            "evidence": {"7": [{"label": "CONTRADICT", "sentences": [0]}]} if n % 2 else {},
        }
        for n in range(20)
    ]
    making.json_lines(tmp_path / "claims_train.jsonl", claims)
    halves = [{e.text for e in corpora.scifact(tmp_path, half)} for half in (0, 1)]
    assert halves[0] & halves[1] == set()
    assert len(halves[0] | halves[1]) == len(claims)
    read = {e.text: e for half in (0, 1) for e in corpora.scifact(tmp_path, half)}
    assert (read["Claim 1."].stance, read["Claim 1."].rationale) == (REFUTES, (0,))
    assert (read["Claim 2."].stance, read["Claim 2."].sentences) == (NEITHER, ("It harms.",))
