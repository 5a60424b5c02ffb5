"""Which format a page has: by what it holds, and where that leaves it open by its name.

A format's reader is imported when a page of it is met.
"""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import BinaryIO

from knowledge.formats.fields.facts import Place
from knowledge.formats.fields.markup import is_labelled
from knowledge.formats.listing.header import parse_header
from knowledge.formats.streams.open_page import BYTE_ORDER_MARK
from knowledge.model import Record, Rejection

Reader = Callable[[BinaryIO, Place], Iterator[Record | Rejection]]


@dataclass(frozen=True, slots=True)
class Format:
    """A format: what people call it, and where its reader is."""

    name: str
    module: str
    function: str

    def read(self, stream: BinaryIO, place: Place) -> Iterator[Record | Rejection]:
        """The records of a page in this format, in order."""
        reader: Reader = getattr(import_module(f"knowledge.formats.{self.module}"), self.function)
        return reader(stream, place)


JSON_LINES = Format("JSON Lines", "json_lines", "read_json_lines")
JSON_ARRAY = Format("JSON", "json_array", "read_json_array")
TABLE = Format("CSV or TSV", "table", "read_table")
BIBTEX = Format("BibTeX", "bibtex", "read_bibtex")
RIS = Format("RIS", "ris", "read_ris")
MEDLINE = Format("MEDLINE", "medline", "read_medline")
WEB_OF_SCIENCE = Format("Web of Science", "tagged", "read_wos")
REFWORKS = Format("RefWorks", "tagged", "read_refworks")
COCHRANE = Format("Cochrane Library", "tagged", "read_cochrane")
REFER = Format("EndNote's refer", "tagged", "read_refer")
ENDNOTE_XML = Format("EndNote XML", "endnote_xml", "read_endnote_xml")
JATS = Format("JATS", "jats", "read_jats")
ARXIV_ATOM = Format("arXiv Atom", "arxiv_atom", "read_arxiv_atom")
OAI_PMH = Format("OAI-PMH", "oai_pmh", "read_oai_pmh")
PUBMED_XML = Format("PubMed XML", "pubmed_xml", "read_pubmed_xml")
RSS = Format("RSS", "rss", "read_rss")
DATACITE_XML = Format("DataCite XML", "datacite_xml", "read_datacite_xml")
CROSSREF_XML = Format("Crossref XML", "crossref_xml", "read_crossref_xml")
EUROPE_PMC_XML = Format("Europe PMC XML", "europe_pmc", "read_europe_pmc")
MODS = Format("MODS", "mods", "read_mods")
TEI = Format("TEI", "tei", "read_tei")
ZOTERO_RDF = Format("Zotero RDF", "zotero_rdf", "read_zotero_rdf")
WEB_PAGE = Format("Web page", "web_page", "read_web_page")

_PACKED = (".gz", ".gzip", ".zst", ".zstd")
_BY_NAME = {
    ".jsonl": JSON_LINES,
    ".ndjson": JSON_LINES,
    ".json": JSON_ARRAY,
    ".csv": TABLE,
    ".tsv": TABLE,
    ".bib": BIBTEX,
    ".bibtex": BIBTEX,
    ".ris": RIS,
    ".nbib": MEDLINE,
    ".enw": REFER,
    ".ciw": WEB_OF_SCIENCE,
}
_BY_ROOT = {
    "feed": ARXIV_ATOM,
    "resource": DATACITE_XML,
    "rss": RSS,
    "RDF": RSS,
    "doi_records": CROSSREF_XML,
    "doi_record": CROSSREF_XML,
    "crossref_result": CROSSREF_XML,
    "responseWrapper": EUROPE_PMC_XML,
    "modsCollection": MODS,
    "mods": MODS,
    "searchRetrieveResponse": MODS,
    "TEI": TEI,
    "teiCorpus": TEI,
    "OAI-PMH": OAI_PMH,
    "ListRecords": OAI_PMH,
    "PubmedArticleSet": PUBMED_XML,
    "PubmedArticle": PUBMED_XML,
    "PubmedBookArticleSet": PUBMED_XML,
    "xml": ENDNOTE_XML,
    "XML": ENDNOTE_XML,
    "records": ENDNOTE_XML,
    "article": JATS,
    "articles": JATS,
    "pmc-articleset": JATS,
    "response": JATS,
}
_ROOT = re.compile(
    r"\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*|<!DOCTYPE(?:[^>\[]|\[.*?\]\s*(?=>))*>\s*)*<(?:[\w.-]+:)?([\w.-]+)",
    re.DOTALL,
)
_OF_ZOTERO = "http://www.zotero.org/namespaces/export#"
_HTML = re.compile(
    r"\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|meta)\b",
    re.DOTALL | re.IGNORECASE,
)
_CITES = re.compile(r"[\"'\s=](?:bepress_)?citation_title\b", re.IGNORECASE)
_BY_LINE = (
    (re.compile(r"^\s*@\s*[A-Za-z]+\s*[{(]\s*[^\s,{}]*\s*(?:,|$|=)", re.MULTILINE), BIBTEX),
    (re.compile(r"^TY {1,2}- ?\w*\s*$", re.MULTILINE), RIS),
    (re.compile(r"^PMID *- *\d+\s*$", re.MULTILINE), MEDLINE),
    (re.compile(r"^(?:FN .*\nVR |PT [A-Z]\n(?:AU|BA|GP|TI|AF|CA) )", re.MULTILINE), WEB_OF_SCIENCE),
    (re.compile(r"^RT [A-Z].*\n(?:[A-Z][A-Z0-9] .*\n)*?(?:A1|T1|ID|SR) ", re.MULTILINE), REFWORKS),
    (re.compile(r"^Record #\d+ of \d+\n(?:[A-Z]{2,4}: .*\n)", re.MULTILINE), COCHRANE),
    (re.compile(r"^%[0TA] .+\n%[0-9A-Z@] ", re.MULTILINE), REFER),
)
_SURE = 3
_DEEPEST_LIST = 3
_JSON_BEGINS = re.compile(r'\s*(?:\{\s*["}]|\[\s*[{\]])')
_WRAPPED = re.compile(r"\s*\{[^\[\]]*\[\s*(?:\{|\Z)")


