"""Claims, public and our own, are put to the checker, beside "always supported"."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge.evaluation import checking
from knowledge.evaluation.building import Bases
from knowledge.evaluation.figures import Figure
from knowledge.evaluation.runs import Evaluation, Setting, default_folder, evaluate
from knowledge.model import Finding
from tests.knowledge.evaluation import making
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
    with Bases() as bases:
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


def test_scifact_is_checked_by_what_was_fitted_on_the_other_half(
    public: Path, setting: Setting
) -> None:
    """Label-only F1 counts at least as much as what needs the rationale too."""
    found = values(evaluate("scifact-claims", public / "scifact", setting))
    label = found["cross-fitted", "abstract F1, label only"]
    both = found["cross-fitted", "abstract F1, label and rationale"]
    assert label.value > 0.5
    assert label.value >= both.value > 0
    assert label.baseline is not None
    assert 0 < label.baseline < label.value
    assert 0 <= found["cross-fitted", "refuted, precision"].value <= 1


def test_healthver_is_judged_by_the_evidence_alone(public: Path, setting: Setting) -> None:
    """Evidence on something else is not enough; the baseline supports everything."""
    found = values(evaluate("healthver", public / "healthver", setting))
    macro = found["cross-fitted", "macro F1"]
    plain = 2 * 0.25 / 1.25 / 3
    assert macro.baseline == pytest.approx(plain)
    assert macro.value > plain


def test_halves_are_whole() -> None:
    """A claim is always in the same half, and there are claims in both."""
    halves = [checking.half(thing) for thing in THINGS]
    assert halves == [checking.half(thing) for thing in THINGS]
    assert set(halves) == set(checking.HALVES)


def _own(folder: Path) -> Path:
    pages = folder / "other" / "pages"
    pages.mkdir(parents=True)
    (pages / "page.txt").write_text(f"Abstract:{ZEBRA}\n\nAbstract:{OTTER}\n", encoding="utf-8")
    rows = [
        {"claim": text, "verdict": finding.value, "paper": ZEBRA[:20]} for text, finding in OF_ZEBRA
    ]
    for name in ("claims_tune", "claims_report", "other/claims"):
        making.json_lines(folder / f"{name}.jsonl", rows)
    question = {
        "id": "1",
        "question": "How many layers does Zebrafish have?",
        "kind": "content",
        "paper": ZEBRA[:20],
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
    """On the pages that they are about all are right; the seeds know nothing of them."""
    found = values(evaluate("claims", _own(tmp_path), setting))
    assert found["other pages", "macro F1"].value == 1.0
    assert found["other pages", "refuted, precision"].value == 1.0
    assert found["tuned", "macro F1"].value == pytest.approx(2 * (1 / 3) / (4 / 3) / 3)
    assert found["reported", "check, median"].unit == "ms"


def test_our_questions_are_asked_part_by_part(tmp_path: Path, setting: Setting) -> None:
    """A part that is not there is not asked."""
    folder = _own(tmp_path)
    evaluation = evaluate("seeds", folder, setting)
    assert set(evaluation.outcomes) == {"tuned", "reported", "blind", "other pages"}
    assert values(evaluation)["other pages", "short answer exact"].value == 1.0
    (folder / "questions_blind.jsonl").unlink()
    assert "blind" not in evaluate("seeds", folder, setting).outcomes


def test_our_claims_are_what_the_stance_is_fitted_to(tmp_path: Path) -> None:
    """Each with the abstract that decides it, or else with the first that is found."""
    path = tmp_path / "claims.jsonl"
    rows = [
        {"claim": OF_ZEBRA[0][0], "verdict": "supported"},
        {"claim": OF_ZEBRA[1][0], "verdict": "refuted", "paper": ZEBRA[:20]},
    ]
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    claims = checking.own_claims(path)
    assert [c.finding for c in claims] == [Finding.SUPPORTED, Finding.REFUTED]
    assert default_folder("claims", tmp_path).name == "evaluation"
