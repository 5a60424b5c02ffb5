"""British spellings and their American ones, so that a word is found however it is spelt."""

import re

from knowledge.english import is_word

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
