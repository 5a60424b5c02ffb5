"""Checked claims as a reply."""

from collections.abc import Sequence
from dataclasses import replace

from bot.rendering.citations import markers, small, source_entries, within
from bot.rendering.custom_ids import fits
from bot.rendering.limits import ROW_BUTTONS, TOTAL_TEXT, width
from bot.rendering.replies import Action, Dismiss, Reply, ShowInContext
from bot.rendering.shortening import fit
from bot.wording import FINDINGS, STANCES, STATED, tally
from knowledge.model import Evidence, Finding, Stance, Verdict
from knowledge.text import display

MOST_CLAIMS = 5
"""Claims of one message that are checked; more do not fit into one reply."""
_MARKS = {
    Finding.SUPPORTED: "✓",
    Finding.REFUTED: "✗",
    Finding.NOT_ENOUGH_INFO: "?",
    Stance.SUPPORTS: "✓",
    Stance.REFUTES: "✗",
}
_ADVICE = "Name the paper or model that it is about, or look for one with `/papers`."
_CLAIM_LIMIT = 200
_NOTE_LIMIT = 150
_NOTES = 3
_REASON_LIMIT = 400
_BODY_LIMIT = 2400
_PART = 5
"""Of the room for one claim, no more than one part in this many goes to each of the claim itself,
the notes and the explanation, so that room is left for a quote."""
_QUOTES = 4
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
    room = TOTAL_TEXT - sum(map(width, bodies)) - width(foot)
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
    """The verdict first, then how the claim was read, why, and the quotes: `share` wide at most."""
    part, finding = share // _PART, verdict.finding
    claim = fit(verdict.claim, min(_CLAIM_LIMIT, part))
    head = (
        f"{_MARKS[finding]} **{FINDINGS[finding]}** · {claim}",
        *_notes(verdict.notes[:_NOTES], part),
        fit(verdict.explanation, min(_REASON_LIMIT, part)),
        small(votes) if (votes := tally(verdict.evidence)) else "",
    )
    lines = [line for line in head if line]
    room = share - sum(width(line) + 1 for line in lines)
    return "\n".join([*lines, *_quotes(quoted, len(verdict.evidence) - len(quoted), room)])


def _notes(notes: Sequence[str], room: int) -> list[str]:
    return [small(fit(note, min(_NOTE_LIMIT, room // len(notes)))) for note in notes]


def _quotes(quoted: Sequence[Evidence], left_out: int, room: int) -> list[str]:
    """The quotes, a line each, and how many there are beside them; `room` wide at most."""
    more = [small(f"… and {left_out} more quote{'s' * (left_out > 1)}")] if left_out else []
    room -= sum(width(line) + 1 for line in more)
    return [*(_quote(evidence, room // len(quoted) - 1) for evidence in quoted), *more]


def _quote(evidence: Evidence, limit: int) -> str:
    """The stance in words, the quote, and its number; `limit` wide at most."""
    citation = evidence.citation
    stance = f"{_MARKS[evidence.stance]} {STANCES[evidence.stance]}:"
    number = markers((citation.n,))
    room = limit - width(f"{stance} “” {number}")
    said = f"“{fit(display(citation.quote), room)}”" if citation.quote else STATED
    return f"{stance} {said} {number}"


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
