"""What somebody does in a server, and the very views that the bot sends for it."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from bot import __version__
from bot.admin import health, knowledge
from bot.admin.gaps import of_server as gaps
from bot.admin.golden import listing
from bot.admin.privacy import what_is_kept
from bot.admin.stats import of_server as stats
from bot.buttons.ask_human import call
from bot.buttons.rate import form
from bot.buttons.settings_panel import LimitsForm, panel
from bot.buttons.show_in_context import quote_in_context, shown_by
from bot.buttons.verify import verified
from bot.cli.demo import month
from bot.cli.demo.discord_markup import Known
from bot.cli.demo.month import ADA, CHANNELS, GENERAL, GOLDEN, GUILD, HELPERS, MONA, NAMES, occasion
from bot.cli.demo.page import Form, Scene
from bot.commands import about
from bot.commands.check import checked_here
from bot.commands.papers import look_up
from bot.protocol import Knowledge
from bot.questions import answered
from bot.render import paper_changes
from bot.render.layout import layout
from bot.render.reply import Reply
from bot.serve.desk import Desk
from bot.service.additions import Additions, Proposal
from bot.service.permissions import Member
from bot.service.side_by_side import compared, question
from bot.service.verification import verify
from knowledge.model import Bibliography, Record, Source

_UNKNOWN = "How many GPUs was GPT-5 trained on?"
_WRONG = "Mistral 7B is worse than Llama 2 13B."
_CLAIMS = f"{_WRONG} Mistral 7B is released under the Apache 2.0 license."
_MONA = Member(MONA, GUILD, manages=True)
_RIVAL = Record(
    "We present BLOOM, a language model that has 200B parameters.",
    Bibliography(title="BLOOM: 200B Parameters"),
    Source("submission.bib", 1),
)


def scenes(desk: Desk, now: dt.datetime) -> Iterator[Scene | Form]:
    """All scenes; to be called where an event loop runs, as views are made on one.

    Args:
        desk: with a base of the seeds, and a ledger through which a server has lived.
        now: the time.
    """
    yield from _asking(desk)
    yield from _reading_on(desk)
    yield from _running(desk)
    yield from _keeping(desk, now)


def _asking(desk: Desk) -> Iterator[Scene | Form]:
    server = desk.server(GUILD)
    seen = server.knowledge
    yield _used("answer", "/ask", answered(desk, desk.server(GUILD), GOLDEN, occasion()))
    yield _used("abstention", "/ask", answered(desk, server, _UNKNOWN, occasion()))
    yield _used("verdict", "/check", checked_here(desk, server, _WRONG, occasion()))
    claims = checked_here(desk, server, _CLAIMS, occasion(private=True))
    yield replace(_used("claims", "Check claims", claims), private=True)
    yield _said(
        "mention", f"@Footnote {GOLDEN}", answered(desk, desk.server(GUILD), GOLDEN, occasion())
    )
    yield _used("comparison", "/compare", _compared(desk))
    yield _used("paper", "/papers", look_up(seen, "Mistral 7B", ADA))
    speed = desk.latency.measured()
    yield _used("about", "/about", about.page(seen.statistics(), __version__, speed))


def _compared(desk: Desk) -> Reply:
    two = ("BLOOM", "Mistral 7B", "parameters")

    def ask(base: Knowledge) -> Any:  # noqa: ANN401  # an answer or an abstention
        return compared(base, *two)

    return answered(desk, desk.server(GUILD), question(*two), occasion(), ask=ask)


def _reading_on(desk: Desk) -> Iterator[Scene | Form]:
    """The buttons below an answer."""
    server = desk.server(GUILD)
    seen, reply = server.knowledge, answered(desk, server, GOLDEN, occasion(private=True))
    shown = shown_by(action.custom_id for action in reply.actions)
    asked = desk.ledger.asked(reply.asked_id)
    yield _used("private", "/ask", reply)
    yield _used("context", "Show in context", quote_in_context(seen, *shown[0]))
    if asked is not None:
        yield _used("verified", "Verify", verified(verify(seen, asked, shown)))
    why: Any = form(reply.asked_id).to_dict()
    yield Form("why", why)
    yield _used("call", "Ask a human", call(_UNKNOWN, HELPERS, (GUILD, GENERAL, None)))


def _running(desk: Desk) -> Iterator[Scene | Form]:
    """What those see who run the bot in their server."""
    ledger, server = desk.ledger, desk.server(GUILD)
    view: Any = panel(month.SETTINGS, CHANNELS, list(NAMES))
    shown = view.to_components()
    yield Scene("settings", "mona", shown, "/settings", private=True, known=Known(NAMES))
    limits: Any = LimitsForm(month.SETTINGS).to_dict()
    yield Form("limits", limits)
    yield _by_mona("gaps", "/gaps", gaps(ledger, server, _MONA, 30))
    yield _by_mona("stats", "/stats", stats(ledger, server, _MONA, 28))
    found = health.page(health.of_server(ledger, desk.library, _MONA, desk.closed_channels))
    yield _by_mona("health", "/health", found)
    yield _by_mona("golden", "/golden list", listing(ledger, server, _MONA))
    yield _by_mona("privacy", "/privacy kept", what_is_kept(server))


def _keeping(desk: Desk, now: dt.datetime) -> Iterator[Scene | Form]:
    """A change of the papers: proposed, made, and told."""
    additions = Additions(desk.library, desk.ledger, lambda: now)
    done = additions.propose(GUILD, MONA, [_RIVAL], ["submission.bib"], lambda _: None)
    yield _by_mona("proposal", "/knowledge add", knowledge.outcome(done))
    if isinstance(done, Proposal):
        kept = additions.keep(GUILD, MONA, done.token)
        yield _by_mona("added", "Add", knowledge.outcome(kept))
    changes = paper_changes.history(additions.history(GUILD), desk.ledger.changers(GUILD))
    yield _by_mona("history", "/knowledge history", changes)


def _used(name: str, deed: str, reply: Reply, person: str = "ada") -> Scene:
    """Somebody used a command or a button."""
    return _scene(name, person, reply, deed=deed)


def _by_mona(name: str, deed: str, reply: Reply) -> Scene:
    return _used(name, deed, reply, "mona")


def _said(name: str, words: str, reply: Reply) -> Scene:
    """Somebody said something."""
    return _scene(name, "ada", reply, said=words)


def _scene(name: str, person: str, reply: Reply, *, deed: str = "", said: str = "") -> Scene:
    view: Any = layout(reply)
    files = {file.name: file.content for file in reply.files}
    known = Known(NAMES, files, dt.datetime.now(dt.UTC))
    return Scene(name, person, view.to_components(), deed, said, reply.private, known)
