"""A server's own papers changed: tried out first, where somebody relies on the answers.

Nothing here knows Discord. Any thread may call any method.
"""

import datetime as dt
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from threading import Lock

from bot.language import say
from bot.ledger import Asked, Golden, GoldenRun, Ledger, Proposed
from bot.service.golden_questions import Judged, Outlook, judge, outlook
from bot.service.library import Library
from bot.service.proposals import Waiting, of_document, to_document
from bot.service.submissions import Entry
from knowledge.base import KnowledgeBase
from knowledge.errors import HistoryError, InputError, UnknownCollectionError
from knowledge.model import IngestReport, Record, Rejection
from knowledge.settings import tuned
from knowledge.store import Entry as HistoryEntry

PROPOSED = dt.timedelta(minutes=tuned().proposals.decided_minutes)
REMEMBERED = dt.timedelta(days=tuned().proposals.compared_days)
Clock = Callable[[], dt.datetime]
Step = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Refused:
    """Nothing was added, as nothing could be read."""

    rejected: tuple[Rejection, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """Papers that would break golden questions, not kept yet; `token` is what decides on it."""

    token: str
    count: int
    outlook: Outlook


@dataclass(frozen=True, slots=True)
class Added:
    """Papers added, as entry `entry` of the server's history; `outlook`: where it was tried."""

    entry: int
    report: IngestReport
    outlook: Outlook | None


@dataclass(frozen=True, slots=True)
class Amended:
    """A removal or an undoing, and how the golden questions do after it."""

    entry: HistoryEntry
    number: int
    judged: tuple[Judged, ...]


@dataclass(frozen=True, slots=True)
class Numbered:
    """An entry of a server's own history, with its number there: the first has 1."""

    number: int
    entry: HistoryEntry
    undoes: int | None = None
    undone_by: int | None = None


class Additions:
    """Changes servers' papers; what is proposed is in the ledger until somebody decides."""

    def __init__(self, library: Library, ledger: Ledger, clock: Clock) -> None:
        self._library = library
        self._ledger = ledger
        self._clock = clock
        self._lock = Lock()

    def propose(
        self, guild_id: int, user_id: int, entries: Sequence[Entry], what: Sequence[str], step: Step
    ) -> Refused | Proposal | Added:
        """Add papers, unless that would break a golden question: then wait for a decision.

        Args:
            guild_id: the server.
            user_id: who adds them.
            entries: the papers, and what could not be read.
            what: what is added, for the history.
            step: told what is being done.
        """
        if not any(isinstance(entry, Record) for entry in entries):
            return Refused(tuple(e for e in entries if isinstance(e, Rejection)))
        found = self._tried(guild_id, entries, step)
        if found is None or not found.broken:
            step(say("Storing …"))
            return self._add(guild_id, user_id, entries, what, found)
        token, waiting = secrets.token_hex(8), Waiting(entries, what, found)
        until = self._clock() + PROPOSED
        self._ledger.propose(Proposed(token, guild_id, user_id, to_document(waiting), until))
        return Proposal(token, waiting.count, found)

    def keep(self, guild_id: int, user_id: int, token: str) -> Added:
        """Add what was proposed; the second who decides finds nothing.

        Raises:
            InputError: it was decided on, or too long ago, or is another server's.
        """
        waiting = self._taken(guild_id, token)
        return self._add(guild_id, user_id, waiting.entries, waiting.what, waiting.outlook)

    def drop(self, guild_id: int, token: str) -> int:
        """Add nothing of what was proposed; how many papers that is.

        Raises:
            InputError: as for `keep`.
        """
        return self._taken(guild_id, token).count

    def remove(self, guild_id: int, user_id: int, abstract_id: str) -> Amended:
        """Take one of the server's own papers out.

        Raises:
            InputError: it has no such paper of its own.
        """
        own = self._own(guild_id)
        try:
            entry = own.store.remove(own.collection, abstract_id)
        except (HistoryError, UnknownCollectionError) as error:
            raise InputError(
                say(
                    "This is none of the server's own papers: choose one from the list that "
                    "opens while you type."
                )
            ) from error
        return self._amended(guild_id, user_id, entry)

    def undo(self, guild_id: int, user_id: int, number: int) -> Amended:
        """Undo an entry of the server's own history.

        Raises:
            InputError: there is no such entry, or it was undone already.
        """
        own = self._own(guild_id)
        made = {each.number: each.entry.id for each in self.history(guild_id)}
        try:
            entry = own.store.undo(own.collection, made.get(number, 0))
        except (HistoryError, UnknownCollectionError) as error:
            raise InputError(
                say(
                    "There is no entry {number} that can still be undone: see "
                    "`/knowledge history`.",
                    number=str(number),
                )
            ) from error
        return self._amended(guild_id, user_id, entry)

    def history(self, guild_id: int) -> list[Numbered]:
        """What has changed the server's own papers, the latest first."""
        own = self._own(guild_id)
        try:
            entries = own.store.history(own.collection)
        except UnknownCollectionError:
            return []
        return numbered([entry for entry in entries if entry.collection == own.collection])[::-1]

    def run_goldens(self, guild_id: int) -> tuple[Judged, ...]:
        """Ask the server's golden questions now, and keep how they did."""
        goldens = self._ledger.goldens(guild_id)
        knowledge = self._library.of(guild_id, self._strictness(guild_id))
        judged = judge(knowledge, goldens)
        self._keep_run(guild_id, judged)
        return judged

    def _tried(self, guild_id: int, entries: Sequence[Entry], step: Step) -> Outlook | None:
        """What adding these would bring; None where nobody relies on anything."""
        own = self._own(guild_id)
        goldens = self._ledger.goldens(guild_id)
        past = self._ledger.asked_since(guild_id, self._clock() - REMEMBERED)
        if not goldens and not past:
            return None
        step(say("Trying it out on a copy: what would become of earlier answers? …"))
        return self._compared(guild_id, own, entries, goldens, past)

    def _compared(
        self,
        guild_id: int,
        own: KnowledgeBase,
        entries: Sequence[Entry],
        goldens: Sequence[Golden],
        past: Sequence[Asked],
    ) -> Outlook:
        strictness = self._strictness(guild_id)
        before = self._library.of(guild_id, strictness)
        after = own.foreseen(entries, strictness=strictness)
        return outlook(before, after, goldens, past)

    def _add(
        self,
        guild_id: int,
        user_id: int,
        entries: Sequence[Entry],
        what: Sequence[str],
        found: Outlook | None,
    ) -> Added:
        own = self._own(guild_id)
        with self._lock:
            report = own.ingest_records(entries, what)
            made = self.history(guild_id)[0]
        self._ledger.keep_change(guild_id, made.entry.id, user_id)
        if found is not None:
            self._keep_run(guild_id, found.judged)
        return Added(made.number, report, found)

    def _amended(self, guild_id: int, user_id: int, entry: HistoryEntry) -> Amended:
        self._ledger.keep_change(guild_id, entry.id, user_id)
        number = next(n.number for n in self.history(guild_id) if n.entry.id == entry.id)
        return Amended(entry, number, self.run_goldens(guild_id))

    def _keep_run(self, guild_id: int, judged: Sequence[Judged]) -> None:
        if judged:
            version = self._library.of(guild_id, None).statistics().knowledge_version
            passed = sum(each.passed for each in judged)
            run = GoldenRun(guild_id, self._clock(), version, passed, len(judged))
            self._ledger.keep_golden_run(run)

    def _taken(self, guild_id: int, token: str) -> Waiting:
        proposed = self._ledger.decide(guild_id, token, self._clock())
        if proposed is None:
            raise InputError(
                say("This was decided already, or too long ago: add the papers again.")
            )
        return of_document(proposed.document)

    def _strictness(self, guild_id: int) -> str | None:
        return self._ledger.settings(guild_id).strictness

    def _own(self, guild_id: int) -> KnowledgeBase:
        own = self._library.own(guild_id)
        if own is None:
            raise InputError(
                say("Here I answer from one collection, which only whoever runs me can change.")
            )
        return own


def numbered(entries: Sequence[HistoryEntry]) -> list[Numbered]:
    """The entries of one server, oldest first, each with its number among them."""
    numbers = {entry.id: number for number, entry in enumerate(entries, start=1)}
    return [
        Numbered(
            numbers[entry.id],
            entry,
            numbers.get(entry.undoes or 0),
            numbers.get(entry.undone_by or 0),
        )
        for entry in entries
    ]
