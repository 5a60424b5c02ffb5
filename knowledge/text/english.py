"""English: which words are, how often each is met, and British spellings as American ones.

The frequency dictionary comes with symspellpy: 82,765 words with their frequency in Google's
n-grams, as `word count` lines (https://github.com/mammothb/symspellpy, MIT). For a
few words it is searched as it is.
"""

import re
from functools import cache, lru_cache
from importlib.util import find_spec
from itertools import count
from pathlib import Path

COMMON = 50_000_000
"""A word met at least so often is one that everybody uses: about the first 1,500."""
_DICTIONARY = "frequency_dictionary_en_82_765.txt"
_FEW = 20
"""After so many words have been searched for, at half a millisecond each, it pays to parse all."""
_searches = count()


@cache
def _lines() -> bytes:
    spec = find_spec("symspellpy")
    if spec is None or spec.origin is None:
        return b""
    return b"\n" + (Path(spec.origin).parent / _DICTIONARY).read_bytes()


@cache
def _counts() -> dict[bytes, bytes]:
    """The words with how often each is met, to be looked up: it takes 20 ms, and 15 MB."""
    cells = _lines().split()
    return dict(zip(cells[::2], cells[1::2], strict=True))


@lru_cache(maxsize=16384)
def frequency(word: str) -> int:
    """How often a word, in lower case, is met; 0 for what is no English word."""
    if not word.isalpha():
        return 0
    if next(_searches) >= _FEW:
        return int(_counts().get(word.encode(), 0))
    key = b"\n" + word.encode() + b" "
    start = _lines().find(key)
    if start < 0:
        return 0
    begin = start + len(key)
    return int(_lines()[begin : _lines().find(b"\n", begin)])


def is_word(word: str) -> bool:
    """Whether a word, in lower case, is English."""
    return frequency(word) > 0


def common(word: str) -> bool:
    """Whether a word, in lower case, is one that everybody uses."""
    return frequency(word) >= COMMON


def by_frequency() -> list[tuple[str, int]]:
    """All English words with how often each is met, the most frequent first."""
    found = [(word.decode(), int(met)) for word, met in _counts().items()]
    return sorted(((w, n) for w, n in found if w.isalpha()), key=lambda each: (-each[1], each[0]))


_RULES = (
    (re.compile(r"isation(s?)$"), r"ization\1"),
    (re.compile(r"ys(e|es|ed|ing)$"), r"yz\1"),
    (re.compile(r"(?<=\w{3})our(s|ed|ing|al|able|ite)?$"), r"or\1"),
    (re.compile(r"(?<=[a-z]{2}el)l(ing|ed|er|ers)$"), r"\1"),
    (re.compile(r"^(licen|defen|offen|preten)ce(s|d)?$"), r"\1se\2"),
    (re.compile(r"((?:^|[a-z])(?:cent|met|lit)|theat|(?:^|o)fib|calib|lust)re(s|d)?$"), r"\1er\2"),
    (re.compile(r"^(catalog|dialog|analog|homolog)ue(s?)$"), r"\1\2"),
    (re.compile(r"^program(me)(s?)$"), r"program\2"),
    (re.compile(r"(judg|acknowledg)ement"), r"\1ment"),
    (re.compile(r"sulph"), "sulf"),
    (re.compile(r"^leuc(?=ocyt|aemi)"), "leuk"),
    (re.compile(r"^artefact"), "artifact"),
    (re.compile(r"^aluminium"), "aluminum"),
    (re.compile(r"^aeroplane"), "airplane"),
)
_ISE = re.compile(r"(?<=\w{3})is(e|es|ed|ing)$")
_LIGATURES = re.compile(
    r"haem|aemi[ac]|oesoph|oestr|oedem|paed|foet[ua]|faec|coeli|rrhoe|pnoea|anaesth|gynaec"
    r"|aetiolog|caec|amoeb|homoeo|caesar"
)
"""Stems of Greek and Latin words that Britain spells with `ae` or `oe`, America with `e`."""


_MARKS = re.compile("is|ys|our|ll|ce|re|gue|mme|ement|sulph|leuc|artef|alumin|aeropl|ae|oe")
"""Whatever a rule changes holds one of these; most words hold none."""


def american(word: str) -> str:
    """A word, in lower case, in American spelling; any other word as it is."""
    if not _MARKS.search(word):
        return word
    for pattern, replacement in _RULES:
        word = pattern.sub(replacement, word)
    # "organised" is written "organized" elsewhere, "surprised" is not "surprized".
    plain = _ISE.sub(r"iz\1", word)
    if plain != word and is_word(plain):
        word = plain
    return _LIGATURES.sub(lambda match: re.sub("[ao]e", "e", match[0]), word)
