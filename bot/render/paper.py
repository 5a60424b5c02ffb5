"""A paper, or a quote in its abstract, as a reply."""

from collections.abc import Sequence

from bot.language import privately, say
from bot.render.citations import authors, date, link, small, title, within
from bot.render.discord_limits import TOTAL_TEXT, width
from bot.render.links import address
from bot.render.reply import About, Kind, Reply
from bot.render.truncation import Marked, fit, fit_marked
from knowledge.model import Abstract, Bibliography, Source, Span
from knowledge.text.canonical import display

_AUTHORS_LIMIT = 400
_LIST_LIMIT = 200
_SOURCES_LIMIT = 500
_SOURCE_LIMIT = 120
_OTHERS_LIMIT = 600
_OTHER_LIMIT = 100


def paper(abstract: Abstract, asker: int, others: Sequence[Abstract] = ()) -> Reply:
    """One paper with its abstract and sources; `others` matched as well and are only named."""
    head = _heading(abstract)
    found = _sources(abstract.sources)
    also = _others(others)
    room = TOTAL_TEXT - width(head + found + also)
    text = fit(display(abstract.text), room) or _no_text()
    about = About(Kind.PAPER, asker, abstract_id=abstract.id)
    return Reply(tuple(filter(None, (head, text, found, also))), about)


@privately()
def in_context(abstract: Abstract, span: Span | None) -> Reply:
    """The abstract with the quoted sentence marked; of a long one, what stands around the quote."""
    head = _heading(abstract)
    room = TOTAL_TEXT - width(head) - len("> ")
    text = fit_marked(Marked.of(abstract.text, span, display), room)
    return Reply((head, "> " + (text or _no_text())), private=True)


def _heading(abstract: Abstract) -> str:
    known = abstract.bibliography
    lines = (
        authors(known, _AUTHORS_LIMIT),
        " · ".join(filter(None, (date(known), _categories(known), _code(known)))),
        _affiliations(known),
        link(address(known)) or "",
    )
    return "\n".join([f"**{title(abstract)}**", *(small(line) for line in lines if line)])


def _categories(known: Bibliography) -> str:
    return say("in {names}", names=_listed(known.categories)) if known.categories else ""


def _affiliations(known: Bibliography) -> str:
    return say("from {names}", names=_listed(known.affiliations)) if known.affiliations else ""


def _listed(names: Sequence[str]) -> str:
    return fit(", ".join(names), _LIST_LIMIT)


def _code(known: Bibliography) -> str:
    return say("with code") if known.has_code else ""


def _sources(sources: Sequence[Source]) -> str:
    places = [
        small(say("Source: {file}, line {line}", file=fit(s.file, _SOURCE_LIMIT), line=str(s.line)))
        for s in sources
    ]
    return within(places, _SOURCES_LIMIT, say("source"), say("sources"))


def _others(others: Sequence[Abstract]) -> str:
    if not others:
        return ""
    names = [small("• " + title(other, _OTHER_LIMIT)) for other in others]
    return (
        f"{small(say('Also found:'))}\n{within(names, _OTHERS_LIMIT, say('paper'), say('papers'))}"
    )


def _no_text() -> str:
    return say("(This abstract shows no text.)")
