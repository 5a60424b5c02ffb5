"""Files as people export them: our own of each kind, and those kept beside the repository."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import pytest

from knowledge.base import KnowledgeBase
from knowledge.formats.pages import read
from knowledge.model import Answer, Record
from knowledge.text.sentences import split
from tests.knowledge.formats.pages import records, rejections
from tests.knowledge.shelf import empty

OWN = Path(__file__).parent / "exports"
TITLE = "Ageing of tidal turbines"
ABSTRACT = (
    "We measure how tidal turbines age in salt water. After 40 months the blades had lost 12% of "
    "their mass."
)
SEP_22 = "2010-09-22"
X = "doi:10.1000/x"
BOTH = (X, "pmid:20860001")
GROUP = "World Health Organization"


def _kept_beside() -> Path:
    beside = (parent / "shared" / "cases" / "formats" for parent in Path(__file__).parents)
    return next((folder for folder in beside if folder.is_dir()), Path("nowhere"))


CASES = _kept_beside()


@dataclass(frozen=True)
class Right:
    """What a record must state; `text` None: the one above."""

    authors: tuple[str, ...] = ()
    when: str | None = None
    date: str | None = None
    identifiers: tuple[str, ...] = ()
    title: str | None = TITLE
    text: str | None = None
    et_al: bool = False

    def wrong(self, record: Record) -> list[str]:
        """What the record states otherwise."""
        stated = record.bibliography
        date = dt.date.fromisoformat(self.date) if self.date else None
        pairs = {
            "title": (stated.title, self.title),
            "authors": (stated.authors, self.authors),
            "when": (stated.published.text, self.when),
            "date": (stated.published.date, date),
            "identifiers": (stated.identifiers, self.identifiers),
            "et al.": (stated.et_al, self.et_al),
            "text": (record.text, self.text or ABSTRACT),
        }
        return [f"{name}: {is_!r}, not {be!r}" for name, (is_, be) in pairs.items() if is_ != be]


ROWE = ("Anna B. Rowe",)
ROWE_LUND = ("Anna B. Rowe", "Carl Lund")
SHORT = ("A. B. Rowe", "C. Lund")
BERG = ("Anna van den Berg", GROUP)
TIDE = ("Anna van den Berg", "The Tide Group")
MUELLER = ("Jürgen Müller",)

OURS: dict[str, tuple[Right, ...]] = {
    "acl.bib": (
        Right(
            ("Anna B. Rowe", "Z. Łuk", "Pat O’Neil"),
            "2010 Jul 15–20",
            title="Ageing of Tidal Turbines",
        ),
    ),
    "asreview.csv": (Right(SHORT, "2010", None, (X,)),),
    "asreview_semicolon.csv": (Right(SHORT),),
    "bare.csv": (Right(title=None),),
    "bepress_refer.txt": (Right(ROWE, "September 22, 2010", SEP_22),),
    "better_bibtex.json": (Right(ROWE, "2010-09", None, (X,)),),
    "biblatex.bib": (
        Right(
            BERG,
            "2010-09-22/2010-09-24",
            SEP_22,
            ("arxiv:1009.12345",),
            "Ageing: A study of tidal turbines",
            et_al=True,
        ),
    ),
    "biorxiv.json": (Right(SHORT, SEP_22, SEP_22, (X,)),),
    "cinahl.csv": (Right(ROWE_LUND, SEP_22, SEP_22, (X,)),),
    "cochrane.txt": (Right(("AB Rowe", "C Lund"), "2010", None, BOTH),),
    "cord19.csv": (Right(ROWE_LUND, SEP_22, SEP_22, BOTH),),
    "covidence.csv": (Right(ROWE_LUND, "2010 Sep", None, (X,)),),
    "crossref.json": (Right((*ROWE, "The Tide Group"), SEP_22, SEP_22, (X,)),),
    "csl.json": (
        Right(("Anna van den Berg", "Carl de Lund Jr.", GROUP), "2010-09", None, BOTH),
        Right(("Al Ode",), "Sep 22, 2010", SEP_22, (), "Raw", "It is a second text."),
        Right((), "2010", None, (), "Year", "It is a third text."),
    ),
    "datacite.json": (Right((*ROWE, "Tide, Group of"), "2010", None, (X,)),),
    "dimensions.csv": (Right(ROWE_LUND, SEP_22, SEP_22, BOTH),),
    "doaj.json": (Right(ROWE, "2010 Sep", None, (X,)),),
    "ebsco.ris": (Right(ROWE_LUND, "2010 Sep 22", SEP_22, (X,), f"{TITLE}."),),
    "embase.csv": (Right(("A.B. Rowe", "C. Lund"), "22 Sep 2010", SEP_22),),
    "endnote_7.xml": (Right(MUELLER, "2010"),),
    "endnote_mendeley.xml": (Right(ROWE_LUND, "2010-9", None, (X,)),),
    "endnote_x9.xml": (Right(BERG, "2010 Sep 22", SEP_22, BOTH),),
    "europe_pmc.json": (
        Right(("Anna B Rowe", "The Tide Group"), SEP_22, SEP_22, BOTH, text=f"Aims: {ABSTRACT}"),
    ),
    "excel_de.csv": (Right(("J. Müller",), "2010"),),
    "excel_unicode.txt": (Right(("J. Müller",), "2010"),),
    "ieee.bib": (Right(SHORT, "2010 Sep", None, (X,)),),
    "ieee.csv": (Right(SHORT, "2010", None, (X,)),),
    "inspire.json": (Right(ROWE, SEP_22, SEP_22, (X,)),),
    "jabref.bib": (Right((*MUELLER, "Hans Ørsted", "Bo Ås"), "2010 Sep 22", SEP_22),),
    "lens.csv": (Right(("Anna B Rowe", "Carl Lund"), SEP_22, SEP_22, BOTH),),
    "mendeley.bib": (Right((*ROWE, "María de la Cruz"), "2010", None, BOTH),),
    "numbered.ris": (Right(("AB Rowe", "C Lund"), "2010 Sep 22", SEP_22),),
    "openalex_page.json": (Right(ROWE_LUND, SEP_22, SEP_22, BOTH, et_al=True),),
    "openalex_work.json": (Right(ROWE, SEP_22, SEP_22, (X,)),),
    "openalex_works.csv": (Right(ROWE_LUND, SEP_22, SEP_22, (X,)),),
    "pmc_article.nxml": (Right(TIDE, "2010 Sep 22", SEP_22, BOTH),),
    "pmc_oai.xml": (Right(TIDE, "2010 Sep 22", SEP_22, BOTH),),
    "pmc_set.xml": (
        Right(
            TIDE,
            "2010 Sep 22",
            SEP_22,
            BOTH,
            text=f"Aims: {ABSTRACT.replace('After', 'Results: After')}",
        ),
    ),
    "proquest.csv": (Right(("Anna B Rowe", "Carl Lund"), "Sep 22, 2010", SEP_22, (X,)),),
    "rayyan.csv": (Right(SHORT, "2010 Sep 22", SEP_22, BOTH),),
    "refworks.tsv": (Right(("A.B. Rowe", "C. Lund"), "2010 Sep 22", SEP_22, (X,)),),
    "refworks_tagged.txt": (Right(ROWE_LUND, "2010 Sep 22", SEP_22, (X,)),),
    "scopus.bib": (Right(("A.B. Rowe", "C. van den Berg"), "2010", None, (X,)),),
    "scopus.csv": (
        Right(
            ("A.B. Rowe", "C. van den Berg", "J.-P. Müller-Øst"),
            "2010",
            None,
            (X,),
            text=f"{ABSTRACT} © 2010 Sea.",
        ),
    ),
    "semantic_scholar_api.json": (Right(ROWE, "2010", None, BOTH),),
    "trid.ris": (Right(("Name of a Research Center",), SEP_22, SEP_22),),
    "wos_bib.bib": (Right(ROWE_LUND, "2010 Sep 22", SEP_22, (X,)),),
    "wos_isi.ciw": (Right(("AB Rowe", "C Lund"), "2010 Sep 22", SEP_22, BOTH),),
    "wos_savedrecs.txt": (Right(ROWE_LUND, "2010 Sep 22", SEP_22, BOTH),),
    "wos_tab.txt": (Right(ROWE_LUND, "2010 Sep 22", SEP_22, BOTH),),
    "wos_table.csv": (Right(ROWE_LUND, "2010 Sep 22", SEP_22, BOTH),),
    "zotero.csv": (Right(ROWE_LUND, SEP_22, SEP_22, (X,)),),
    "zotero.enw": (Right(ROWE_LUND, "September 22, 2010", SEP_22, (X,)),),
    "zotero_api.json": (Right((*ROWE, GROUP), "September 22, 2010", SEP_22, BOTH),),
}
OURS |= {  # with quirks: parents, strings, ranges, styles, wrapped lines, other languages
    "arxiv_old_id.xml": (
        Right(
            ("Anna B. Rowe", "The ATLAS Collaboration"),
            "1999-01-02",
            "1999-01-02",
            ("arxiv:hep-th/9901001", "doi:10.1000/x"),
            "Ageing of tidal turbines in $\\mathcal{N}=2$",
            "We measure how tidal turbines age, $x < 5$. After 40 months they had lost 12% of "
            "mass.",
        ),
    ),
    "csl_names.json": (
        Right(
            ("World Health Organization", "Anna van den Berg", "Carl Lund III"),
            SEP_22,
            SEP_22,
            (X,),
            TITLE,
        ),
        Right(("王小明", "Solo"), "2010-09", None, (), "Second", "Second text."),
        Right(("Plato",), "circa 2010", None, (), "Third", "Third text."),
        Right(
            ("Anna Rowe", "Carl Lund"),
            "2010-09-22/2010-09-25",
            SEP_22,
            (),
            "Fourth",
            "Fourth text.",
        ),
        Right(("A Rowe",), "2010", None, (), "Fifth", "Fifth text."),
    ),
    "endnote_styles.xml": (
        Right(
            ("A. B. Rowe", "J. Müller", "World Health Organization"),
            "2010 Sep 22",
            SEP_22,
            BOTH,
            "Ageing of Zostera at 10^5 m",
            "BACKGROUND: We measure how tidal turbines age. METHODS: After 40 months the "
            "blades had lost 12% & more of their mass. P < 0.05.",
        ),
        Right(("Carl Lund Jr.",), "2010 Sep 22", SEP_22, (), "Second", "Second text."),
    ),
    "excel_german.csv": (
        Right(
            ("Jürgen Müller",),
            "2010",
            None,
            (X,),
            TITLE,
            "We measure; how tidal turbines age – in salt water.",
        ),
    ),
    "jats_structured.xml": (
        Right(
            ("Anna B. Rowe Jr.", "Tide Group"),
            "2010 Sep 22",
            SEP_22,
            BOTH,
            "Ageing of tidal turbines: A study",
            "Background: We measure how tidal turbines age in salt water at 10^5 Pa. Results: "
            "After 40 months the blades had lost 12% of their mass. One.",
        ),
    ),
    "medline_wrapped.nbib": (
        Right(
            ("Anna B Rowe", "Carl van den Berg 2nd", "Tide Study Group"),
            SEP_22,
            SEP_22,
            BOTH,
            "Ageing of tidal turbines: a study of blades in salt water and of what comes of them.",
            "BACKGROUND: We measure how tidal turbines age in salt water. METHODS: After 40 "
            "months the blades had lost 12% of their mass.",
        ),
        Right(
            ("Jürgen Müller",),
            "2010 Winter",
            None,
            ("pmid:20860002",),
            "[Second one].",
            "Second text of it.",
        ),
    ),
    "oai_years.xml": (
        Right(
            ("Anna B. Rowe", "The Tide Group", "Carl Lund"),
            SEP_22,
            SEP_22,
            ("arxiv:1009.12345", "doi:10.1000/x"),
            TITLE,
        ),
    ),
    "odd_dates.ris": (
        Right(("Anna B. Rowe",), "2010 Sep 22", SEP_22, (X,), TITLE),
        Right(
            ("A. van den Berg", "C. Lund Jr."),
            "2010 Sep",
            None,
            ("pmid:20860001",),
            "Second",
            "Second text of it.",
        ),
        Right(("A. Rowe",), "2011", None, (), "Third", "Third text of it."),
        Right(("A. Rowe",), "2010", None, (), "Fourth", "Fourth text of it."),
        Right(("A B Rowe",), "2010 Sep-Oct", None, (), "Fifth", "Fifth text of it."),
    ),
    "strings_and_parents.bib": (
        Right(
            ("Carl Lund", "Ánna B. Rowe"),
            "2010 Sep 22",
            SEP_22,
            (),
            "Ageing of Tidal Turbines: a $\\beta$-study",
        ),
        Right(
            ("Jürgen Müller", "Petr Škoda", "Øyvind Ångström", "José María Nuñez", "Çiğdem Özgür"),
            "2010-09",
            None,
            ("arxiv:1009.1234",),
            "Third one",
            'Third text stands here, with "quoted" words and a bold claim.',
        ),
        Right(
            ("Anna B. Rowe Jr.", "María de la Cruz"),
            "2011 Nov 3",
            "2011-11-03",
            ("doi:10.1000/four",),
            "Fourth",
            "Fourth text.",
        ),
        Right(
            ("Anna van den Berg", "Charles Rowe", "The Tide Group"),
            "2010 Jul",
            None,
            (),
            "Second Paper",
            "Salt is bad for blades; 12% were lost — at 5 °C. øre costs £5 & more. "
            "Temperatures of $T_c \\approx 4$ K matter.",
            et_al=True,
        ),
    ),
    "wordings.csv": (
        Right(
            ("Anna B. Rowe", "Carl Lund"),
            "Sept. 22nd, 2010",
            SEP_22,
            ("arxiv:1009.12345",),
            TITLE,
            "We measure how tidal turbines age.",
        ),
        Right(
            ("Anna B. Rowe", "Carl Lund", "Jürgen Müller"),
            "22/09/2010",
            SEP_22,
            ("arxiv:hep-th/9901001",),
            "Second",
            "Second text.",
        ),
        Right(("A. B. Rowe", "C. Lund", "J. Müller"), "2010", None, (), "Third", "Third text."),
        Right(("AB Rowe", "C Lund"), "2010-09", None, (), "Fourth", "Fourth text.", et_al=True),
    ),
    "zotero_extra.csv": (
        Right(
            ("Anna van den Berg", "World Health Organization", "Carl Lund"),
            SEP_22,
            SEP_22,
            BOTH,
            TITLE,
            "We measure how tidal turbines age in salt water. After 40 months the blades had "
            'lost 12% of their mass, "all" of it.',
        ),
        Right(
            ("Anna B. Rowe",),
            "2010-09",
            None,
            ("arxiv:1009.12345",),
            "Second",
            "Comment: 5 pages Second text of it.",
        ),
        Right((), "September 22, 2010 9/22/2010", None, (), "Third", "Third text."),
    ),
    "asreview_pairs.csv": (
        Right(("Anna B. Rowe", "Carl Lund"), "2010", None, (X,), TITLE),
        Right(("Carl Lund",), None, None, (), "Second", "Second text."),
    ),
    "bars.csv": (
        Right(
            ("Anna Rowe", "Carl Lund"),
            SEP_22,
            SEP_22,
            (),
            TITLE,
            'We measure, "how" tidal turbines age.',
        ),
        Right(("Anna Maria Rowe",), "Sep-10", None, (), "Second", "Second text."),
        Right(("C Lund",), "10/2010", None, (), "Third", "Third text."),
        Right(
            ("Jan de Vries", "Anna van den Berg"),
            "22 September 2010",
            SEP_22,
            (),
            "Fourth",
            "Fourth text.",
        ),
        Right(("J. Smith", "K. Jones"), "2010 Sep 22", SEP_22, (), "Fifth", "Fifth text."),
        Right(("O. Ek", "B. Li", "C. Yu"), "Spring 2010", None, (), "Sixth", "Sixth text."),
        Right(("Consortium for Tides",), "2010-13-45", None, (), "Seventh", "Seventh text."),
    ),
    "crossref_work.json": (
        Right(
            ("Anna B. Rowe Jr.", "The Tide Group", "Lund"),
            SEP_22,
            SEP_22,
            (X,),
            "Ageing of tidal turbines: A study",
            "Aims: We measure how tidal turbines age at 10^5 Pa. Results: They lost 12% (p < "
            "0.05).",
        ),
    ),
    "jats_eastern.xml": (
        Right(
            ("王小明", "Carl Lund"),
            "2010 Sep 22",
            SEP_22,
            (X,),
            "Ageing of tidal turbines: a study of H2O",
            "Background. We measure how tidal turbines age. See Rowe 2009. Results: They lost "
            "$12$%.",
        ),
    ),
    "old_mac.csv": (
        Right(("A.B. Rowe", "C. Lund"), "2010", None, (), TITLE),
        Right(("Anna Rowe", "Carl O'Neil"), "2011", None, (), "Second", "Second text."),
    ),
    "ovid.ris": (
        Right(("A.B. Rowe", "C. Lund"), "2010 Sep 22", SEP_22, (), TITLE),
        Right(
            ("Anna Rowe",),
            "2010 Sep 22",
            SEP_22,
            ("doi:10.1000/second", "pmid:20860001"),
            "Second",
            "Second text.",
        ),
        Right(("World Health Organization",), None, None, (), "Third book", "Third text."),
        Right(("王小明",), "22.09.2010", SEP_22, (), "Fourth", "Fourth text."),
    ),
    "scopus_groups.csv": (
        Right(
            ("A.B. Rowe", "C. van den Berg", "P. O'Neil"),
            "2010",
            None,
            BOTH,
            TITLE,
            "We measure how tidal turbines age. © 2010 The Author(s).",
        ),
        Right((), "2011", None, (), "Second", "Second text."),
        Right(("WHO Group", "A. Rowe"), "2011", None, (), "Third", "Third text."),
    ),
    "zotero_partial.json": (
        Right(("Anna B. Rowe", "World Health Organization"), "2010-09", None, BOTH, TITLE),
    ),
}

SLEEP = (
    "This trial compares two sleeping aids in 210 adults. Melatonin shortened the time to sleep by "
    "9 minutes."
)
MAP = "We map a harbour by radar. The map has 64 cells."
INITIALS = ("A.B. Rowe",)
THEIRS: dict[str, tuple[Right, ...]] = {
    "h02_ris_da_without_year.ris": (Right(("AB Rowe",), "2010 Sep 22", SEP_22),),
    "h04_month_concat.bib": (
        Right(
            ("Anna Rowe", "Carl van den Berg", "Z. Łuk"),
            "2010 Jul 15–20",
            title="Ageing of Tidal Turbines: A 12% loss",
            text=ABSTRACT.replace("tidal", "“tidal”").replace("mass.", "mass – a record."),
        ),
    ),
    "h05b_latex.bib": (
        Right(
            ("K. Gödel", "P. Erdős", "Jan Łukasiewicz"),
            "2010",
            title=r"The CO2 cost of $\alpha$-Fe$_2$O$_3$ & Zostera beds — a “review”",
            text="We report an uptake of 5 % per year. The in situ rate was "
            r"$3.2 \times 10^{-4}$ mol L-1. Don’t confuse it with 4 mV; see "
            "https://x.example/a_b.",
        ),
    ),
    "h06_csl.json": (
        Right(BERG, "2021-03-15", "2021-03-15", (X,)),
        Right(("Bo Lund Jr.",), "2020-05", None, (), "Two sleeping aids", SLEEP),
    ),
    "h07_scopus_authors.csv": (Right((*INITIALS, "C. van den Berg"), "2010", None, (X,)),),
    "h08a_refworks.tsv": (Right((*INITIALS, "C. Lund"), "2010", None, (X,)),),
    "h08b_covidence.csv": (Right(("A. Rowe", "C. Lund"), "2010 Sep", None, (X,)),),
    "h08c_cinahl_guard.csv": (Right(ROWE_LUND, "4/3/2024", None, (X,)),),
    "h08d_openalex.csv": (Right(ROWE_LUND, SEP_22, SEP_22, (X,)),),
    "h09_wos_named_ris.ris": (Right(ROWE, "2010", None, (X,)),),
    "h10a_embase_preamble.csv": (Right((*INITIALS, "C. Lund"), "2010"),),
    "h10b_excel_sep.csv": (Right(("A. Rowe",), "2010"),),
    "h11_markup.csv": (
        Right(("A. Rowe",), "2010", title="Growth of Zostera at high CO2 & heat"),
        Right(("B. Lund",), "2011", None, (), "Two sleeping aids", f"{SLEEP} (p < 0.05)"),
    ),
    "h11b_markup.ris": (
        Right(("Al Ode",), "2016 Oct 19", "2016-10-19", (), "Grid maps of a harbour", MAP),
        Right(
            ("Bea Nun",),
            "2005",
            title="Access date trap",
            text="Gulls ate Mytilus at 5 sites (p < 0.05), S&P rose. The sites were cold.",
        ),
    ),
    "h13a_endnote.xml": (Right(ROWE, "2010"),),
    "h13b.enw": (Right(ROWE, "2010"),),
    "h13c_wos.txt": (Right(ROWE, "2010", None, (X,)),),
    "h13d_openalex.json": (Right(ROWE, SEP_22, SEP_22, (X,)),),
    "h13e_zotero_api.json": (Right(("Anna Rowe",), SEP_22, SEP_22, (X,)),),
    "h14_biblatex.bib": (
        Right(
            BERG,
            "2021-03-15/2021-03-20",
            "2021-03-15",
            ("doi:10.1000/x.1",),
            "Ageing: A study of tidal turbines",
            et_al=True,
        ),
        Right(
            ("María Ángeles de la Cruz", "Pat O'Neil Jr."),
            "2020-11",
            None,
            ("arxiv:2001.01234",),
            "Two sleeping aids",
            SLEEP,
        ),
    ),
    "h16_abstract_label.csv": (Right(title=None, text=MAP),),
}
AUTHORS_IN_H05 = [
    ("Al Ode", "Hans Ørsted"),
    ("Hans Ørsted", "Al Ode"),
    ("Al Ode", "Hans Ørsted", "Paul Éluard", "Jan Łukas"),
    ("Al Ode", "G. ‘t Hooft", "Bo Ås"),
]


def _shown(folder: Path, name: str, rights: tuple[Right, ...]) -> tuple[str, bool]:
    """A line of the table for a file, and whether it holds what is right."""
    found = records(read(folder / name, name))
    wrong = [] if len(found) == len(rights) else [f"{len(found)} records, not {len(rights)}"]
    for right, record in zip(rights, found, strict=False):
        wrong += right.wrong(record)
    return f"{'wrong' if wrong else 'right'}  {name:28} {'; '.join(wrong)}", not wrong


def _all_right(folder: Path, table: dict[str, tuple[Right, ...]]) -> None:
    lines = [_shown(folder, name, rights) for name, rights in table.items()]
    print("\n".join(line for line, _ in lines))  # noqa: T201  # the table, with `pytest -s`
    assert all(right for _, right in lines), "\n".join(line for line, right in lines if not right)


def test_exports_of_each_kind_are_read() -> None:
    """What reference managers, indices and services write: one paper, however it is worded."""
    assert sorted(path.name for path in OWN.iterdir()) == sorted(OURS)
    _all_right(OWN, OURS)


def test_what_such_files_hold_beside_it_is_told() -> None:
    """Records without an abstract are rejected with the lines at which they begin."""
    lines = {"wos_savedrecs.txt": 29, "zotero.enw": 14, "refworks_tagged.txt": 16, "scopus.csv": 3}
    for name, line in lines.items():
        (rejection,) = rejections(read(OWN / name, name))
        assert (rejection.line, str(rejection.reason)) == (line, "This record has no abstract.")


kept_beside = pytest.mark.skipif(not CASES.is_dir(), reason="the cases are not there")


@kept_beside
def test_cases_kept_beside_the_repository_are_read() -> None:
    """The values that their README calls right."""
    _all_right(CASES, THEIRS)
    h05 = records(read(CASES / "h05_second_author_letter.bib", "h05"))
    assert [record.bibliography.authors for record in h05] == AUTHORS_IN_H05
    one, two = (split(record.text) for record in records(read(CASES / "h12_sentences.jsonl", "x")))
    assert one[0].text.endswith("cf. Fig. 3 in Ref. 7.")
    assert [s.text.partition(":")[0] for s in two if ":" in s.text] == [
        "BACKGROUND",
        "METHODS",
        "RESULTS",
        "CONCLUSIONS",
    ]
    assert {path.name for path in CASES.iterdir()} <= {
        *THEIRS,
        "README.md",
        "h01_year_only.bib",
        "h03_etal.jsonl",
        "h05_second_author_letter.bib",
        "h12_sentences.jsonl",
        "h15_soft_hyphen.jsonl",
    }


@pytest.fixture
def filled(tmp_path: Path) -> KnowledgeBase:
    """A base with a paper of which a year is all that its source says of the date."""
    page = tmp_path / "year.bib"
    page.write_text(
        "@article{a,title={Windmill noise in Jutland},author={Ode, Al and {\\O}rsted, Hans},"
        "year={{2019}},abstract={We measured the noise of windmills. The tur\u00adbine weighs "
        "48 t. They reached 48 dB.}}\n",
        encoding="utf-8",
    )
    base = empty(tmp_path / "data")
    assert base.ingest([page]).abstracts_added == 1
    return base


def test_a_year_is_a_date(filled: KnowledgeBase) -> None:
    """It is told as it stands, and nothing is said to be missing but what is."""
    with filled:
        said = filled.ask("When was Windmill noise in Jutland published?")
        assert isinstance(said, Answer)
        assert said.text == "“Windmill noise in Jutland” is dated 2019. [1]"
        assert filled.papers()[0].bibliography.published.year == 2019


def test_words_parted_by_soft_hyphens_are_found(filled: KnowledgeBase) -> None:
    """As they are read."""
    with filled:
        said = filled.ask("How much does the turbine weigh?")
        assert isinstance(said, Answer)
        assert "48 t" in said.text
