"""Papers written in each format come back as they were."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.errors import PageError
from knowledge.model import Record, Rejection
from tests.knowledge.formats import library_works as library
from tests.knowledge.formats import works as made
from tests.knowledge.formats.pages import parsed, records
from tests.knowledge.formats.works import Work

Writer = Callable[[list[Work]], str]


def _each(write: Callable[[Work], str]) -> Writer:
    return lambda all_works: "\n".join(map(write, all_works))


FORMATS: dict[str, tuple[Writer, str]] = {
    "arXiv dump": (_each(made.arxiv_dump), "ndcDA"),
    "Semantic Scholar": (_each(made.semantic_scholar), "ndcDAP"),
    "BEIR": (_each(made.beir), ""),
    "SciFact": (_each(made.scifact), ""),
    "JSON array": (lambda w: "[" + ",\n ".join(map(made.semantic_scholar, w)) + "]", "ndcDAP"),
    "JSON answer": (
        lambda w: '{"total": 1, "data": [' + ", ".join(map(made.semantic_scholar, w)) + "]}",
        "ndcDAP",
    ),
    "CSV": (lambda w: made.table(w, ","), "ndDAP"),
    "TSV": (lambda w: made.table(w, "\t"), "ndDAP"),
    "semicolons": (lambda w: made.table(w, ";"), "ndDAP"),
    "BibTeX": (_each(made.bibtex), "ndcDA"),
    "RIS": (_each(made.ris), "ndDA"),
    "nbib": (_each(made.nbib), "ndDP"),
    "Atom": (made.atom, "ndcDA"),
    "OAI-PMH arXiv": (made.oai_arxiv, "ndcDA"),
    "OAI-PMH Dublin Core": (made.oai_dublin_core, "ndcDA"),
    "PubMed XML": (made.pubmed, "ndDP"),
    "MODS": (library.mods, "ndD"),
    "TEI": (library.tei, "ndDA"),
    "Europe PMC XML": (library.europe_pmc, "ndDP"),
    "Crossref XML": (library.crossref, "ndD"),
    "Zotero RDF": (library.zotero_rdf, "ndDA"),
    "web page": (lambda w: library.web_page(w[0]), "ndDAP"),
}


@pytest.mark.parametrize("name", FORMATS)
@settings(max_examples=25)
@given(papers=st.lists(made.works, min_size=1, max_size=4))
def test_what_is_written_is_read(
    tmp_path_factory: pytest.TempPathFactory, name: str, papers: list[Work]
) -> None:
    """Every paper comes back, in order, with all that the format states of it."""
    write, stated = FORMATS[name]
    if name == "BibTeX":
        papers = [replace(paper, categories=paper.categories[:1]) for paper in papers]
    papers = papers[:1] if name == "web page" else papers
    page = parsed(tmp_path_factory.getbasetemp(), write(papers), "page.x")
    assert len(page) == len(papers)
    for entry, paper in zip(page, papers, strict=True):
        assert isinstance(entry, Record), entry
        assert made.same(entry, paper, stated), entry


@pytest.mark.parametrize("name", FORMATS)
@settings(max_examples=12)
@given(papers=st.lists(made.works, min_size=2, max_size=3), data=st.data())
def test_damage_raises_nothing(
    tmp_path_factory: pytest.TempPathFactory, name: str, papers: list[Work], data: st.DataObject
) -> None:
    """A piece of any bytes put into a page costs records, and raises nothing but a PageError."""
    content = FORMATS[name][0](papers).encode()
    start = data.draw(st.integers(0, len(content)))
    end = data.draw(st.integers(start, min(len(content), start + 40)))
    damage = data.draw(st.binary(max_size=30) | st.sampled_from([b'"', b"{", b"<", b"}", b"\n"]))
    _read_or_refused(tmp_path_factory.getbasetemp(), content[:start] + damage + content[end:])


_OPENINGS = [
    b"{", b'{"a": ', b'[{"', b"<feed>", b"<?xml version='1.0'?><PubmedArticleSet>", b"@a{b,",
    b"TY  - JOUR\n", b"PMID- 1\n", b"title,abstract\n", b"title\tabstract\n", b"<OAI-PMH><record>",
    b"<mods><titleInfo>", b"<TEI><teiHeader>", b"<doi_records><doi_record>", b"<html><meta name=",
    b"<meta name=citation_title content=T><div id=abstract>", b"<responseWrapper><result>",
]  # fmt: skip


@settings(max_examples=100)
@given(st.sampled_from(_OPENINGS), st.binary(max_size=200) | st.text(max_size=100))
def test_any_bytes_are_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, opening: bytes, rest: bytes | str
) -> None:
    """Whatever follows the mark of a format, nothing but a PageError is raised."""
    rest = rest.encode("utf-8", "replace") if isinstance(rest, str) else rest
    _read_or_refused(tmp_path_factory.getbasetemp(), opening + rest)


def _read_or_refused(folder: Path, content: bytes) -> None:
    page: list[Record | Rejection] = []
    with suppress(PageError):
        page = parsed(folder, content)
    assert all(entry.text and entry.source.line >= 1 for entry in records(page))
    for entry in page:
        if isinstance(entry, Rejection):
            assert entry.line >= 1
            assert entry.reason
            assert "\n" not in str(entry.reason)
