"""Papers made up for tests, and the tiny writers that put them into each format."""

import csv
import datetime as dt
import io
import json
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from hypothesis import strategies as st

from knowledge.model import Bibliography, Published, Record

MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


@dataclass(frozen=True)
class Work:
    """A paper, with everything that a format may state."""

    abstract: str
    title: str
    authors: tuple[tuple[str, str], ...]  # given, family
    date: dt.date
    doi: str
    arxiv: str
    pmid: int
    categories: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The authors as people read them."""
        return tuple(f"{given} {family}" for given, family in self.authors)

    @property
    def reversed_names(self) -> list[str]:
        """The authors as indices word them."""
        return [f"{family}, {given}" for given, family in self.authors]


_LETTERS = "abcdefghijklmnopqrstuvwxyzäéñøßžαжあ中"
_WORDS = st.text(_LETTERS, min_size=2, max_size=9)
_MARKS = st.sampled_from(["10", "3.5", "<b", "a&b", '"', "'", "¬", "x>y", "50", "–", "(and)"])
_TEXTS = st.lists(_WORDS | _MARKS, min_size=3, max_size=25).map(" ".join)
_CAPITALISED = st.text("abcdefghijklmnopqrstuvwxyzäéñøž", min_size=3, max_size=9).map(str.title)
_CAPITALISED = _CAPITALISED.filter(lambda name: name not in {"Inc", "Ltd", "Llc", "Plc", "Corp"})
works = st.builds(
    Work,
    abstract=_TEXTS,
    title=_TEXTS,
    authors=st.lists(st.tuples(_CAPITALISED, _CAPITALISED), min_size=1, max_size=4).map(tuple),
    date=st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31)),
    doi=st.from_regex(r"10\.[1-9][0-9]{3}/[a-z0-9]{1,12}", fullmatch=True),
    arxiv=st.from_regex(r"[0-9]{4}\.[0-9]{5}", fullmatch=True),
    pmid=st.integers(1, 99_999_999),
    categories=st.lists(
        st.sampled_from(["cs.CL", "math.CO", "hep-ph"]), min_size=1, max_size=3, unique=True
    ).map(tuple),
)


def arxiv_dump(work: Work) -> str:
    """A line of arXiv's metadata dump."""
    day = f"Tue, {work.date.day} {MONTHS[work.date.month - 1]} {work.date.year} 19:18:42 GMT"
    return _line(
        id=work.arxiv,
        authors=", ".join(work.names),
        title=work.title.replace(" ", "\n  ", 1),
        doi=work.doi,
        categories=" ".join(work.categories),
        abstract=f"  {work.abstract}\n",
        versions=[{"version": "v1", "created": day}, {"version": "v2", "created": "later"}],
        update_date="2008-11-26",
        authors_parsed=[[family, given, ""] for given, family in work.authors],
    )


def semantic_scholar(work: Work) -> str:
    """A line of Semantic Scholar."""
    return _line(
        paperId="f" * 40,
        externalIds={
            "DOI": work.doi.upper(), "ArXiv": work.arxiv, "PubMed": str(work.pmid), "CorpusId": 7
        },
        title=work.title,
        abstract=work.abstract,
        year=work.date.year,
        publicationDate=work.date.isoformat(),
        authors=[{"authorId": "1", "name": name} for name in work.names],
        fieldsOfStudy=list(work.categories),
    )  # fmt: skip


def beir(work: Work) -> str:
    """A line of a corpus of BEIR."""
    return _line(_id="d1", title=work.title, text=work.abstract, metadata={})


def scifact(work: Work) -> str:
    """A line of SciFact's corpus."""
    return _line(
        doc_id=4983, title=work.title, abstract=work.abstract.split(" ", 1), structured=False
    )


def _line(**fields: object) -> str:
    return json.dumps(fields, ensure_ascii=False)


def table(made: list[Work], delimiter: str) -> str:
    """A table with a header."""
    written = io.StringIO()
    rows = csv.writer(written, delimiter=delimiter)
    rows.writerow(["PMID", "Title", "Author(s)", "Publication Date", "Abstract", "DOI", "arXiv ID"])
    for work in made:
        authors = "; ".join(work.reversed_names)
        cells = (work.pmid, work.title, authors, work.date, work.abstract, work.doi, work.arxiv)
        rows.writerow(cells)
    return written.getvalue()


