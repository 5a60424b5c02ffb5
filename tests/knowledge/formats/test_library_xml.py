"""XML of libraries, of GROBID, Zotero, Europe PMC and Crossref: what is left out, odd or broken."""

from pathlib import Path

import pytest

from knowledge.model import Record
from tests.knowledge.formats.pages import parsed, records, rejections
from tests.knowledge.formats.right import ABSTRACT

NO_ABSTRACT = "This record has no abstract."


def _mods(inside: str) -> str:
    return f"<modsCollection><mods><abstract>{ABSTRACT}</abstract>{inside}</mods></modsCollection>"


def _tei(inside: str, abstract: str = ABSTRACT) -> str:
    return (
        f"<TEI><teiHeader><fileDesc>{inside}</fileDesc><profileDesc><abstract><p>{abstract}</p>"
        "</abstract></profileDesc></teiHeader></TEI>"
    )


def _crossref(inside: str) -> str:
    return (
        "<crossref_result><query_result><body><query status='resolved'><doi_record><crossref>"
        f"{inside}</crossref></doi_record></query></body></query_result></crossref_result>"
    )


def _zotero(inside: str) -> str:
    return f"<rdf:RDF xmlns:z='http://www.zotero.org/namespaces/export#'>{inside}</rdf:RDF>"


def _one(folder: Path, page: str) -> Record:
    (record,) = parsed(folder, page)
    assert isinstance(record, Record), record
    return record


@pytest.mark.parametrize(
    "page",
    [
        _mods("<titleInfo><title>T</title></titleInfo>"),
        _tei(
            "<titleStmt><title type='main'>T</title></titleStmt><sourceDesc><biblStruct><monogr>"
            "<title level='j'>J</title><imprint><date type='submission' when='2010'/></imprint>"
            "</monogr></biblStruct></sourceDesc>"
        ),
        (
            "<responseWrapper><result><title>T</title><journalInfo><yearOfPublication>2010"
            f"</yearOfPublication></journalInfo><abstractText>{ABSTRACT}</abstractText></result>"
            "</responseWrapper>"
        ),
        _crossref(
            "<journal><journal_article><titles><title>T</title></titles><jats:abstract><jats:p>"
            f"{ABSTRACT}</jats:p></jats:abstract></journal_article></journal>"
        ),
        _zotero(
            f"<bib:Report><dc:title>T</dc:title><dcterms:abstract>{ABSTRACT}</dcterms:abstract>"
            "<dcterms:dateSubmitted>2010-01-01</dcterms:dateSubmitted></bib:Report>"
        ),
    ],
    ids=["MODS", "TEI", "Europe PMC", "Crossref", "Zotero"],
)
def test_what_is_left_out_stays_unknown(tmp_path: Path, page: str) -> None:
    """No date is made of another one, and nobody is named."""
    record = _one(tmp_path, page)
    assert (record.text, record.bibliography.title) == (ABSTRACT, "T")
    assert record.bibliography.published.text is None
    assert record.bibliography.authors == ()
    assert record.bibliography.identifiers == ()


@pytest.mark.parametrize(
    ("root", "tag"),
    [
        ("modsCollection", "mods"),
        ("teiCorpus", "teiHeader"),
        ("responseWrapper", "result"),
        ("doi_records", "doi_record"),
    ],
)
def test_a_record_that_holds_nothing_or_is_broken_is_told_of(
    tmp_path: Path, root: str, tag: str
) -> None:
    """With its line and why."""
    page = parsed(
        tmp_path, f"<{root}>\n<{tag}/>\n<{tag}>&</{tag}>\n<{tag}><title>T</{tag}></{root}>"
    )
    told = [(entry.line, str(entry.reason)) for entry in rejections(page)]
    assert told[0] == (2, NO_ABSTRACT)
    assert [line for line, _ in told] == [2, 3, 4]
    assert all("not well formed" in reason for _, reason in told[1:])


def test_what_crossref_does_not_know_is_passed_on(tmp_path: Path) -> None:
    """As the reason of a rejection."""
    (rejection,) = rejections(parsed(tmp_path, _crossref("<error>doi:10.1000/nowhere</error>")))
    assert str(rejection.reason) == "Crossref answers with an error: doi:10.1000/nowhere"


@pytest.mark.parametrize(
    ("inside", "when"),
    [
        ("<publication_date media_type='print'><year>2010</year></publication_date>", "2010"),
        (
            (
                "<publication_date media_type='print'><month>3</month><day>4</day><year>2010</year>"
                "</publication_date><publication_date media_type='online'><year>2009</year>"
                "</publication_date>"
            ),
            "2010-03-04",
        ),
        (
            "<publication_date><month>21</month><year>2010</year></publication_date>",
            "2010",
        ),
        ("<publication_date><year>in press</year></publication_date>", "2008 Jan"),
        ("", "2008 Jan"),
    ],
)
def test_dates_that_publishers_registered(tmp_path: Path, inside: str, when: str) -> None:
    """A whole one first; a season is no month; the issue's where the article has none."""
    page = _crossref(
        "<journal><journal_issue><publication_date><month>01</month><year>2008</year>"
        f"</publication_date></journal_issue><journal_article>{inside}<abstract><p>{ABSTRACT}</p>"
        "</abstract></journal_article></journal>"
    )
    assert _one(tmp_path, page).bibliography.published.text == when


