"""Checked claims as a reply."""

from collections.abc import Sequence
from dataclasses import replace

from bot.rendering.citations import markers, small, source_entries, within
from bot.rendering.custom_ids import fits
from bot.rendering.limits import ROW_BUTTONS, TOTAL_TEXT, width
from bot.rendering.replies import Action, Dismiss, Reply, ShowInContext
from bot.rendering.shortening import fit
from knowledge.model import Evidence, Finding, Stance, Verdict
from knowledge.text import display

MOST_CLAIMS = 5
"""Claims of one message that are checked; more do not fit into one reply."""
_HEADS = {
    Finding.SUPPORTED: "✓ **Supported**",
    Finding.REFUTED: "✗ **Refuted**",
    Finding.NOT_ENOUGH_INFO: "? **Not enough information**",
}
_STANCES = {Stance.SUPPORTS: "✓ Supports", Stance.REFUTES: "✗ Refutes"}
_ADVICE = "Name the paper or model that it is about, or look for one with `/papers`."
_CLAIM_LIMIT = 200
_NOTE_LIMIT = 150
_NOTES = 3
_REASON_LIMIT = 400
_BODY_LIMIT = 2400
_QUOTES = 3
_QUOTE_LEAST = 120
_VERSION_LENGTH = 12


def checked(verdicts: Sequence[Verdict], asker: int, left_out: int = 0) -> Reply:
    """The verdicts on the claims of a message, at least one.

    Args:
        verdicts: at most `MOST_CLAIMS`.
        asker: the user id of the one who asked, for whom Dismiss works.
        left_out: so many claims of the message were not checked.
    """
    numbered = _numbered(verdicts)
    share = _BODY_LIMIT // len(verdicts)
    bodies = [_verdict(v, e, share) for v, e in zip(verdicts, numbered, strict=True)]
    foot = _foot(verdicts, left_out)
    cited = [evidence.citation for evidences in numbered for evidence in evidences]
    room = TOTAL_TEXT - sum(width(body) + 1 for body in bodies) - width(foot)
    sources = within(source_entries(cited), room, "source", "sources") if cited else ""
    blocks = tuple(filter(None, (*bodies, sources, foot)))
    return Reply(blocks, (*_in_context(verdicts, numbered), Dismiss(asker)))


def _numbered(verdicts: Sequence[Verdict]) -> list[list[Evidence]]:
    """What is quoted of each verdict's evidence, its footnotes numbered through the whole reply."""
    shown, number = [], 0
    for verdict in verdicts:
        quoted = []
        for evidence in verdict.evidence[: max(1, _QUOTES // len(verdicts))]:
            number += 1
            quoted.append(replace(evidence, citation=replace(evidence.citation, n=number)))
        shown.append(quoted)
    return shown


def _verdict(verdict: Verdict, quoted: Sequence[Evidence], share: int) -> str:
    notes = [small(fit(note, _NOTE_LIMIT)) for note in verdict.notes[:_NOTES]]
    head = [
        small(fit(verdict.claim, _CLAIM_LIMIT)),
        *notes,
        f"{_HEADS[verdict.finding]} · {fit(verdict.explanation, _REASON_LIMIT)}",
        _votes(verdict.evidence),
    ]
    lines = [line for line in head if line]
    room = share - sum(width(line) + 1 for line in lines)
    each = max(_QUOTE_LEAST, room // max(1, len(quoted)) - 30)
    return "\n".join([*lines, *(_quote(evidence, each) for evidence in quoted)])


def _quote(evidence: Evidence, limit: int) -> str:
    citation = evidence.citation
    words = fit(display(citation.quote or citation.abstract.label), limit)
    return f"{_STANCES[evidence.stance]}: {words} {markers((citation.n,))}"


def _votes(evidence: Sequence[Evidence]) -> str:
    """How many papers speak for and against; each has one vote."""
    papers = {e.citation.abstract.id: e.stance for e in evidence}
    if len(papers) <= 1:
        return ""
    votes = list(papers.values())
    return small(
        f"{votes.count(Stance.SUPPORTS)} papers for it, {votes.count(Stance.REFUTES)} against"
    )


def _foot(verdicts: Sequence[Verdict], left_out: int) -> str:
    unsettled = any(v.finding is Finding.NOT_ENOUGH_INFO for v in verdicts)
    more = f"I checked the first {len(verdicts)} claims; {left_out} more were left out."
    version = "Knowledge version " + fit(verdicts[0].knowledge_version[:_VERSION_LENGTH], 40)
    lines = (more if left_out else "", _ADVICE if unsettled else "", version)
    return "\n".join(small(line) for line in lines if line)


def _in_context(
    verdicts: Sequence[Verdict], numbered: Sequence[Sequence[Evidence]]
) -> list[Action]:
    """A button for each quote, as far as a row holds them beside Dismiss."""
    every = [e.citation for evidences in numbered for e in evidences]
    different = {(c.abstract.id, c.span): c for c in reversed(every)}
    quoted = list(reversed(different.values()))[: ROW_BUTTONS - 1]
    alone = len(quoted) == 1 and len(verdicts) == 1
    buttons = (
        ShowInContext(c.abstract.id, c.span, f"Show{'' if alone else f' [{c.n}]'} in context")
        for c in quoted
    )
    return [button for button in buttons if fits(button)]
