"""BibTeX, RIS and MEDLINE."""

import datetime as dt
from pathlib import Path

import pytest

from knowledge.model import Bibliography, Published, Source
from tests.knowledge.formats.pages import parsed, records, rejections

BIBTEX = r"""
% A comment, and an @ sign.
@string{may_venue = "Journal of {T}ests"}
@comment{@article{hidden, title={No}, abstract={No}}}
@preamble{"\newcommand{\x}{y}"}
@InProceedings{key:1,
  title     = "{BERT}: Pre-training of \emph{Deep} models --- a na{\"\i}ve study",
  author    = {van der Berg, Jan and Ek, Jr., Ada
    and {Google, Inc. and Friends} and Bo~Li and others},
  journal   = may_venue,
  abstract  = {We gain 50\% over $\alpha_{1} < 2$ --
               ``quoted'' \cite{x} for \textbf{bold} \$5.},
  date = {2019-06-02}, doi = {10.1000/a\_b}, url = {https://a.org/x\_y}, pmid = 77,
}
"""
RIS = """TY  - JOUR
AU  - Ek, Ada
A1  - Li, Bo
T1  - A title
N2  - An abstract
that goes on.
PY  - 2003///
UR  - https://doi.org/10.1000/x1;https://b.org
AN  - 123
DB  - PubMed
ER  -
"""


def test_bibtex_becomes_plain_text(tmp_path: Path) -> None:
    """Accents, braces, escapes and dashes go; formulas and unknown commands stay."""
    (record,) = parsed(tmp_path, BIBTEX)
    assert records([record])[0].text == (
        r"We gain 50% over $\alpha_{1} < 2$ – “quoted” for bold $5."
    )
    assert records([record])[0].source == Source("pages/page", 6)
    assert records([record])[0].bibliography == Bibliography(
        title="BERT: Pre-training of Deep models — a naïve study",
        authors=("Jan van der Berg", "Ada Ek Jr.", "Google, Inc. and Friends", "Bo Li"),
        et_al=True,
        published=Published("2019-06-02", dt.date(2019, 6, 2)),
        url="https://a.org/x_y",
        identifiers=("doi:10.1000/a_b", "pmid:77"),
    )


def test_bibtex_strings_are_put_in(tmp_path: Path) -> None:
    """An abbreviation stands for its text, whatever its case."""
    page = parsed(
        tmp_path,
        '@STRING(ek = "Ada Ek")\n@ misc{a, author = EK, abstract = {Text.}, title = no, year=1999}',
    )
    assert records(page)[0].bibliography.authors == ("Ada Ek",)
    assert records(page)[0].bibliography.published == Published("1999")


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        ("@article{key, abstract = {never closed", "This BibTeX entry is broken: "),
        ("@article{key, abstract {x}}", "This BibTeX entry is broken: Expected a `=`"),
        ("@article{key, abstract = {x}, abstract = {y}}", "This BibTeX entry is broken: "),
        ("@article{key, title = {x}}", "This record has no abstract."),
        ("@article{key, abstract = {" + "long\n" * 500_000 + "}}", "This record is longer than 2"),
        ("@article\x0b{key, abstract = {x}}", "This BibTeX entry has no key and no fields."),
    ],
)
def test_a_broken_bibtex_entry_costs_no_other(tmp_path: Path, broken: str, reason: str) -> None:
    """With its line and the reason."""
    good = "@misc{a, abstract = {Good.}}\n"
    page = parsed(tmp_path, f"{good}\n{broken}\n{good}")
    assert [r.text for r in records(page)] == ["Good.", "Good."]
    (rejection,) = rejections(page)
    assert rejection.line == 3
    assert str(rejection.reason).startswith(reason)


def test_a_bad_byte_in_an_entry(tmp_path: Path) -> None:
    """It is said in which line it stands."""
    page = parsed(tmp_path, b"@misc{a,\n abstract = {caf\xc3}}\nTY  - JOUR\n", "a.bib")
    assert rejections(page)[0].reason == "Line 2 is not UTF-8 text at byte 17."
    assert rejections(page)[0].line == 1


def test_identifiers_of_a_bibtex_entry(tmp_path: Path) -> None:
    """An e-print is what its archive says; without one it is taken for arXiv's."""
    for stated, found in (
        ("eprint = {2211.05100}", ("arxiv:2211.05100",)),
        ("eprint = {123}, eprinttype = {pubmed}", ("pmid:123",)),
        ("eprint = {123}, archiveprefix = {HAL}", ()),
    ):
        page = parsed(tmp_path, f"@misc{{a, abstract = {{Text.}}, {stated}}}")
        assert records(page)[0].bibliography.identifiers == found