def bibtex(work: Work) -> str:
    """An entry of a bibliography, with LaTeX for what LaTeX would not take."""
    return (
        f"@article{{key1,\n  title = {{{{{_latex(work.title)}}}}},\n"
        f'  author = "{_latex(" and ".join(work.reversed_names))}",\n'
        f"  abstract = {{{_latex(work.abstract)}}},\n  year = {work.date.year},\n"
        f"  month = {MONTHS[work.date.month - 1].lower()},\n  day = {{{work.date.day}}},\n"
        f"  doi = {{https://doi.org/{work.doi}}}, eprint = {{{work.arxiv}v3}},\n"
        f"  archivePrefix = {{arXiv}}, primaryClass = {{{work.categories[0]}}}\n}}\n"
    )


def _latex(text: str) -> str:
    for plain, written in (
        ("&", r"\&"), ("ä", r'{\"a}'), ("é", r"\'{e}"), ("ñ", r"\~n"), ("ø", r"{\o}"),
        ("ß", r"\ss{}"), ("ž", r"\v{z}"), ("–", "--"),
    ):  # fmt: skip
        text = text.replace(plain, written)
    return text


def ris(work: Work) -> str:
    """A RIS entry."""
    authors = "".join(f"AU  - {name}\n" for name in work.reversed_names)
    return (
        f"TY  - JOUR\nTI  - {work.title}\n{authors}AB  - {work.abstract}\n"
        f"PY  - {work.date.year}\nDA  - {work.date:%Y/%m/%d}/\nDO  - {work.doi}\n"
        f"UR  - https://arxiv.org/abs/{work.arxiv}v2\nER  - \n"
    )


def nbib(work: Work) -> str:
    """An entry of MEDLINE's tagged format, with a value that goes on in a second line."""
    first, _, rest = work.abstract.partition(" ")
    authors = "".join(f"FAU - {name}\nAU  - x\n" for name in work.reversed_names)
    day = f"{work.date.year} {MONTHS[work.date.month - 1]} {work.date.day}"
    return (
        f"PMID- {work.pmid}\nOWN - NLM\nDP  - {day}\nTI  - {work.title}\n"
        f"AB  - {first}\n      {rest}\n{authors}AID - S1-2 [pii]\nAID - {work.doi} [doi]\n\n"
    )


def atom(made: list[Work]) -> str:
    """A feed as arXiv answers."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom"'
        ' xmlns:arxiv="http://arxiv.org/schemas/atom">\n<title>ArXiv Query</title>\n'
        + "\n".join(map(_atom_entry, made))
        + "\n</feed>"
    )


def _atom_entry(work: Work) -> str:
    authors = "".join(f"<author><name>{escape(n)}</name></author>" for n in work.names)
    categories = "".join(f"<category term={quoteattr(c)}/>" for c in work.categories)
    return (
        f"<entry><id>http://arxiv.org/abs/{work.arxiv}v1</id>\n"
        f"<published>{work.date}T17:59:59Z</published><title>{escape(work.title)}</title>\n"
        f"<summary>  {escape(work.abstract)}\n</summary>{authors}"
        f"<arxiv:doi>{work.doi}</arxiv:doi>{categories}</entry>"
    )


def oai_arxiv(made: list[Work]) -> str:
    """An answer to a harvester, in arXiv's own format."""
    return _oai("".join(map(_arxiv_metadata, made)))


def oai_dublin_core(made: list[Work]) -> str:
    """An answer to a harvester, in Dublin Core."""
    return _oai("".join(map(_dublin_core, made)))


def _oai(records: str) -> str:
    return (
        "<?xml version='1.0'?>\n<OAI-PMH xmlns='http://www.openarchives.org/OAI/2.0/'>"
        f"<ListRecords>{records}<resumptionToken>7</resumptionToken></ListRecords></OAI-PMH>"
    )


