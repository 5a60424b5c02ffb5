"""How a terminal shows what the core says.

What a page or a person wrote is shown as plain words: it cannot move the cursor, colour the screen,
turn the reading direction around or use rich's markup.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TextIO, assert_never

from rich.console import Console
from rich.text import Text

from bot.cli.phrases import AGAINST, FOR, STATED, counted, tally
from bot.language.findings import DECIDING, FINDINGS
from bot.render.links import address
from bot.visible import visible
from knowledge.answers.metadata import date
from knowledge.model import (
    Abstention,
    Abstract,
    Answer,
    Citation,
    Evidence,
    Finding,
    IngestReport,
    Stance,
    Statement,
    Statistics,
    Verdict,
)
from knowledge.text.canonical import display

_ALSO_NAMED = 4
_COLOURS = {
    Finding.SUPPORTED: "green",
    Finding.REFUTED: "red",
    Finding.NOT_ENOUGH_INFO: "yellow",
    Stance.SUPPORTS: "green",
    Stance.REFUTES: "red",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line to show, and the columns that it stands in; where it is broken it keeps to them.

    `mark` stands in the last of those columns, beside the text's beginning.
    """

    text: Text
    indent: int = 0
    mark: str = ""


class Screen:
    """A terminal, or a stream that stands for one. A blank line follows every block shown."""

    def __init__(self, stream: TextIO) -> None:
        self._console = Console(file=stream, highlight=False, markup=False, emoji=False)

    def show(self, block: Iterable[Line]) -> None:
        """Show the lines of `block`, broken to the width of a terminal; a pipe gets them whole."""
        for line in block:
            beside = Text.assemble(" " * (line.indent - len(line.mark)), (line.mark, "cyan"))
            for part in self._broken(line):
                shown = beside + part
                shown.rstrip()
                self._console.print(shown, soft_wrap=True)
                beside = Text(" " * line.indent)
        self._console.print()
        self._console.file.flush()

    def _broken(self, line: Line) -> Iterable[Text]:
        if not self._console.is_terminal or not line.text:
            return (line.text,)
        return line.text.wrap(self._console, max(self._console.width - line.indent, 20))


def plain(text: str) -> list[Line]:
    """Lines of our own making, as they are."""
    return [Line(Text(line)) for line in text.splitlines()]


def reply(said: Answer | Abstention) -> list[Line]:
    """An answer with its sources, or why there is none."""
    notes = [_line(str(note), "italic") for note in said.notes]
    match said:
        case Answer():
            return [*notes, _answer(said.statements), Line(Text()), *_receipts(said.citations)]
        case Abstention():
            return [*notes, *_no_answer(said)]
        case _:
            assert_never(said)


def exchange(said: Answer | Abstention) -> list[Line]:
    """A question and its reply, for where several are asked at once."""
    return [_line(f"> {said.question}", "dim"), *reply(said)]


def verdict(found: Verdict) -> list[Line]:
    """What the base says about a claim: the verdict first, what decided it, then the rationale."""
    word = (FINDINGS[found.finding], f"bold {_COLOURS[found.finding]}")
    head = Line(Text.assemble(word, f": {visible(str(found.explanation))}"))
    notes = [_line(str(note), "italic") for note in found.notes]
    return [head, *notes, *(_rationale(found) if found.evidence else ())]


def checked(found: Verdict) -> list[Line]:
    """A claim and its verdict, for where several are checked at once."""
    return [_line(f"> {found.claim}", "dim"), *verdict(found)]


def paper(abstract: Abstract, others: Sequence[Abstract] = ()) -> list[Line]:
    """One paper whole, and what some others are called."""
    whole = [*_heading(abstract), Line(Text()), _line(display(abstract.text))]
    if not others:
        return whole
    return [*whole, Line(Text()), _line("Also found:"), *map(_named, others[:_ALSO_NAMED])]


def papers(abstracts: Iterable[Abstract]) -> Iterator[Line]:
    """A numbered list: what each paper is called, who wrote it, when, and where it stands."""
    for number, abstract in enumerate(abstracts, start=1):
        yield from _heading(abstract, f"{number}. ")


def statistics(figures: Statistics) -> list[Line]:
    """What the knowledge base holds."""
    return [
        _line(f"Papers: {figures.abstracts}, found in {figures.sources} places of the pages read."),
        _line(f"Search engine: {figures.engine}. Knowledge version: {figures.knowledge_version}."),
    ]


