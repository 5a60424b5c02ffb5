"""Sentences turned so that they say something else: from these the reader learns to compare.

A claim that repeats a sentence is supported by it. Where a number, a word or a name is changed in
one of the two, it is refuted; where the same is changed in both, it is supported again. So it is
neither the words in common nor the odd ones that tell. What is turned this way is rough English, at
times odd; it is for training alone.
"""

import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from knowledge.reader.training.corpora import NEITHER, REFUTES, SUPPORTS, Example
from knowledge.reader.training.neighbours import Held

_OPPOSITES = """
increase decrease; increased decreased; increases decreases; increasing decreasing; higher lower;
high low; highest lowest; more less; more fewer; larger smaller; large small; greater smaller;
positive negative; positively negatively; improved worsened; improve worsen; improves worsens;
better worse; best worst; before after; early late; earlier later; always never; most few; all none;
rise fall; rose fell; gain loss; strong weak; stronger weaker; present absent; with without;
men women; male female; males females; boys girls; urban rural; north south; northern southern;
east west; eastern western; first last; young old; younger older; short long; shorter longer;
fast slow; faster slower; majority minority; majority quarter; easy difficult; simple complex;
above below; over under; success failure; successful unsuccessful; effective ineffective;
efficient inefficient; common rare; frequent rare; significant insignificant;
significantly insignificantly; support oppose; supported opposed; accept reject; accepted rejected;
agree disagree; similar different; same different; stable unstable; safe dangerous; likely unlikely;
able unable; possible impossible; children adults; adults elderly; summer winter; spring autumn;
daily weekly; weekly monthly; yearly monthly; cold warm; hot cold; dry wet; rich poor;
public private; local foreign; internal external; direct indirect; primary secondary; acute chronic;
mild severe; prevent cause; prevents causes; inhibits promotes; inhibited promoted; reduce raise;
reduced raised; reduces raises; reduction increase; decline growth; declined grew; benefit harm;
beneficial harmful; slightly strongly; partly fully; both neither; only also; minimum maximum;
upper lower; left right; day night; student teacher; students teachers; patients controls;
treatment control; strengths weaknesses; advantages drawbacks; cheap expensive; cheaper dearer;
lighter heavier; deep shallow; outside inside; theoretical experimental; qualitative quantitative;
linear nonlinear; independent dependent; active passive; necessary unnecessary; known unknown;
sufficient insufficient; adequate inadequate; complete incomplete; top bottom; half third;
two three; three four; four five; five six; double half
"""


def _both_ways(pairs: str) -> Mapping[str, tuple[str, ...]]:
    """For each word those that it may be changed into."""
    found: dict[str, tuple[str, ...]] = {}
    for pair in pairs.split(";"):
        one, other = pair.split()
        found[one] = (*found.get(one, ()), other)
        found[other] = (*found.get(other, ()), one)
    return found


