"""JSON in its forms: lines, arrays, answers, and what Footnote itself writes."""

import datetime as dt
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.cli.jsonlines import json_line, paper_shape
from knowledge.dedup import abstract_of, merge
from knowledge.errors import PageError
from knowledge.model import Bibliography, Published, Record, Rejection, Source
from knowledge.reasons.why_unusable import RecordTooLong
from tests.knowledge.formats.pages import parsed, records, rejections

APRIL = dt.date(2007, 4, 2)
GOOD = '{"title": "T", "abstract": "Text."}'


def _record(tmp_path: Path, **fields: object) -> Record:
    (entry,) = parsed(tmp_path, json.dumps(fields) + "\n")
    assert isinstance(entry, Record)
    return entry


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"title": "T"}', "This record has no abstract."),
        ('{"title": "T", "abstract": null}', "This record has no abstract."),
        ('{"title": "T", "abstract": " \\n "}', "This record has no abstract."),
        ('{"title": "T", "abstract": "No abstract available."}', "This record has no abstract."),
        ('{"title": "T", "abstract": 5}', "This record has no abstract."),
        ('{"title": "T", "abstract": "x"', "This is not valid JSON: expecting ',' delimiter at"),
        ('["T"]', "This is no JSON object with fields"),
        (
            '{"abstract": ' + "9" * 5000 + "}",
            "This is not valid JSON: a number has too many digits",
        ),
        ('{"abstract": "' + "é" * 60_000 + '"}', "The abstract is longer than 100 kB."),
    ],
)
def test_a_broken_line_is_rejected_and_the_rest_goes_on(
    tmp_path: Path, line: str, reason: str
) -> None:
    """With its line and the reason; the records around it are read."""
    page = parsed(tmp_path, f"{GOOD}\n\n{line}\n{GOOD}")
    (rejection,) = rejections(page)
    assert (rejection.file, rejection.line) == (str(tmp_path / "page"), 3)
    assert str(rejection.reason).startswith(reason)
    assert [entry.source.line for entry in records(page)] == [1, 4]


def test_a_line_that_is_no_text_is_rejected(tmp_path: Path) -> None:
    """Bytes that are no UTF-8 cost their line."""
    page = parsed(tmp_path, GOOD.encode() + b'\n{"abstract": "caf\xc3"}\n')
    assert str(rejections(page)[0].reason) == "This is not valid JSON: not UTF-8 text at byte 18."


def test_what_cannot_be_stored_becomes_a_blank(tmp_path: Path) -> None:
    """Control characters and halves of surrogate pairs do not reach the base."""
    record = _record(tmp_path, abstract="One\u0000two \ud800three.\u0007", title=" A \u0001 B ")
    assert (record.text, record.bibliography.title) == ("One two three.", "A B")


def test_a_label_before_the_abstract_goes(tmp_path: Path) -> None:
    """As on pages."""
    assert _record(tmp_path, abstract="Abstract: We test.").text == "We test."


@pytest.mark.parametrize(
    ("authors", "names", "et_al"),
    [
        ("Ada Ek and Bo Li", ("Ada Ek", "Bo Li"), False),
        (r"C. Bal\'azs, E. L. Berger", ("C. Balázs", "E. L. Berger"), False),
        (["Ek, Ada", "Bo Li", "et al."], ("Ada Ek", "Bo Li"), True),
        ([{"name": "Ada Ek"}, {"given": "Bo", "family": "Li"}, 5], ("Ada Ek", "Bo Li"), False),
        ([{"first": "Ada", "middle": [], "last": "Ek", "suffix": "Jr."}], ("Ada Ek Jr.",), False),
        ({"name": "no list"}, (), False),
    ],
)
def test_authors_in_many_forms(
    tmp_path: Path, authors: object, names: tuple[str, ...], et_al: bool
) -> None:
    """Given names come first however they are written."""
    found = _record(tmp_path, abstract="Text.", authors=authors).bibliography
    assert (found.authors, found.et_al) == (names, et_al)


