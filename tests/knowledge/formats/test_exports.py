"""Files as people export them: our own of each kind, and those kept beside the repository."""

from pathlib import Path

import pytest

from knowledge.base import KnowledgeBase
from knowledge.formats.pages import read
from knowledge.model import Answer
from knowledge.text.sentences import split
from tests.knowledge.formats.further_exports import FURTHER
from tests.knowledge.formats.library_exports import LIBRARY
from tests.knowledge.formats.odd_exports import ODD
from tests.knowledge.formats.pages import records, rejections
from tests.knowledge.formats.plain_exports import PLAIN
from tests.knowledge.formats.right import ABSTRACT, BERG, ROWE, ROWE_LUND, SEP_22, Right, X
from tests.knowledge.formats.service_exports import SERVICES
from tests.knowledge.shelf import empty

OWN = Path(__file__).parent / "exports"
OURS = PLAIN | ODD | FURTHER | SERVICES | LIBRARY


def _kept_beside() -> Path:
    beside = (parent / "shared" / "cases" / "formats" for parent in Path(__file__).parents)
    return next((folder for folder in beside if folder.is_dir()), Path("nowhere"))


CASES = _kept_beside()


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
    lines = {
        "wos_savedrecs.txt": 29,
        "zotero.enw": 14,
        "refworks_tagged.txt": 16,
        "scopus.csv": 3,
        "mods_acl.xml": 53,
        "europe_pmc.xml": 26,
        "zotero.rdf": 85,
    }
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
