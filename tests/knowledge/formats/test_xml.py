"""XML: what services answer, errors in it, and what it could do harm with."""

import datetime as dt
import tracemalloc
from pathlib import Path

import pytest

from knowledge.errors import PageError
from knowledge.formats.pages import read
from knowledge.model import Bibliography, Published, Record
from tests.knowledge.formats.pages import parsed, records, rejections

ENTRY = "<entry><title>T</title><summary>Text.</summary></entry>\n"
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


def _article(inside: str) -> str:
    return f"<PubmedArticleSet><PubmedArticle>{inside}</PubmedArticle></PubmedArticleSet>"


@pytest.mark.parametrize(
    "declared",
    [
        f'<!ENTITY l0 "ha">{LAUGHS}',
        '<!ENTITY x SYSTEM "file:///etc/passwd">',
        '<!ENTITY % x SYSTEM "http://127.0.0.1/x">',
        '<!NOTATION n SYSTEM "n"><!ENTITY x SYSTEM "x.gif" NDATA n>',
    ],
)
def test_no_entity_may_be_declared(tmp_path: Path, declared: str) -> None:
    """Not even one that is harmless: the document is refused before anything of it is read."""
    page = f"<!DOCTYPE feed [{declared}]>\n<feed>{ENTRY}<entry><summary>&x;&l9;</summary></entry>"
    with pytest.raises(PageError, match="declares XML entities") as told:
        parsed(tmp_path, page + "</feed>")
    assert "\n" not in str(told.value)


def test_an_external_document_type_is_not_fetched(tmp_path: Path) -> None:
    """PubMed names one; what it would define is read as HTML means it."""
    page = parsed(
        tmp_path,
        '<!DOCTYPE PubmedArticleSet SYSTEM "http://127.0.0.1:9/x.dtd">\n'
        + _article(
            "<MedlineCitation><Article><Abstract><AbstractText>&alpha; &eacute;</AbstractText>"
            "</Abstract></Article></MedlineCitation>"
        ),
    )
    assert [r.text for r in records(page)] == ["α é"]


def test_entities_that_are_not_declared_cost_one_record(tmp_path: Path) -> None:
    """The rest goes on."""
    page = parsed(
        tmp_path, f"<feed>\n{ENTRY}<entry><summary>&boom;</summary></entry>\n{ENTRY}</feed>"
    )
    assert [r.source.line for r in records(page)] == [2, 4]
    assert [(r.line, str(r.reason)) for r in rejections(page)] == [
        (3, "This XML is not well formed: undefined entity (line 3)."),
    ]


@pytest.mark.parametrize(
    "broken",
    [
        "<entry><summary>A & B</summary></entry>",
        "<entry><summary>A < B</summary></entry>",
        "<entry><summary>A</sumary></entry>",
        "<entry a='1' a='2'><summary>A</summary></entry>",
        "<entry><summary>A</summary>",
        "<entry><title>\x01</title></entry>",
    ],
)
def test_a_record_that_is_not_well_formed_costs_few_others(tmp_path: Path, broken: str) -> None:
    """It is told of with its line; reading goes on with a record behind it, lines and all."""
    page = parsed(tmp_path, f"<feed>\n{ENTRY}{broken}\n{ENTRY * 3}</feed>")
    lines = [r.source.line for r in records(page)]
    assert lines[0] == 2
    assert lines[-1] == 6
    assert [r.line for r in rejections(page)] == [3]
    assert len(lines) >= 3


def test_bytes_that_are_no_text_cost_one_record(tmp_path: Path) -> None:
    """In UTF-8; in another encoding they are what it says they are."""
    content = f"<feed>\n{ENTRY}<entry><summary>caf\xe9</summary></entry>\n{ENTRY}</feed>"
    page = parsed(tmp_path, content.encode("latin-1").replace(b"\xe9", b"\xc3"))
    assert [r.source.line for r in records(page)] == [2, 4]
    declared = f"<?xml version='1.0' encoding='iso-8859-1'?>{content}<entry>&<entry>"
    page = parsed(tmp_path, (declared + content).encode("latin-1"))
    assert [r.text for r in records(page)] == ["Text.", "café", "Text."] * 2


