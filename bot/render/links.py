"""Where a paper is on the web: what its source says, or what its identifiers lead to. Pure."""

from collections.abc import Mapping
from urllib.parse import quote

from knowledge.model import Bibliography

_RESOLVERS: Mapping[str, str] = {
    "doi": "https://doi.org/",
    "arxiv": "https://arxiv.org/abs/",
    "pmid": "https://pubmed.ncbi.nlm.nih.gov/",
}
"""What leads to a paper by its identifier, the most lasting first."""
_PLAIN = "/:;()-._"


def address(known: Bibliography) -> str | None:
    """The address of a paper; None where no source states one, nor an identifier."""
    if known.url:
        return known.url
    numbers = dict(reversed([each.split(":", 1) for each in known.identifiers if ":" in each]))
    found = ((base, numbers[kind]) for kind, base in _RESOLVERS.items() if kind in numbers)
    return next((base + quote(number, safe=_PLAIN) for base, number in found), None)
