"""Identifiers, dates, names and LaTeX: each wording comes out as people know it."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.formats.fields import identifiers
from knowledge.formats.fields.dates import dated, published
from knowledge.formats.fields.latex import accented, decoded, verbatim
from knowledge.formats.fields.people import People, given_first, initials_first, listed, people
from knowledge.model import Published


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("arxiv:2211.05100", "arxiv:2211.05100"),
        ("arXiv: 2211.05100v4 [cs.CL]", "arxiv:2211.05100"),
        ("https://arxiv.org/abs/2211.05100v2", "arxiv:2211.05100"),
        ("http://export.arxiv.org/pdf/0704.0001v1.pdf", "arxiv:0704.0001"),
        ("oai:arXiv.org:hep-th/9901001", "arxiv:hep-th/9901001"),
        ("math.GT/0309136v2", "arxiv:math/0309136"),
        ("0704.0001", "arxiv:0704.0001"),
        ("doi:10.1000/ABC(1)", "doi:10.1000/abc(1)"),
        ("DOI: https://doi.org/10.1000/a%3Cb%3E", "doi:10.1000/a<b>"),
        ("https://dx.doi.org/10.1000/x1.", "doi:10.1000/x1"),
        ("10.1002/(SICI)1<1::AID>3.0;2-2", "doi:10.1002/(sici)1<1::aid>3.0;2-2"),
        ("10.1000/182", "doi:10.1000/182"),
        ("pmid:00123", "pmid:123"),
        ("https://pubmed.ncbi.nlm.nih.gov/123/", "pmid:123"),
        ("123", None),
        ("", None),
        ("arxiv:", None),
        ("10.1000", None),
        ("https://example.org/abs/2211.05100", None),
        ("doi:10.1000/" + "x" * 400, None),
    ],
)
def test_identifiers(text: str, found: str | None) -> None:
    """From labels, addresses and bare forms; a bare number is nothing."""
    assert identifiers.labelled(text) == found


def test_where_a_paper_stands() -> None:
    """At arXiv first, then by its DOI, then in PubMed; nowhere without an identifier."""
    named = ("arxiv:hep-th/9901001", "doi:10.1000/1", "pmid:5")
    assert identifiers.address(named) == "https://arxiv.org/abs/hep-th/9901001"
    assert identifiers.address(named[1:]) == "https://doi.org/10.1000/1"
    assert identifiers.address(named[2:]) == "https://pubmed.ncbi.nlm.nih.gov/5"
    assert identifiers.address(()) is None


@given(st.text(max_size=40))
def test_an_identifier_is_spelled_once_and_for_all(text: str) -> None:
    """What is found is found again in itself, lower case, without white space."""
    found = identifiers.labelled(text)
    if found is not None:
        assert identifiers.labelled(found) == found
        assert identifiers.joined([found, None, found])[0] == found or "arxiv" in found
        assert found == found.lower()
        assert not any(c.isspace() for c in found)


DAY = dt.date(2019, 3, 5)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2019-03-05", Published("2019-03-05", DAY)),
        ("2019-03-05T17:59:59Z", Published("2019-03-05", DAY)),
        ("2019-3-5", Published("2019-3-5", DAY)),
        ("2019/03/05/", Published("2019 Mar 5", DAY)),
        ("2019/03//", Published("2019 Mar")),
        ("2019///", Published("2019")),
        ("2019/03/05/Epub", Published("2019 Mar 5", DAY)),
        ("Tue, 5 Mar 2019 19:18:42 GMT", Published("5 Mar 2019", DAY)),
        ("5 March 2019", Published("5 March 2019", DAY)),
        ("March 5, 2019", Published("March 5, 2019", DAY)),
        ("Mar. 5 2019", Published("Mar. 5 2019", DAY)),
        ("2019 Mar 5", Published("2019 Mar 5", DAY)),
        ("2019 Mar", Published("2019 Mar")),
        ("2019", Published("2019")),
        ("Spring 2019", Published("Spring 2019")),
        ("2019-13-05", Published("2019-13-05")),
        ("2019-02-30", Published("2019-02-30")),
        ("30 Feb 2019", Published("30 Feb 2019")),
        ("5 Wonder 2019", Published("5 Wonder 2019")),
        ("03/05/2019", Published("03/05/2019")),
        ("15/03/2019 0:00", Published("15/03/2019", dt.date(2019, 3, 15))),
        ("2019/2021", Published("2019/2021")),
        ("  ", Published()),
        (None, Published()),
        ("x" * 80, Published()),
    ],
)
def test_dates(text: str | None, found: Published) -> None:
    """A date only where it cannot be mistaken; else its words; never a guess."""
    assert published(text) == found


@pytest.mark.parametrize(
    ("parts", "found"),
    [
        (("2019", "03", "05"), Published("2019 Mar 5", DAY)),
        (("2019", "March", "5"), Published("2019 Mar 5", DAY)),
        (("2019", "Sept", None), Published("2019 Sep")),
        (("2019", "Mar-Apr", ""), Published("2019 Mar-Apr")),
        (("2019", "13", "5"), Published("2019 13 5")),
        (("2019", "Ma", "5"), Published("2019 Ma 5")),
        (("2019", "Feb", "30"), Published("2019 Feb 30")),
        (("2019", None, "5"), Published("2019 5")),
        ((None, "Mar", "5"), Published()),
        (("", "", ""), Published()),
    ],
)
def test_dates_in_parts(parts: tuple[str | None, str | None, str | None], found: Published) -> None:
    """As much as there is."""
    assert dated(*parts) == found


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ada Ek", ("Ada Ek",)),
        ("Ek, Ada", ("Ada Ek",)),
        ("Ada Ek, Bo Li", ("Ada Ek", "Bo Li")),
        ("Ada Ek, Bo Li and Cy Po", ("Ada Ek", "Bo Li", "Cy Po")),
        ("Ada Ek, Bo Li, and Cy Po", ("Ada Ek", "Bo Li", "Cy Po")),
        ("Ek, Ada and Li, Bo", ("Ada Ek", "Bo Li")),
        ("Ek, Ada; Li, Bo; ", ("Ada Ek", "Bo Li")),
        ("Ada Ek | Bo Li", ("Ada Ek", "Bo Li")),
        ("Ek, A., Li, B. C.", ("A. Ek", "B. C. Li")),
        ("Ada Ek (1), Bo Li (1 and 2) and Cy Po ((1) Tide, (2) Sea)", ("Ada Ek", "Bo Li", "Cy Po")),
        ("Ek AB, Li C, Tide Group", ("AB Ek", "C Li", "Tide Group")),
        ("Ada Ek, Jr., Bo Li", ("Ada Ek Jr.", "Bo Li")),
        ("['Ada Ek', \"Bo O'Li\"]", ("Ada Ek", "Bo O'Li")),
        ("", ()),
    ],
)
def test_names_in_one_text(text: str, names: tuple[str, ...]) -> None:
    """However they are parted."""
    assert listed(text) == People(names)


def test_names_one_by_one() -> None:
    """Suffixes stand last, `et al.` is no name."""
    assert given_first("Ek, Jr., Ada") == given_first("Ek, Ada, Jr.") == "Ada Ek Jr."
    assert given_first("van der Berg, Jan") == "Jan van der Berg"
    assert given_first("Kumar, V.") == "V. Kumar"
    assert given_first("Kumar, Ada, V") == "Ada Kumar V"
    assert given_first("Ek, Ada, MD, Ph.D.") == given_first("Ada Ek, PhD") == "Ada Ek"
    assert given_first("Ek, M.D.") == "M.D. Ek"
    assert initials_first("Le Scao TA") == "TA Le Scao"
    assert initials_first("Ada Ek") == "Ada Ek"
    assert people(["Ada Ek", " ", "et al"]) == People(("Ada Ek",), et_al=True)
    assert people(["Ada Ek et al."]) == People(("Ada Ek",), et_al=True)


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        (r"Bal\'azs {\'E}mile \"{O}z \v{S}t\c{c}ep\'\i n", "Balázs Émile Öz Štçepín"),
        (r"{\o}st \O re {\ss} Stra\ss{}e \L{}ukasz \aa ng", "øst Øre ß Straße Łukasz ång"),
        (r"{BERT} is {\em good} \& \emph{fine}", r"BERT is good & fine"),
        (r"50\% of \$5 \_ \# \{x\}", "50% of $5 _ # {x}"),
        ("a -- b --- c~d ``e''", "a – b — c d “e”"),
        (r"$x_{1}~--~\%$ and $$\'y$$", r"$x_{1}~--~\%$ and $$\'y$$"),
        (r"5\textperthousand{} {\ensuremath{\mu}}s, $M_{\ensuremath{\odot}}$", "5‰ μs, $M_{⊙}$"),
        (r"\foo{b}{c} \bar", r"\foo{b}{c} \bar"),
        (r"Shown~\citep[see][p. 5]{a,b}, too \cite{c}.", "Shown, too."),
        (r"\SI{4}{\milli\volt} at \si{\metre\per\second}, \num{5}", "4 mV at m/s, 5"),
        (r"\textquoteleft{}t H{\textgreater}2 \textless i\,\%", "‘t H>2 <i %"),
        (r"10\textsuperscript{5} L\textsuperscript{-1} CO\textsubscript{2}", "10^5 L-1 CO2"),
        (r"\href{http://a.b}{here} or \url{https://a.b/c_d}", "here or https://a.b/c_d"),
        ("plain", "plain"),
    ],
)  # fmt: skip
def test_latex_made_plain(written: str, plain: str) -> None:
    """Accents, letters, escapes and braces; formulas and what is unknown stay."""
    assert decoded(written) == plain


def test_addresses_and_identifiers() -> None:
    """Tildes and dashes stay; what escapes goes."""
    assert verbatim(r"\url{http://a.b/~ek/c\_d--e{\~{}}f?g\&h}") == "http://a.b/~ek/c_d--e~f?g&h"
    assert (
        verbatim(r"10.1002/(SICI)1{\textless}1::AID{\textgreater}3") == "10.1002/(SICI)1<1::AID>3"
    )


def test_accents_alone() -> None:
    """Where only accents are LaTeX, braces and dashes are not touched."""
    assert accented(r"Poincar\'e -- {x} $\'y$ 50%") == r"Poincaré -- {x} $\'y$ 50%"
    assert accented("nothing") == "nothing"


@given(st.text("\\{}$'\"`~-cv%ai jo", max_size=40))
def test_any_latex_is_read(text: str) -> None:
    """Nothing raises, and plain text stays as it is."""
    decoded(text)
    assert accented(text.replace("\\", "")) == text.replace("\\", "")
