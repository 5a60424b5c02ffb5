"""What a JSON object states about a paper, by the names that common dumps give to their fields.

arXiv's metadata dump, Semantic Scholar, OpenAlex, Crossref, Europe PMC, Zotero, CSL-JSON, BEIR,
SciFact, and what Footnote itself writes are read by one table of names, whatever their case and
joints; a field of another type than it should be is as good as missing.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from knowledge.formats.fields import identifiers
from knowledge.formats.fields.dates import UNKNOWN, agreed, counted, dated, published
from knowledge.formats.fields.facts import Facts, Place, entry
from knowledge.formats.fields.people import NOBODY
from knowledge.formats.json_people import decoded, people_of, text_of, texts_of
from knowledge.formats.own_lines import own_records
from knowledge.model import Published, Record, Rejection, Source

Fields = Mapping[str, Any]

# What each field is, the better one of two with the same meaning first.
_NAMES = {
    "abstract": "abstract paperabstract abstractnote abstracttext abstractinvertedindex"
    " indexedabstract summary text contents abstracts descriptions",
    "described": "description",
    "title": "title displayname papertitle articletitle titles titledisplay headline",
    "subtitle": "subtitle",
    "authors": "authorsparsed authors author creators authorships authorlist authorstring"
    " authornames authorfullnames authfullnames authordisplay",
    "doi": "doi doiids",
    "arxiv": "arxivid arxiv eprint",
    "pmid": "pmid pubmedid pubmedids",
    "url": "url surl link htmlurl",
    "date": "versions published publicationdate publicationdatetime issued publishedprint"
    " publishedonline firstpublicationdate coverdate date datepublished publisheddate publishedat"
    " pubdate publicationdates produceddates dates earliestdate updatedate",
    "year": "year publicationyear pubyear yearpublished",
    "month": "month",
    "day": "day",
    "categories": "categories fieldsofstudy primarycategory",
}
_MEANINGS = {
    name: (meaning, rank)
    for meaning, names in _NAMES.items()
    for rank, name in enumerate(names.split())
}
_JOINTS = re.compile(r"^(?:dc|dcterms|prism|schema):|[^a-z]")
_WRAPPERS = (
    "data", "_source", "attributes", "metadata", "bibjson", "item", "work", "paper", "document",
    "message", "content",
)  # fmt: skip
_TELLS = frozenset({"title", "titles", "abstract", "abstractNote", "itemType", "summary"})
_OF_SCHEMA = {"name": "title", "@id": "id", "sameAs": "identifiers", "identifier": "identifiers"}
"""What schema.org calls what others call so."""
_QUERY = frozenset({"_id", "text", "metadata"})
_EXTERNAL = frozenset(
    {"externalIds", "externalids", "ids", "identifiers", "external_ids", "identifier", "dois"}
)
_MOST_SOURCES = 10_000
_MOST_WORDS = 100_000


def entries(fields: Fields, place: Place, line: int) -> Iterable[Record | Rejection]:
    """The record of an object; an abstract that Footnote wrote has one for each of its sources."""
    if fields.keys() <= _QUERY and place.file.rpartition("/")[2].startswith("queries"):
        return (place.rejection(line, "This is a query of a data set, and no abstract."),)
    if own := own_records(fields):
        return own
    made = entry(facts(fields), place, line)
    if isinstance(made, Rejection) or "abstract_id" not in fields:
        return (made,)
    sources = _own_sources(fields) or [made.source]
    return [Record(made.text, made.bibliography, source) for source in sources]


def facts(fields: Fields) -> Facts:
    """What an object states."""
    fields, stated = _unwrapped(fields)
    title = _title(stated)
    return Facts(
        abstract=_abstract(stated.get("abstract") or (title and stated.get("described"))),
        title=title,
        people=people_of(stated["authors"], fields) if "authors" in stated else NOBODY,
        published=_published(stated),
        categories=_categories(stated["categories"]) if "categories" in stated else (),
        identifiers=tuple(_identifiers(stated, fields)),
        url=text_of(stated.get("url")),
        affiliations=tuple(texts_of(fields.get("affiliations"))),
        has_code=fields.get("has_code") is True,
        title_in_doubt=fields.get("title_in_doubt") is True,
    )


def _unwrapped(fields: Fields) -> tuple[Fields, dict[str, Any]]:
    """The fields that tell of the paper, and those by what they mean.

    A service may pack them, or some of them, into another object.
    """
    if "@type" in fields:
        fields = {_OF_SCHEMA.get(name, name): value for name, value in fields.items()}
    stated = _by_meaning(fields)
    if "title" in stated and "abstract" in stated:
        return fields, stated
    inner = (fields.get(name) for name in _WRAPPERS)
    found = next((each for each in inner if isinstance(each, dict) and _TELLS & each.keys()), None)
    if found is None:
        return fields, stated
    found = {name: _value(each) for name, each in found.items()}
    if "title" in fields or "abstract" in fields:
        found = {**fields, **found}
    return found, _by_meaning(found)


def _value(field: object) -> object:
    """What a field holds, where it is packed up alone: `{"value": …}`."""
    return field["value"] if isinstance(field, dict) and field.keys() == {"value"} else field


def _by_meaning(fields: Fields) -> dict[str, Any]:
    """The fields that mean something and are not empty, by what they mean."""
    stated: dict[str, Any] = {}
    ranks: dict[str, int] = {}
    for name, value in fields.items():
        if value and (known := _meaning(name)):
            meaning, rank = known
            if rank < ranks.get(meaning, len(_MEANINGS)):
                stated[meaning], ranks[meaning] = value, rank
    return stated


@lru_cache(maxsize=4096)
def _meaning(name: str) -> tuple[str, int] | None:
    return _MEANINGS.get(_JOINTS.sub("", name.lower()))


def _abstract(value: object) -> str | None:
    """A text, a list of sentences or of descriptions, or OpenAlex' places of each word."""
    if isinstance(value, dict):
        return text_of(value["p"]) if "p" in value and "h1" in value else text_at_places(value)
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return _described(value)
    return text_of(value)


