"""OAI-PMH, as archives answer harvesters: Dublin Core, DataCite, MODS and arXiv's own two formats.

http://www.openarchives.org/OAI/openarchivesprotocol.html, https://info.arxiv.org/help/oa/
"""

import re
from collections.abc import Iterator
from typing import BinaryIO
from xml.etree.ElementTree import Element

from knowledge.formats.datacite_xml import resource_facts
from knowledge.formats.fields import identifiers
from knowledge.formats.fields.dates import published
from knowledge.formats.fields.facts import NO_ABSTRACT, Facts, Place
from knowledge.formats.fields.latex import accented
from knowledge.formats.fields.people import People, listed, people
from knowledge.formats.jats import article_facts
from knowledge.formats.mods import mods_facts
from knowledge.formats.streams.trees import text_at, texts_at
from knowledge.formats.xml_entries import xml_entries
from knowledge.model import Record, Rejection
from knowledge.reasons import Reason
from knowledge.reasons.why_unusable import Deleted

_TAGS = frozenset({"record"})
_IN_BRACKETS = re.compile(r"\s*\((?:[^()]|\([^()]*\))*\)(?=\s*(?:,|and\b|$))")
"""Affiliations, behind a name or all names."""
_COMMENT = "Comment:"  # arXiv's Dublin Core gives comments as a second description


def read_oai_pmh(stream: BinaryIO, place: Place) -> Iterator[Record | Rejection]:
    """The records of an answer, in order; a deleted one is rejected, and says so.

    Raises:
        PageError: the document declares entities, or has no records.
    """
    return xml_entries(stream, place, _TAGS, _stated)


def _stated(tree: Element) -> Facts | Reason:
    header, metadata = tree.find("header"), tree.find("metadata/*")
    if header is not None and header.get("status") == "deleted":
        return Deleted()
    return NO_ABSTRACT if metadata is None else _facts(metadata)


def _facts(metadata: Element) -> Facts:
    if metadata.tag == "article":  # as PubMed Central answers
        front = metadata.find("front")
        return article_facts(metadata if front is None else front)
    resource = metadata if metadata.tag == "resource" else metadata.find("payload/resource")
    if resource is not None:
        return resource_facts(resource)
    if metadata.tag == "mods":
        return mods_facts(metadata)
    return _dublin_core(metadata) if metadata.tag == "dc" else _arxiv(metadata)


def _dublin_core(stated: Element) -> Facts:
    descriptions = [text.strip() for text in texts_at(stated, "description")]
    dates = [text.strip() for text in texts_at(stated, "date")]
    named = [text.strip() for text in texts_at(stated, "identifier")]
    return Facts(
        abstract=next((text for text in descriptions if not text.startswith(_COMMENT)), None),
        title=accented(text_at(stated, "title")),
        people=people(map(accented, texts_at(stated, "creator"))),
        published=published(min(dates, default=None)),
        categories=tuple(text.strip() for text in texts_at(stated, "subject")),
        identifiers=tuple(map(identifiers.labelled, named)),
        url=next((text for text in named if text.startswith("http")), None),
    )


def _arxiv(stated: Element) -> Facts:
    """The formats `arXiv` (authors in parts) and `arXivRaw` (authors as one text, versions)."""
    return Facts(
        abstract=text_at(stated, "abstract"),
        title=accented(text_at(stated, "title")),
        people=_people(stated),
        published=published(text_at(stated, "created") or text_at(stated, "version/date")),
        categories=tuple(text_at(stated, "categories").split()),
        identifiers=(
            identifiers.arxiv_id(text_at(stated, "id").strip()),
            *(identifiers.doi(text) for text in text_at(stated, "doi").split()),
        ),
    )


def _people(stated: Element) -> People:
    parts = ("forenames", "keyname", "suffix")
    names = [
        " ".join(filter(None, (text_at(author, part).strip() for part in parts)))
        for author in stated.iterfind("authors/author")
    ]
    return (
        people(names)
        if names
        else listed(_IN_BRACKETS.sub("", accented(text_at(stated, "authors"))))
    )