def test_errors_between_blocks_lose_no_lines(tmp_path: Path) -> None:
    """Where blocks of 64 kB end in the middle of tags, lines and records stay right."""
    filler = f"<entry><summary>{'word ' * 300}</summary></entry>\n"
    page = parsed(tmp_path, "<feed>\n" + f"{filler * 50}<entry>&</entry>\n" * 20 + "</feed>")
    expected = [line for line in range(2, 2 + 51 * 20) if (line - 1) % 51]
    assert [r.source.line for r in records(page)] == expected
    assert [r.line for r in rejections(page)] == [1 + 51 * n for n in range(1, 21)]


def test_a_document_that_breaks_off(tmp_path: Path) -> None:
    """Its last record is told of."""
    page = parsed(tmp_path, f"<feed>\n{ENTRY}<entry><title>T</title>")
    assert len(records(page)) == 1
    assert [(r.line, str(r.reason)) for r in rejections(page)] == [
        (3, "The document ends within this record.")
    ]


@pytest.mark.parametrize(
    "long",
    [
        "<entry><summary>" + "x" * 3_000_000 + "</summary></entry>\n",
        '<entry a="' + "x" * 3_000_000 + '"></entry>\n',
        "<entry><!--" + "x" * 3_000_000 + "--></entry>\n",
    ],
    ids=["text", "attribute", "comment"],
)
def test_a_record_that_is_too_long_is_passed_over(tmp_path: Path, long: str) -> None:
    """In bounded memory, and the next is read."""
    (tmp_path / "page").write_text(f"<feed>\n{ENTRY}{long}{ENTRY}</feed>")
    tracemalloc.start()
    page = list(read(tmp_path / "page", "page"))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 24 * 1024 * 1024
    assert [r.source.line for r in records(page)] == [2, 4]
    assert [(r.line, str(r.reason)) for r in rejections(page)] == [
        (3, "This record is longer than 2 MB.")
    ]


def test_a_record_may_be_deep(tmp_path: Path) -> None:
    """Elements in elements in elements break nothing."""
    deep = "<b>" * 200_000 + "x" + "</b>" * 200_000
    page = parsed(tmp_path, f"<feed><entry><summary>{deep}</summary></entry>{ENTRY}</feed>")
    assert [r.text for r in records(page)] == ["x", "Text."]


def test_names_without_end_are_refused(tmp_path: Path) -> None:
    """Each name costs memory for as long as a document is read."""
    names = "".join(f"<n{n}/>" for n in range(30_000))
    with pytest.raises(PageError, match="more names than any format"):
        parsed(tmp_path, f"<feed>{names}{ENTRY}</feed>")


def test_an_error_of_arxiv_is_passed_on(tmp_path: Path) -> None:
    """As the reason of a rejection."""
    page = parsed(
        tmp_path,
        "<feed><entry><id>http://arxiv.org/api/errors#incorrect_id</id><title>Error</title>"
        "<summary>incorrect id format for x</summary></entry></feed>",
    )
    assert str(rejections(page)[0].reason) == "arXiv says: incorrect id format for x"


def test_oai_records_that_hold_nothing(tmp_path: Path) -> None:
    """Deleted ones and those without metadata are rejected with the reason."""
    page = parsed(
        tmp_path,
        "<OAI-PMH><record><header status='deleted'/></record>\n<record><header/></record>\n"
        "<record><metadata><dc><dc:description>Comment: x</dc:description></dc></metadata></record>"
        "\n<record>&</record></OAI-PMH>",
    )
    assert [(r.line, str(r.reason)) for r in rejections(page)] == [
        (1, "This record was deleted by its archive."),
        (2, "This record has no abstract."),
        (3, "This record has no abstract."),
        (4, "This XML is not well formed: not well-formed (invalid token) (line 4)."),
    ]


