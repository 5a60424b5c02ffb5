"""What a JSON object states about a paper, by the names that common dumps give to their fields.

arXiv's metadata dump, Semantic Scholar, BEIR, SciFact, and what Footnote itself writes are read by
one table of names; a field of another type than it should be is as good as missing.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from knowledge.model import Published, Record, Rejection, Source
from knowledge.readers import identifiers
from knowledge.readers.dates import UNKNOWN, dated, published
from knowledge.readers.facts import Facts, Place, entry
from knowledge.readers.latex import accented
from knowledge.readers.people import NOBODY, People, listed, people

Fields = Mapping[str, Any]

_ABSTRACT = ("abstract", "paperAbstract", "summary", "text", "contents")
_TITLE = ("title", "Title")
_DOI = ("doi", "DOI")
_ARXIV = ("arxiv_id", "arxivId", "arxiv", "eprint")
_PMID = ("pmid", "PMID", "pubmed_id")
_URL = ("url", "s2Url", "link")
_DATE = ("publicationDate", "publication_date", "published", "date", "update_date")
_YEAR = ("year", "publication_year")
_CATEGORIES = ("categories", "fieldsOfStudy", "primary_category")
_MOST_SOURCES = 10_000


def entries(fields: Fields, place: Place, line: int) -> Iterable[Record | Rejection]:
    """The record of an object; an abstract that Footnote wrote has one for each of its sources."""
    made = entry(facts(fields), place, line)
    sources = _own_sources(fields)
    if isinstance(made, Rejection) or not sources:
        return (made,)
    return [Record(made.text, made.bibliography, source) for source in sources]


def facts(fields: Fields) -> Facts:
    """What an object states."""
    return Facts(
        abstract=_first(fields, _ABSTRACT),
        title=_decoded(_first(fields, _TITLE)),
        people=_people(fields),
        published=_published(fields),
        categories=_categories(fields),
        identifiers=_identifiers(fields),
        url=_first(fields, _URL),
        affiliations=tuple(_texts(fields.get("affiliations"))),
        has_code=fields.get("has_code") is True,
        title_in_doubt=fields.get("title_in_doubt") is True,
    )


def _first(fields: Fields, names: Iterable[str]) -> str | None:
    for name in names:
        if (value := fields.get(name)) and (text := _text(value)):
            return text
    return None


def _text(value: object) -> str | None:
    """A text, or a list of sentences as one."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return " ".join(each for each in value if isinstance(each, str))
    return None


def _texts(value: object) -> list[str]:
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []


def _word(value: object) -> str | None:
    """An identifier or a year, which some write as a number."""
    if isinstance(value, bool):
        return None
    return str(value) if isinstance(value, (str, int)) else None


def _word_of(fields: Fields, names: Iterable[str]) -> str | None:
    return next((word for name in names if (word := _word(fields.get(name)))), None)


def _decoded(text: str | None) -> str | None:
    return accented(text) if text and "\\" in text else text


def _people(fields: Fields) -> People:
    parsed = fields.get("authors_parsed")
    if isinstance(parsed, list) and parsed:
        return People(tuple(filter(None, map(_parsed_name, parsed))))
    value = fields.get("authors", fields.get("author"))
    if isinstance(value, str):
        return listed(_decoded(value) or "")
    if not isinstance(value, list):
        return NOBODY
    found = people(filter(None, map(_name, value)))
    return People(found.names, found.et_al or fields.get("et_al") is True)


def _parsed_name(parts: object) -> str | None:
    """A name in arXiv's form: family, given, suffix, and perhaps affiliations."""
    family, given, suffix = [*_texts(parts), "", "", ""][:3]
    return " ".join(filter(None, (given.strip(), family.strip(), suffix.strip()))) or None


def _name(value: object) -> str | None:
    if isinstance(value, str):
        return _decoded(value)
    if not isinstance(value, dict):
        return None
    if name := _text(value.get("name")):
        return name
    parts = [_text(value.get(k)) for k in ("given", "family", "suffix")]
    parts = [p or _text(value.get(k)) for p, k in zip(parts, ("first", "last", ""), strict=True)]
    return " ".join(filter(None, parts)) or None


def _published(fields: Fields) -> Published:
    stated = fields.get("published")
    if isinstance(stated, dict):
        return _own_published(stated)
    versions = fields.get("versions")
    if isinstance(versions, list) and versions and isinstance(versions[0], dict):
        return published(_text(versions[0].get("created")))
    if found := _first(fields, _DATE):
        return published(found)
    year = _word_of(fields, _YEAR)
    return dated(year) if year else UNKNOWN


def _own_published(stated: Fields) -> Published:
    text, date = _text(stated.get("text")), published(_text(stated.get("date"))).date
    return Published(text, date) if text or date else UNKNOWN


def _categories(fields: Fields) -> tuple[str, ...]:
    for name in _CATEGORIES:
        value = fields.get(name)
        if isinstance(value, str):
            return tuple(value.split())
        if found := _texts(value):
            return tuple(found)
    return ()


def _identifiers(fields: Fields) -> tuple[str | None, ...]:
    external = fields.get("externalIds")
    external = external if isinstance(external, dict) else {}
    return (
        identifiers.doi(_word_of(fields, _DOI) or _word(external.get("DOI"))),
        identifiers.arxiv_id(_word_of(fields, _ARXIV) or _word(external.get("ArXiv"))),
        identifiers.pmid(_word_of(fields, _PMID) or _word(external.get("PubMed"))),
        *(_own_identifier(each) for each in _texts(fields.get("identifiers"))),
        _dump_identifier(fields),
    )


def _dump_identifier(fields: Fields) -> str | None:
    """The `id` of arXiv's dump, which stands beside its `categories`; other dumps count papers."""
    value = fields.get("id")
    return (
        identifiers.arxiv_id(value) if isinstance(value, str) and "categories" in fields else None
    )


_KINDS: dict[str, Callable[[str], str | None]] = {
    "arxiv": identifiers.arxiv_id,
    "doi": identifiers.doi,
    "pmid": identifiers.pmid,
}


def _own_identifier(text: str) -> str | None:
    kind, _, value = text.partition(":")
    return _KINDS[kind](value) if kind in _KINDS else None


def _own_sources(fields: Fields) -> list[Source]:
    """Where an abstract that Footnote wrote stood; empty for what others wrote."""
    sources = fields.get("sources")
    if "abstract_id" not in fields or not isinstance(sources, list):
        return []
    return [
        Source(each["file"], each["line"])
        for each in sources[:_MOST_SOURCES]
        if isinstance(each, dict)
        and isinstance(each.get("file"), str)
        and type(each.get("line")) is int
    ]