def _arxiv_metadata(work: Work) -> str:
    authors = "".join(
        f"<author><keyname>{family}</keyname><forenames>{given}</forenames></author>"
        for given, family in work.authors
    )
    return (
        "\n<record><header><identifier>oai</identifier></header><metadata><arXiv>"
        f"<id>{work.arxiv}</id><created>{work.date}</created><updated>2101-01-01</updated>"
        f"<authors>{authors}</authors><title>{escape(work.title)}</title>"
        f"<categories>{' '.join(work.categories)}</categories><doi>{work.doi}</doi>"
        f"<abstract>{escape(work.abstract)}</abstract></arXiv></metadata></record>"
    )


def _dublin_core(work: Work) -> str:
    creators = "".join(f"<dc:creator>{n}</dc:creator>" for n in work.reversed_names)
    subjects = "".join(f"<dc:subject>{c}</dc:subject>" for c in work.categories)
    return (
        "\n<record><header/><metadata><oai_dc:dc xmlns:dc='d' xmlns:oai_dc='o'>"
        f"<dc:title>{escape(work.title)}</dc:title>{creators}{subjects}"
        f"<dc:description>Comment: 9 pages</dc:description>"
        f"<dc:description>{escape(work.abstract)}</dc:description><dc:date>2101-01-01</dc:date>"
        f"<dc:date>{work.date}</dc:date><dc:identifier>doi:{work.doi}</dc:identifier>"
        f"<dc:identifier>http://arxiv.org/abs/{work.arxiv}</dc:identifier>"
        "</oai_dc:dc></metadata></record>"
    )


def pubmed(made: list[Work]) -> str:
    """A set of articles as PubMed gives it."""
    return (
        '<?xml version="1.0" ?>\n<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle//EN"'
        ' "https://dtd.nlm.nih.gov/ncbi/pubmed/out/pubmed_250101.dtd">\n<PubmedArticleSet>\n'
        + "\n".join(map(_article, made))
        + "\n</PubmedArticleSet>"
    )


def _article(work: Work) -> str:
    authors = "".join(
        f"<Author><LastName>{family}</LastName><ForeName>{given}</ForeName></Author>"
        for given, family in work.authors
    )
    first, _, rest = work.abstract.partition(" ")
    return (
        f"<PubmedArticle><MedlineCitation><PMID>{work.pmid}</PMID><Article><Journal><JournalIssue>"
        f"<PubDate><Year>{work.date.year}</Year><Month>{work.date.month:02}</Month>"
        f"<Day>{work.date.day:02}</Day></PubDate></JournalIssue></Journal>"
        f"<ArticleTitle>{escape(work.title)}</ArticleTitle><Abstract><AbstractText><i>"
        f"{escape(first)}</i> {escape(rest)}</AbstractText></Abstract>"
        f"<AuthorList CompleteYN='Y'>{authors}</AuthorList></Article></MedlineCitation>"
        f"<PubmedData><ArticleIdList><ArticleId IdType='doi'>{work.doi}</ArticleId></ArticleIdList>"
        "<ReferenceList><Reference><ArticleIdList><ArticleId IdType='pubmed'>1</ArticleId>"
        "</ArticleIdList></Reference></ReferenceList></PubmedData></PubmedArticle>"
    )


def expected(work: Work, stated: str) -> Bibliography:
    """What a reader should find, where a format states these parts.

    Args:
        work: the paper.
        stated: letters: n(ames), d(ate), c(ategories), and the identifiers D(OI), A(rXiv), P(MID).
    """
    identifiers = {"A": f"arxiv:{work.arxiv}", "D": f"doi:{work.doi}", "P": f"pmid:{work.pmid}"}
    found = tuple(value for letter, value in identifiers.items() if letter in stated)
    return Bibliography(
        title=work.title,
        authors=work.names if "n" in stated else (),
        published=Published(None, work.date if "d" in stated else None),
        categories=work.categories if "c" in stated else (),
        identifiers=found,
    )


def same(record: Record, work: Work, stated: str) -> bool:
    """Whether a record holds a paper, its address and the wording of its date left aside."""
    found = record.bibliography
    compared = Bibliography(
        title=found.title,
        authors=found.authors,
        published=Published(None, found.published.date),
        categories=found.categories,
        identifiers=found.identifiers,
    )
    return record.text == work.abstract and compared == expected(work, stated)
