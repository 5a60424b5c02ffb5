"""Saved web pages: what their tags state, and which element of a page is its abstract."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.errors import PageError
from knowledge.formats.pages import read
from knowledge.formats.web_markup import WebMarkup
from knowledge.model import Record
from tests.knowledge.formats.pages import parsed, records, rejections
from tests.knowledge.formats.right import ABSTRACT

TITLE = "<meta name='citation_title' content='Tides'>"
LONG = f"{ABSTRACT} {ABSTRACT.replace('40', '80')}"
NONE = "This record has no abstract."


def _page(*tags: str, body: str = "") -> str:
    head = "\n".join((TITLE, *tags))
    return f"<!DOCTYPE html>\n<html><head>\n{head}\n</head><body>{body}</body></html>"


def _read(folder: Path, *tags: str, body: str = "") -> str:
    """The abstract of a page, or why it has none."""
    (entry,) = parsed(folder, _page(*tags, body=body), "page.html")
    return entry.text if isinstance(entry, Record) else str(entry.reason)


@pytest.mark.parametrize(
    "tag",
    [
        "<meta name='citation_abstract' content='{}'>",
        "<META CONTENT='{}' NAME='DC.Description' xml:lang=en>",
        "<meta name=dc.description content='{}'/>",
        "<meta name='DCTERMS.abstract' content='{}' xml:lang='en'/>",
        "<meta name='eprints.abstract' content='&lt;p&gt;{}&lt;/p&gt;'>",
        "<meta name='citation_abstract' content='Abstract\n{}'>",
    ],
)
def test_an_abstract_stands_in_a_tag(tmp_path: Path, tag: str) -> None:
    """However it is named and quoted."""
    assert _read(tmp_path, tag.format(ABSTRACT)) == ABSTRACT


def test_an_abstract_in_several_languages_is_read_in_english(tmp_path: Path) -> None:
    """Where the tags say which it is."""
    tags = (f"<meta name='DC.Description' xml:lang='{of}' content='{of}.'>" for of in ("es", "en"))
    assert _read(tmp_path, *tags) == "en."


def test_the_beginning_of_an_abstract_is_none(tmp_path: Path) -> None:
    """It is told of, unless the whole stands elsewhere."""
    tag = "<meta name='dc.description' content='We measure how tidal turbines …'>"
    assert _read(tmp_path, tag) == "This page gives no more than the beginning of the abstract."
    body = f"<div id=abstract><h2>Abstract</h2><p>{ABSTRACT}</p></div>"
    assert _read(tmp_path, tag, body=body) == ABSTRACT
    unmarked = "<meta name='dc.description' content='We measure how tidal turb'>"
    assert _read(tmp_path, unmarked, body=body) == ABSTRACT


@pytest.mark.parametrize(
    ("shown", "text"),
    [
        (LONG, LONG),
        (f"{LONG} We tested", NONE),
        (f"{LONG[:-1]} …", NONE),
        ("Read this article in Tides.", NONE),
        (f"Ada Ek, Bo Li. Proceedings of Tides. {LONG}", NONE),
        (f"Journal of Tides - {LONG}", NONE),
        (f"Tides. {LONG}", NONE),
    ],
)
def test_what_is_shown_elsewhere_is_seldom_the_abstract(
    tmp_path: Path, shown: str, text: str
) -> None:
    """It is where it is as long, ends as texts do, and begins with no name that the page states."""
    tags = (
        f"<meta property='og:description' content='{shown}'>",
        "<meta name='citation_author' content='Ek, Ada'>",
        "<meta name='citation_author' content='Bo Li'>",
        "<meta name='citation_journal_title' content='Journal of Tides'>",
    )
    assert _read(tmp_path, *tags) == text


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (f"<div class='abstract author' id=ab1><h2>Abstract</h2><p>{ABSTRACT}</p></div>", ABSTRACT),
        (f"<section id='abstract'><div><div>{ABSTRACT}</div></div></section><div>x", ABSTRACT),
        (f"<section role='doc-abstract'>{ABSTRACT}<script>x</script></section>", ABSTRACT),
        (
            f"<div class='item abstract'><h2>Abstract</h2>{ABSTRACT[:-1]} &lt; 5%.</div>",
            f"{ABSTRACT[:-1]} < 5%.",
        ),
        (
            (
                f"<div class='abstract author'>{ABSTRACT}</div>"
                f"<div class='abstract author-highlights'>{LONG}</div>"
                f"<div class='abstract abstract-type-summary'>{LONG}</div>"
                f"<p class='abstract graphical'>{LONG}</p>"
            ),
            ABSTRACT,
        ),
        (f"<p class=abstract>{ABSTRACT}</p><div id=abstract>{ABSTRACT}</div>", ABSTRACT),
        (f"<p class=abstract>{ABSTRACT}</p><p class=abstract>{LONG}</p>", NONE),
        (f"<div class=abstract>{ABSTRACT} <a href='x'>Show more</a></div>", NONE),
        (f"<div class=abstract>{ABSTRACT} <b>Keywords:</b> tides.</div>", NONE),
        (f"<div class=abstract>{ABSTRACT} <math><mi>x</mi></math>.</div>", NONE),
        (f"<div class=abstract>{ABSTRACT} <span class='MathJax'>x</span>.</div>", NONE),
        (
            (
                f"<div class=abstract><div class=abstract-text>{ABSTRACT}</div>"
                f"<div class=abstract-text>{LONG}</div></div>"
            ),
            NONE,
        ),
        (f"<div class=abstract>{ABSTRACT}", NONE),
        ("<p id=abstract>Please log in to read the abstract of this paper.</p>", NONE),
        (f"<a class=abstract>{ABSTRACT}</a>", NONE),
        (f"<div class=abstract-transition>{ABSTRACT}</div>", NONE),
        (f"<!-- <p id=abstract>{ABSTRACT}</p> -->", NONE),
    ],
)
def test_an_element_is_an_abstract_where_it_is_clean(tmp_path: Path, body: str, text: str) -> None:
    """One alone, and whole: other kinds, several, keywords, drawn formulas and links are not."""
    assert _read(tmp_path, body=body) == text


def test_a_page_without_an_abstract_is_told_of_at_its_title(tmp_path: Path) -> None:
    """With the file and the line; it is kept where titles alone are."""
    (rejection,) = rejections(parsed(tmp_path, _page(), "page.html"))
    assert (rejection.file, rejection.line) == (str(tmp_path / "page.html"), 3)
    (kept,) = read(tmp_path / "page.html", "page.html", untexted=True)
    assert isinstance(kept, Record)
    assert (kept.text, kept.bibliography.title) == ("", "Tides")


def test_what_a_page_leaves_out_stays_unknown(tmp_path: Path) -> None:
    """No year is made of when it was saved or changed, and no author of its site."""
    tags = (
        f"<meta name='citation_abstract' content='{ABSTRACT}'>",
        "<meta property='article:modified_time' content='2020-01-01'>",
        "<meta name='author' content='The Site'>",
    )
    (record,) = records(parsed(tmp_path, _page(*tags)))
    assert record.bibliography.published.text is None
    assert record.bibliography.authors == ()
    assert record.bibliography.url is None


def test_tags_of_repositories_are_read(tmp_path: Path) -> None:
    """Those of bepress have another name, and Dublin Core's are enough."""
    bepress = _page(
        f"<meta name='bepress_citation_abstract' content='{ABSTRACT}'>",
        "<meta name='bepress_citation_author' content='Rowe, Anna B.'>",
        "<meta name='bepress_citation_date' content='2010'>",
    )
    dublin_core = (
        "<html><meta name=DC.title content=Tides><meta name=DC.creator content='Rowe, Anna B.'>"
        f"<meta name=DCTERMS.issued content=2010><meta name=DC.description content='{ABSTRACT}'>"
    )
    for page in (bepress, dublin_core):
        (record,) = records(parsed(tmp_path, page))
        stated = record.bibliography
        assert (stated.title, stated.authors) == ("Tides", ("Anna B. Rowe",))
        assert stated.published.text == "2010"


