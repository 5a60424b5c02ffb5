"""DataCite's XML, as repositories keep it and hand it to harvesters.

https://datacite-metadata-schema.readthedocs.io
"""

from collections.abc import Iterator
from typing import BinaryIO
from xml.etree.ElementTree import Element

from knowledge.formats.fields import identifiers
from knowledge.formats.fields.dates import agreed
from knowledge.formats.fields.facts import Facts, Place
from knowledge.formats.fields.people import People, given_first
from knowledge.formats.streams.trees import text_at, text_of, texts_at
from knowledge.formats.xml_entries import xml_entries
from knowledge.model import Record, Rejection

_TAGS = frozenset({"resource"})


def read_datacite_xml(stream: BinaryIO, place: Place) -> Iterator[Record | Rejection]:
    """The records of a document, in order.

    Raises:
        PageError: the document declares entities, or has no resources.
    """
    return xml_entries(stream, place, _TAGS, resource_facts)


def resource_facts(resource: Element) -> Facts:
    """What a resource states."""
    titles = [each for each in resource.iterfind("titles/title") if not each.get("titleType")]
    subtitle = text_at(resource, "titles/title[@titleType='Subtitle']").strip()
    title = text_of(titles[0]).strip() if titles else ""
    return Facts(
        abstract=text_at(resource, "descriptions/description[@descriptionType='Abstract']"),
        title=f"{title}: {subtitle}" if title and subtitle else title,
        people=People(tuple(filter(None, map(_name, resource.iterfind("creators/creator"))))),
        published=agreed(
            text_at(resource, "publicationYear"),
            text_at(resource, "dates/date[@dateType='Issued']"),
        ),
        categories=tuple(text.strip() for text in texts_at(resource, "subjects/subject")),
        identifiers=(
            identifiers.doi(text_at(resource, "identifier[@identifierType='DOI']").strip()),
            *(
                identifiers.labelled(text.strip())
                for text in texts_at(resource, "alternateIdentifiers/alternateIdentifier")
            ),
        ),
    )


def _name(creator: Element) -> str:
    """A person's name given first; an organisation's as it stands."""
    named = creator.find("creatorName")
    name = text_of(named).strip()
    organisation = named is not None and named.get("nameType") == "Organizational"
    return name if organisation else given_first(name)
