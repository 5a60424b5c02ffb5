"""Any abstracts and any questions, through the real core to what Discord gets; and what must hold.

`everything_said` is what one example does; what it gives must pass `check`.
"""

import datetime as dt
import re
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from bot.buttons.ask_human import call
from bot.buttons.registry import with_buttons
from bot.buttons.show_in_context import quote_in_context
from bot.buttons.verify import verified
from bot.commands.check import verdicts
from bot.commands.papers import look_up
from bot.language import speaking
from bot.language.catalogues import LANGUAGES
from bot.ledger import Asked, Outcome
from bot.messages.relevance import Heard, Place, asking
from bot.render.answers import reply
from bot.render.bibtex import bibtex
from bot.render.choices import choices
from bot.render.layout import layout
from bot.render.notes import no_paper, note
from bot.render.reply import Reply
from bot.service.side_by_side import compared
from bot.service.verification import verify
from knowledge.base import KnowledgeBase
from knowledge.errors import FootnoteError
from knowledge.model import Abstract, Answer, Bibliography, Published, Record, Source
from tests.bot.discord_text import ACTIVE, ESCAPED, utf16
from tests.bot.samples import HOSTILE, texts
from tests.discord_server import message_rules
from tests.discord_server.world import walk

ASKER = 2**63
ROLE = 5
_PLAIN = (
    "Umbra Tidal Lunar model parameters trained tokens evaluated tasks 46B 1.6TB 2021 not beats"
)
_FRAMES = (
    "How many parameters does {} have?",
    "What is {}?",
    "Who wrote {}?",
    "When was {} published?",
    "Which papers are by {}?",
    "{} or {}?",
    "{}",
)
_FORBIDDEN = ("link", "masked link", "angle", "everyone")
_CODE = re.compile(r"```bibtex\n(?:(?!```).)*\n```", re.DOTALL)
_LINK = re.compile(r"<(https?://[^\s<>]+)>")


@dataclass(frozen=True, slots=True)
class Example:
    """Papers, and what people type: questions, claims and searches."""

    records: tuple[Record, ...]
    typed: tuple[str, ...]
    language: str


def words() -> st.SearchStrategy[str]:
    """A word or a few: plain, hostile, huge, or of any characters."""
    huge = st.builds(lambda c, n: c * n, st.sampled_from("aW潮🌊é*_`"), st.sampled_from((80, 3000)))
    reversing = st.sampled_from(("\u202ekcab\u202c", "\u2066שלום\u2069", "مرحبا", "a\u0301" * 50))
    return st.sampled_from(_PLAIN.split()) | texts(40) | st.sampled_from(HOSTILE) | reversing | huge


def sentences() -> st.SearchStrategy[str]:
    """What stands in abstracts: sentences of such words, which the core can read or cannot."""
    said = st.lists(words(), min_size=1, max_size=8).map(" ".join)
    known = st.sampled_from(("Umbra has 46B parameters.", "Tidal is not trained on speech."))
    return said.map(lambda text: f"{text}. ") | known


def records() -> st.SearchStrategy[Record]:
    """A paper of such sentences, with any bibliography."""
    name = words() | st.just("Ada North")
    address = st.sampled_from(("https://example.org/umbra", "https://evil.example/](x)")) | words()
    known = st.builds(
        Bibliography,
        title=st.none() | words() | st.just("Umbra: A Model of Shadows"),
        authors=st.lists(name, max_size=4).map(tuple),
        et_al=st.booleans(),
        affiliations=st.lists(name, max_size=2).map(tuple),
        published=st.builds(Published, st.none() | words(), st.none() | st.dates()),
        categories=st.lists(words(), max_size=2).map(tuple),
        has_code=st.booleans(),
        url=st.none() | address,
        identifiers=st.lists(words(), max_size=2).map(tuple),
    )
    text = st.lists(sentences(), min_size=1, max_size=6).map("".join)
    return st.builds(Record, text, known, st.just(Source("page.txt", 1)))


def typings() -> st.SearchStrategy[str]:
    """What somebody types, at most as much as Discord lets them."""
    asked = st.builds(
        lambda frame, first, second: frame.format(first, second),
        st.sampled_from(_FRAMES),
        words(),
        words(),
    )
    return (asked | sentences()).map(lambda text: text[:2000]).filter(bool)


