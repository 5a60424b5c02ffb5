"""Claims, public and our own, are put to the checker, beside "always supported".

How well they are checked is for the evaluation to say; here is what its figures are made of.
"""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge.evaluation import claim_sets
from knowledge.evaluation.bases import Bases
from knowledge.evaluation.factcheck import ScifactClaim, scifact_claims
from knowledge.evaluation.figures import Figure
from knowledge.evaluation.runs import Evaluation, Setting, default_folder, evaluate
from knowledge.model import Finding
from knowledge.reader.training import REPORTED_HALF, TRAINED_HALF, half_of
from knowledge.reader.training import corpora as training
from tests.knowledge.evaluation import making
from tests.knowledge.lexical import Lexical
from tests.knowledge.shelf import OTTER, ZEBRA

THINGS = ("salt", "light", "noise", "copper", "heat", "ozone", "lead", "nitrate")
OF_ZEBRA = (
    ("Zebrafish has 12 layers.", Finding.SUPPORTED),
    ("Zebrafish has 96 layers.", Finding.REFUTED),
    ("Zebrafish sings at night.", Finding.NOT_ENOUGH_INFO),
)


@pytest.fixture
def setting() -> Iterator[Setting]:
    """What a run shares."""
    with Bases(Lexical()) as bases:
        yield Setting(bases)


@pytest.fixture
def public(tmp_path: Path) -> Path:
    """A folder with tiny sets in the forms of SciFact and HealthVer, every other claim false."""
    corpus, claims, rows = [], [], ["id,evidence,claim,label,topic_ip,question"]
    for n, thing in enumerate(THINGS):
        said = f"We found that {thing} increases the growth of algae."
        corpus.append({"doc_id": n, "title": f"On {thing}", "abstract": ["Algae live here.", said]})
        true = n % 2 == 0
        claim = f"{thing.capitalize()} {'increases' if true else 'decreases'} the growth of algae."
        label = "SUPPORT" if true else "CONTRADICT"
        evidence = {str(n): [{"sentences": [1], "label": label}]}
        claims.append({"id": n, "claim": claim, "evidence": evidence})
        rows.append(f"{n},{said},{claim},{'Supports' if true else 'Refutes'},1,q")
        rows.append(f"{n},Birds sing in spring.,{claim},Neutral,1,q")
    claims.append({"id": 99, "claim": "Whales dive deep.", "evidence": {}})
    making.json_lines(tmp_path / "scifact" / "corpus.jsonl", corpus)
    making.json_lines(tmp_path / "scifact" / "claims_train.jsonl", claims)
    (tmp_path / "healthver").mkdir()
    (tmp_path / "healthver" / "healthver_dev.csv").write_text("\n".join(rows), encoding="utf-8")
    return tmp_path


def values(evaluation: Evaluation) -> dict[tuple[str, str], Figure]:
    """The figures by part and name."""
    return {(f.part, f.name): f for f in evaluation.figures}


def test_scifact_is_checked_on_the_half_that_was_not_trained_on(
    public: Path, setting: Setting
) -> None:
    """Each figure is a share; label-only F1 counts at least as much as what needs a rationale."""
    found = values(evaluate("scifact-claims", public / "scifact", setting))
    assert {part for part, _ in found} == {"half not trained on"}
    label = found["half not trained on", "abstract F1, label only"]
    both = found["half not trained on", "abstract F1, label and rationale"]
    assert 1 >= label.value >= both.value >= 0
    assert label.baseline is not None
    assert 0 < label.baseline < 1
    assert 0 <= found["half not trained on", "refuted, precision"].value <= 1
    assert found["half not trained on", "check, median"].unit == "ms"


def test_healthver_is_judged_by_the_evidence_alone_and_among_others(
    public: Path, setting: Setting
) -> None:
    """The baseline supports everything; others are there if they stand beside the folder."""
    found = values(evaluate("healthver", public / "healthver", setting))
    parts = {"evidence alone", f"with {len(THINGS)} others"}
    assert {part for part, _ in found} == parts
    for part in parts:
        macro = found[part, "macro F1"]
        assert macro.baseline == pytest.approx(2 * 0.25 / 1.25 / 3)
        assert 0 <= macro.value <= 1
    (public / "scifact" / "corpus.jsonl").unlink()
    alone = values(evaluate("healthver", public / "healthver", setting))
    assert {part for part, _ in alone} == {"evidence alone"}
    assert alone["evidence alone", "macro F1"] == found["evidence alone", "macro F1"]


