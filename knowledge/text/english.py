"""English: which words are, how often each is met, and British spellings as American ones.

The frequency dictionary comes with symspellpy: 82,765 words with their frequency in Google's
n-grams, as `word count` lines (https://github.com/mammothb/symspellpy, MIT). For a
few words it is searched as it is.
"""

import re
from collections import defaultdict
from functools import cache, lru_cache
from importlib.util import find_spec
from itertools import count
from pathlib import Path

COMMON = 50_000_000
"""A word met at least so often is one that everybody uses: about the first 1,500."""
_DICTIONARY = "frequency_dictionary_en_82_765.txt"
_FEW = 20
"""After so many words have been searched for, at half a millisecond each, it pays to file all."""
_HEAD = 3
_searches = count()


@cache
def _lines() -> bytes:
    spec = find_spec("symspellpy")
    if spec is None or spec.origin is None:
        return b""
    return b"\n" + (Path(spec.origin).parent / _DICTIONARY).read_bytes()


@cache
def _filed() -> dict[bytes, bytes]:
    """The lines, filed by the first letters of their words.

    It takes 40 ms and 2 MB; each word by itself would take 10 MB.
    """
    filed: defaultdict[bytes, list[bytes]] = defaultdict(list)
    for line in filter(None, _lines().splitlines()):
        filed[line.split(b" ")[0][:_HEAD]].append(line)
    return {head: b"\n".join((b"", *lines, b"")) for head, lines in filed.items()}


@lru_cache(maxsize=16384)
def frequency(word: str) -> int:
    """How often a word, in lower case, is met; 0 for what is no English word."""
    if not word.isalpha():
        return 0
    written = word.encode()
    lines = _lines() if next(_searches) < _FEW else _filed().get(written[:_HEAD], b"")
    key = b"\n" + written + b" "
    start = lines.find(key)
    if start < 0:
        return 0
    begin = start + len(key)
    return int(lines[begin : lines.find(b"\n", begin)])


def is_word(word: str) -> bool:
    """Whether a word, in lower case, is English."""
    return frequency(word) > 0


def common(word: str) -> bool:
    """Whether a word, in lower case, is one that everybody uses."""
    return frequency(word) >= COMMON


def by_frequency() -> list[tuple[str, int]]:
    """All English words with how often each is met, the most frequent first."""
    cells = _lines().decode().split()
    found = zip(cells[::2], map(int, cells[1::2]), strict=True)
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


_ENDINGS = tuple(
    f"{stem}{ending}"
    for stem, endings in (
        ("isation", " s"),
        ("ys", "e es ed ing"),
        ("is", "e es ed ing"),
        ("our", " s ed ing al able ite"),
        ("ell", "ing ed er ers"),
        ("licence", " s d"),
        ("defence", " s d"),
        ("offence", " s d"),
        ("pretence", " s d"),
        ("centre", " s d"),
        ("metre", " s d"),
        ("litre", " s d"),
        ("theatre", " s d"),
        ("fibre", " s d"),
        ("calibre", " s d"),
        ("lustre", " s d"),
        ("logue", " s"),
        ("programme", " s"),
    )
    for ending in endings.split(" ")
)
_WITHIN = re.compile("ae|oe|gement|sulph|leuc|artef|alumin")
"""Whatever a rule changes ends like one of these, or holds one of those; few other words do."""


def american(word: str) -> str:
    """A word, in lower case, in American spelling; any other word as it is."""
    if word.endswith(_ENDINGS) or _WITHIN.search(word):
        return respelt(word)
    return word


def respelt(word: str) -> str:
    """The same, by all the rules, whether or not one can apply."""
    for pattern, replacement in _RULES:
        word = pattern.sub(replacement, word)
    # "organised" is written "organized" elsewhere, "surprised" is not "surprized".
    plain = _ISE.sub(r"iz\1", word)
    if plain != word and is_word(plain):
        word = plain
    return _LIGATURES.sub(lambda match: re.sub("[ao]e", "e", match[0]), word)
