"""Works with a title and no abstract: kept where that is asked for, listed, and never quoted."""

import json
from collections.abc import Sequence
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cli.main import main
from knowledge.base import KnowledgeBase
from knowledge.dedup import abstract_of, merge, same_work, signature
from knowledge.formats.pages import read
from knowledge.model import Abstention, Abstract, Answer, Bibliography, Published, Record, Source
from knowledge.store import Store
from tests.knowledge.formats.pages import records, rejections
from tests.knowledge.lexical import Lexical

TITLE = "Seaweed farms of Norway"
TEXT = "We visited eleven farms of kelp along the fjords. They yield 40 tonnes a hectare in May."
PAGES = {
    "a.bib": "@article{a, title={Seaweed farms of Norway}, author={Quill, Bo}, year=2012}\n",
    "a.ris": "TY  - JOUR\nTI  - Seaweed farms of Norway\nAU  - Quill, Bo\nPY  - 2012\nER  - \n",
    "a.csv": "Title,Authors,Year,Abstract\nSeaweed farms of Norway,Bo Quill,2012,n/a\n",
    "a.jsonl": '{"title": "Seaweed farms of Norway", "authors": ["Bo Quill"], "year": 2012}\n',
}


def stated(
    text: str = "",
    title: str | None = TITLE,
    authors: Sequence[str] = ("Bo Quill",),
    year: str | None = "2012",
    line: int = 1,
) -> Record:
    """A record of a work."""
    known = Bibliography(title=title, authors=tuple(authors), published=Published(year))
    return Record(text, known, Source("page", line))


def held(folder: Path, *made: Record) -> list[Abstract]:
    """The abstracts of a base that holds these records."""
    with Store.open(folder, create=True) as store:
        store.add("base", made)
        assert store.verify() == []
        return list(store.iterate("base"))


@pytest.mark.parametrize("name", PAGES)
def test_it_is_kept_where_that_is_asked_for(tmp_path: Path, name: str) -> None:
    """With what is stated of it and no text; else it is rejected as before."""
    page = tmp_path / name
    page.write_text(PAGES[name], encoding="utf-8")
    (kept,) = records(read(page, name, untexted=True))
    assert (kept.text, kept.bibliography.title) == ("", TITLE)
    assert kept.bibliography.authors == ("Bo Quill",)
    assert kept.bibliography.published.year == 2012
    (rejection,) = rejections(read(page, name))
    assert str(rejection.reason) == "This record has no abstract."


def test_without_a_title_it_is_nothing(tmp_path: Path) -> None:
    """There is nothing to find it by."""
    page = tmp_path / "a.bib"
    page.write_text("@article{a, author={Quill, Bo}, year=2012}\n", encoding="utf-8")
    assert len(rejections(read(page, "a.bib", untexted=True))) == 1


@pytest.fixture(params=["rank-bm25", "tantivy"])
def base(request: pytest.FixtureRequest, tmp_path: Path) -> KnowledgeBase:
    """A base with two works without an abstract and one with."""
    page = tmp_path / "works.bib"
    page.write_text(
        PAGES["a.bib"] + "@article{b, title={Ageing of tidal turbines}, author={Rowe, A.}}\n"
        "@article{c, title={Windmill noise}, author={Ode, Al}, year=2019, "
        "abstract={Windmills reach 48 dB at night.}}\n",
        encoding="utf-8",
    )
    made = KnowledgeBase.open(tmp_path / "data", seed=False, reader=Lexical(), engine=request.param)
    assert made.ingest([page], untexted=True).abstracts_added == 3
    return made


def test_it_is_found_and_listed(base: KnowledgeBase) -> None:
    """By its title, its authors and its year."""
    with base:
        for question, said in {
            f"Who wrote {TITLE}?": "Bo Quill",
            "Which papers are from 2012?": TITLE,
            "papers by Rowe": "Ageing of tidal turbines",
        }.items():
            answer = base.ask(question)
            assert isinstance(answer, Answer)
            assert said in answer.text
            assert all(cited.quote is None for cited in answer.citations)
        assert TITLE in {paper.title for paper in base.papers("seaweed farms", 2)}


def test_it_is_never_quoted(base: KnowledgeBase) -> None:
    """What only it could answer is not answered, and why is said; nor is it any evidence."""
    with base:
        reply = base.ask("How much do the seaweed farms of Norway yield?")
        assert isinstance(reply, Abstention)
        assert str(reply.reason) == (
            "The base has this paper by its title alone, without an abstract."
        )
        assert base.check("Seaweed farms are in Norway.").evidence == ()
        other = base.ask("How many dB do windmills reach at night?")
        assert isinstance(other, Answer)
        assert "48" in (other.citations[0].quote or "")


def test_it_is_exported_and_read_back(base: KnowledgeBase, tmp_path: Path) -> None:
    """Without being asked again: it makes the same knowledge version."""
    lines = tmp_path / "export.jsonl"
    with base, Store.open(tmp_path / "data") as store:
        lines.write_text("".join(f"{line}\n" for line in store.export("base")), encoding="utf-8")
        with KnowledgeBase.open(tmp_path / "other", seed=False, reader=Lexical()) as other:
            assert other.ingest([lines]).knowledge_version == base.knowledge_version


def test_met_again_it_is_one(tmp_path: Path) -> None:
    """Also with its abstract, which is the text from then on; in whatever order they come."""
    parts = [stated(), stated(authors=("B. Quill",), line=2), stated(TEXT, line=3)]
    for number, order in enumerate(permutations(parts)):
        (one,) = held(tmp_path / str(number), *order)
        assert (one.text, len(one.sources)) == (TEXT, 3)


@pytest.mark.parametrize(
    "other",
    [
        stated(year="2013", line=2),
        stated(authors=("Al Ode",), line=2),
        stated(title="Seaweed farms of Sweden", line=2),
        stated(TEXT, year="2013", line=2),
        stated(TEXT, authors=("Al Ode",), line=2),
        stated(year=None, line=2),
        stated(TEXT, authors=(), line=2),
    ],
)
def test_where_it_is_in_doubt_they_are_two(tmp_path: Path, other: Record) -> None:
    """Without a text, a title alone makes no two works one."""
    assert len(held(tmp_path, stated(), other)) == 2


TITLES = st.sampled_from([TITLE, "Seaweed Farms of Norway.", "Editorial", "Kelp in the north sea"])
STATED = st.builds(
    stated,
    text=st.sampled_from(["", TEXT]),
    title=TITLES,
    authors=st.sampled_from([("Bo Quill",), ("Quill B.",), ("Al Ode",), ()]),
    year=st.sampled_from(["2012", "2013", None]),
)


@given(STATED, STATED)
def test_what_is_one_is_so_either_way(first: Record, second: Record) -> None:
    """It is symmetric; what is one work has a number in common, or else nobody would compare."""
    one, other = abstract_of(first), abstract_of(second)
    assert same_work(one, other) is same_work(other, one)
    if one.id == other.id:
        assert merge(one, other) == merge(other, one)
    elif same_work(one, other):
        assert not set(signature(one)).isdisjoint(signature(other))


def test_the_command_asks_for_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`footnote ingest --keep-untexted`."""
    page = tmp_path / "a.bib"
    page.write_text(PAGES["a.bib"], encoding="utf-8")
    command = ["ingest", str(page), "--json", "--data", str(tmp_path / "data")]
    assert main(command) == 1
    assert main([*command, "--keep-untexted"]) == 0
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(each["records"], len(each["rejected"])) for each in told] == [(0, 1), (1, 0)]