def test_halves_are_whole() -> None:
    """A claim is always in the same half, and there are claims in both."""
    claims = [ScifactClaim(n, thing, {}) for n, thing in enumerate(THINGS)]
    halves = [half_of(claim.id) for claim in claims]
    assert halves == [half_of(claim.id) for claim in claims]
    assert set(halves) == {TRAINED_HALF, REPORTED_HALF}


def test_the_half_that_is_reported_is_not_the_one_to_train_on(public: Path) -> None:
    """Whatever training reads of a half, the evaluation leaves out."""
    folder = public / "scifact"
    lines = (folder / "claims_train.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    making.json_lines(
        folder / "claims_train.jsonl",
        [{**row, "cited_doc_ids": [int(key) for key in row["evidence"]]} for row in rows],
    )
    trained = {e.text for e in training.scifact(folder, TRAINED_HALF)}
    claims = scifact_claims(folder / "claims_train.jsonl")
    reported = {c.text for c in claims if half_of(c.id) == REPORTED_HALF}
    assert trained
    assert reported
    assert not trained & reported


def _own(folder: Path) -> Path:
    pages = folder / "other" / "pages"
    pages.mkdir(parents=True)
    (pages / "page.txt").write_text(f"Abstract:{ZEBRA}\n\nAbstract:{OTTER}\n", encoding="utf-8")
    rows = [
        {"claim": text, "verdict": finding.value, "paper": ZEBRA[:20]} for text, finding in OF_ZEBRA
    ]
    for name in ("claims_tune", "claims_report", "claims_brief", "other/claims"):
        making.json_lines(folder / f"{name}.jsonl", rows)
    question = {
        "id": "1",
        "question": "How many layers does Zebrafish have?",
        "kind": "content",
        "paper": ZEBRA[:24],  # in the half that is reported
        "answers": ["12"],
        "short": ["12"],
    }
    making.own(folder, [question])
    for name in ("questions_blind", "other/questions"):
        making.json_lines(folder / f"{name}.jsonl", [question])
    return folder


def test_our_claims_are_checked_on_the_seeds_and_on_other_pages(
    tmp_path: Path, setting: Setting
) -> None:
    """Part by part, beside what always supports."""
    found = values(evaluate("claims", _own(tmp_path), setting))
    parts = {"tuned", "reported", "brief", "other pages"}
    assert {part for part, _ in found} == parts
    for part in parts:
        assert found[part, "true claims refuted"].lower
        assert 0 <= found[part, "macro F1"].value <= 1
        assert found[part, "macro F1"].baseline == pytest.approx(2 * (1 / 3) / (4 / 3) / 3)
    assert found["reported", "check, median"].unit == "ms"


def test_our_questions_are_asked_part_by_part(tmp_path: Path, setting: Setting) -> None:
    """A part that is not there is not asked."""
    folder = _own(tmp_path)
    evaluation = evaluate("seeds", folder, setting)
    assert set(evaluation.outcomes) == {"tuned", "reported", "blind", "other pages"}
    assert 0 <= values(evaluation)["other pages", "short answer exact"].value <= 1
    (folder / "questions_blind.jsonl").unlink()
    making.json_lines(folder / "other/questions.jsonl", [])
    assert set(evaluate("seeds", folder, setting).outcomes) == {"tuned", "reported"}


def test_our_claims_are_read(tmp_path: Path) -> None:
    """Each with what is right."""
    path = tmp_path / "claims.jsonl"
    rows = [
        {"claim": OF_ZEBRA[0][0], "verdict": "supported"},
        {"claim": OF_ZEBRA[1][0], "verdict": "refuted", "paper": ZEBRA[:20]},
    ]
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    claims = claim_sets.own_claims(path)
    assert [c.finding for c in claims] == [Finding.SUPPORTED, Finding.REFUTED]
    assert default_folder("claims", tmp_path).name == "evaluation"