def ingested(report: IngestReport) -> list[Line]:
    """What an ingest did."""
    return [
        _line(
            f"{counted(report.records, 'record')} read in {report.seconds:.1f} s:"
            f" {counted(report.abstracts_added, 'new abstract')},"
            f" {counted(report.exact_duplicates, 'exact duplicate')},"
            f" {counted(report.near_duplicates, 'near-duplicate')}."
        ),
        _line(f"{len(report.rejected)} rejected. Knowledge version: {report.knowledge_version}."),
    ]


def remarks(report: IngestReport) -> list[str]:
    """What an ingest could not read, or doubts: where and why."""
    return [
        *(_unread(r.file, r.line, str(r.reason)) for r in report.rejected),
        *(f"{d.file}:{d.line}: in doubt: {d.reason}" for d in report.doubts),
    ]


def _unread(file: str, line: int, reason: str) -> str:
    """What was not read, and why; a reason that names the whole file needs no line of it."""
    if line == 1 and reason.startswith((f"{file} ", f"There is no file {file}.")):
        return f"not read: {reason}"
    return f"{file}:{line}: not read: {reason}"


def _line(text: str, style: str = "", indent: int = 0) -> Line:
    return Line(Text(visible(text), style), indent)


def _named(abstract: Abstract) -> Line:
    return Line(Text(visible(display(abstract.label))), indent=4, mark="- ")


def _answer(statements: Sequence[Statement]) -> Line:
    return Line(Text(" ").join(_statement(statement) for statement in statements))


def _statement(statement: Statement) -> Text:
    """The words with the short answer in bold, then the numbers of the sources."""
    text, short = statement.text, statement.short
    shown = Text()
    if short:
        shown.append(visible(text[: short.start]))
        shown.append(visible(short.of(text)), "bold")
    shown.append(visible(text[short.end if short else 0 :]))
    for n in statement.citations:
        shown.append(f" [{n}]", "cyan")
    return shown


def _receipts(citations: Sequence[Citation]) -> Iterator[Line]:
    """The sources; one that is cited several times in a row is described once."""
    for abstract, cited in groupby(citations, key=lambda citation: citation.abstract):
        marks = " ".join(f"[{citation.n}]" for citation in cited)
        yield from _heading(abstract, f"{marks} ")


def _rationale(verdict: Verdict) -> Iterator[Line]:
    """In which words papers speak for and against, how many do, and where those stand."""
    yield from (_evidence(found, verdict.finding) for found in verdict.evidence)
    if told := tally(verdict):
        yield Line(Text())
        yield Line(Text(told))
    yield Line(Text())
    yield from _receipts([found.citation for found in verdict.evidence])


def _evidence(evidence: Evidence, finding: Finding) -> Line:
    """A quote; what the verdict has not said yet of it stands before it."""
    citation = evidence.citation
    said = f"“{visible(display(citation.quote))}”" if citation.quote else STATED
    stance = FOR if evidence.stance is Stance.SUPPORTS else AGAINST
    before = "" if evidence.stance is DECIDING.get(finding) else f"{stance}: "
    shown = Text.assemble((before, _COLOURS[evidence.stance]), said, (f" [{citation.n}]", "cyan"))
    return Line(shown)


def _no_answer(abstention: Abstention) -> Iterator[Line]:
    yield _line(str(abstention.reason))
    if abstention.uncovered_terms:
        yield _line(f"Not covered: {', '.join(abstention.uncovered_terms)}.")
    if abstention.nearest:
        yield Line(Text())
        yield _line("The nearest papers, which do not answer it:")
        yield from map(_named, abstention.nearest)


def _heading(abstract: Abstract, mark: str = "") -> Iterator[Line]:
    """What a paper is called, then, further in, what is known of it and where it stands."""
    indent = len(mark)
    yield Line(Text(visible(display(abstract.label)), "bold"), indent, mark)
    for facts in (_people(abstract), _facts(abstract), _places(abstract)):
        if facts:
            yield _line(facts, "dim", indent)


def _people(abstract: Abstract) -> str:
    bibliography = abstract.bibliography
    people = ", ".join(bibliography.authors) + (" et al." if bibliography.et_al else "")
    return " · ".join(filter(None, (people, ", ".join(bibliography.affiliations))))


def _facts(abstract: Abstract) -> str:
    bibliography = abstract.bibliography
    code = "with code" if bibliography.has_code else ""
    categories = ", ".join(bibliography.categories)
    facts = (date(bibliography.published), categories, code, address(bibliography))
    return " · ".join(filter(None, facts))


def _places(abstract: Abstract) -> str:
    return " · ".join(f"{source.file}:{source.line}" for source in abstract.sources)