OPPOSITES = _both_ways(_OPPOSITES)
_LETTERS = re.compile(r"[A-Za-z]+")
_VERB = r"\b(is|are|was|were|can|could|will|would|may|might|should|has|have|had|does|do|did)\b"
_SAID = re.compile(_VERB + r"(?! not\b)", re.IGNORECASE)
_DENIED = re.compile(_VERB + r" not\b|\bcannot\b", re.IGNORECASE)
_NONE = re.compile(
    r"\bno (?=(?:significant |clear )?(?:difference|effect|association|evidence|change))"
)
VERBS = 3
"""One of the first so many verbs is denied."""
DENIALS = (" not", " not", " never")
_NUMBER = re.compile(r"(?<![\w.,-])(\d{1,3}(?:,\d{3}){1,4}|\d{1,12}(?:\.\d{1,12})?)(?![\w-])")
_YEAR = re.compile(r"(19|20)\d\d")
YEARS = 0.4
"""How often a year is taken for a number that may be changed."""
YEARS_OFF = (-11, -7, -4, -3, -2, 2, 3, 5, 8)
FACTORS = (0.2, 0.4, 0.5, 0.6, 0.75, 1.3, 1.6, 2, 2.5, 4)
NEXT = (1, 2, 3)
"""Added to a number that rounding leaves as it was."""
_NAME = re.compile(r"(?<!^)(?<![.!?] )\b[A-Z][\w-]+(?: [A-Z][\w-]+)*")
OPENING = 2
"""A name that begins within so many characters may be but the first word."""
SWAPPED = 0.7
"""How often two names change places where there are two."""
_AIM = re.compile(
    r"\b(aim|aimed|objective|whether|purpose|goal|we (investigate|examine|study|tested))",
    re.IGNORECASE,
)
AIMS_LEFT_OUT = 0.8
"""How often a sentence is passed over that tells what was meant to be found out."""
FEWEST_WORDS, MOST_WORDS = 7, 45
"""Words of a sentence that is turned."""
_DROPPED = (
    (0.6, re.compile(r" ?\([^()]*\)")),
    (
        0.6,
        re.compile(
            r"^(?:However|Moreover|Furthermore|Additionally|In addition|Overall|Finally|Therefore"
            r"|Thus|Here|Conclusions?|Results?|RESULTS|Methods?)[,:]? "
        ),
    ),
    (
        0.4,
        re.compile(
            r"^(?:We (?:found|show|showed|find|observed|conclude) that"
            r"|(?:The |Our )?(?:results|findings|data|study)"
            r" (?:show|showed|indicate|indicated|suggest|suggested|reveal|revealed) that) "
        ),
    ),
)
"""What a claim leaves out of a sentence, and how often."""
_CLAUSE = re.compile(r", (?=which|and|but|while|whereas|with)")
CLAUSES_DROPPED, LEAST_KEPT = 0.5, 6
"""How often what follows the first clause is left out, if it is of more than so many words."""
CAPITAL = 0.8
LOOSE_WITHOUT_STOP, WITHOUT_STOP, SMALL = 0.3, 0.4, 0.25
"""How often a claim ends without a full stop, and begins with a small letter."""

Made = tuple[str, str, int]
"""A claim, the sentence that it is held against, and its stance."""


def turned(passages: Sequence[Held], rng: random.Random) -> Iterator[Example]:
    """Claims without end on one sentence each; none where no sentence can be turned."""
    fit = [p for p in passages if any(map(_fits, p.sentences))]
    while fit:
        passage = rng.choice(fit)
        n = rng.randrange(len(passage.sentences))
        sentence = passage.sentences[n]
        if not _fits(sentence) or (_AIM.search(sentence) and rng.random() < AIMS_LEFT_OUT):
            continue
        (way,) = rng.choices(list(WAYS), list(WAYS.values()))
        if (made := way(passage.sentences, n, rng)) is not None:
            claim, held_against, stance = made
            yield Example(
                claim,
                passage.title,
                (held_against,),
                passage.name,
                "turned",
                stance=stance,
                rationale=() if stance == NEITHER else (0,),
                rationale_known=True,
            )


def repeated(passages: Sequence[Held], rng: random.Random) -> Iterator[Example]:
    """Claims without end that repeat a sentence of a passage, which is all there to be read.

    What people write to be refuted shares more words with its sentence than what they write to be
    supported; without these the reader takes much in common for a sign against a claim.
    """
    fit = [p for p in passages if any(map(_fits, p.sentences))]
    while fit:
        passage = rng.choice(fit)
        n = rng.randrange(len(passage.sentences))
        if _fits(passage.sentences[n]):
            yield Example(
                loosened(passage.sentences[n], rng),
                passage.title,
                passage.sentences,
                passage.name,
                "repeated",
                stance=SUPPORTS,
                rationale=(n,),
                rationale_known=True,
            )


def _fits(sentence: str) -> bool:
    return FEWEST_WORDS <= len(sentence.split()) <= MOST_WORDS


def _repeated(sentences: Sequence[str], n: int, rng: random.Random) -> Made | None:
    return loosened(sentences[n], rng), sentences[n], SUPPORTS


def _claim_changed(sentences: Sequence[str], n: int, rng: random.Random) -> Made | None:
    claim = changed(loosened(sentences[n], rng), rng)
    return None if claim is None else (claim, sentences[n], REFUTES)


def _sentence_changed(sentences: Sequence[str], n: int, rng: random.Random) -> Made | None:
    other = changed(sentences[n], rng)
    return None if other is None else (_plainer(sentences[n], rng), other, REFUTES)


def _both_changed(sentences: Sequence[str], n: int, rng: random.Random) -> Made | None:
    other = changed(sentences[n], rng)
    return None if other is None else (_plainer(other, rng), other, SUPPORTS)


