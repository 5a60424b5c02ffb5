"""A terminal shows answers, abstentions and papers, and nothing in them works."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from io import StringIO

import pytest
from hypothesis import given
from rich.text import Text

from bot.cli import terminal
from bot.cli.terminal import Line, Screen
from knowledge.model import (
    Citation,
    Doubt,
    Finding,
    IngestReport,
    Rejection,
    Source,
    Stance,
    Statistics,
)
from tests.bot import samples

WORKING = {"Cc", "Cf", "Cs", "Zl", "Zp"}
"""Categories of characters that do something: controls, formats, lone surrogates, breaks."""


class _Terminal(StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def _shown(block: Iterable[Line], stream: StringIO | None = None) -> str:
    stream = stream or StringIO()
    Screen(stream).show(block)
    return stream.getvalue()


@pytest.fixture(autouse=True)
def narrow_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal of 60 columns that knows colours."""
    for name in ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "60")
    monkeypatch.setenv("TERM", "xterm-256color")


def test_an_answer_is_shown_with_its_sources() -> None:
    """First the words with their numbers, then each source with what is known of it."""
    assert _shown(terminal.reply(samples.answer())).splitlines() == [
        "It has 176B parameters and was trained on 1.6TB of text. [1]",
        "",
        "[1] Tidal: A Model of the Sea",
        "    Ada North, Bo South et al. · sea lab",
        "    Oct 27, 2022 · CL · with code · https://example.org/tidal",
        "    pages/one_page.txt:3 · pages/two.txt:9",
        "",
    ]


def test_the_short_answer_is_bold_on_a_terminal() -> None:
    """Only the short answer of the sentence is."""
    shown = _shown(terminal.reply(samples.answer()), _Terminal())
    assert "It has \x1b[1m176B\x1b[0m parameters" in shown


def test_an_answer_may_have_no_short_answer() -> None:
    """Then nothing stands out, and the words are the same."""
    answer = samples.answer()
    plain = replace(answer, statements=(replace(answer.statements[0], short=None),))
    assert _shown(terminal.reply(plain)) == _shown(terminal.reply(answer))
    assert "\x1b[1m" not in _shown(terminal.reply(plain), _Terminal()).splitlines()[0]


def test_a_terminal_gets_lines_that_fit_and_a_pipe_gets_them_whole() -> None:
    """Lines are broken between words, and further lines keep to the column of the first."""
    line = Line(Text("word " * 40), 4)
    parts = _shown([line], _Terminal()).rstrip("\n").split("\n")
    assert len(parts) > 3
    assert all(part.startswith("    word") and len(part) <= 60 for part in parts)
    assert len(_shown([line]).rstrip("\n").split("\n")) == 1


def test_a_source_cited_twice_in_a_row_is_described_once() -> None:
    """Its numbers stand side by side."""
    answer = samples.answer()
    cited = answer.citations[0].abstract
    other = samples.abstract("d4", title="Other")
    citations = (Citation(1, cited), Citation(2, cited), Citation(3, other))
    shown = _shown(terminal.reply(replace(answer, citations=citations)))
    assert shown.count("Tidal: A Model of the Sea") == 1
    assert "[1] [2] Tidal: A Model of the Sea" in shown
    assert "[3] Other" in shown


def test_an_abstention_says_why_and_names_the_nearest_papers_as_no_answer() -> None:
    """The label keeps anybody from taking them for sources."""
    assert _shown(terminal.reply(samples.abstention())).splitlines() == [
        "No abstract in the base speaks of this.",
        "Not covered: regatta, won.",
        "",
        "The nearest papers, which do not answer it:",
        "  - Tidal: A Model of the Sea",
        "",
    ]


def test_an_abstention_with_nothing_near_is_one_line() -> None:
    """No heading stands over nothing."""
    shown = _shown(terminal.reply(replace(samples.abstention(), uncovered_terms=(), nearest=())))
    assert shown == "No abstract in the base speaks of this.\n\n"


def test_how_a_question_was_read_is_said_first() -> None:
    """Notes stand before the answer, and the question before both where several are asked."""
    answer = replace(samples.answer(), notes=(samples.Saying("Read “tidl” as “Tidal”."),))
    assert _shown(terminal.exchange(answer)).splitlines()[:2] == [
        "> How many parameters has Tidal?",
        "Read “tidl” as “Tidal”.",
    ]


def test_a_verdict_is_shown_with_what_decided_it() -> None:
    """First what was found and why, then who says so in their own words, and where that stands."""
    found = samples.verdict("Tidal has 176B.", samples.abstract())
    (evidence,) = found.evidence
    against = replace(evidence, citation=replace(evidence.citation, n=2), stance=Stance.REFUTES)
    notes = (samples.Saying("Showing results for tidal."),)
    both = replace(found, evidence=(evidence, against), notes=notes)
    assert _shown(terminal.checked(both)).splitlines() == [
        "> Tidal has 176B.",
        "Supported: The abstract says the same as the claim.",
        "Showing results for tidal.",
        "“It has 176B parameters and was trained on 1.6TB of text.” [1]",
        "Against it: “It has 176B parameters and was trained on 1.6TB of text.” [2]",
        "",
        "1 paper says both.",
        "",
        "[1] [2] Tidal: A Model of the Sea",
        "        Ada North, Bo South et al. · sea lab",
        "        Oct 27, 2022 · CL · with code · https://example.org/tidal",
        "        pages/one_page.txt:3 · pages/two.txt:9",
        "",
    ]