@pytest.mark.parametrize(
    ("fields", "published"),
    [
        ({"year": 2019}, Published("2019")),
        ({"year": 2019, "publicationDate": "2019-03-04"}, ("2019-03-04", dt.date(2019, 3, 4))),
        ({"date": "March 2019"}, Published("March 2019")),
        ({"versions": [{"created": "Mon, 2 Apr 2007 19:18:42 GMT"}]}, ("2 Apr 2007", APRIL)),
        ({"versions": ["v1"], "year": True}, Published()),
        ({"update_date": "2008-11-26"}, ("2008-11-26", dt.date(2008, 11, 26))),
    ],
)  # fmt: skip
def test_dates_in_many_forms(
    tmp_path: Path, fields: dict[str, object], published: Published | tuple[str, dt.date]
) -> None:
    """A date only where it is whole; its words in any case."""
    found = _record(tmp_path, abstract="Text.", **fields).bibliography.published
    assert found == (published if isinstance(published, Published) else Published(*published))


def test_identifiers_are_spelled_alike(tmp_path: Path) -> None:
    """Versions, case and addresses make no difference; arXiv's DOIs name its ids."""
    record = _record(
        tmp_path,
        abstract="Text.",
        doi="https://doi.org/10.48550/arXiv.2211.05100",
        pmid=123,
        id="2211.05100",
        arxiv_id="2211.05100v4",
        categories="cs.CL",
    )
    assert record.bibliography.identifiers == (
        "arxiv:2211.05100",
        "doi:10.48550/arxiv.2211.05100",
        "pmid:123",
    )
    assert record.bibliography.url == "https://arxiv.org/abs/2211.05100"


def test_the_queries_of_a_data_set_are_no_abstracts(tmp_path: Path) -> None:
    """A folder in the form of BEIR may be ingested whole."""
    line = '{"_id": "1", "text": "what is lift?"}\n'
    (rejection,) = rejections(parsed(tmp_path, line, "queries.jsonl"))
    assert str(rejection.reason).startswith("This is a query")
    assert records(parsed(tmp_path, line, "corpus.jsonl"))


def test_what_footnote_writes_it_reads(tmp_path: Path) -> None:
    """A line of `footnote papers --json` makes its abstract again, sources and all."""
    stated = Bibliography(
        title="A Title",
        authors=("Ada Ek", "Li, Jr."),
        et_al=True,
        affiliations=("mit",),
        published=Published("Nov 9", dt.date(2022, 11, 9)),
        categories=("cs.CL", "AI"),
        has_code=True,
        url="https://a.org/1",
    )
    sources = (Source("a/b.txt", 3), Source("c/d.txt", 7))
    abstract = abstract_of(Record("Some text.", stated, sources[0]))
    abstract = merge(abstract, abstract_of(Record("Some text.", stated, sources[1])))
    first, second = parsed(tmp_path, json_line(paper_shape(abstract)) + "\n")
    assert isinstance(first, Record)
    assert isinstance(second, Record)
    again = merge(abstract_of(first), abstract_of(second))
    assert again.sources == sources
    assert again.text == abstract.text
    assert again.bibliography.published == stated.published
    assert again.bibliography.categories == stated.categories
    assert again.bibliography.et_al


def test_sources_that_are_none_leave_the_record_where_it_stands(tmp_path: Path) -> None:
    """A line that only looks like Footnote's own keeps its place."""
    record = _record(
        tmp_path,
        abstract_id="x",
        text="Text.",
        sources=[{"file": 1}, 2, {"file": "a", "line": "b"}],
        identifiers=["pmid:7", "isbn:1", "arxiv:2211.05100", "doi:none"],
        url={"not": "a text"},
        authors=[5, {"name": None}],
    )
    assert record.source == Source("pages/page", 1)
    assert record.bibliography == Bibliography(
        url="https://arxiv.org/abs/2211.05100", identifiers=("arxiv:2211.05100", "pmid:7")
    )


