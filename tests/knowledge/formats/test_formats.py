"""Which format a page has: its content decides, and its name where that leaves it open."""

from pathlib import Path

import pytest

from knowledge.errors import PageError
from knowledge.formats import recognition
from knowledge.formats.recognition import Format, recognised
from tests.knowledge.formats.pages import parsed, records, rejections

CONTENTS: list[tuple[str, Format | None]] = [
    ('{"_id": "1", "text": "x"}\n{"_id": "2"}\n', recognition.JSON_LINES),
    ('\n {"title": "no end of line"}', recognition.JSON_LINES),
    ('{"title": "broken", }\n{"title": "x"}\n', recognition.JSON_LINES),
    ('{"abstract": "x", "authors": [{"name": "A"}]}\n', recognition.JSON_LINES),
    ('{"abstract": "' + "x" * 70_000, recognition.JSON_LINES),
    ('[{"title": "x"}]', recognition.JSON_ARRAY),
    ("[\n]", recognition.JSON_ARRAY),
    ('{"total": 1, "data": [{"title": "x"}]}', recognition.JSON_ARRAY),
    ('{\n  "data": [\n    {"title": "x"}]}', recognition.JSON_ARRAY),
    ("title,abstract,year\nA,B,1999\n", recognition.TABLE),
    ("\ufeffTitle\tAbstract\nA\tB\n", recognition.TABLE),
    ("id;Paper Title;Abstract Text\r\n1;A;B\r\n", recognition.TABLE),
    ('"id","title","authors","venue","year"\n', recognition.TABLE),
    ("query-id\tcorpus-id\tscore\n1\t2\t1\n", None),
    ("title of a page, and more\n", None),
    ("% my papers\n@article{key,\n title={x}}\n", recognition.BIBTEX),
    ('@string(jcl = "Journal")\n', recognition.BIBTEX),
    ("TY  - JOUR\nTI  - x\nER  - \n", recognition.RIS),
    ("\r\nTY - CONF\r\n", recognition.RIS),
    ("\nPMID- 123\nOWN - NLM\n", recognition.MEDLINE),
    ("<feed xmlns='http://www.w3.org/2005/Atom'>", recognition.ARXIV_ATOM),
    ("<?xml version='1.0'?>\n<!-- x -->\n<a:feed xmlns:a='x'>", recognition.ARXIV_ATOM),
    ("<?xml version='1.0'?><OAI-PMH xmlns='x'>", recognition.OAI_PMH),
    ('<!DOCTYPE x PUBLIC "a" "b" [<!ENTITY y "z">]>\n<PubmedArticleSet>', recognition.PUBMED_XML),
    ("<rdf:RDF xmlns='http://purl.org/rss/1.0/'>", recognition.RSS),
    (
        (
            "<rdf:RDF xmlns:z='http://www.zotero.org/namespaces/export#'"
            " xmlns:link='http://purl.org/rss/1.0/modules/link/'>"
        ),
        recognition.ZOTERO_RDF,
    ),
    ("<?xml version='1.0'?>\n<mods:modsCollection xmlns:mods='x'>", recognition.MODS),
    ("<TEI xml:space='preserve' xmlns='x'>", recognition.TEI),
    ("<doi_records>", recognition.CROSSREF_XML),
    ("<responseWrapper>", recognition.EUROPE_PMC_XML),
    ("<html><body>Abstract: x</body></html>", recognition.WEB_PAGE),
    ("\n<!doctype html>\n<title>x</title>", recognition.WEB_PAGE),
    ("<?xml version='1.0'?><!-- saved from x --><HTML xmlns='x'>", recognition.WEB_PAGE),
    ("<html><meta name=citation_title content=x><pre>\nAbstract: x\n", recognition.WEB_PAGE),
    ("<html><pre>\nAbstract: x\n</pre></html>", None),
    ("Abstract: we sell {title, abstract}, and more\n", None),
    ("CLOct 27, 2022Code\nTesting ModelsAda Ek\nWe test.\n", None),
    ("", None),
]


@pytest.mark.parametrize(("content", "form"), CONTENTS)
def test_content_tells_the_format(content: str, form: Format | None) -> None:
    """Whatever the name says."""
    assert recognised(content.encode(), "page") == form
    if form:
        assert recognised(content.encode(), "page.nbib") == form


@pytest.mark.parametrize(
    ("content", "name", "form"),
    [
        ("garbage\n", "a.jsonl", recognition.JSON_LINES),
        ("garbage\n", "a.NDJSON.gz", recognition.JSON_LINES),
        ("garbage\n", "a.csv.zst", recognition.TABLE),
        ("garbage\n", "a.bib", recognition.BIBTEX),
        ("garbage\n", "a.ris", recognition.RIS),
        ("garbage\n", "a.txt", None),
        ("Abstract: a page.\n", "a.jsonl", None),
        ("CLOct 27, 2022\nTesting ModelsAda Ek\nWe test.\n", "a.csv", None),
    ],
)
def test_the_name_tells_where_content_does_not(
    content: str, name: str, form: Format | None
) -> None:
    """A page of one of the page formats stays one, whatever it is called."""
    assert recognised(content.encode(), name) == form


def test_a_broken_first_line_costs_one_record(tmp_path: Path) -> None:
    """Behind a name that tells the format, garbage at the top is rejected with its line."""
    page = parsed(tmp_path, 'garbage\n{"title": "T", "abstract": "Text."}\n', "a.jsonl")
    assert [(entry.line, str(entry.reason)) for entry in rejections(page)] == [
        (1, "This is not valid JSON: expecting value at character 1.")
    ]
    assert [(entry.source.line, entry.text) for entry in records(page)] == [(2, "Text.")]


@pytest.mark.parametrize(
    ("content", "name", "message"),
    [
        ("garbage\n", "a.csv", "begins with no header"),
        ("<feed><title>none</title></feed>", "a", "XML without a record: no element .* “entry”"),
        ("<html><p>x</p></html>", "a", "a web page that does not say which paper it is about"),
        ('{"a": 1}', "a.json", ""),
        ("[1, 2, 3]", "a.json", "JSON without an array of papers|holds no abstracts"),
        ("[[{]]", "a.json", ""),
        ("nothing to see\n", "a", "is of no format that Footnote reads"),
    ],
)
def test_what_holds_no_papers_says_so(
    tmp_path: Path, content: str, name: str, message: str
) -> None:
    """A page without any record is never silent: a PageError, or a rejection."""
    if not message:
        assert rejections(parsed(tmp_path, content, name))
        return
    with pytest.raises(PageError, match=message):
        parsed(tmp_path, content, name)
