"""`footnote eval` shows figures as a table, as JSON Lines and as a page."""

import io
import json
from pathlib import Path

import pytest

from bot.cli import evaluation
from bot.cli.main import main
from tests.knowledge.evaluation import making


class _Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_a_table_and_a_page_are_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every figure beside the baseline's."""
    report = tmp_path / "report.html"
    assert main(["eval", "med", str(making.beir(tmp_path)), "--report", str(report)]) == 0
    out, err = capsys.readouterr()
    assert "nDCG@10" in out
    assert "baseline" in out
    assert not err
    assert "nDCG@10" in report.read_text(encoding="utf-8")


def test_json_lines_hold_a_figure_each(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing else is on stdout."""
    assert main(["eval", "cran", str(making.beir(tmp_path)), "--json"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert lines[0] == {
        "dataset": "cran",
        "part": "tuned",
        "figure": "nDCG@10",
        "value": lines[0]["value"],
        "baseline": lines[0]["baseline"],
        "ratio": 1.0,
        "unit": "share",
        "lower_is_better": False,
    }
    assert {line["unit"] for line in lines} == {"share", "ms"}


def test_all_are_those_that_are_there(tmp_path: Path) -> None:
    """Of a folder of data sets; progress is drawn on a terminal."""
    making.beir(tmp_path / "med")
    making.pubmedqa(tmp_path / "pubmedqa")
    (tmp_path / "other").mkdir()
    stream = _Terminal()
    done = evaluation.run("all", tmp_path, tmp_path, 4, stream)
    assert [e.dataset for e in done] == ["seeds", "med", "pubmedqa", "claims"]
    assert stream.getvalue()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(["nonsense"], "no evaluation “nonsense”: name one of seeds, "), (["cran", "/none"], "PATH")],
)
def test_what_cannot_be_run_is_told_in_one_line(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """And the program ends with an error."""
    assert main(["eval", *arguments]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert said in line


def test_without_the_extra_it_says_how_to_install_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One line, and no traceback."""
    monkeypatch.setattr(evaluation, "PACKAGES", ("a_package_that_is_not_there",))
    assert main(["eval", "seeds"]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert "pip install 'footnote-bot[eval]'" in line
