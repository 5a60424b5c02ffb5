from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.formats.listing.byline import DOUBT, Byline, read_bylines
from knowledge.formats.listing.evidence import Evidence
from tests.knowledge.formats.papers import PAPERS, Paper


def _byline(line: str, abstract: str = "", known_names: tuple[str, ...] = ()) -> Byline:
    return read_bylines([(line, abstract)], Evidence(known_names))[0]


def _expected(paper: Paper) -> tuple[str, tuple[str, ...]]:
    # `Jr.` stays with the name before its comma.
    return paper.title, paper.authors


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.title[:40])
def test_each_line_alone(paper: Paper) -> None:
    """Title and authors of every line in the table are found with nothing but its abstract."""
    found = _byline(paper.line, paper.abstract)
    assert (found.title, found.authors) == _expected(paper)
    assert found.doubt is None
    assert found.et_al == paper.tail.startswith("et al.")
    assert len(found.affiliations) == (paper.tail.count(",") + 1 if "·" in paper.tail else 0)


def test_all_lines_as_one_page() -> None:
    """What a page's other lines tell does not mislead."""
    found = read_bylines([(paper.line, paper.abstract) for paper in PAPERS], Evidence())
    assert [(byline.title, byline.authors) for byline in found] == [_expected(p) for p in PAPERS]


def test_without_abstracts_nothing_is_cut_wrongly() -> None:
    """Where no abstract helps, a line is cut rightly or, seldom, kept whole with a doubt."""
    found = read_bylines([(paper.line, "") for paper in PAPERS], Evidence())
    cut = [(b, p) for b, p in zip(found, PAPERS, strict=True) if b.doubt is None]
    assert all((byline.title, byline.authors) == _expected(paper) for byline, paper in cut)
    assert len(cut) >= 0.96 * len(PAPERS)


def test_affiliations_and_et_al() -> None:
    """What follows the names is taken apart."""
    found = _byline("Mistral 7BAlbert Q. Jiang, Arthur Mensch et al. · cambridge, eth-zurich")
    assert found == Byline(
        "Mistral 7B",
        ("Albert Q. Jiang", "Arthur Mensch"),
        et_al=True,
        affiliations=("cambridge", "eth-zurich"),
    )


def test_affiliations_in_capitals() -> None:
    """Affiliations in capitals are told from a title with a dot in it."""
    assert _byline("Testing ModelsAda Ek, Bo Li · MIT").affiliations == ("MIT",)
    assert _byline("Scaling · Testing ModelsAda Ek, Bo Li").title == "Scaling · Testing Models"


def test_a_line_without_authors_is_kept_whole_with_a_doubt() -> None:
    """A title alone is not cut."""
    for line in ("ImageNet", "A Study of BigQuery: How and Why", "models of language", "Ok"):
        assert _byline(line) == Byline(line, doubt=DOUBT)


def test_a_doubtful_line_is_kept_whole_to_the_last_character() -> None:
    """A line that could be cut in two ways is not cut."""
    line = "Coding with a VQ-VAEAJ Ek, J. Kim et al. · mit"
    assert _byline(line) == Byline(line, doubt=DOUBT)


def test_known_names_decide() -> None:
    """A name that another page holds settles what would be a doubt."""
    line = "Coding with a VQ-VAEAJ Ek, J. Kim et al."
    assert _byline(line, known_names=("AJ Ek",)).authors == ("AJ Ek", "J. Kim")


def test_a_name_of_another_line_decides() -> None:
    """A name that another line of the page holds settles what would be a doubt."""
    lines = [("Coding with a VQ-VAEAJ Ek, J. Kim", ""), ("Learning to CodeBo Li, AJ Ek", "")]
    assert read_bylines(lines, Evidence())[0].title == "Coding with a VQ-VAE"


def test_the_abstract_decides() -> None:
    """A name with capitals inside that the abstract uses is not cut."""
    abstract = "We present OpenZorlap, a platform."
    found = _byline("A Platform for OpenZorlapXiu Zorn", abstract)
    assert (found.title, found.authors) == ("A Platform for OpenZorlap", ("Xiu Zorn",))


