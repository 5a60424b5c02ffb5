"""The three services: what is asked of each, how often, and who reads its answer.

| service | rule | source |
|---|---|---|
| arXiv | a request in 3 s, one connection | https://info.arxiv.org/help/api/tou.html |
| Crossref | 5 single works in 1 s at most; we ask for 1 | https://www.crossref.org/documentation |
| PubMed | 3 requests in 1 s | https://www.ncbi.nlm.nih.gov/books/NBK25497 |
"""

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from knowledge.errors import PageError
from knowledge.formats.fields.facts import Place
from knowledge.model import Record, Rejection

TOOL = "footnote"


@dataclass(frozen=True, slots=True)
class Service:
    """A service that gives metadata.

    Attributes:
        name: what people call it.
        kind: how its identifiers begin.
        origin: scheme and host of its address; nothing else is ever asked.
        interval: seconds between two requests.
        at_once: identifiers in one request.
        target: from identifiers without their kind to path and parameters of the request.
        contact: the parameter that carries an e-mail address.
        reader: from an answer to its entries.
    """

    name: str
    kind: str
    origin: str
    interval: float
    at_once: int
    target: Callable[[list[str]], tuple[str, dict[str, str]]]
    contact: str | None
    reader: Callable[[bytes, Place], Iterator[Record | Rejection]]

    def asking(self, asked: Sequence[str], contact: str | None) -> tuple[str, dict[str, str]]:
        """The address to ask at, and its parameters."""
        path, parameters = self.target([each.removeprefix(self.kind) for each in asked])
        if contact and self.contact:
            parameters = parameters | {self.contact: contact}
        return self.origin + path, parameters

    def read(self, answer: bytes) -> Iterator[Record | Rejection]:
        """What an answer holds; nothing where it is none."""
        try:
            yield from self.reader(answer, Place(self.name, self.name))
        except PageError:
            return


def _arxiv(asked: list[str]) -> tuple[str, dict[str, str]]:
    return "/api/query", {"id_list": ",".join(asked), "max_results": str(len(asked))}


def _crossref(asked: list[str]) -> tuple[str, dict[str, str]]:
    return f"/works/{quote(asked[0], safe='')}", {}


def _pubmed(asked: list[str]) -> tuple[str, dict[str, str]]:
    parameters = {"db": "pubmed", "id": ",".join(asked), "retmode": "xml", "tool": TOOL}
    return "/entrez/eutils/efetch.fcgi", parameters


def _read_atom(answer: bytes, place: Place) -> Iterator[Record | Rejection]:
    from knowledge.formats.arxiv_atom import read_arxiv_atom  # noqa: PLC0415  # with its XML parser

    return read_arxiv_atom(io.BytesIO(answer), place)


def _read_crossref(answer: bytes, place: Place) -> Iterator[Record | Rejection]:
    from knowledge.formats.crossref import read_crossref  # noqa: PLC0415  # only where it is asked

    return read_crossref(answer, place)


def _read_pubmed(answer: bytes, place: Place) -> Iterator[Record | Rejection]:
    from knowledge.formats.pubmed_xml import read_pubmed_xml  # noqa: PLC0415  # as for arXiv

    return read_pubmed_xml(io.BytesIO(answer), place)


ARXIV = Service("arXiv", "arxiv:", "https://export.arxiv.org", 3.0, 50, _arxiv, None, _read_atom)
CROSSREF = Service(
    "Crossref", "doi:", "https://api.crossref.org", 1.0, 1, _crossref, "mailto", _read_crossref
)
PUBMED = Service(
    "PubMed", "pmid:", "https://eutils.ncbi.nlm.nih.gov", 0.4, 100, _pubmed, "email", _read_pubmed
)