def test_a_verdict_without_evidence_has_no_sources() -> None:
    """What was found and why: nothing else."""
    assert _shown(terminal.verdict(samples.verdict())) == (
        "Not enough information: No abstract in the base says whether this is so.\n\n"
    )


def test_evidence_without_a_quote_shows_none() -> None:
    """Where bibliographic data decides, the words say so."""
    found = samples.verdict("It is by Ada North.", samples.abstract())
    (evidence,) = found.evidence
    stated = replace(evidence, citation=replace(evidence.citation, span=None))
    shown = _shown(terminal.verdict(replace(found, evidence=(stated,))))
    assert "\nwhat its page states of the paper [1]" in shown


def test_verdicts_and_stances_have_colours_on_a_terminal() -> None:
    """Words say the same where there are none."""
    found = replace(samples.verdict("c", samples.abstract()), finding=Finding.REFUTED)
    shown = _shown(terminal.verdict(found), _Terminal())
    assert shown.startswith("\x1b[1;31mRefuted\x1b[0m: ")
    assert "\x1b[32mFor it: \x1b[0m" in shown


def test_a_paper_is_shown_whole_and_others_by_name() -> None:
    """The abstract follows what is known of the paper; few others are named."""
    others = [samples.abstract(str(n), title=f"Paper {n}") for n in range(9)]
    shown = _shown(terminal.paper(samples.abstract(), others))
    assert samples.TEXT in shown
    assert re.findall(r"- (Paper \d)", shown) == ["Paper 0", "Paper 1", "Paper 2", "Paper 3"]
    assert "Also found" not in _shown(terminal.paper(samples.abstract()))


def test_a_list_of_papers_is_numbered_and_leaves_out_what_is_not_known() -> None:
    """An untitled paper has its label and its places, and no empty lines."""
    bare = samples.abstract(title=None, authors=(), et_al=False, url=None)
    bare = replace(bare, bibliography=type(bare.bibliography)(), sources=(Source("p/a.txt", 7),))
    assert _shown(list(terminal.papers([samples.abstract(), bare]))).splitlines()[4:] == [
        "2. “Tidal is a model of the sea. It…”",
        "   p/a.txt:7",
        "",
    ]


def test_the_figures_of_a_base_are_shown() -> None:
    """Papers, places, engine and version."""
    shown = _shown(terminal.statistics(Statistics(28, 34, "cafe", "rank-bm25")))
    assert all(figure in shown for figure in ("28", "34", "cafe", "rank-bm25"))


def test_an_ingest_says_what_it_did_and_what_it_could_not_read() -> None:
    """Each rejection and doubt says its file, line and reason."""
    rejected, doubts = (Rejection("a", 4, "It is empty."),), (Doubt("b", 9, "It may go on."),)
    report = IngestReport(3, 2, 1, 0, rejected, doubts, "cafe", 0.25)
    assert "3 records read" in _shown(terminal.ingested(report))
    assert terminal.remarks(report) == [
        "a:4: not read: It is empty.",
        "b:9: in doubt: It may go on.",
    ]


def test_a_reason_that_names_the_whole_file_gets_no_line_of_it() -> None:
    """A file that is not there has no first line; what stands in the first line has one."""
    missing = Rejection("/nope", 1, "There is no file /nope. Check the path.")
    report = IngestReport(0, 0, 0, 0, (missing, Rejection("a", 1, "It is empty.")), (), "cafe", 0.1)
    assert terminal.remarks(report) == [
        "not read: There is no file /nope. Check the path.",
        "a:1: not read: It is empty.",
    ]


@given(samples.texts(), samples.texts())
def test_no_text_works_on_a_terminal(text: str, title: str) -> None:
    """Nothing of a page, a question or rich's markup reaches the terminal as a control."""
    hostile = replace(
        samples.abstract(text=f"{samples.TEXT} [red]{text}[/red]", title=f"[bold]{title}[/bold]"),
        sources=(Source(f"{text}.txt", 1),),
    )
    answer = replace(samples.answer(text, of=hostile), notes=(samples.Saying(text),))
    abstention = replace(samples.abstention(text), reason=samples.Saying(title), nearest=(hostile,))
    found = replace(
        samples.verdict(text, hostile),
        explanation=samples.Saying(title),
        notes=(samples.Saying(text),),
    )
    for block in (
        terminal.checked(found),
        terminal.exchange(answer),
        terminal.exchange(abstention),
        terminal.paper(hostile, [hostile]),
    ):
        shown = _shown(block, _Terminal())
        own = re.sub(r"\x1b\[[0-9;]*m", "", shown)
        assert {unicodedata.category(char) for char in own.replace("\n", "")}.isdisjoint(WORKING)
    assert "[red]" in _shown(terminal.paper(hostile))
