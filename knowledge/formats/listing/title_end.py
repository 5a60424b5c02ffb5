"""The end of a title: what speaks for and against a word being its last."""

import re
from collections.abc import Iterator

from knowledge.formats.listing.evidence import Contribution, Evidence
from knowledge.formats.listing.shapes import is_given_name, never_ends, parts, shape, word_endings

OPENERS = "([{“\u2018\"'«*"
CLOSERS = '?!)]}”»"…%™'

_CAMEL = re.compile(r"aA|AAaa|0A?Aa|[?!)\]”\u2019]A")
_PLURAL_ACRONYM = re.compile(r"A+s")
_LAST_CAPITAL = re.compile(r"aA(?=a+$)")
_INITIAL = re.compile(r"(?:^|\W)[^\W\d_]{1,2}\.$")
_OPENED = re.compile(r"(?:^|\s)['\u2018\u2019]")
_PREFIX = re.compile(r"(?:Ma?c|Fitz|De[slr]?|Di|Da|Du|La|Le|Van|Von|El|Al|O['\u2019]|D['\u2019])$")
_JOINTS = re.compile(r"[-\u2010\u2011\u2013—/+]")
_PAIRS = ("()", "[]", "{}", "“”")
_SHORT = 3
_WITH_ENDING = 5


class Words:
    """What is known of words when one line is judged: its abstract, the page, other titles."""

    def __init__(self, own: set[str], page: Evidence, mine: Contribution) -> None:
        self._own = own
        self._page = page
        self._mine = mine

    def hold_form(self, word: str) -> bool:
        """Whether abstracts or other titles write a word exactly so."""
        return self.in_abstracts(word) or self._page.knows_title_word(word, self._mine)

    def in_abstracts(self, word: str) -> bool:
        """Whether an abstract writes a word exactly so."""
        return word in self._own or word in self._page.words

    def source_of(self, word: str) -> str | None:
        """Which text knows a word, as a sign: its own abstract, another one, or another title."""
        spellings = _spellings(word)
        if any(spelling in self._own for spelling in spellings):
            return "word_own"
        if any(spelling in self._page.words for spelling in spellings):
            return "word_page"
        if any(self._page.knows_title_word(spelling, self._mine) for spelling in spellings):
            return "word_title"
        return None

    def sign_of_last(self, word: str) -> Iterator[str]:
        """The signs of a title's last word, which comes without punctuation around it."""
        part = _JOINTS.split(word.rstrip("+-"))[-1] or word
        form = shape(part)
        source = self.source_of(word) or (self.source_of(part) if len(part) > 1 else None)
        if source:
            yield source
        elif _CAMEL.search(form) and not _PLURAL_ACRONYM.fullmatch(form):
            yield "word_glued" if self._hides_name(part, form) else "word_camel"
            if is_given_name(parts(part)[-1]):
                yield "ends_given"
        else:
            yield _sign_by_shape(part, form)

    def _hides_name(self, part: str, form: str) -> bool:
        """Whether a word and a given name seem to be one, as in `ModelsThomas`."""
        capital = _LAST_CAPITAL.search(form)
        cut = capital.start() + 1 if capital else 0
        head, tail = part[:cut], part[cut:]
        if cut < _SHORT or not (is_given_name(tail) or self._page.knows_given(tail, self._mine)):
            return False
        return bool(self.source_of(head)) or head.lower().endswith(word_endings())


def _spellings(word: str) -> tuple[str, ...]:
    """A word as written and in other forms; a name by its capitals only without a plural's `s`."""
    if any(char.isupper() for char in word[1:]):
        return (word, word.removesuffix("s"))
    low = word.lower()
    return (word, low, low + "s", low.removesuffix("s")) if len(word) > 1 else (word,)


def _sign_by_shape(part: str, form: str) -> str:
    if "0" in form:
        return "word_digits"
    if len(form) > 1 and (form.isupper() or _PLURAL_ACRONYM.fullmatch(form)):
        return "word_acronym"
    if len(form) < _SHORT:
        return "word_short"
    ordinary = len(part) >= _WITH_ENDING and part.lower().endswith(word_endings())
    return "word_ending" if ordinary else "word_plain"


def closing_signs(title: str, last: str) -> Iterator[str]:
    """The signs of a title's last characters; `last` is its last word."""
    end = last[-1]
    if end in CLOSERS:
        yield "ends_closed"
    elif end in "'\u2019":
        yield "ends_closed" if _closes_quote(title, last) else "ends_apostrophe"
    elif end in "-\u2010\u2011\u2013—":
        yield "ends_hyphen"
    elif end == ".":
        yield "ends_initial" if _INITIAL.search(last) else "ends_period"
    if _PREFIX.search(last):
        yield "ends_prefix"
    if never_ends(last):
        yield "ends_function"
    if any(title.count(pair[0]) != title.count(pair[1]) for pair in _PAIRS):
        yield "unbalanced"


def _closes_quote(title: str, last: str) -> bool:
    opened = _OPENED.search(title[:-1]) or last.endswith("''")
    return bool(opened) and not _PREFIX.search(last)
