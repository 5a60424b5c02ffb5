"""Saved web pages of articles: what they state for those who cite, in Highwire's and other tags.

https://scholar.google.com/intl/en/scholar/inclusion.html#indexing
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import BinaryIO

from knowledge.errors import PageError
from knowledge.formats.fields import identifiers
from knowledge.formats.fields.dates import UNKNOWN, agreed
from knowledge.formats.fields.facts import Facts, Place, entry, plain
from knowledge.formats.fields.markup import unlabelled
from knowledge.formats.fields.people import People, listed, people
from knowledge.formats.streams.lines import MAX_RECORD, TOO_LONG
from knowledge.formats.web_markup import Meta, WebMarkup
from knowledge.model import Published, Record, Rejection
from knowledge.reasons import Reason

_TITLES = ("citation_title", "eprints.title", "dc.title", "dcterms.title")
_ABSTRACTS = (
    "citation_abstract", "eprints.abstract", "dcterms.abstract", "dc.description.abstract",
    "dc.description", "dcterms.description",
)  # fmt: skip
_TEASER = ("og:description",)
_AUTHORS = (
    "citation_author", "citation_authors", "eprints.creators_name", "dc.creator", "dcterms.creator",
)  # fmt: skip
_VENUES = ("citation_journal_title", "citation_conference_title", "og:site_name")
_DATES = ("citation_publication_date", "citation_date", "citation_online_date", "citation_year")
_OTHER_DATES = ("eprints.date", "dcterms.issued", "dc.date.issued", "dc.date")
_IDENTIFIERS = ("citation_doi", "citation_arxiv_id", "prism.doi", "dc.identifier")
_PMID = ("citation_pmid",)
_ADDRESSES = ("citation_public_url", "citation_abstract_html_url", "og:url")
_BEPRESS = "bepress_"  # stands before the names in repositories of that company
_CUT_OFF = ("…", "...", "[…]", "[...]")
_ENDS = re.compile(r"[.!?][\"'”’)\]]*$|https?://\S+$")
_REPLACED = "\ufffd"
_SHORTEST = 80
"""An abstract that only an element of the page says to be one has so many characters."""
_SHORTEST_TEASER = 200
"""What is shown of a page elsewhere is its abstract only where it is as long as one."""

Stated = Mapping[str, Sequence[Meta]]


def read_web_page(stream: BinaryIO, place: Place) -> Iterator[Record | Rejection]:
    """The article that a page is about; of a page of more than 2 MB the beginning is read.

    Raises:
        PageError: the page does not say which article it is about.
    """
    raw = stream.read(MAX_RECORD)
    markup = WebMarkup()
    markup.feed(raw.decode("utf-8", "replace"))
    stated: dict[str, list[Meta]] = {}
    for meta in markup.metas:
        stated.setdefault(meta.name.removeprefix(_BEPRESS), []).append(meta)
    if not _first(stated, _TITLES):
        raise PageError(
            f"{place.path} is a web page that does not say which paper it is about: no tag in it "
            "is named citation_title. Save the page of the paper, or fetch it with `footnote add "
            "doi:…`."
        )
    facts = _facts(stated, markup.abstract())
    if reason := _why_unreadable(facts, stated, place, cut=len(raw) == MAX_RECORD):
        yield place.rejection(markup.line, reason)
    else:
        yield entry(facts, place, markup.line)


def _why_unreadable(
    facts: Facts, stated: Stated, place: Place, *, cut: bool
) -> Reason | str | None:
    if _REPLACED in f"{facts.title}{facts.abstract}":
        return "This page is not UTF-8 text."
    if facts.abstract or place.untexted:
        return None
    if any(_is_cut_off(_first(stated, (name,))) for name in _ABSTRACTS):
        return "This page gives no more than the beginning of the abstract."
    return TOO_LONG if cut else None


def _facts(stated: Stated, in_text: str) -> Facts:
    named = [text.removeprefix("info:doi/") for name in _IDENTIFIERS for text in _all(stated, name)]
    addresses = (_first(stated, (name,)) for name in _ADDRESSES)
    return Facts(
        abstract=_abstract(stated, in_text),
        title=_first(stated, _TITLES),
        people=_people(stated),
        published=_published(stated),
        identifiers=(*map(identifiers.labelled, named), identifiers.pmid(_first(stated, _PMID))),
        url=next((address for address in addresses if address.startswith("http")), None),
    )


def _abstract(stated: Stated, in_text: str) -> str | None:
    """What a tag says to be the abstract, or an element; else what is shown of the page elsewhere.

    The last is often but its beginning, or who wrote it and where; a tag may be cut off as well.
    """
    title, whole = _first(stated, _TITLES), _is_text(in_text, _SHORTEST)
    for name in _ABSTRACTS:
        text = _first(stated, (name,))
        is_title = "description" in name and plain(text) == plain(title)
        if text and not is_title and not _is_cut_off(text):
            return in_text if whole and _worded(in_text).startswith(_worded(text)) else text
    if whole:
        return in_text
    teaser = _first(stated, _TEASER)
    others = (title, *_all(stated, *_AUTHORS, *_VENUES), *_people(stated).names)
    return teaser if _is_text(teaser, _SHORTEST_TEASER) and not teaser.startswith(others) else None


def _is_text(text: str, shortest: int) -> bool:
    worded = _worded(text)
    return len(worded) >= shortest and not _is_cut_off(worded) and bool(_ENDS.search(worded))


def _worded(text: str) -> str:
    return unlabelled(plain(text))


def _is_cut_off(text: str) -> bool:
    return plain(text).endswith(_CUT_OFF)


def _people(stated: Stated) -> People:
    """An author in each tag, or all in one."""
    names = next(filter(None, (_all(stated, name) for name in _AUTHORS)), [])
    return people(names) if len(names) > 1 else listed("".join(names))


def _published(stated: Stated) -> Published:
    for names in (_DATES, _OTHER_DATES):
        if texts := [text for name in names if (text := _first(stated, (name,)))]:
            return agreed(*texts)
    return UNKNOWN


def _first(stated: Stated, names: Iterable[str]) -> str:
    """What the first of these tags says that is there, in English where it says so."""
    metas = next(filter(None, (stated.get(name) for name in names)), ())
    english = (meta.content for meta in metas if meta.language.lower().startswith("en"))
    return next(english, metas[0].content if metas else "")


def _all(stated: Stated, *names: str) -> list[str]:
    return [meta.content for name in names for meta in stated.get(name, ())]
