"""What is indexed of an abstract, and how; analysis is our own: words are cut already."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from knowledge.dedup.titles import plain_title
from knowledge.model import Abstract
from knowledge.search.catalogue.filed import CATEGORIES, DATE, PLACES, TITLE
from knowledge.search.catalogue.keys import day_of, filed_date, name_words, squeezed
from knowledge.search.engines.bm25 import K1, B
from knowledge.store import title_key
from knowledge.text.indexing.batch import Gatherer

FORMAT = 1
"""Changes whenever what is indexed changes: an index in another format is built anew."""
ID = "id"
PART = "part"
TERMS = "terms"
RUNS = "runs"
PEOPLE = "people"
DAY = "day"
NAMES = "names"
MARK = "mark"
_LONGEST = 8000
"""Characters of a term; Lucene takes none longer than four times that in bytes."""
_KEYWORD = {"type": "keyword"}
_STORED = {"type": "keyword", "index": False, "doc_values": False, "store": True}


def _cut(options: str, *, stored: bool = False, norms: bool = False) -> dict[str, Any]:
    return {
        "type": "text",
        "analyzer": "cut",
        "index_options": options,
        "norms": norms,
        "store": stored,
    }


ALONE = {"number_of_replicas": 0, "auto_expand_replicas": "false"}
"""How often an index lies in a cluster while it is built: each copy would be indexed by itself."""
COPIED = {"auto_expand_replicas": "0-all"}
"""How often it does once it is asked: on every node."""


def settings(
    name: str, base: str, shards: int, copies: Mapping[str, object] = COPIED
) -> dict[str, Any]:
    """The settings and fields of a new index.

    Nothing is seen before it is refreshed, which is done at the end of a generation. Its own BM25
    is that of all engines, but for lengths, which it rounds.

    Args:
        name: what it is for.
        base: the name of the base that it is derived from.
        shards: how many parts it has.
        copies: `ALONE` or `COPIED`.
    """
    return {
        "settings": {
            "number_of_shards": shards,
            **copies,
            "refresh_interval": -1,
            "similarity": {"default": {"type": "BM25", "k1": K1, "b": B}},
            "analysis": {
                "tokenizer": {"spaces": {"type": "whitespace", "max_token_length": _LONGEST}},
                "analyzer": {"cut": {"type": "custom", "tokenizer": "spaces"}},
            },
        },
        "mappings": {
            "_meta": {"format": FORMAT, "base": base, "for": name},
            "_source": {"enabled": False},
            "dynamic": False,
            "properties": {
                ID: {"type": "keyword", "store": True},
                PART: _KEYWORD,
                TERMS: _cut("freqs", stored=True, norms=True),
                RUNS: _cut("positions"),
                PEOPLE: _cut("docs"),
                PLACES: _KEYWORD,
                CATEGORIES: _KEYWORD,
                DATE: _KEYWORD,
                DAY: {"type": "integer"},
                TITLE: _KEYWORD,
                NAMES: _STORED,
                MARK: _STORED,
            },
        },
    }


def documents(
    gatherer: Gatherer, abstracts: Sequence[Abstract], part: int
) -> Iterator[dict[str, Any]]:
    """What is indexed of abstracts that a part of the base holds."""
    found = gatherer.gather(abstracts)
    if gatherer.is_full:
        gatherer.forget()
    for abstract, terms, runs in zip(abstracts, found.texts, found.runs, strict=True):
        yield {
            ID: abstract.id,
            PART: str(part),
            TERMS: " ".join(terms.split()),
            RUNS: runs,
            **_stated(abstract),
        }


def _stated(abstract: Abstract) -> Mapping[str, Any]:
    stated = abstract.bibliography
    found: dict[str, Any] = {
        PEOPLE: " ".join(word for name in stated.authors for word in name_words(name)),
        PLACES: [squeezed(place) for place in stated.affiliations],
        CATEGORIES: list(stated.categories),
        DAY: day_of(stated.published),
        NAMES: json.dumps([stated.authors, stated.affiliations]),
    }
    if title := plain_title(stated.title or ""):
        found[TITLE] = title_key(title)
    if date := filed_date(stated.published):
        found[DATE] = date
    return found
