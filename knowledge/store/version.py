"""The knowledge version: a hash of what a collection holds, whatever the order it came in.

Each abstract is hashed with everything that is stored of it; the sum of these hashes modulo 2**256
and their number are the collection's. A sum forgets the order and can be kept up to date by adding
what comes and subtracting what goes: AdHash, M. Bellare and D. Micciancio, "A New Paradigm for
Collision-Free Hashing: Incrementality at Reduced Cost", EUROCRYPT 1997.
"""

import hashlib
import json

from knowledge.model import Abstract

VERSION_DIGITS = 16
_MODULUS = 1 << 256
_to_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def digest(abstract: Abstract) -> int:
    """The hash of all that is stored of an abstract: 256 bits."""
    stated = abstract.bibliography
    published = stated.published
    facts: tuple[object, ...] = (
        abstract.id,
        stated.title,
        stated.title_in_doubt,
        stated.authors,
        stated.et_al,
        stated.affiliations,
        (published.text, published.date and published.date.isoformat()),
        stated.categories,
        stated.has_code,
        stated.url,
        [(source.file, source.line) for source in abstract.sources],
    )
    if stated.identifiers:
        facts += (stated.identifiers,)
    # JSON holds no bare line break, so the facts cannot run into the text.
    written = f"{_to_json(facts)}\n{abstract.text}"
    return int.from_bytes(hashlib.sha256(written.encode()).digest(), "big")


def added(total: int, digest: int) -> int:
    """The sum of the hashes with one more, or with one less where `digest` is negative."""
    return (total + digest) % _MODULUS


def to_text(total: int) -> str:
    """A sum of hashes as the database stores it: 64 hex digits."""
    return f"{total:064x}"


def version(total: int, abstracts: int) -> str:
    """The knowledge version of a collection: 16 hex digits."""
    state = f"{to_text(total % _MODULUS)} {abstracts}"
    return hashlib.sha256(state.encode()).hexdigest()[:VERSION_DIGITS]
