"""An abstract as sentences, each with its span: syntok finds them, in the text as it is stored."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from syntok import segmenter
from syntok.tokenizer import Token, Tokenizer

from knowledge.model import Sentence, Span

_MISSED = re.compile(
    r"(?<=[\d%)])\.\s+(?=(?:We|Our|The|This|These|It|In|On|At|By|To|As|For|With|When|While|All|Both"
    r"|However|Moreover|Further|Furthermore|Finally|Additionally|Results|Code|Here)\b)"
)
"""A sentence may end in a number ("v2.5."), which syntok takes for an abbreviation."""
_BEGINS = (
    r"(?:We|Our|The|This|These|Those|It|Its|They|Their|There|In|On|At|By|To|As|For|From|With|When"
    r"|While|After|All|Both|No|But|If|However|Here|Thus|Then|Moreover|Finally|Results)"
)
_LABEL = (
    r"(?:[A-Z][A-Z]+(?:[ ,/&-]{1,3}[A-Z]+){0,5}|(?:Backgrounds?|Introduction|Context|Objectives?"
    r"|Aims?|Purpose|Rationale|Motivation|Design|Setting|Participants|Patients|Materials|Methods?"
    r"|Methodology|Interventions?|Measurements?|Outcomes?|Results?|Findings|Discussion|Limitations"
    r"|Conclusions?|Interpretation|Significance|Implications|Funding)"
    r"(?: (?:and|&) [A-Z]?[a-z]+){0,2}(?: [a-z]+){0,2})"
)
_LABELLED = re.compile(rf"(?<=[.?!)\]])\s*(?={_LABEL}\s?:)")
"""A structured abstract goes on with the next of its parts: `Ships roll.METHODS:We tracked …`."""
_TIGHT = re.compile(r"[.?!)\]][A-Z]")
_GLUED_LABEL = re.compile(rf"(?<=[.?!)\]]){_LABEL}:")
_GLUED = re.compile(rf"(?<=[a-z\d%°)\]])[.?!](?={_BEGINS} [a-z])")
"""Sentences without a space between them."""
_GLUED_BY_CASE = re.compile(r"(?<=[a-z\d%°)\]][a-z\d%°)\]])[.?!](?=[A-Z][a-z]+[ ,])")
"""The same in a text whose labels are glued, too."""
_NUMBERED = r"(?:[Rr]ef|[Ff]ig|[Ee]qn?|Sect?|[Tt]ab|No|[Cc]hap|[Vv]ol|pp?|Thm|Alg)s?"
"""Abbreviations with a number behind them."""
_ABBREVIATED = re.compile(
    rf"(?<![\w.])(?:(?P<numbered>{_NUMBERED}|et al)|cf|e\.g|i\.e|viz|vs|ca|approx|[Ss]uppl|incl)"
    r"\.,?\s+\Z"
)
_NUMBER = re.compile(r"[(\[]?[A-Z]?\d")
_NUMBER_ENDS = re.compile(r"(?<=\d)[a-z]?\.\s+(?=[A-Z][a-z])")
_REFERENCE = re.compile(
    rf"(?<![\w.]){_NUMBERED}\.\s?[A-Z]?\d+[a-z]?(?:(?:,| and|–|-)\s?[A-Z]?\d+[a-z]?)*\.\s+\Z"
)
"""A sentence may end in a reference: `as in Ref. 7.`"""
_UNIT_ENDS = re.compile(
    r"(?<=\d )(?:h|s|min|d|wk|mo|yrs?|[kmµ]?g|m?[lL]|[kcmµn]?m|[kMG]?Hz|m?V|k?W|K|t|mM)\.\s+"
    r"(?=[A-Z][a-z]+ )"
)
"""A sentence may end in a unit: `It took 3 h.`"""
_LOOKED_BACK = 40
_DULL = re.compile(
    r"(?<!\S){w} {w}((?: {w})+)(?= {w} {w}(?!\S))".format(w=r"[A-Za-z0-9,:%+*/=<>&$#@^~_|'-]+")
)
"""Words without a sign that may end a sentence, with two such words before and behind them."""
_BRACKET = re.compile(r"[()\[\]{}]")
_BRACKETS = frozenset({"Ps", "Pe"})
"""Unicode's categories of what opens and closes."""
_tokenizer = Tokenizer(replace_not_contraction=False)


@lru_cache(maxsize=256)
def split(text: str) -> tuple[Sentence, ...]:
    """The sentences of a text in order.

    Their spans do not overlap, and together they cover everything but white space.
    """
    begins = {0, *beginnings(text)[1:], *(match.end() for match in _MISSED.finditer(text))}
    begins = {begin for begin in begins if not _goes_on(text, begin)} | _unseen(text)
    ordered = sorted(begins)
    sentences = []
    for start, end in zip(ordered, [*ordered[1:], len(text)], strict=True):
        piece = text[start:end]
        begin = start + len(piece) - len(piece.lstrip())
        stop = start + len(piece.rstrip())
        if begin < stop:
            sentences.append(Sentence(Span(begin, stop), text[begin:stop]))
    return tuple(sentences)


def _goes_on(text: str, begin: int) -> bool:
    """Whether what stands before is an abbreviation that ends no sentence."""
    found = _ABBREVIATED.search(text[max(0, begin - _LOOKED_BACK) : begin])
    if not found:
        return False
    return not found["numbered"] or _NUMBER.match(text, begin) is not None


def _unseen(text: str) -> set[int]:
    """Where a sentence begins that only its words, a label or a number before it tell of."""
    patterns = [_UNIT_ENDS, _LABELLED] if ":" in text else [_UNIT_ENDS]
    if _TIGHT.search(text):
        patterns += [_GLUED, _GLUED_BY_CASE] if _GLUED_LABEL.search(text) else [_GLUED]
    begins = {match.end() for pattern in patterns for match in pattern.finditer(text)}
    for match in _NUMBER_ENDS.finditer(text):
        end = match.end()
        if _REFERENCE.search(text[max(0, end - _LOOKED_BACK) : end]):
            begins.add(end)
    return begins


def beginnings(text: str) -> list[int]:
    """Where the sentences begin that syntok finds."""
    return [
        sentence[0].offset
        for offset, paragraph in segmenter.preprocess_with_offsets(text)
        for sentence in segmenter.segment(_tokens(paragraph, offset))
    ]


def _tokens(paragraph: str, offset: int) -> Iterator[Token]:
    """The tokens of a paragraph, without words that syntok would only pass over.

    It looks at what stands around punctuation, and at how much a bracket holds: the sentences are
    the same, and found in half of the time.
    """
    begin = 0
    for start, end in [*_passed_over(paragraph), (len(paragraph), len(paragraph))]:
        for token in _tokenizer.tokenize(paragraph[begin:start]):
            token.update(offset + begin)
            yield token
        begin = end


def _passed_over(paragraph: str) -> Iterator[tuple[int, int]]:
    """Where words without any interest begin and end: none within brackets."""
    if not paragraph.isascii() and any(_rare_bracket(char) for char in set(paragraph)):
        return
    brackets = _BRACKET.finditer(paragraph)
    bracket = next(brackets, None)
    depth = 0
    for dull in _DULL.finditer(paragraph):
        while bracket and bracket.start() < dull.start():
            depth = depth + 1 if bracket[0] in "([{" else max(0, depth - 1)
            bracket = next(brackets, None)
        if not depth:
            yield dull.span(1)


def _rare_bracket(char: str) -> bool:
    return not char.isascii() and unicodedata.category(char) in _BRACKETS
