"""What `/knowledge` shows: what was added, what would change, the history, what is found."""

from collections.abc import Iterable, Mapping, Sequence

from bot.language import mark, say, say_count, worded
from bot.render.amounts import hint, listed, shown, when
from bot.render.citations import details, small, title, within
from bot.render.reply import About, Kind, Reply
from bot.service.additions import Added, Amended, Numbered, Proposal
from bot.service.golden_questions import Changed, Judged, Outlook
from knowledge.model import Abstract, Rejection

MOST_ENTRIES = 10
_REJECTED_LIMIT = 900
_CHANGED_LIMIT = 1500
_BROKEN_LIMIT = 900
_FOUND_LIMIT = 3400
_KINDS = {
    "ingest": mark("added"),
    "remove": mark("removed"),
    "undo": mark("undid"),
    "restore": mark("restored a copy"),
}


def refused(rejected: Sequence[Rejection]) -> Reply:
    """For papers none of which could be read."""
    said = say("Nothing was added: no paper could be read.")
    return Reply((said, _rejections(rejected)), private=True)


def dropped(count: int) -> Reply:
    """For a proposal that was turned down."""
    said = say_count(
        "Nothing was changed: {number} paper was not added.",
        "Nothing was changed: {number} papers were not added.",
        count,
    )
    return Reply((said,), private=True)


def amended(done: Amended) -> Reply:
    """What a removal or an undoing did."""
    gone, back = (done.entry.counts.get(k, 0) for k in ("statements_gone", "statements_back"))
    lines = [
        say("Done: entry **{number}** of the history.", number=str(done.number)),
        say_count("{number} record was taken out.", "{number} records were taken out.", gone)
        if gone
        else "",
        say_count("{number} record was brought back.", "{number} records were brought back.", back)
        if back
        else "",
        _golden_line(done.judged),
        hint(say("`/knowledge undo` takes it back.")),
    ]
    return Reply(("\n".join(filter(None, lines)),), private=True)


def history(entries: Sequence[Numbered], changers: Mapping[int, int]) -> Reply:
    """What has changed the server's own papers, the latest first; `changers`: who did what."""
    if not entries:
        said = say("This server has added no papers of its own yet: `/knowledge add` adds some.")
        return Reply((said,), private=True)
    lines = [_entry(entry, changers.get(entry.entry.id)) for entry in entries[:MOST_ENTRIES]]
    heading = say("**What has changed this server's own papers**")
    more = len(entries) - MOST_ENTRIES
    rest = (
        small(say_count("and {number} earlier", "and {number} earlier", more)) if more > 0 else ""
    )
    return Reply(("\n".join(filter(None, (heading, *lines, rest))),), private=True)


def found(query: str, papers: Sequence[tuple[Abstract, bool]]) -> Reply:
    """The papers that a query finds, each with whether it is the server's own."""
    if not papers:
        said = say("No paper here matches “{query}”.", query=shown(query))
        return Reply((said,), private=True)
    heading = say("Papers that match “{query}”:", query=shown(query))
    entries = [_paper(abstract, own=own) for abstract, own in papers]
    body = within(entries, _FOUND_LIMIT, say("paper"), say("papers"))
    return Reply((f"{heading}\n{body}",), private=True)


def added(done: Added) -> Reply:
    """Papers that were added, and what changes with them."""
    report = done.report
    known = report.exact_duplicates + report.near_duplicates
    lines = [
        say_count(
            "Added **{number}** paper, as entry **{entry}** of the history.",
            "Added **{number}** papers, as entry **{entry}** of the history.",
            report.abstracts_added,
            entry=str(done.entry),
        ),
        say_count("{number} was known already.", "{number} were known already.", known)
        if known
        else "",
        _golden_line(done.outlook.judged if done.outlook else ()),
        hint(say("`/knowledge undo` takes it back.")),
    ]
    changed = _changes(done.outlook.changed) if done.outlook else ""
    blocks = ("\n".join(filter(None, lines)), changed, _rejections(report.rejected))
    return Reply(tuple(filter(None, blocks)), private=True)


def proposed(proposal: Proposal) -> Reply:
    """Papers that wait for a decision, and why."""
    outlook = proposal.outlook
    said = say_count(
        "**Not added yet.** With this paper, golden questions would no longer be answered from "
        "the papers that they should be answered from:",
        "**Not added yet.** With these {number} papers, golden questions would no longer be "
        "answered from the papers that they should be answered from:",
        proposal.count,
    )
    blocks = (
        f"{said}\n{_broken(outlook)}",
        _changes(outlook.changed),
        say_count("Add it all the same?", "Add them all the same?", proposal.count),
    )
    about = About(Kind.PROPOSAL, token=proposal.token)
    return Reply(tuple(filter(None, blocks)), about, private=True)


def _broken(outlook: Outlook) -> str:
    lines = [f"- {shown(each.golden.question)} → {_instead(each)}" for each in outlook.broken]
    return within(lines, _BROKEN_LIMIT, say("question"), say("questions"))


def _instead(judged: Judged) -> str:
    return shown(judged.cited[0], 100) if judged.cited else say("no answer")


def _changes(changed: Sequence[Changed]) -> str:
    """The past questions whose answers change."""
    if not changed:
        return ""
    heading = say_count(
        "The answer to {number} earlier question changes:",
        "The answers to {number} earlier questions change:",
        len(changed),
    )
    lines = [
        f"- {shown(each.question)}\n  {_said(each.was)} → {_said(each.becomes)}" for each in changed
    ]
    return f"{heading}\n{within(lines, _CHANGED_LIMIT, say('question'), say('questions'))}"


def _said(answer: str | None) -> str:
    return say("no answer") if answer is None else f"“{shown(answer, 120)}”"


def _golden_line(judged: Sequence[Judged]) -> str:
    if not judged:
        return ""
    passed = sum(each.passed for each in judged)
    return say("Golden questions: {passed} of {total} pass.", passed=passed, total=len(judged))


def _rejections(rejected: Iterable[Rejection]) -> str:
    lines = [f"- {_rejection(each)}" for each in rejected]
    if not lines:
        return ""
    heading = say("Could not be added:")
    return f"{heading}\n{within(lines, _REJECTED_LIMIT, say('problem'), say('problems'))}"


def _rejection(rejected: Rejection) -> str:
    """Why something could not be read, with its name before it unless that is said there."""
    why = worded(rejected.reason)
    named = rejected.file in why
    return shown(why, 200) if named else f"{shown(rejected.file, 80)}: {shown(why, 200)}"


def _entry(made: Numbered, user_id: int | None) -> str:
    entry = made.entry
    deed = say(_KINDS.get(entry.kind, entry.kind))
    what = shown(", ".join(entry.what[:5]), 120) if entry.what else ""
    of = f"{deed} {made.undoes}" if made.undoes else f"{deed} {what}".strip()
    who = f" · <@{user_id}>" if user_id else ""
    gone = " · " + say("undone by {number}", number=str(made.undone_by)) if made.undone_by else ""
    count = entry.counts.get("abstracts_added")
    added = (
        " · " + say_count("{number} paper", "{number} papers", count) if count is not None else ""
    )
    return f"**{made.number}** {of}{added} · {when(entry.at)}{who}{gone}"


def _paper(abstract: Abstract, *, own: bool) -> str:
    known = details(abstract.bibliography)
    of = " · " + say("this server's own") if own else ""
    return listed([title(abstract)]) + of + (f"\n  {small(known)}" if known else "")
