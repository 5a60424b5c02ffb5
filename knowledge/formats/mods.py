"""MODS, in which libraries and the ACL Anthology hand out what they keep.

https://www.loc.gov/standards/mods/
"""

from collections.abc import Iterator
from typing import BinaryIO
from xml.etree.ElementTree import Element

from knowledge.formats.fields import identifiers
from knowledge.formats.fields.dates import UNKNOWN, agreed
from knowledge.formats.fields.facts import Facts, Place, plain
from knowledge.formats.fields.people import People, given_first, whole_name
from knowledge.formats.streams.trees import text_at, text_of, texts_at
from knowledge.formats.xml_entries import xml_entries
from knowledge.model import Published, Record, Rejection

_TAGS = frozenset({"mods"})
_HOST = "relatedItem[@type='host']/"
_ISSUED = ("originInfo/dateIssued", "part/date")
_MADE = ("originInfo/dateCreated", "originInfo/copyrightDate")
_WRITES = frozenset({"author", "aut", "creator", "cre", "dissertant", "dis"})


def read_mods(stream: BinaryIO, place: Place) -> Iterator[Record | Rejection]:
    """The records of a collection, in order.

    Raises:
        PageError: the document declares entities, or has no records.
    """
    return xml_entries(stream, place, _TAGS, mods_facts)


def mods_facts(mods: Element) -> Facts:
    """What a record states of the work itself, and not of what that stands in."""
    urls = [text.strip() for text in texts_at(mods, "location/url")]
    return Facts(
        abstract=next(filter(str.strip, texts_at(mods, "abstract")), None),
        title=_title(mods),
        people=_people(mods),
        published=_published(mods),
        identifiers=tuple(map(_identifier, mods.iterfind("identifier"))),
        url=next((url for url in urls if url.startswith("http")), None),
    )


def _title(mods: Element) -> str:
    """The title proper before an abbreviated, translated or uniform one."""
    found = sorted(mods.iterfind("titleInfo"), key=lambda each: "type" in each.attrib)
    if not found:
        return ""
    article, title, subtitle = (
        plain(text_at(found[0], part)) for part in ("nonSort", "title", "subTitle")
    )
    title = f"{article} {title}" if article and article[-1].isalpha() else f"{article}{title}"
    return f"{title.rstrip(': ')}: {subtitle}" if title and subtitle else title


def _people(mods: Element) -> People:
    names, et_al = [], False
    for each in mods.iterfind("name"):
        roles = {text.strip().lower() for text in texts_at(each, "role/roleTerm")}
        if each.get("type") == "conference" or (roles and roles.isdisjoint(_WRITES)):
            continue
        et_al = et_al or each.find("etal") is not None
        names.append(_name(each))
    return People(tuple(filter(None, names)), et_al)


def _name(name: Element) -> str:
    parts: dict[str, list[str]] = {}
    for part in name.iterfind("namePart"):
        parts.setdefault(part.get("type", ""), []).append(plain(text_of(part)))
    given, family, whole = (" ".join(parts.get(kind, ())) for kind in ("given", "family", ""))
    if not family:
        whole = " ".join(filter(None, (given, whole)))
        return whole if name.get("type") == "corporate" else given_first(whole)
    return whole_name(given, family, *parts.get("termsOfAddress", ()))


def _published(mods: Element) -> Published:
    """When the work was issued, or what it stands in; else when it was made."""
    for paths in (_ISSUED, _MADE):
        stated = [
            text
            for within in ("", _HOST)
            for path in paths
            for text in _dates(mods, f"{within}{path}")
        ]
        if stated:
            return agreed(*stated)
    return UNKNOWN


def _dates(mods: Element, path: str) -> list[str]:
    """The dates at a path; where some are worded for programs, those."""
    dates = [date for date in mods.iterfind(path) if date.get("point") != "end"]
    coded = [date for date in dates if "encoding" in date.attrib]
    return list(filter(None, (text_of(date).strip() for date in coded or dates)))


def _identifier(identifier: Element) -> str | None:
    text = text_of(identifier).strip()
    kind = identifier.get("type", "").lower()
    return identifiers.pmid(text) if kind in {"pmid", "pubmed"} else identifiers.labelled(text)