def test_a_line_of_any_length_is_judged_in_bounded_time() -> None:
    """A line made to be slow is kept whole."""
    for line in ("Aa" * 40_000 + "?", "Aa" * 9_000 + "?", "A" * 15_000, "van de " * 2_500 + "Ek"):
        assert _byline(line).title == line.strip()


def test_names_in_a_script_without_case() -> None:
    """Where the script changes, the names begin."""
    found = _byline("Deep Learning with Graphs张三, 李小龙")
    assert (found.title, found.authors) == ("Deep Learning with Graphs", ("张三", "李小龙"))


_WORDS = [
    "efficient",
    "neural",
    "graph",
    "learning",
    "deep",
    "robust",
    "search",
    "with",
    "large",
    "language",
    "generation",
    "of",
    "sparse",
    "attention",
    "and",
    "hierarchical",
    "representation",
    "for",
    "scalable",
    "causal",
    "inference",
    "in",
    "dynamic",
    "systems",
]
_ENDINGS = [
    "Models",
    "Networks",
    "Learning",
    "Attention",
    "BERT",
    "GPT-4",
    "LLMs",
    "T5",
    "7B",
    "V2",
    "3D",
    "Qwen2.5-VL",
    "ConvNeXt",
    "ImageNet",
    "Retrieval",
    "Generalization",
    "Data?",
    "Science!",
    "(Extended)",
    "C++",
    "2.0",
    "mT5",
    "GPT-4o",
    "RoBERTa",
    "iBOT",
    "OpenZorlap",
]
_GIVEN = [
    "Albert",
    "Yann",
    "Émile",
    "Xiaolong",
    "J.",
    "Zhuang",
    "Øystein",
    "An",
    "Bo",
    "Priya",
    "Łukasz",
    "Jean-Baptiste",
    "Dmitry",
    "Aäron",
    "Nguyễn",
    "Nitzan",
    "Ko",
    "Guðrún",
    "Y.-L.",
    "Kwabena",
    "Zorbax",
]
_FAMILY = [
    "Jiang",
    "LeCun",
    "McDonald",
    "O'Neil",
    "Li",
    "van_den_Oord",
    "de_Vries",
    "D'Souza",
    "Al-Rfou",
    "Xu",
    "Müller-Lüdenscheidt",
    "Şahin",
    "MacKay",
    "Ba",
    "Castro_Silva",
    "Subramanian",
    "Þórsson",
    "Qvxl",
]

_titles = st.builds(
    lambda words, last: " ".join([*words, last]).capitalize()[:1] + " ".join([*words, last])[1:],
    st.lists(st.sampled_from(_WORDS), max_size=6),
    st.sampled_from(_ENDINGS),
)
_names = st.builds(
    lambda given, family: f"{given} {family.replace('_', ' ')}",
    st.sampled_from(_GIVEN),
    st.sampled_from(_FAMILY),
)


@settings(derandomize=True, max_examples=400, deadline=None)
@given(_titles, st.lists(_names, min_size=1, max_size=4, unique=True), st.booleans())
def test_glued_titles_and_names_come_apart_again(title: str, names: list[str], more: bool) -> None:
    """A title that its abstract uses and well-formed names are always found."""
    line = title + ", ".join(names) + (" et al." if more else "")
    last = title.rsplit(" ", 1)[-1].rstrip("?!")
    found = _byline(line, f"We study {last} and show that it helps.")
    assert found == Byline(title, tuple(names), more)


@settings(derandomize=True, max_examples=300, deadline=None)
@given(st.lists(st.text(max_size=60).map(lambda text: " ".join(text.split())), max_size=4))
def test_no_line_is_lost(lines: list[str]) -> None:
    """Whatever a line holds, its title begins it, and a line in doubt is whole."""
    for line, found in zip(lines, read_bylines([(x, "") for x in lines], Evidence()), strict=True):
        assert line.startswith(found.title)
        assert found.doubt is None or found.title == line
        assert bool(found.authors) == (found.doubt is None)


def test_the_table_covers_what_it_should() -> None:
    """The table is large, and its rows are distinct."""
    assert len(PAPERS) >= 80
    assert len({paper.line for paper in PAPERS}) == len(PAPERS)
    assert Path(__file__).with_name("papers.tsv").is_file()