def _beside_another(sentences: Sequence[str], n: int, rng: random.Random) -> Made | None:
    others = [s for m, s in enumerate(sentences) if m != n]
    return (loosened(sentences[n], rng), rng.choice(others), NEITHER) if others else None


WAYS: Mapping[Callable[[Sequence[str], int, random.Random], Made | None], float] = {
    _repeated: 0.28,
    _claim_changed: 0.3,
    _sentence_changed: 0.14,
    _both_changed: 0.14,
    _beside_another: 0.14,
}
"""The ways in which a claim is made of a sentence, and how often each is tried."""


def loosened(sentence: str, rng: random.Random) -> str:
    """The same in a slightly other form: without an aside, an opening or a clause."""
    for often, pattern in _DROPPED:
        if rng.random() < often:
            sentence = pattern.sub("", sentence)
    head, *more = _CLAUSE.split(sentence, maxsplit=1)
    if more and rng.random() < CLAUSES_DROPPED and len(head.split()) > LEAST_KEPT:
        sentence = f"{head}."
    if rng.random() < LOOSE_WITHOUT_STOP:
        sentence = sentence.rstrip(".")
    first = sentence[:1].upper() if rng.random() < CAPITAL else sentence[:1].lower()
    return (first + sentence[1:]).strip()


def _plainer(sentence: str, rng: random.Random) -> str:
    if rng.random() < WITHOUT_STOP:
        sentence = sentence.rstrip(".")
    return sentence[:1].lower() + sentence[1:] if rng.random() < SMALL else sentence


def changed(sentence: str, rng: random.Random) -> str | None:
    """What says something else by a word, a number or two names; None where nothing can be."""
    ways = [*CHANGES]
    rng.shuffle(ways)
    made = (way(sentence, rng) for way in ways)
    return next((text for text in made if text is not None and text != sentence), None)


def _another_number(text: str, rng: random.Random) -> str | None:
    found = [m for m in _NUMBER.finditer(text) if not _YEAR.fullmatch(m[1]) or rng.random() < YEARS]
    if not found:
        return None
    match = rng.choice(found)
    return text[: match.start()] + _changed_number(match[1], rng) + text[match.end() :]


def _changed_number(raw: str, rng: random.Random) -> str:
    value = float(raw.replace(",", ""))
    if _YEAR.fullmatch(raw):
        return str(int(value) + rng.choice(YEARS_OFF))
    made = value * rng.choice(FACTORS)
    if "." in raw:
        new = f"{made:.{len(raw.split('.')[1])}f}"
    else:
        new = f"{max(1, round(made)):{',' if ',' in raw else ''}}"
    return str(int(value) + rng.choice(NEXT)) if new == raw else new


def _denied(text: str, rng: random.Random) -> str | None:
    """With a denial more, or with one less."""
    if denials := list(_DENIED.finditer(text)):
        match = rng.choice(denials)
        return text[: match.start()] + (match[1] or "can") + text[match.end() :]
    if _NONE.search(text):
        return _NONE.sub("a ", text, count=1)
    if verbs := list(_SAID.finditer(text))[:VERBS]:
        end = rng.choice(verbs).end()
        return text[:end] + rng.choice(DENIALS) + text[end:]
    return None


def _opposite(text: str, rng: random.Random) -> str | None:
    found = [m for m in _LETTERS.finditer(text) if m[0].lower() in OPPOSITES]
    if not found:
        return None
    match = rng.choice(found)
    word = rng.choice(OPPOSITES[match[0].lower()])
    if match[0][0].isupper():
        word = word.capitalize()
    return text[: match.start()] + word + text[match.end() :]


def _names_swapped(text: str, rng: random.Random) -> str | None:
    names = [m for m in _NAME.finditer(text) if m.start() > OPENING]
    if len(names) < 2 or rng.random() >= SWAPPED:  # noqa: PLR2004 # two change places
        return None
    one, other = sorted(rng.sample(names, 2), key=lambda m: m.start())
    between = text[one.end() : other.start()]
    return text[: one.start()] + other[0] + between + one[0] + text[other.end() :]


CHANGES: Sequence[Callable[[str, random.Random], str | None]] = (
    *(_another_number, _another_number),
    *(_denied, _denied),
    *(_opposite, _opposite),
    _names_swapped,
)
"""The ways in which a sentence is changed, as often as each is to be tried first."""
