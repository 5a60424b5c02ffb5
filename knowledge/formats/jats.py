"""JATS, in which publishers and PubMed Central keep articles: what their front matter states.

https://jats.nlm.nih.gov/archiving/tag-library/
"""

import re
from collections.abc import Iterator
from typing import BinaryIO
from xml.etree.ElementTree import Element

from knowledge.formats.fields import identifiers
from knowledge.formats.fields.dates import UNKNOWN, dated, published
from knowledge.formats.fields.facts import Facts, Place, plain
from knowledge.formats.fields.people import People, whole_name
from knowledge.formats.streams.trees import is_power, text_at, text_of
from knowledge.formats.xml_entries import xml_entries
from knowledge.model import Published, Record, Rejection

_TAGS = frozenset({"front", "front-stub"})
_BLOCKS = frozenset({"p", "title", "sec", "list", "list-item", "def-item", "disp-formula", "break"})
_OTHER = frozenset(
    {"graphical", "teaser", "toc", "summary", "editor", "key-points", "plain-language-summary"}
)
_MARK = re.compile(r"[\s\d,;.*†‡\[\]()^–-]*")
"""What a reference is printed as where the text does not name it."""
_OWN_DOI = re.compile(r"\s*DOI:\s*(?:https?://\S*/)?10\.\d+/\S+\s*")
"""A paragraph that is no text, but names the abstract."""
_DROPPED = "\x00"  # which no XML holds
_MARKS = rf"{_DROPPED}(?:[\s,;–-]*{_DROPPED})*"
_WITH_DROPPED = re.compile(rf"\s*(?:\[\s*{_MARKS}\s*\]|\(\s*{_MARKS}\s*\)|{_MARKS})")
_NOTES = frozenset({"fn", "aff", "corresp", "author-notes", "table-fn"})
_ISSUED = ("epub", "pub", "ppub", "epub-ppub", "collection", "publication", "electronic", "print")


def read_jats(stream: BinaryIO, place: Place) -> Iterator[Record | Rejection]:
    """The records of articles, in order: of each what stands in its front.

    Raises:
        PageError: the document declares entities, or has no articles.
    """
    return xml_entries(stream, place, _TAGS, article_facts, "article")


def article_facts(front: Element) -> Facts:
    """What the front of an article states."""
    meta = front.find("article-meta")
    meta = front if meta is None else meta
    ids = {
        each.get("pub-id-type", ""): text_of(each).strip() for each in meta.iterfind("article-id")
    }
    return Facts(
        abstract=abstract_of(meta),
        title=_title(meta),
        people=_people(meta),
        published=_published(meta),
        categories=(),
        identifiers=(
            identifiers.doi(ids.get("doi")),
            identifiers.pmid(ids.get("pmid")),
            identifiers.arxiv_id(ids.get("arxiv")),
        ),
    )


def _title(meta: Element) -> str:
    group = meta.find("title-group")
    group = meta if group is None else group
    title, subtitle = (plain(prose(group.find(name))) for name in ("article-title", "subtitle"))
    return f"{title.rstrip(':')}: {subtitle}" if title and subtitle else title


def abstract_of(meta: Element) -> str:
    """The abstract proper: none that is a picture, a summary or a translation."""
    found = [each for each in meta.iterfind("abstract") if each.get("abstract-type") not in _OTHER]
    return prose(found[0]) if found else ""


def prose(element: Element | None) -> str:
    """The text of an element; headings get a colon, footnotes and doubled formulas go."""
    return "" if element is None else _WITH_DROPPED.sub("", "".join(_pieces(element)))


def _pieces(element: Element) -> Iterator[str]:
    name = element.tag
    if name == "title":
        heading = plain(text_of(element)).rstrip(":. ")
        yield f" {heading}: " if heading.casefold() not in {"", "abstract", "summary"} else " "
        return
    if name in {"fn", "xref"} and element.get("ref-type", "fn") in _NOTES:
        return
    if name == "xref" and element.get("ref-type") == "bibr" and _MARK.fullmatch(text_of(element)):
        yield _DROPPED
        return
    if name == "p" and _OWN_DOI.fullmatch(text_of(element)):
        return
    if name in {"graphic", "inline-graphic", "object-id", "label"}:
        return
    if name == "alternatives" and (tex := element.find("tex-math")) is not None:
        yield _formula(text_of(tex))
        return
    if name in _BLOCKS:
        yield " "
    if name == "tex-math":
        yield _formula(text_of(element))
    else:
        yield from _mixed(element)
    if name in _BLOCKS:
        yield " "


def _mixed(element: Element) -> Iterator[str]:
    before = element.text or ""
    yield before
    for child in element:
        inside = "".join(_pieces(child))
        raised = child.tag == "sup" or (element.tag == "msup" and before)
        yield f"^{inside}" if raised and is_power(before, inside) else inside
        yield child.tail or ""
        before = (child.tail or "").strip() or inside


def _formula(tex: str) -> str:
    """A formula out of the whole LaTeX document that some publishers wrap it in."""
    _, begun, rest = tex.partition(r"\begin{document}")
    return rest.partition(r"\end{document}")[0].strip() if begun else tex


def _people(meta: Element) -> People:
    groups = [
        each for each in meta.iterfind("contrib-group") if each.get("content-type") != "editor"
    ]
    names, et_al = [], False
    for group in groups:
        for each in group:
            if each.tag == "etal" or each.find("etal") is not None:
                et_al = True
            if each.tag == "contrib" and each.get("contrib-type", "author") == "author":
                names.append(_name(each))
    return People(tuple(filter(None, names)), et_al)


def _name(contrib: Element) -> str:
    name = contrib.find("name")
    if name is None:
        name = contrib.find("name-alternatives/name")
    if name is not None:
        return _given_first(name)
    whole = contrib.find("string-name")
    if whole is not None:
        return _given_first(whole) or plain(text_of(whole))
    return _collective(contrib.find("collab"))


def _given_first(name: Element) -> str:
    given, family, suffix = (
        plain(text_at(name, part)) for part in ("given-names", "surname", "suffix")
    )
    return whole_name(given, family, suffix)


def _collective(collab: Element | None) -> str:
    """The name of a group, without the members that may stand within it."""
    if collab is None:
        return ""
    named = collab.find("institution")
    if named is not None:
        return plain(text_of(named))
    return plain(collab.text if len(collab) else text_of(collab))


def _published(meta: Element) -> Published:
    """The earliest kind of publication that has a whole date, or else the first that there is."""
    found = []
    for each in meta.iterfind("pub-date"):
        kind = each.get("pub-type") or each.get("date-type") or "pub"
        if kind in _ISSUED:
            found.append((_ISSUED.index(kind), _date(each)))
    ordered = [date for _, date in sorted(found, key=lambda pair: pair[0]) if date != UNKNOWN]
    return next((date for date in ordered if date.date), next(iter(ordered), UNKNOWN))


def _date(element: Element) -> Published:
    year, month, day, season = (
        text_at(element, part).strip() for part in ("year", "month", "day", "season")
    )
    if year:
        return dated(year, month or season, day)
    return published(text_at(element, "string-date") or element.get("iso-8601-date"))
