"""What a JSON object states about a paper, by the names that common dumps give to their fields.

arXiv's metadata dump, Semantic Scholar, BEIR, SciFact, and what Footnote itself writes are read by
one table of names; a field of another type than it should be is as good as missing.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from knowledge.model import Published, Record, Rejection, Source
from knowledge.readers import identifiers
from knowledge.readers.dates import UNKNOWN, dated, published
from knowledge.readers.facts import Facts, Place, entry
from knowledge.readers.latex import accented
from knowledge.readers.own_lines import own_records
from knowledge.readers.people import NOBODY, People, listed, people

Fields = Mapping[str, Any]

# What each field is, the better one of two with the same meaning first.
_NAMES = {
    "abstract": "abstract paperAbstract summary text contents",
    "title": "title Title",
    "authors": "authors_parsed authors author",
    "doi": "doi DOI",
    "arxiv": "arxiv_id arxivId arxiv eprint",
    "pmid": "pmid PMID pubmed_id",
    "url": "url s2Url link",
    "date": "versions published publicationDate publication_date date year publication_year"
    " update_date",
    "categories": "categories fieldsOfStudy primary_category",
}
_MEANINGS = {
    name: (meaning, rank)
    for meaning, names in _NAMES.items()
    for rank, name in enumerate(names.split())
}
_QUERY = frozenset({"_id", "text", "metadata"})
_MOST_SOURCES = 10_000


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
    stated = _by_meaning(fields)
    return Facts(
        abstract=_text(stated.get("abstract")),
        title=_decoded(_text(stated.get("title"))),
        people=_people(stated["authors"], fields) if "authors" in stated else NOBODY,
        published=_published(stated["date"]) if "date" in stated else UNKNOWN,
        categories=_categories(stated["categories"]) if "categories" in stated else (),
        identifiers=_identifiers(stated, fields),
        url=_text(stated.get("url")),
        affiliations=tuple(_texts(fields.get("affiliations"))),
        has_code=fields.get("has_code") is True,
        title_in_doubt=fields.get("title_in_doubt") is True,
    )


def _by_meaning(fields: Fields) -> dict[str, Any]:
    """The fields that mean something and are not empty, by what they mean."""
    stated: dict[str, Any] = {}
    ranks: dict[str, int] = {}
    for name, value in fields.items():
        if value and (known := _MEANINGS.get(name)):
            meaning, rank = known
            if rank < ranks.get(meaning, len(_MEANINGS)):
                stated[meaning], ranks[meaning] = value, rank
    return stated


def _text(value: object) -> str | None:
    """A text, or a list of sentences as one."""
    if isinstance(value, str):
        return value
    return " ".join(_texts(value)) if value else None


def _texts(value: object) -> list[str]:
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []


def _word(value: object) -> str | None:
    """An identifier or a year, which some write as a number."""
    if isinstance(value, bool):
        return None
    return str(value) if isinstance(value, (str, int)) else None


def _decoded(text: str | None) -> str | None:
    return accented(text) if text and "\\" in text else text


def _people(value: object, fields: Fields) -> People:
    if isinstance(value, str):
        return listed(_decoded(value) or "")
    if not isinstance(value, list):
        return NOBODY
    if "authors_parsed" in fields and value is fields["authors_parsed"]:
        return People(tuple(filter(None, map(_parsed_name, value))))
    found = people(filter(None, map(_name, value)))
    return People(found.names, found.et_al or fields.get("et_al") is True)


def _parsed_name(parts: object) -> str | None:
    """A name in arXiv's form: family, given, suffix, and perhaps affiliations."""
    family, given, suffix = [*_texts(parts), "", "", ""][:3]
    return f"{given} {family} {suffix}".strip() or None


def _name(value: object) -> str | None:
    if isinstance(value, str):
        return _decoded(value)
    if not isinstance(value, dict):
        return None
    if name := _text(value.get("name")):
        return name
    parts = (("given", "first"), ("family", "last"), ("suffix",))
    names = (next(filter(None, (_text(value.get(key)) for key in keys)), None) for keys in parts)
    return " ".join(filter(None, names)) or None


def _published(value: object) -> Published:
    """A date as a text, a year, arXiv's list of versions, or as Footnote itself writes it."""
    if isinstance(value, list):
        first = value[0]
        return published(_text(first.get("created"))) if isinstance(first, dict) else UNKNOWN
    if isinstance(value, dict):
        text, date = _text(value.get("text")), published(_text(value.get("date"))).date
        return Published(text, date) if text or date else UNKNOWN
    return published(value) if isinstance(value, str) else dated(_word(value))


def _categories(value: object) -> tuple[str, ...]:
    return tuple(value.split()) if isinstance(value, str) else tuple(_texts(value))


def _identifiers(stated: dict[str, Any], fields: Fields) -> tuple[str | None, ...]:
    external = fields.get("externalIds")
    external = external if isinstance(external, dict) else {}
    found = [identifiers.labelled(each) for each in _texts(fields.get("identifiers"))]
    if doi := stated.get("doi") or external.get("DOI"):
        found.append(identifiers.doi(_word(doi)))
    if arxiv := stated.get("arxiv") or external.get("ArXiv"):
        found.append(identifiers.arxiv_id(_word(arxiv)))
    if pmid := stated.get("pmid") or external.get("PubMed"):
        found.append(identifiers.pmid(_word(pmid)))
    # In arXiv's dump an `id` stands beside `categories`; other dumps number their papers with it.
    if "categories" in fields and isinstance(number := fields.get("id"), str):
        found.append(identifiers.arxiv_id(number))
    return tuple(found)


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