def test_objects_are_read_one_by_one_with_their_lines(tmp_path: Path) -> None:
    """Strings with brackets, escapes and line ends between do not mislead."""
    tricky = json.dumps({"title": 'a "]}{[" b\\', "abstract": "x } y"})
    page = parsed(tmp_path, f'{{"n": 2, "papers":\n[{tricky},\n\n{GOOD}, {{"title": "T"}}\n]}}')
    assert [(r.source.line, r.text) for r in records(page)] == [(2, "x } y"), (4, "Text.")]
    assert [r.line for r in rejections(page)] == [4]


def test_a_broken_object_in_an_array_costs_no_other(tmp_path: Path) -> None:
    """Its brackets tell where it ends."""
    page = parsed(tmp_path, f'[{{"abstract": oops}},\n{GOOD},\n{{"abstract": "cut o')
    assert [r.source.line for r in records(page)] == [2]
    assert [r.line for r in rejections(page)] == [1, 3]


def test_an_overlong_object_is_passed_over(tmp_path: Path) -> None:
    """In bounded memory, and the next is read."""
    long = '{"abstract": "' + "x\\n" * 1_500_000 + '"}'
    page = parsed(tmp_path, f"[{long},\n{GOOD},\n{long[:-2]}")
    assert rejections(page) == [
        Rejection(str(tmp_path / "page"), line, RecordTooLong()) for line in (1, 3)
    ]
    assert [r.source.line for r in records(page)] == [2]


def test_a_document_that_is_a_paper_is_one(tmp_path: Path) -> None:
    """An object over several lines, whose authors are objects too."""
    paper = json.dumps({"title": "T", "authors": [{"name": "A B"}], "abstract": "Text."}, indent=1)
    (record,) = records(parsed(tmp_path, paper))
    assert record.bibliography.authors == ("A B",)


def test_arrays_in_arrays_are_not_followed_for_ever(tmp_path: Path) -> None:
    """A document of brackets alone is refused."""
    with pytest.raises(PageError, match="nested too deeply"):
        parsed(tmp_path, "[{}, " + "[" * 100_000, "a.json")


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4)
    ),
    max_leaves=8,
)
_FIELDS = st.sampled_from([
    "title", "abstract", "text", "authors", "authors_parsed", "published", "versions", "year",
    "doi", "pmid", "externalIds", "identifiers", "categories", "url", "sources", "abstract_id",
    "affiliations", "id", "date", "arxiv_id", "has_code",
])  # fmt: skip


@settings(max_examples=100)
@given(st.dictionaries(_FIELDS, _VALUES, max_size=8), st.booleans())
def test_fields_of_any_type_are_read_or_rejected(
    tmp_path_factory: pytest.TempPathFactory, fields: dict[str, object], wrapped: bool
) -> None:
    """Whatever stands in the known fields: records with a text, or reasons, never another error."""
    line = json.dumps(fields)
    content = f"[{line}]" if wrapped else line + "\n" + GOOD
    page = parsed(tmp_path_factory.getbasetemp(), content, "a.jsonl")
    assert page
    assert all(entry.text for entry in records(page))


def test_a_description_is_an_abstract_beside_a_title_alone(tmp_path: Path) -> None:
    """And where no better abstract stands; what else services describe is no paper."""
    described = {"title": "T", "description": "Text."}
    page = parsed(
        tmp_path,
        json.dumps({"groups": [{"name": "x", "description": "No paper."}], "items": [described]}),
    )
    assert [(r.bibliography.title, r.text) for r in records(page)] == [("T", "Text.")]
    assert _record(tmp_path, **described, abstract="Better.").text == "Better."


def test_half_a_paper_is_completed_and_never_overwritten(tmp_path: Path) -> None:
    """From the object that stands within; what is whole takes nothing from there."""
    inner = {"title": "Inner", "abstract": "Inner text."}
    assert _record(tmp_path, title="T", paper=inner).text == "Inner text."
    whole = _record(tmp_path, title="T", text="Text.", metadata=inner)
    assert (whole.bibliography.title, whole.text) == ("T", "Text.")
