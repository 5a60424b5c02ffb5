"""A question from whatever place in Discord: who may ask, what comes of it, what is remembered."""

import contextlib
import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import structlog

from bot.buttons.registry import with_buttons
from bot.language import privately
from bot.ledger import Asked, Ledger, Outcome, Replies, ServerSettings
from bot.protocol import Knowledge
from bot.render.answers import reply
from bot.render.courtesies import regret, welcome
from bot.render.notes import NOT_AN_ASKER
from bot.render.reply import Reply
from bot.serve.desk import Desk
from bot.serve.occasions import Occasion
from bot.service.courtesy import Courtesy, courtesy
from bot.service.library import Server
from bot.service.limits import spend
from bot.service.patience import LateError
from knowledge.errors import StoreError
from knowledge.model import Abstention, Answer
from knowledge.settings import tuned

Ask = Callable[[Knowledge], Answer | Abstention]
REMEMBERED = tuned().questions.discord_turns
_log = structlog.stdlib.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Told:
    """What came of a question, and the reply that says so."""

    outcome: Answer | Abstention
    reply: Reply


def answered(
    desk: Desk,
    server: Server,
    question: str,
    occasion: Occasion,
    context: Sequence[str] = (),
    *,
    ask: Ask | None = None,
) -> Reply:
    """The reply to a question; a private note where this person may not ask here.

    Args:
        desk: where it is remembered.
        server: where it is asked.
        question: in the words in which it is remembered.
        occasion: who asks, and where.
        context: the questions before it, oldest first.
        ask: how the base is asked, where that is more than the question.

    Raises:
        FootnoteError: the question, or the knowledge base, cannot be used; or as much was asked
            today as may be.
    """
    settings = server.settings
    polite = courtesy(question)
    if polite is not None:
        return replace(welcomed(desk, server, polite), private=True)
    if not may_ask(settings, occasion):
        return NOT_AN_ASKER
    count(desk, settings, occasion)
    told = tell(desk, server, question, occasion, context, ask=ask)
    in_threads = settings is not None and settings.replies is Replies.THREAD
    begins = in_threads and isinstance(told.outcome, Answer) and not told.reply.private
    return replace(told.reply, thread=question) if begins else told.reply


def welcomed(desk: Desk, server: Server, kind: Courtesy) -> Reply:
    """The line for who asks nothing of the papers: what they are, and what could be asked.

    For who says that an answer is wrong: how to report that.

    Raises:
        FootnoteError: the knowledge base cannot be used.
    """
    if kind is Courtesy.OBJECTION:
        return regret()
    base = server.knowledge
    held = base.statistics()
    return welcome(kind, held.abstracts, desk.examples.of(held.knowledge_version, base))


def tell(
    desk: Desk,
    server: Server,
    question: str,
    occasion: Occasion,
    context: Sequence[str] = (),
    *,
    ask: Ask | None = None,
) -> Told:
    """What comes of a question of somebody who may ask, remembered.

    The arguments are those of `answered`.

    Raises:
        FootnoteError: the question, or the knowledge base, cannot be used.
    """
    settings = server.settings
    private = is_private(settings, occasion)
    base = server.knowledge
    outcome = ask(base) if ask else base.ask(question, context)
    asked_id = _remember(desk.hurried, outcome, question, occasion, context)
    humans = settings is not None and settings.helper_role is not None
    with privately() if private else contextlib.nullcontext():
        said = reply(outcome, occasion.user_id, asked_id, humans=humans, private=private)
        return Told(outcome, with_buttons(said))


def count(desk: Desk, settings: ServerSettings | None, occasion: Occasion) -> None:
    """Count a question of somebody who may ask, where a server has set daily limits.

    Where the ledger is late, it is not counted.

    Raises:
        SpentError: as much was asked today as may be.
        StoreError: the ledger cannot be used.
    """
    where = occasion.parent_id or occasion.channel_id
    with contextlib.suppress(LateError):
        spend(desk.hurried, settings, occasion.user_id, where, dt.datetime.now(dt.UTC))


def may_ask(settings: ServerSettings | None, occasion: Occasion) -> bool:
    """Whether this person may ask where they are."""
    needed = settings.asker_role if settings else None
    return needed is None or needed in occasion.roles or occasion.manages


def is_private(settings: ServerSettings | None, occasion: Occasion) -> bool:
    """Whether the reply is for the one who asked alone."""
    usual = settings is not None and settings.replies is Replies.PRIVATE
    return usual if occasion.private is None else occasion.private


def context_in(ledger: Ledger, channel_id: int, starter_id: int | None = None) -> tuple[str, ...]:
    """The last questions of a conversation that has a channel or thread of its own.

    Args:
        ledger: where they are remembered.
        channel_id: the channel or thread.
        starter_id: the message that the thread was opened on, which may be an answer.
    """
    try:
        first = ledger.answer_in(starter_id) if starter_id else None
        asked = ledger.asked_in(channel_id, REMEMBERED)
    except LateError:
        return ()
    return tuple(each.question for each in ([first] if first else []) + asked)[-REMEMBERED:]


def context_of(ledger: Ledger, message_id: int) -> tuple[str, ...]:
    """The questions up to the one that a message answers; none where it is no answer."""
    try:
        asked = ledger.answer_in(message_id)
    except LateError:
        return ()
    return (*asked.context, asked.question)[-REMEMBERED:] if asked else ()


def _remember(
    ledger: Ledger,
    outcome: Answer | Abstention,
    question: str,
    occasion: Occasion,
    context: Sequence[str],
) -> int:
    """The number of the question in the ledger; 0 where it cannot be kept."""
    kept = Asked(
        question=question,
        user_id=occasion.user_id,
        guild_id=occasion.guild_id,
        channel_id=occasion.channel_id,
        at=dt.datetime.now(dt.UTC),
        outcome=Outcome.ABSTAINED,
        knowledge_version=outcome.knowledge_version,
        confidence=outcome.confidence,
        latency_ms=outcome.elapsed_ms,
        context=tuple(context),
    )
    if isinstance(outcome, Answer):
        cited = tuple(dict.fromkeys(c.abstract.id for c in outcome.citations))
        kept = replace(kept, outcome=Outcome.ANSWERED, answer=outcome.text, cited=cited)
    else:
        kept = replace(kept, uncovered=outcome.uncovered_terms)
    try:
        return ledger.keep_asked(kept)
    except StoreError as error:
        _log.warning("question not kept", why=str(error))
        return 0