def text_at_places(index: Mapping[str, Any]) -> str | None:
    """The text whose words stand at these places.

    https://docs.openalex.org/api-entities/works/work-object#abstract_inverted_index
    """
    inner = index.get("InvertedIndex")
    if isinstance(inner, dict):
        index = inner
    words = {
        place: word
        for word, places in index.items()
        if isinstance(places, list)
        for place in places
        if type(place) is int
    }
    return " ".join(word for _, word in sorted(words.items())) if len(words) < _MOST_WORDS else None


def _described(values: list[Any]) -> str | None:
    """The first of some descriptions that is an abstract, or does not say what it is; or sections.

    As CORD-19 and S2ORC have these: all of them are the abstract.
    """
    sections = [each.get("text") for each in values if isinstance(each, dict)]
    if all(isinstance(text, str) for text in sections) and "section" in values[0]:
        return text_of(sections)
    for each in values:
        if isinstance(each, dict) and each.get("descriptionType", "Abstract") == "Abstract":
            found = each.get("description") or each.get("value") or each.get("text")
            if isinstance(found, str):
                return found
    return None


def _title(stated: Mapping[str, Any]) -> str | None:
    value, subtitle = stated.get("title"), text_of(stated.get("subtitle"))
    if isinstance(value, list) and value and isinstance(value[0], dict):
        value = value[0].get("title")
    title = decoded(text_of(value))
    if not title or not subtitle or subtitle.casefold() in title.casefold():
        return title
    return f"{title.rstrip(':. ')}: {decoded(subtitle)}"