def examples() -> st.SearchStrategy[Example]:
    """A few papers and a few things that somebody types."""
    return st.builds(
        Example,
        st.lists(records(), min_size=1, max_size=3).map(tuple),
        st.lists(typings(), min_size=1, max_size=2).map(tuple),
        st.sampled_from(LANGUAGES),
    )


def everything_said(example: Example) -> Iterator[tuple[Reply, set[str]]]:
    """Every reply that the bot would give, each with the addresses that it may link."""
    with (
        speaking(example.language),
        tempfile.TemporaryDirectory() as folder,
        KnowledgeBase.open(Path(folder), seed=False) as base,
    ):
        base.ingest_records(example.records)
        addresses = {abstract.bibliography.url or "" for abstract in base.papers()}
        for said in _said(base, example.typed):
            yield said, addresses


def _said(base: KnowledgeBase, typed: Sequence[str]) -> Iterator[Reply]:
    for words_typed in typed:
        asked = asking(Heard(words_typed, Place.DIRECT))
        question = asked.question if asked else words_typed
        for make in _makers(base, question, words_typed):
            try:
                yield make()
            except FootnoteError as error:
                yield note(str(error))
    papers = base.papers()
    yield from (quote_in_context(base, paper.id, None) for paper in papers)
    yield bibtex(papers)


def _makers(base: KnowledgeBase, question: str, typed: str) -> list[Callable[[], Reply]]:
    return [
        lambda: _answered(base, question),
        lambda: _verified(base, question),
        lambda: with_buttons(reply(compared(base, typed[:300], question[:300], None), ASKER)),
        lambda: with_buttons(verdicts(base, typed, ASKER, private=True)),
        lambda: look_up(base, typed[:300], ASKER),
        lambda: no_paper(typed),
        lambda: note(typed),
        lambda: call(typed, ROLE, (1, 2, 3)),
    ]


def _answered(base: KnowledgeBase, question: str) -> Reply:
    outcome = base.ask(question)
    return with_buttons(reply(outcome, ASKER, 7, humans=True, private=True))


def _verified(base: KnowledgeBase, question: str) -> Reply:
    """An answer of another day, looked at again."""
    outcome = base.ask(question)
    quoted = outcome.citations if isinstance(outcome, Answer) else ()
    past = Asked(
        question=question,
        user_id=ASKER,
        guild_id=1,
        channel_id=2,
        at=dt.datetime.now(dt.UTC),
        outcome=Outcome.ANSWERED,
        knowledge_version="then",
        confidence=0.5,
        latency_ms=1,
        answer="Something else.",
    )
    return verified(verify(base, past, [(c.abstract.id, c.span) for c in quoted]))


def offered(abstracts: Sequence[Abstract]) -> list[tuple[str, str]]:
    """What is offered while somebody types."""
    return [(choice.name, choice.value) for choice in choices(abstracts)]


def check(said: Reply, addresses: set[str]) -> None:
    """Nothing pings, nothing links elsewhere, nothing is over a limit."""
    components = layout(said).to_components()  # type: ignore[no-untyped-call]
    check_components(components, addresses)


def check_components(components: list[dict[str, Any]], addresses: set[str]) -> None:
    """As `check`, for what Discord has got."""
    body = {"components": components, "flags": 1 << 15}
    assert list(message_rules.message_problems(body, None, files=[])) == []
    everything = walk(components)
    contents = [each["content"] for each in everything if each["type"] == _TEXT]
    assert 0 < sum(map(utf16, contents)) <= message_rules.MAX_DISPLAYED_TEXT
    for button in (each for each in everything if each["type"] == _BUTTON):
        assert 0 < utf16(button["label"]) <= _LABEL
        assert 0 < utf16(button["custom_id"]) <= _CUSTOM_ID
    for content in contents:
        check_text(content, addresses)


def check_text(content: str, addresses: set[str]) -> None:
    """Nothing in it pings or links, but to what a bibliography states or to where it was asked."""
    inert = ESCAPED.sub("\ue000", _CODE.sub("", content))
    for address in _LINK.findall(inert):
        assert address in addresses, address
    left = _LINK.sub("", inert).replace(f"<@&{ROLE}>", "").replace(_ASKED_HERE, "")
    assert [name for name in _FORBIDDEN if ACTIVE[name].search(left)] == [], content


_TEXT, _BUTTON = 10, 2
_LABEL, _CUSTOM_ID = 80, 100
_ASKED_HERE = "https://discord.com/channels/1/2/3"