def recognised(opening: bytes, name: str) -> Format | None:
    """The format of a page that begins so; None for the page formats, and for what is no format.

    Args:
        opening: its first bytes, unpacked.
        name: its file name.
    """
    text = opening.removeprefix(BYTE_ORDER_MARK).decode("utf-8", "replace")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if form := _by_content(text):
        return form
    if _is_page(text):
        return None
    return _by_name(name) or (TABLE if _has_header(text) else None)


def _by_content(text: str) -> Format | None:
    if _HTML.match(text):
        return WEB_PAGE if _CITES.search(text) or not _is_page(text) else None
    if match := _ROOT.match(text):
        form = _BY_ROOT.get(match[1])
        return ZOTERO_RDF if form is RSS and _OF_ZOTERO in text else form
    if _JSON_BEGINS.match(text):
        return _of_json(text.lstrip())
    if form := next((form for pattern, form in _BY_LINE if pattern.search(text)), None):
        return form
    first = text.lstrip().partition("\n")[0]
    return TABLE if _is_header(first) else None


def _of_json(text: str) -> Format:
    """Lines begin with an object that ends with its line, documents with one that goes on."""
    first, end, _ = text.partition("\n")
    if text.startswith("[") or first.strip() == "{":
        return JSON_ARRAY
    try:
        value = json.loads(first)
    except (ValueError, RecursionError):
        cut_off = not end or not first.rstrip().endswith("}")
        return JSON_ARRAY if cut_off and _WRAPPED.match(text) else JSON_LINES
    return JSON_ARRAY if _wraps(value, _DEEPEST_LIST) and not _says_more(value) else JSON_LINES


def _wraps(value: object, depth: int) -> bool:
    """Whether an object holds a list of objects, not too deep within."""
    if isinstance(value, list):
        return bool(value) and isinstance(value[0], dict)
    return (
        isinstance(value, dict) and depth > 0 and any(_wraps(v, depth - 1) for v in value.values())
    )


def _says_more(value: dict[str, object]) -> bool:
    from knowledge.formats.json_fields import facts  # noqa: PLC0415  # only where it may be a paper

    stated = facts(value)
    return bool(stated.abstract or stated.title)


def _has_header(text: str) -> bool:
    """Whether one of the first lines names three columns or more of a table of papers."""
    from knowledge.formats.table import find_header  # noqa: PLC0415  # as below

    header = find_header(text.splitlines())
    return header is not None and len(header.columns) >= _SURE


def _is_header(line: str) -> bool:
    from knowledge.formats.columns import header_of, separator_of  # noqa: PLC0415  # csv only here

    if not any(mark in line for mark in ",;\t|"):
        return False
    return header_of(line) is not None or separator_of(line) is not None


def _is_page(text: str) -> bool:
    """Whether a line bears a mark of the page formats."""
    return any(is_labelled(line) or _heads(line.strip()) for line in text.splitlines())


def _heads(line: str) -> bool:
    header = parse_header(line)
    return header is not None and bool(header.categories)


def _by_name(name: str) -> Format | None:
    stem = name.lower()
    for packed in _PACKED:
        stem = stem.removesuffix(packed)
    return next((form for suffix, form in _BY_NAME.items() if stem.endswith(suffix)), None)
