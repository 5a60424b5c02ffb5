"""PubMed's XML.

https://dtd.nlm.nih.gov/ncbi/pubmed/doc/out/
"""

from collections.abc import Iterator
from typing import BinaryIO
from xml.etree.ElementTree import Element

from knowledge.formats.fields import identifiers
from knowledge.formats.fields.dates import UNKNOWN, dated, published
from knowledge.formats.fields.facts import Facts, Place, plain
from knowledge.formats.fields.people import People
from knowledge.formats.streams.trees import text_at, text_of
from knowledge.formats.xml_entries import xml_entries
from knowledge.model import Published, Record, Rejection

_TAGS = frozenset({"PubmedArticle", "PubmedBookArticle"})
_UNLABELLED = frozenset({"", "UNLABELLED", "UNASSIGNED"})


def read_pubmed_xml(stream: BinaryIO, place: Place) -> Iterator[Record | Rejection]:
    """The records of a set of articles, in order.

    Raises:
        PageError: the document declares entities, or has no articles.
    """
    return xml_entries(stream, place, _TAGS, _facts)


def _facts(tree: Element) -> Facts:
    cited = tree.find("MedlineCitation")
    cited = cited if cited is not None else tree.find("BookDocument")
    cited = cited if cited is not None else Element("none")
    article = cited.find("Article")
    article = article if article is not None else cited
    return Facts(
        abstract=_abstract(article.find("Abstract")),
        title=text_at(article, "ArticleTitle") or text_at(article, "Book/BookTitle"),
        people=_people(article.find("AuthorList")),
        published=_published(article),
        identifiers=(identifiers.pmid(text_at(cited, "PMID")), *_dois(tree, article)),
    )


def _abstract(abstract: Element | None) -> str:
    """The parts of an abstract, each with its label, as PubMed shows them."""
    if abstract is None:
        return ""
    parts = []
    for part in abstract.iterfind("AbstractText"):
        label = plain(part.get("Label"))
        text = plain(text_of(part))
        if text:
            parts.append(text if label.upper() in _UNLABELLED else f"{label.rstrip(':')}: {text}")
    return " ".join(parts)


def _people(authors: Element | None) -> People:
    if authors is None:
        return People()
    names = (_name(author) for author in authors.iterfind("Author"))
    return People(tuple(filter(None, names)), authors.get("CompleteYN") == "N")


def _name(author: Element) -> str:
    given = text_at(author, "ForeName") or text_at(author, "Initials")
    parts = (given, text_at(author, "LastName"), text_at(author, "Suffix"))
    return " ".join(filter(None, map(plain, parts))) or plain(text_at(author, "CollectiveName"))


def _published(article: Element) -> Published:
    """The issue's date, or the electronic one where that is whole and the issue's is not."""
    dates = [
        dated(*(text_at(date, part) for part in ("Year", "Month", "Day")))
        for path in ("Journal/JournalIssue/PubDate", "ArticleDate", "Book/PubDate")
        for date in article.iterfind(path)
    ]
    worded = published(text_at(article, "Journal/JournalIssue/PubDate/MedlineDate"))
    stated = [date for date in (*dates, worded) if date != UNKNOWN]
    return next((date for date in stated if date.date), next(iter(stated), UNKNOWN))


def _dois(tree: Element, article: Element) -> Iterator[str | None]:
    for element in article.iterfind("ELocationID[@EIdType='doi']"):
        yield identifiers.doi(text_of(element))
    for folder in ("PubmedData", "PubmedBookData"):
        for element in tree.iterfind(f"{folder}/ArticleIdList/ArticleId[@IdType='doi']"):
            yield identifiers.doi(text_of(element))