def _published(stated: Mapping[str, Any]) -> Published:
    year, month, day = (_word(stated.get(name)) for name in ("year", "month", "day"))
    date = _dated(stated["date"]) if "date" in stated else UNKNOWN
    if not year:
        return date
    if date.date and date.year == published(year).year:
        return date
    in_parts = dated(year, month, day)
    return in_parts if month and not date.date else agreed(year, date.text)


def _dated(value: object) -> Published:
    """A date as a text, a year, arXiv's list of versions, in numbers, or as Footnote writes it."""
    if isinstance(value, list):
        given = [each for each in value if isinstance(each, dict)]
        issued = (each.get("date") for each in given if each.get("dateType") == "Issued")
        first = given[0].get("created") if given else None
        return published(text_of(first) or text_of(next(issued, None)))
    if isinstance(value, dict):
        return _of_parts(value)
    return published(value) if isinstance(value, str) else dated(_word(value))


def _of_parts(value: Mapping[str, Any]) -> Published:
    parts = value.get("date-parts")
    if isinstance(parts, list) and parts and isinstance(parts[0], list):
        found = counted(parts[0])
        return found if found.year else UNKNOWN
    for name in ("raw", "literal"):
        if isinstance(value.get(name), str):
            return published(value[name])
    text, date = text_of(value.get("text")), published(text_of(value.get("date"))).date
    return Published(text, date) if text or date else UNKNOWN


def _word(value: object) -> str | None:
    """An identifier or a year, which some write as a number."""
    if isinstance(value, bool):
        return None
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value) if isinstance(value, (str, int)) else None


def _categories(value: object) -> tuple[str, ...]:
    return tuple(value.split()) if isinstance(value, str) else tuple(texts_of(value))


def _identifiers(stated: Mapping[str, Any], fields: Fields) -> Iterator[str | None]:
    for name in ("identifiers", "identifier"):
        if stands := fields.get(name):
            texts = [stands] if isinstance(stands, str) else texts_of(stands)
            yield from map(identifiers.labelled, texts)
    external = {} if _EXTERNAL.isdisjoint(fields) else _external(fields)
    for name, read in (
        ("doi", identifiers.doi),
        ("arxiv", identifiers.arxiv_id),
        ("pmid", identifiers.pmid),
    ):
        value = stated.get(name) or external.get(name)
        if not value:
            continue
        for each in value if isinstance(value, list) else [value]:
            yield read(_word(each))
    for name in ("extra", "note", "archiveID", "archive"):
        if isinstance(text := fields.get(name), str):
            archived = name.startswith("archive")
            yield from [identifiers.labelled(text)] if archived else identifiers.noted(text)
    # In arXiv's dump an `id` stands beside `categories`; other dumps number their papers with it.
    if isinstance(number := fields.get("id"), str):
        yield identifiers.arxiv_id(number) if "categories" in fields else identifiers.doi(number)


def _external(fields: Fields) -> dict[str, Any]:
    """Identifiers that an object keeps in one of its own: by kind, in lower case."""
    found: dict[str, Any] = {}
    for name in _EXTERNAL:
        held = fields.get(name)
        if isinstance(held, dict) and "propertyID" in held:  # as schema.org has one
            held = [{"type": held["propertyID"], "value": held.get("value")}]
        if isinstance(held, dict):
            found |= {kind.lower(): value for kind, value in held.items()}
        elif isinstance(held, list):
            pairs = (each for each in held if isinstance(each, dict))
            found |= {
                str(each.get("type", name.rstrip("s"))).lower(): each.get("value") or each.get("id")
                for each in pairs
            }
    return {"pmid": found.get("pubmed")} | found if "pubmed" in found else found


def _own_sources(fields: Fields) -> list[Source]:
    """Where an abstract that Footnote wrote stood."""
    sources = fields.get("sources")
    return [
        Source(each["file"], each["line"])
        for each in (sources[:_MOST_SOURCES] if isinstance(sources, list) else ())
        if isinstance(each, dict)
        and isinstance(each.get("file"), str)
        and type(each.get("line")) is int
    ]