def test_raw_oai_records_of_arxiv(tmp_path: Path) -> None:
    """Authors stand in one text with accents in TeX, dates in versions."""
    (record,) = records(
        parsed(
            tmp_path,
            "<OAI-PMH><record><metadata><arXivRaw><id>hep-th/9901001</id>"
            "<version version='v1'><date>Mon, 2 Apr 2007 19:18:42 GMT</date></version>"
            r"<authors>C. Bal\'azs, E. L. Berger and P. Nadolsky</authors><title>A T</title>"
            "<abstract>Text.</abstract></arXivRaw></metadata></record></OAI-PMH>",
        )
    )
    assert record.bibliography == Bibliography(
        title="A T",
        authors=("C. Balázs", "E. L. Berger", "P. Nadolsky"),
        published=Published("2 Apr 2007", dt.date(2007, 4, 2)),
        url="https://arxiv.org/abs/hep-th/9901001",
        identifiers=("arxiv:hep-th/9901001",),
    )


def test_parts_of_a_pubmed_abstract_keep_their_labels(tmp_path: Path) -> None:
    """Groups, initials and suffixes are names; a season is no date; not all authors are named."""
    (record,) = records(
        parsed(
            tmp_path,
            _article(
                "<MedlineCitation><PMID>7</PMID><Article><Journal><JournalIssue><PubDate>"
                "<MedlineDate>1998 Dec-1999 Jan</MedlineDate></PubDate></JournalIssue></Journal>"
                "<ELocationID EIdType='doi'>10.1000/x1</ELocationID><Abstract>"
                "<AbstractText Label='BACKGROUND'>Why.</AbstractText>"
                "<AbstractText Label='METHODS:'>How <sub>2</sub>.</AbstractText><AbstractText/>"
                "<AbstractText Label='UNLABELLED'>More.</AbstractText></Abstract>"
                "<AuthorList CompleteYN='N'><Author><LastName>Ek</LastName><Initials>AB</Initials>"
                "<Suffix>Jr</Suffix></Author><Author><CollectiveName>The Group</CollectiveName>"
                "</Author></AuthorList></Article></MedlineCitation>"
            ),
        )
    )
    assert record.text == "BACKGROUND: Why. METHODS: How 2. More."
    assert record.bibliography == Bibliography(
        authors=("AB Ek Jr", "The Group"),
        et_al=True,
        published=Published("1998 Dec-1999 Jan"),
        url="https://doi.org/10.1000/x1",
        identifiers=("doi:10.1000/x1", "pmid:7"),
    )


@pytest.mark.parametrize(
    ("inside", "found"),
    [
        (
            (
                "<BookDocument><PMID>9</PMID><Book><BookTitle>B</BookTitle><PubDate><Year>2011</Year>"
                "</PubDate></Book><Abstract><AbstractText>Text.</AbstractText></Abstract></BookDocument>"
            ),
            ("B", Published("2011")),
        ),
        (
            (
                "<MedlineCitation><Article><Journal><JournalIssue><PubDate><Year>2011</Year></PubDate>"
                "</JournalIssue></Journal><ArticleDate><Year>2010</Year><Month>12</Month><Day>30</Day>"
                "</ArticleDate><Abstract><AbstractText>Text.</AbstractText></Abstract></Article>"
                "</MedlineCitation>"
            ),
            (None, Published("2010 Dec 30", dt.date(2010, 12, 30))),
        ),
    ],
)
def test_books_and_electronic_dates(
    tmp_path: Path, inside: str, found: tuple[str | None, Published]
) -> None:
    """A whole date is preferred to a year; a book's title is a title."""
    (record,) = parsed(tmp_path, _article(inside))
    assert isinstance(record, Record)
    assert (record.bibliography.title, record.bibliography.published) == found


def test_an_article_of_nothing(tmp_path: Path) -> None:
    """It has no abstract."""
    assert (
        str(rejections(parsed(tmp_path, _article("")))[0].reason) == "This record has no abstract."
    )
    assert str(rejections(parsed(tmp_path, _article("&")))[0].reason).startswith("This XML is not")
