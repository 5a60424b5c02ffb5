"""Records to canonical abstracts: the same abstract met on five pages is one, with five sources.

Two records are the same abstract where `text.canonical` makes their texts equal. What
they state beside it is merged by rules that depend on the statements alone, never on their order:
`merge` is associative, commutative and idempotent, so that it makes no difference in which order
or in how many ingests the pages come. A stated field wins over a missing one; where two differ:

| field | what is kept |
|---|---|
| text | in NFKC form, then the shortest, then mixed case over one case, then the smallest |
| title | one that its reader was sure of, then the longest, then the smallest |
| authors, et al. | the most names, then the longest names, then with "et al.", then the smallest |
| published | with a whole date (the earliest), or a year, then the longest, then the smallest |
| affiliations, categories | all of them: in the order of a source with all of them, else sorted |
| has code | if one says so |
| url | the shortest, then the smallest |
| identifiers | all of them, sorted |
| sources | all of them, sorted |
"""

import datetime as dt
import hashlib
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from functools import reduce

from knowledge.model import Abstract, Bibliography, Published, Record, Source
from knowledge.text.canonical import canonical

ID_DIGITS = 16


def abstract_id(text: str) -> str:
    """The id of the abstract that has this text: 16 hex digits, the same for all its variants."""
    return hashlib.sha256(canonical(text).encode("utf-8", "replace")).hexdigest()[:ID_DIGITS]


def abstract_of(record: Record) -> Abstract:
    """The abstract that a record alone makes.

    Lone surrogates, which no UTF-8 text can hold and no database store, become U+FFFD.
    """
    text = _storable(record.text)
    source = Source(_storable(record.source.file), record.source.line)
    stated = _bibliography_of(record)
    return Abstract(abstract_id(text or _untexted(stated)), text, stated, (source,))


def _untexted(stated: Bibliography) -> str:
    """What tells a work without an abstract from others; empty where nothing is known of it."""
    if not stated.title:
        return ""
    year = str(stated.published.year or "")
    told = ((stated.title,), stated.authors, (year,), stated.identifiers)
    return "\x1f".join(map("\x1e".join, told))


def merge(first: Abstract, second: Abstract) -> Abstract:
    """One abstract out of two with the same id, by the rules above.

    Raises:
        ValueError: if the ids differ.
    """
    if first.id != second.id:
        raise ValueError(f"{first.id} and {second.id} are different abstracts")
    if first == second:
        return first
    return Abstract(
        id=first.id,
        text=min(first.text, second.text, key=_text_rank),
        bibliography=merge_bibliographies(first.bibliography, second.bibliography),
        sources=tuple(sorted({*first.sources, *second.sources})),
    )


def merge_all(same: Sequence[Abstract]) -> Abstract:
    """One abstract out of some, at least one, with the same id: as `merge` makes it one by one."""
    return Abstract(
        id=same[0].id,
        text=min({each.text for each in same}, key=_text_rank),
        bibliography=reduce(merge_bibliographies, {each.bibliography for each in same}),
        sources=tuple(sorted({source for each in same for source in each.sources})),
    )


def deduplicate(records: Iterable[Record]) -> dict[str, Abstract]:
    """The abstracts that the records make, by id, in the order in which they were first met."""
    found: dict[str, Abstract] = {}
    for record in records:
        abstract = abstract_of(record)
        met = found.get(abstract.id)
        found[abstract.id] = abstract if met is None else merge(met, abstract)
    return found


def _bibliography_of(record: Record) -> Bibliography:
    stated = record.bibliography
    title = _stated(stated.title)
    published = stated.published
    return Bibliography(
        title=title,
        authors=_storables(stated.authors),
        et_al=stated.et_al,
        affiliations=_storables(dict.fromkeys(stated.affiliations)),
        published=Published(_stated(published.text), published.date),
        categories=_storables(dict.fromkeys(stated.categories)),
        has_code=stated.has_code,
        url=_stated(stated.url),
        identifiers=tuple(sorted({*_storables(stated.identifiers)})),
        title_in_doubt=title is not None and (stated.title_in_doubt or record.doubt is not None),
    )


def merge_bibliographies(first: Bibliography, second: Bibliography) -> Bibliography:
    """What two sources state beside the text, as one, by the rules above."""
    if first == second:
        return first
    titled = min(first, second, key=_title_rank)
    authored = min(first, second, key=_authors_rank)
    return Bibliography(
        title=titled.title,
        title_in_doubt=titled.title_in_doubt,
        authors=authored.authors,
        et_al=authored.et_al,
        affiliations=_union(first.affiliations, second.affiliations),
        published=min(first.published, second.published, key=_published_rank),
        categories=_union(first.categories, second.categories),
        has_code=first.has_code or second.has_code,
        url=min(first.url, second.url, key=_url_rank),
        identifiers=tuple(sorted({*first.identifiers, *second.identifiers})),
    )


# Each rank is a total order on what is stated, the best first. The minimum of a total order is
# associative, commutative and idempotent, and with it the whole merge.


def _text_rank(text: str) -> tuple[bool, int, bool, str]:
    one_case = text.isupper() or text.islower()
    return not unicodedata.is_normalized("NFKC", text), len(text), one_case, text


def _title_rank(stated: Bibliography) -> tuple[bool, bool, int, str]:
    title = stated.title or ""
    return not title, stated.title_in_doubt, -len(title), title


def _authors_rank(stated: Bibliography) -> tuple[int, int, bool, tuple[str, ...]]:
    authors = stated.authors
    return -len(authors), -sum(map(len, authors)), not stated.et_al, authors


def _published_rank(published: Published) -> tuple[bool, dt.date, bool, int, str]:
    text = published.text or ""
    date = published.date
    return date is None, date or dt.date.max, published.year is None, -len(text), text


def _url_rank(url: str | None) -> tuple[bool, int, str]:
    return url is None, len(url or ""), url or ""


def _union(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...]:
    """All of both, in the order of one that states all, else sorted.

    Sorted order stands for "no order of its own", which keeps the rule associative.
    """
    ordered = tuple(sorted({*first, *second}))
    own_orders = [o for o in (first, second) if len(o) == len(ordered) and o != ordered]
    return min(own_orders, default=ordered)


def _storable(text: str) -> str:
    if text.isascii():
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _storables(texts: Collection[str]) -> tuple[str, ...]:
    return tuple(texts) if all(map(str.isascii, texts)) else tuple(map(_storable, texts))


def _stated(text: str | None) -> str | None:
    return _storable(text) if text else None