def test_bibtex_with_a_list_for_a_name_and_no_key(tmp_path: Path) -> None:
    """Commas part names where no `and` does; an entry without a key is one."""
    for stated, found in (
        ("Ek, A., Li, B., Po, C.", ("A. Ek", "B. Li", "C. Po")),
        ("Ek A, Li B", ("A Ek", "B Li")),
        ("Ek, Jr., Ada", ("Ada Ek Jr.",)),
        ("García Márquez, Gabriel", ("Gabriel García Márquez",)),
    ):
        page = parsed(tmp_path, f"@misc{{,\n author = {{{stated}}}, abstract = {{Text.}}}}")
        assert records(page)[0].bibliography.authors == found


def test_bibtex_entries_behind_one_another(tmp_path: Path) -> None:
    """Each has its line."""
    one, two = "@misc{a,\n abstract = {One.}\n}", "@misc{b, abstract = {Two.}}"
    page = parsed(tmp_path, f"\n{one}{two}\n@misc{{c, title = {{T}}, abstract = {{Three.}}}}\n")
    assert [(r.source.line, r.text) for r in records(page)] == [
        (2, "One."),
        (4, "Two."),
        (5, "Three."),
    ]


def test_ris_of_other_programs(tmp_path: Path) -> None:
    """Other tags for the same things, a value over two lines, several addresses."""
    (record,) = records(parsed(tmp_path, RIS))
    assert record.text == "An abstract that goes on."
    assert record.bibliography == Bibliography(
        title="A title",
        authors=("Ada Ek", "Bo Li"),
        published=Published("2003"),
        url="https://doi.org/10.1000/x1",
        identifiers=("doi:10.1000/x1", "pmid:123"),
    )


def test_ris_that_is_not_quite_ris(tmp_path: Path) -> None:
    """Single blanks, and a missing end, are understood; a number of another database is none."""
    page = parsed(
        tmp_path,
        "TY - JOUR\nTI - A title\nAB - Text.\nAN - 12\nTY - CONF\nAB - Other.\n"
        "TY  - X\nAB  - Third.\nER -\nTY  - X\nAB  - Fourth.\nER  - "
        "TY  - X\nAB  - Fifth.\nER  - \n",
    )
    assert [(r.source.line, r.text) for r in records(page)] == [
        (1, "Text."),
        (5, "Other."),
        (7, "Third."),
        (10, "Fourth."),
        (12, "Fifth."),
    ]
    assert records(page)[0].bibliography.identifiers == ()


def test_a_broken_ris_entry_costs_no_other(tmp_path: Path) -> None:
    """With its line and the reason."""
    page = parsed(tmp_path, "TY  - JOUR\n" + RIS + b"TY  - X\nAB  - caf".decode() + "\n")
    assert len(records(page)) == 2
    page = parsed(tmp_path, RIS + "TY  - X\nno tag\nER  - \n")
    assert [r.line for r in rejections(page)] == [12]
    page = parsed(tmp_path, RIS.encode() + b"TY  - X\nAB  - caf\xc3\nER  - \n")
    assert rejections(page)[0].reason == "Line 13 is not UTF-8 text at byte 10."


def test_medline_with_groups_and_short_names(tmp_path: Path) -> None:
    """Groups follow persons; without full names the short ones are turned round."""
    (record, other) = records(
        parsed(
            tmp_path,
            "PMID- 1\r\nTI  - A long\r\n      title.\r\nAB  - Text.\r\nAU  - Le Scao T\r\n"
            "CN  - The Group\r\nDP  - 2019 Mar\r\n\r\nPMID- 2\r\nBTI - A book\r\nAB  - Other.\r\n"
            "LID - 10.1000/x1 [doi]\r\nDP  - 2019 Mar-Apr\r\n",
        )
    )
    assert record.bibliography == Bibliography(
        title="A long title.",
        authors=("T Le Scao", "The Group"),
        published=Published("2019 Mar"),
        url="https://pubmed.ncbi.nlm.nih.gov/1",
        identifiers=("pmid:1",),
    )
    assert other.bibliography.title == "A book"
    assert other.bibliography.identifiers == ("doi:10.1000/x1", "pmid:2")
    assert other.bibliography.published.text == "2019 Mar-Apr"


def test_a_broken_medline_entry_costs_no_other(tmp_path: Path) -> None:
    """Lines before the first tag of an entry, and bytes that are no text."""
    page = parsed(
        tmp_path, b"PMID- 1\n      lost\nAB  - Text.\n\nPMID- 2\nAB  - caf\xc3\n\nPMID- 3\n"
    )
    assert [r.text for r in records(page)] == ["Text."]
    assert [(r.line, str(r.reason)) for r in rejections(page)] == [
        (5, "Line 6 is not UTF-8 text at byte 10."),
        (8, "This record has no abstract."),
    ]