@pytest.mark.parametrize(
    ("inside", "title"),
    [
        ("<titleInfo><nonSort>L'</nonSort><title>eau</title></titleInfo>", "L'eau"),
        ("<titleInfo type='abbreviated'><title>T</title></titleInfo>", "T"),
        (
            (
                "<titleInfo type='translated'><title>X</title></titleInfo>"
                "<titleInfo><title>Tides :</title><subTitle>a study</subTitle></titleInfo>"
            ),
            "Tides: a study",
        ),
    ],
)
def test_titles_in_parts(tmp_path: Path, inside: str, title: str) -> None:
    """They are put together, the title proper first."""
    assert _one(tmp_path, _mods(inside)).bibliography.title == title


@pytest.mark.parametrize(
    ("inside", "name"),
    [
        ("<namePart>Rowe, Anna B., 1970-</namePart>", "Anna B. Rowe"),
        ("<namePart type='family'>王</namePart><namePart type='given'>小明</namePart>", "王小明"),
        (
            (
                "<namePart type='given'>Anna</namePart><namePart type='family'>Rowe</namePart>"
                "<namePart type='termsOfAddress'>Jr.</namePart>"
                "<namePart type='date'>1970-</namePart>"
            ),
            "Anna Rowe Jr.",
        ),
    ],
)
def test_names_in_parts(tmp_path: Path, inside: str, name: str) -> None:
    """They stand given first, without years of a life."""
    record = _one(tmp_path, _mods(f"<name type='personal'>{inside}</name><name><etal/></name>"))
    assert record.bibliography.authors == (name,)
    assert record.bibliography.et_al


@pytest.mark.parametrize(
    ("inside", "when"),
    [
        ("<originInfo><dateIssued>[2010]</dateIssued></originInfo>", "2010"),
        ("<originInfo><dateCreated>2010-03</dateCreated></originInfo>", "2010-03"),
        (
            (
                "<originInfo><dateIssued>2010</dateIssued><dateCreated>2010-03-04</dateCreated>"
                "</originInfo>"
            ),
            "2010",
        ),
        (
            (
                "<originInfo><dateIssued>2010</dateIssued></originInfo>"
                "<relatedItem type='host'><originInfo><dateIssued>2011</dateIssued></originInfo>"
                "<part><date>2010-05</date></part></relatedItem>"
            ),
            "2010-05",
        ),
        (
            (
                "<relatedItem type='series'><originInfo><dateIssued>2011</dateIssued></originInfo>"
                "</relatedItem>"
            ),
            None,
        ),
    ],
)
def test_dates_that_libraries_state(tmp_path: Path, inside: str, when: str | None) -> None:
    """When a work was issued goes before when it was made, and completes no other year."""
    assert _one(tmp_path, _mods(inside)).bibliography.published.text == when


def test_mods_is_read_from_harvests(tmp_path: Path) -> None:
    """As an archive answers that keeps it."""
    page = (
        "<OAI-PMH><ListRecords><record><header/><metadata><mods:mods><mods:titleInfo><mods:title>T"
        f"</mods:title></mods:titleInfo><mods:abstract>{ABSTRACT}</mods:abstract></mods:mods>"
        "</metadata></record></ListRecords></OAI-PMH>"
    )
    record = _one(tmp_path, page)
    assert (record.text, record.bibliography.title) == (ABSTRACT, "T")


@pytest.mark.parametrize(
    "page",
    [_tei("", "<p>" * 3_000 + "</p>" * 3_000), _crossref("<journal><journal_article><abstract>"
     + "<p>" * 3_000 + "</p>" * 3_000 + "</abstract></journal_article></journal>")],
)  # fmt: skip
def test_what_is_nested_without_end_costs_one_record(tmp_path: Path, page: str) -> None:
    """It is told of."""
    (rejection,) = rejections(parsed(tmp_path, page))
    assert "nested too deeply" in str(rejection.reason)


def test_notes_and_attachments_are_no_papers(tmp_path: Path) -> None:
    """They are not reported as such without an abstract, either."""
    page = parsed(
        tmp_path,
        _zotero(
            "<bib:Memo><rdf:value>N</rdf:value></bib:Memo>\n<bib:Thesis><dc:title>T</dc:title>"
            "</bib:Thesis><z:Attachment><dc:title>PDF</dc:title></z:Attachment>"
        ),
    )
    assert records(page) == []
    assert [(entry.line, str(entry.reason)) for entry in rejections(page)] == [(2, NO_ABSTRACT)]