def test_encodings_of_pages(tmp_path: Path) -> None:
    """Windows-1252 is decoded; what is neither that nor UTF-8 is told of where it matters."""
    page = _page("<meta name='citation_abstract' content='Les marées — montent.'>")
    assert records(parsed(tmp_path, page.encode("cp1252")))[0].text == "Les marées — montent."
    odd = page.encode().replace(b"montent", b"mont\xffnt")
    (rejection,) = rejections(parsed(tmp_path, odd))
    assert str(rejection.reason) == "This page is not UTF-8 text."
    assert records(parsed(tmp_path, page.encode() + b"\xff"))


def test_of_a_long_page_the_beginning_is_read(tmp_path: Path) -> None:
    """Tags stand there; a page whose abstract would stand behind is told to be too long."""
    filler = f"<script>{'x' * 3_000_000}</script>"
    tag = f"<meta name='citation_abstract' content='{ABSTRACT}'>"
    assert _read(tmp_path, tag, body=filler) == ABSTRACT
    assert _read(tmp_path, body=filler + f"<p id=abstract>{ABSTRACT}</p>") == (
        "This record is longer than 2 MB."
    )


@pytest.mark.parametrize(
    "piece",
    [
        "<a ", "<a", "<!--", "<![x[", "<![CDATA[", "&", "<meta content='", "</", "<", "<a b=c ",
        "<div class=abstract>", "</div>", "<p id=abstract><b>", "<!a>", "<meta name=citation_date ",
    ],
)  # fmt: skip
def test_a_page_made_to_be_slow_is_read_to_its_end(piece: str) -> None:
    """What a page has of these grows with its length and not its square: that would take hours."""
    markup = WebMarkup()
    markup.feed(piece * (1_000_000 // len(piece)) + ">")
    assert markup.abstract() == ""


@given(st.lists(st.sampled_from(
    ["<div class=abstract>", "</div>", "<p id=abstract>", "</p>", "<svg>", "</svg>", "<![a", "x. ",
     "<math>", "<br/>", "<meta name=citation_title content=T>", "]]>", "&lt;", "<h2>", "</h2>"]
), max_size=20))  # fmt: skip
def test_any_page_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, tags: list[str]
) -> None:
    """Tags in any order raise nothing else, and give one record or one reason."""
    try:
        page = parsed(tmp_path_factory.getbasetemp(), f"<html>{''.join(tags)}</html>")
    except PageError:
        return
    assert len(page) == 1
