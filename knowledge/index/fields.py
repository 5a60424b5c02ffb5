"""What tantivy's index holds of an abstract, field by field.

Analysis is `knowledge.text`'s: every field is given words that are cut already, with spaces between
them. `held` keeps what was indexed, so that it can be taken out again.
"""

import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import tantivy

from knowledge.catalogue import name_words, squeezed
from knowledge.contents import Contents
from knowledge.model import Abstract, Bibliography, Published

ID = "id"
NUMBER = "number"
TERMS = "terms"
RUNS = "runs"
PEOPLE = "people"
PLACES = "places"
CATEGORIES = "categories"
DATE = "date"
DAY = "day"
HELD = "held"
MARK = "mark"
"""The one document of the last commit has it, and says which one that was."""
_APART = "."
"""Stands between words that are no neighbours; no word is a full stop."""
_CUT = "cut"


@cache
def schema() -> tantivy.Schema:
    """The fields.

    `runs` keeps places, as it is searched for neighbours; the other words do not need them.
    """
    builder = tantivy.SchemaBuilder()
    for name in (ID, MARK, PLACES, CATEGORIES, DATE):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    builder.add_text_field(TERMS, tokenizer_name=_CUT, index_option="freq")
    builder.add_text_field(RUNS, tokenizer_name=_CUT, index_option="position")
    builder.add_text_field(PEOPLE, tokenizer_name=_CUT, index_option="basic")
    builder.add_bytes_field(HELD, stored=True)
    builder.add_unsigned_field(NUMBER, fast=True)
    builder.add_unsigned_field(DAY, fast=True)
    return builder.build()


def opened(folder: Path) -> tantivy.Index:
    """The index in a folder; an empty one where there is none.

    Raises:
        ValueError: it is damaged, or holds other fields.
        OSError: it cannot be read.
    """
    index = tantivy.Index(schema(), path=str(folder))
    cut = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    index.register_tokenizer(_CUT, cut)
    return index


def document(abstract: Abstract, contents: Contents, number: int) -> tantivy.Document:
    """What is indexed of an abstract that has this number."""
    stated = abstract.bibliography
    made = tantivy.Document()
    made.add_text(ID, abstract.id)
    made.add_unsigned(NUMBER, number)
    made.add_text(TERMS, " ".join(contents.terms.elements()))
    made.add_text(RUNS, f" {_APART} ".join(map(" ".join, contents.runs)))
    made.add_text(PEOPLE, " ".join(w for name in stated.authors for w in name_words(name)))
    for place in stated.affiliations:
        made.add_text(PLACES, squeezed(place))
    for category in stated.categories:
        made.add_text(CATEGORIES, category)
    if day := stated.published.date:
        made.add_text(DATE, day.isoformat())
    made.add_unsigned(DAY, day.toordinal() if day else 0)
    made.add_bytes(HELD, _written(abstract))
    return made


def marker(serial: int) -> tantivy.Document:
    """The document that says which commit was the last."""
    made = tantivy.Document()
    made.add_text(MARK, mark(serial))
    return made


def mark(serial: int) -> str:
    """What the document of a commit is found by."""
    return f"commit {serial}"


def indexed(searcher: tantivy.Searcher, address: tantivy.DocAddress) -> Abstract:
    """What was indexed under an address; of the bibliography, what the index needs."""
    found = json.loads(searcher.doc(address).get_first(HELD))  # type: ignore[arg-type]
    return Abstract(
        found["id"],
        found["text"],
        Bibliography(
            title=found["title"],
            authors=tuple(found["authors"]),
            affiliations=tuple(found["affiliations"]),
            categories=tuple(found["categories"]),
            published=Published(),
        ),
        (),
    )


def one_of(field: str, values: Iterable[str]) -> tantivy.Query:
    """A query for what has any of some values in a field."""
    return tantivy.Query.term_set_query(schema(), field, list(values))


def found(
    searcher: tantivy.Searcher, query: tantivy.Query, limit: int, by: str | None = None
) -> list[tantivy.DocAddress]:
    """Where at most `limit` documents are that a query finds.

    Best first, or those with the greatest values of the field `by`.
    """
    hits = searcher.search(query, limit, count=False, order_by_field=by).hits
    return [address for _, address in hits]


def how_many(searcher: tantivy.Searcher, query: tantivy.Query) -> int:
    """How many documents a query finds."""
    return int(searcher.search(query, 1).count)  # type: ignore[attr-defined]  # its stub lacks it


def _written(abstract: Abstract) -> bytes:
    stated = abstract.bibliography
    return json.dumps(
        {
            "id": abstract.id,
            "text": abstract.text,
            "title": stated.title,
            "authors": stated.authors,
            "affiliations": stated.affiliations,
            "categories": stated.categories,
        }
    ).encode()
