"""Identifiers of papers in one spelling: `arxiv:2211.05100`, `doi:10.1000/x1`, `pmid:123`."""

import re
from collections.abc import Iterable
from urllib.parse import unquote

_DOI = re.compile(
    r"(?:\s*(?:https?://(?:dx\.|www\.)?doi\.org/|doi\s*:\s*))*\s*(10\.\d{4,9}/(?:\(SICI\)[^\s\"]+|[^\s<>\"]+))\s*",
    re.IGNORECASE,
)
_ARXIV = re.compile(
    r"(?:\s*(?:https?://(?:\w+\.)?arxiv\.org/(?:abs|pdf|html)/|oai:arxiv\.org:|arxiv\s*[.:]\s*))?\s*"
    r"(?:(\d{4}\.\d{4,5})|([a-z]+(?:-[a-z]+)?)(?:\.[a-z-]{2,})?(/\d{7}))(?:v\d+)?(?:\.pdf)?\s*"
    r"(?:\[[\w.-]+\]\s*)?",
    re.IGNORECASE,
)
_PMID = re.compile(
    r"(?:\s*(?:https?://(?:pubmed\.ncbi\.nlm\.nih\.gov/|www\.ncbi\.nlm\.nih\.gov/pubmed/)"
    r"|pmid\s*:\s*))?\s*0*([1-9]\d{0,8})/?\s*",
    re.IGNORECASE,
)
_NOTED = re.compile(
    r"(?<![\w./])(?:PMID\s*:\s*\d+|arXiv\s*:\s*[\w./-]+|DOI\s*:\s*(?:https?://\S+?/)?10\.\S+)",
    re.IGNORECASE,
)
_ARXIV_DOI = "10.48550/arxiv."
_LONGEST = 300
_HOMES = (
    ("arxiv:", "https://arxiv.org/abs/"),
    ("doi:", "https://doi.org/"),
    ("pmid:", "https://pubmed.ncbi.nlm.nih.gov/"),
)


def arxiv_id(text: str | None) -> str | None:
    """`arxiv:…` without a version, from an identifier, an address or a label; else None."""
    match = _ARXIV.fullmatch(text) if text and len(text) <= _LONGEST else None
    return f"arxiv:{match[1] or match[2] + match[3]}".lower() if match else None


def doi(text: str | None) -> str | None:
    """`doi:…` from a DOI or its address; else None."""
    match = _DOI.fullmatch(text) if text and len(text) <= _LONGEST else None
    if not match:
        return None
    found = unquote(match[1]) if "://" in match[0] else match[1]
    return f"doi:{found.rstrip('.,;')}".lower()


def pmid(text: str | None) -> str | None:
    """`pmid:…` from a PubMed identifier or its address; else None."""
    match = _PMID.fullmatch(text) if text and len(text) <= _LONGEST else None
    return f"pmid:{match[1]}" if match else None


def labelled(text: str) -> str | None:
    """The identifier in a text that says of which kind it is: an address, or `doi:10.…`; else None.

    A bare DOI and a bare arXiv id are told by their form, a bare number is nothing.
    """
    return doi(text) or arxiv_id(text) or (None if text.strip().isdigit() else pmid(text))


def noted(text: str) -> list[str | None]:
    """The identifiers that a note names with their kinds, as Zotero's `Extra` does."""
    return [labelled(found) for found in _NOTED.findall(text)]


def joined(found: Iterable[str | None]) -> tuple[str, ...]:
    """Identifiers sorted, each once; arXiv's own DOIs name the arXiv id as well."""
    known = {each for each in found if each}
    for each in tuple(known):
        if each.startswith(f"doi:{_ARXIV_DOI}") and (of := arxiv_id(each[len("doi:10.48550/") :])):
            known.add(of)
    return tuple(sorted(known))


def address(identifiers: Iterable[str]) -> str | None:
    """Where the paper with these identifiers stands: at arXiv, else by its DOI, else in PubMed."""
    for kind, home in _HOMES:
        for each in identifiers:
            if each.startswith(kind):
                return home + each.removeprefix(kind)
    return None
