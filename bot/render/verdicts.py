"""Checked claims as a reply; the words for each verdict: `bot/language/findings.py`."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import count

from bot.language import mark, say, say_count, worded
from bot.language.findings import DECIDING, FINDINGS
from bot.render.citations import markers, small, source_entries, within
from bot.render.discord_limits import TOTAL_TEXT, width
from bot.render.reply import About, Kind, Reply
from bot.render.small_print import TEXT_LIMIT, asked
from bot.render.truncation import fit
from knowledge.model import Evidence, Finding, Stance, Verdict
from knowledge.settings import tuned
from knowledge.text.canonical import display

MOST_CLAIMS = tuned().claims.most
_SIGNS = {Finding.SUPPORTED: "✓", Finding.REFUTED: "✗", Finding.NOT_ENOUGH_INFO: "?"}
_STANCES = {Stance.SUPPORTS: mark("For it: {quote}"), Stance.REFUTES: mark("Against it: {quote}")}
_ADVICE = mark(
    "Not enough information does not make a claim wrong. Name the paper or model that it is about, "
    "or look for one with `/papers`."
)
_BODY_LIMIT = 2700
"""Of one message, so much is for the verdicts; the rest is for what they cite."""
_REASON_LIMIT = 400
_QUOTES = 4
"""Sentences that are quoted in one reply, one for each claim at least."""
_QUOTE_LIMIT = 600
_QUOTE_LEAST = 80
_QUOTE_FRAME = 40
"""What stands around a quote: its stance, its number, the end of the line."""


def checked(
    verdicts: Sequence[Verdict], asker: int, left_out: int = 0, *, private: bool = False
) -> Reply:
    """The verdicts on the claims of a message, at least one.

    Args:
        verdicts: at most `MOST_CLAIMS`.
        asker: the user id of the one who asked, for whom Dismiss works.
        left_out: so many claims of the message were not checked.
        private: whether only the one who asked sees them, and may share them.
    """
    numbered = _numbered(verdicts)
    share = _BODY_LIMIT // len(verdicts)
    bodies = [_verdict(v, e, share) for v, e in zip(verdicts, numbered, strict=True)]
    foot = _foot(verdicts, left_out)
    cited = [evidence.citation for evidences in numbered for evidence in evidences]
    room = TOTAL_TEXT - sum(width(block) + 1 for block in (*bodies, foot))
    sources = within(source_entries(cited, room), room, say("source"), say("sources"))
    blocks = tuple(filter(None, (*bodies, sources, foot)))
    about = About(
        Kind.VERDICTS, asker, cited=tuple(cited), alone=len(verdicts) == 1, shareable=private
    )
    return Reply(blocks, about, private)


def _numbered(verdicts: Sequence[Verdict]) -> list[list[Evidence]]:
    """What is quoted of each verdict's evidence, its footnotes numbered through the whole reply."""
    number = count(1)
    most = max(1, _QUOTES // len(verdicts))
    return [
        [replace(e, citation=replace(e.citation, n=next(number))) for e in _telling(verdict, most)]
        for verdict in verdicts
    ]


def _telling(verdict: Verdict, most: int) -> list[Evidence]:
    """At most so many sentences: what decided first, then what speaks against that."""
    deciding = [e for e in verdict.evidence if e.stance is DECIDING.get(verdict.finding)]
    other = [e for e in verdict.evidence if e not in deciding]
    first = deciding[: max(1, most - bool(other))]
    return [*first, *other][:most]


def _verdict(verdict: Verdict, quoted: Sequence[Evidence], share: int) -> str:
    reason = fit(worded(verdict.explanation), min(_REASON_LIMIT, share // 3))
    found = f"{_SIGNS[verdict.finding]} **{say(FINDINGS[verdict.finding])}**"
    shown = f"{found} · {reason}" if reason else found
    head = [
        asked(verdict.claim, verdict.notes, min(TEXT_LIMIT, share // 5), share // 4),
        shown,
        _votes(verdict.evidence),
    ]
    lines = [line for line in head if line]
    if lines[0] != shown:
        lines.insert(1, "")
    room = share - sum(width(line) + 1 for line in lines)
    each = max(_QUOTE_LEAST, min(_QUOTE_LIMIT, room // max(1, len(quoted)) - _QUOTE_FRAME))
    return "\n".join([*lines, *(_quote(verdict, evidence, each) for evidence in quoted)])


def _quote(verdict: Verdict, evidence: Evidence, limit: int) -> str:
    """A quote; what the verdict has not said yet of it stands before it."""
    citation = evidence.citation
    words = fit(display(citation.quote or citation.abstract.label), limit)
    quote = f"{words} {markers((citation.n,))}"
    if evidence.stance is DECIDING.get(verdict.finding):
        return f"> {quote}"
    return "> " + say(_STANCES[evidence.stance], quote=quote)


def _votes(evidence: Sequence[Evidence]) -> str:
    """How many papers speak for it and how many against, whether they are quoted or not.

    Of one alone the verdict tells.
    """
    if len({e.citation.abstract.id for e in evidence}) <= 1:
        return ""
    for_it, against = (
        len({e.citation.abstract.id for e in evidence if e.stance is stance})
        for stance in (Stance.SUPPORTS, Stance.REFUTES)
    )
    number_for = say_count("{number} paper for it", "{number} papers for it", for_it)
    number_against = say("{number} against it", number=against)
    return small(
        f"{number_for if for_it else say('No paper for it')}, "
        f"{number_against if against else say('none against it')}"
    )


def _foot(verdicts: Sequence[Verdict], left_out: int) -> str:
    unsettled = any(v.finding is Finding.NOT_ENOUGH_INFO for v in verdicts)
    lines = (
        _left_out(len(verdicts), left_out) if left_out else "",
        say(_ADVICE) if unsettled else "",
    )
    return "\n".join(small(line) for line in lines if line)


def _left_out(checked_claims: int, left_out: int) -> str:
    return say_count(
        "I checked the first {checked} claims; {number} more was left out. Send it by itself.",
        "I checked the first {checked} claims; {number} more were left out. Send them by "
        "themselves.",
        left_out,
        checked=checked_claims,
    )
