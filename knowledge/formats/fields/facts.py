"""From what a format states about a paper to a Record, or to the reason why it is none.

Every reader of records ends here, so that all of them clean, check and name alike.
"""

import re
import unicodedata
from dataclasses import dataclass, field

from knowledge.formats.fields import identifiers
from knowledge.formats.fields.markup import unheaded, unlabelled, unmarked
from knowledge.formats.fields.people import NOBODY, People
from knowledge.formats.streams.page_lines import MAX_ABSTRACT
from knowledge.model import Bibliography, Published, Record, Rejection, Source
from knowledge.reasons import Reason
from knowledge.reasons.why_unusable import AbstractTooLong, NoAbstract

NO_ABSTRACT = NoAbstract()
_NONE_GIVEN = re.compile(
    r"\W*(?:(?:no|without) abstract(?: (?:is )?(?:available|provided))?"
    r"|(?:the )?abstract (?:is )?(?:not|un)[ -]?available|n/?a|none|null|nan)\W*",
    re.IGNORECASE,
)
_LONGEST_NOTHING = 40
_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff]")
"""Soft hyphens and other places where a line may end: no part of a word."""
_NEEDS_CARE = re.compile("  |[<&]")
_UNSTORABLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")
_WEB = ("http://", "https://")
_LONGEST_ADDRESS = 2000


@dataclass(frozen=True, slots=True)
class Place:
    """Where records come from: the page as a person named it, and the name of its sources.

    `untexted`: whether those with a title and no abstract are kept.
    """

    path: str
    file: str
    untexted: bool = False

    def rejection(self, line: int, reason: Reason | str) -> Rejection:
        """Of what begins at a line."""
        return Rejection(self.path, line, reason)


@dataclass(slots=True, kw_only=True)
class Facts:
    """What a format states about one paper, each part as it came; None and empty where it does not.

    `identifiers` as `fields.identifiers` spells them; None among them is left out.
    """

    abstract: str | None
    title: str | None = None
    people: People = NOBODY
    published: Published = field(default_factory=Published)
    categories: tuple[str, ...] = ()
    identifiers: tuple[str | None, ...] = ()
    url: str | None = None
    affiliations: tuple[str, ...] = ()
    has_code: bool = False
    title_in_doubt: bool = False


def plain(text: str | None) -> str:
    """A text on one line without markup, of what can be stored and shown.

    Letters and their accents are one character: some programs write them apart.
    """
    if not text:
        return ""
    text = unicodedata.normalize("NFC", text)
    if "<" in text or "&" in text or "##" in text:
        text = unmarked(text)
    if text.isprintable() and "  " not in text:  # no white space but single blanks: the common case
        return text.strip()
    line = " ".join(_UNSEEN.sub("", text).split())
    return line if line.isprintable() else " ".join(_UNSTORABLE.sub(" ", line).split())


def _plain_each(texts: tuple[str, ...]) -> tuple[str, ...]:
    """Each text plain, and none that is empty. Most are: one look at all of them is enough."""
    together = f" {' | '.join(texts)} "
    composed = unicodedata.is_normalized("NFC", together)
    if composed and together.isprintable() and not _NEEDS_CARE.search(together):
        return texts
    return tuple(filter(None, map(plain, texts)))


def entry(facts: Facts, place: Place, line: int) -> Record | Rejection:
    """The record that facts make, or why they make none."""
    text = unlabelled(plain(unheaded(facts.abstract or "")))
    reason = _why_unusable(text)
    if reason is NO_ABSTRACT and place.untexted and plain(facts.title):
        text = ""
    elif reason:
        return Rejection(place.path, line, reason)
    return Record(text, bibliography(facts), Source(place.file, line))


def _why_unusable(text: str) -> Reason | None:
    if not text or (len(text) <= _LONGEST_NOTHING and _NONE_GIVEN.fullmatch(text)):
        return NO_ABSTRACT
    if len(text) * 4 > MAX_ABSTRACT and len(text.encode()) > MAX_ABSTRACT:
        return AbstractTooLong()
    return None


def bibliography(facts: Facts) -> Bibliography:
    """What is stated beside the abstract, in the core's words."""
    found = identifiers.joined((*facts.identifiers, _named_by(facts.url)))
    title = plain(facts.title)
    return Bibliography(
        title=title or None,
        authors=_plain_each(facts.people.names),
        et_al=facts.people.et_al,
        affiliations=facts.affiliations,
        published=facts.published,
        categories=_plain_each(facts.categories),
        has_code=facts.has_code,
        url=_address(facts.url) or identifiers.address(found),
        title_in_doubt=bool(title) and facts.title_in_doubt,
        identifiers=found,
    )


def _named_by(url: str | None) -> str | None:
    """What an address identifies."""
    return identifiers.labelled(url) if url and url.startswith(_WEB) else None


def _address(url: str | None) -> str | None:
    """An address as it stands, if it is one of the web and nothing else."""
    if not url or not url.startswith(_WEB) or len(url) > _LONGEST_ADDRESS:
        return None
    return url if url.isprintable() and " " not in url else None
