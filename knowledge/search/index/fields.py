"""What tantivy's index holds of an abstract, field by field.

Analysis is that of `knowledge.text.tokens`: every field is given words that are cut already, with
spaces between them.
"""

import json
from contextlib import suppress
from functools import cache
from pathlib import Path

import tantivy

from knowledge.dedup.titles import plain_title
from knowledge.model import Abstract
from knowledge.search.catalogue.filed import CATEGORIES, DATE, PLACES, TITLE
from knowledge.search.catalogue.keys import day_of, filed_date, name_words, squeezed

ID = "id"
NUMBER = "number"
TERMS = "terms"
RUNS = "runs"
PEOPLE = "people"
DAY = "day"
MARK = "mark"
"""The one document of the last commit has it, and says which one that was."""
_CUT = "cut"
_META = "meta.json"
_LONGEST_TITLE = 2000
"""Characters of a title that are filed; questions are no longer."""


@cache
def schema() -> tantivy.Schema:
    """The fields.

    `runs` keeps places, as it is searched for neighbours; the other words do not need them.
    """
    builder = tantivy.SchemaBuilder()
    for name in (ID, MARK, TITLE, PLACES, CATEGORIES, DATE):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    builder.add_text_field(TERMS, tokenizer_name=_CUT, index_option="freq")
    builder.add_text_field(RUNS, tokenizer_name=_CUT, index_option="position")
    builder.add_text_field(PEOPLE, tokenizer_name=_CUT, index_option="basic")
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


def drop_uncommitted(folder: Path) -> None:
    """Remove what a process left that was stopped within a commit: the next would fail over it.

    tantivy names a file of deletions by its segment and by when they were made, and writes none in
    place of another. To be called by who alone writes; nobody reads what was never committed.
    """
    with suppress(OSError, ValueError, KeyError):
        committed = json.loads((folder / _META).read_text(encoding="utf-8"))["opstamp"]
        for path in folder.glob("*.*.del"):
            if int(path.name.split(".")[1]) > committed:
                path.unlink()


def document(abstract: Abstract, number: int, terms: str, runs: str) -> tantivy.Document:
    """What is indexed of an abstract that has this number, these terms and these neighbours."""
    stated = abstract.bibliography
    made = tantivy.Document()
    made.add_text(ID, abstract.id)
    made.add_unsigned(NUMBER, number)
    made.add_text(TERMS, terms)
    made.add_text(RUNS, runs)
    made.add_text(PEOPLE, " ".join(w for name in stated.authors for w in name_words(name)))
    for place in stated.affiliations:
        made.add_text(PLACES, squeezed(place))
    for category in stated.categories:
        made.add_text(CATEGORIES, category)
    if title := filed_title(plain_title(stated.title or "")):
        made.add_text(TITLE, title)
    if date := filed_date(stated.published):
        made.add_text(DATE, date)
    made.add_unsigned(DAY, day_of(stated.published))
    return made


def filed_title(title: str) -> str:
    """A title as it is filed: no longer than a word of an index may be."""
    return title[:_LONGEST_TITLE]


def marker(serial: int) -> tantivy.Document:
    """The document that says which commit was the last."""
    made = tantivy.Document()
    made.add_text(MARK, mark(serial))
    return made


def mark(serial: int) -> str:
    """What the document of a commit is found by."""
    return f"commit {serial}"


def is_marked(searcher: tantivy.Searcher, serial: int) -> bool:
    """Whether a commit was the last one."""
    return holds(searcher, tantivy.Query.term_query(schema(), MARK, mark(serial), "basic"))


def numbers(
    searcher: tantivy.Searcher, query: tantivy.Query, limit: int, by: str | None = None
) -> list[int]:
    """The numbers of at most `limit` abstracts that a query finds.

    Best first, or those with the greatest values of the field `by`.
    """
    hits = searcher.search(query, limit, count=False, order_by_field=by).hits
    values = searcher.fast_field_values(NUMBER, [address for _, address in hits])
    return [int(value) for value in values if value is not None]


def holds(searcher: tantivy.Searcher, query: tantivy.Query) -> bool:
    """Whether a query finds anything."""
    return bool(searcher.search(query, 1, count=False).hits)


def how_many(searcher: tantivy.Searcher, query: tantivy.Query) -> int:
    """How many documents a query finds."""
    return int(searcher.search(query, 1).count)  # type: ignore[attr-defined]  # its stub lacks it
