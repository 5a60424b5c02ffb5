"""What a question asks for: its concepts, the kind of answer it expects, and whether it asks for
bibliographic data. Linguistic rules are tables; the word lists are in `config/questions.toml`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from rapidfuzz.distance import OSA

from knowledge.meaning import common
from knowledge.retrieval.port import Alternative, Concept, Retriever
from knowledge.text import Token, fold, stem, tokenise
from knowledge.wordlists import table

SYNONYM_WEIGHT = 0.6
PART_WEIGHT = 0.5
"""How well a part of a compound, or a synonym, stands for the word itself."""
LONGEST_COMPOUND = 3
_LONG_WORD = 6


class AnswerType(StrEnum):
    """The kind of thing that would answer."""

    QUANTITY = "quantity"
    DATE = "date"
    LICENCE = "licence"
    PLACE = "place"
    DEFINITION = "definition"
    ACRONYM = "acronym"
    YES_NO = "yes_no"
    REASON = "reason"
    METHOD = "method"
    NAME = "name"
    LIST = "list"
    COMPARISON = "comparison"
    OTHER = "other"


class Intent(StrEnum):
    """What is to be looked at: the abstracts, or what sources state about the papers."""

    CONTENT = "content"
    AUTHORS = "authors"
    WRITERS = "writers"
    FIRST_AUTHOR = "first author"
    LAST_AUTHOR = "last author"
    PUBLISHED = "published"
    CATEGORY = "category"
    AFFILIATION = "affiliation"
    CODE = "code"
    TITLE = "title"
    PAPERS_BY = "papers by"
    PAPERS_FROM = "papers from"
    PAPERS_IN = "papers in"


@dataclass(frozen=True, slots=True)
class Focus:
    """A concept of the question as typed, and what is known of it.

    `name`: it looks like a name or a number. `known`: the collection holds one of its terms.
    `start`: where it stands in the question.
    """

    concept: Concept
    name: bool
    known: bool
    start: int
    corrected: str | None = None

    @property
    def terms(self) -> frozenset[str]:
        """All terms that stand for it."""
        return frozenset(a.term for a in self.concept.alternatives)


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it is understood.

    `head` is what is asked for ("how many *parameters*", "which *benchmark*"), if it is a focus.
    `subject` is what follows the words of a bibliographic intent ("papers by *Thomas Wang*").
    """

    text: str
    foci: tuple[Focus, ...]
    answer_type: AnswerType
    intent: Intent
    head: Focus | None
    subject: str
    notes: tuple[str, ...]

    @property
    def concepts(self) -> tuple[Concept, ...]:
        """What the retriever is asked for."""
        return tuple(focus.concept for focus in self.foci)


_PAPER = r"(?:(?:research )?papers?|articles?|stud(?:y|ies)|works?|publications?|abstracts?|preprints?|stuff|things?|anything|everything)"
_INTENTS: tuple[tuple[Intent, str], ...] = (
    (Intent.FIRST_AUTHOR, r"\b(?:first|lead|leading|main|1st|primary)[- ]+auth?or\b|\bauthor(?:ed)? first\b"),
    (Intent.LAST_AUTHOR, r"\b(?:last|senior|final)[- ]+author\b"),
    (Intent.PAPERS_BY, rf"\b{_PAPER}(?: (?:that |which )?(?:is|are|was|were|been))?(?: (?:written|authored|published|done|made|co-?authored))? (?:by|of|with) (?P<subject>(?!who|which|what).+)"),
    (Intent.PAPERS_BY, r"\bwhat (?:else )?(?:did|has|have|does|do) (?P<subject>.+?) (?:write|wrote|written|author(?:ed)?|co-?author(?:ed)?|published?|work(?:ed)? on)\b"),
    (Intent.PAPERS_BY, rf"\b(?:which|what) (?:of the )?{_PAPER} (?:did|has|have|does|do) (?P<subject>.+?) (?:write|wrote|written|author(?:ed)?|co-?author(?:ed)?|publish(?:ed)?|work(?:ed)? on|contributed? to)\b"),
    (Intent.PAPERS_BY, rf"\b(?:which|what|list|show|find)?\s*(?:all )?(?:of the )?{_PAPER} (?:has|have|had|list|lists|is|are) (?P<subject>.+?) (?:as (?:an? )?(?:co-?)?author|among (?:the|its) authors|on (?:it|them)|(?:co-?)?authored)"),
    (Intent.PAPERS_FROM, rf"\b{_PAPER}(?: (?:that |which )?(?:is|are|was|were|come|comes|came))?(?: (?:written|affiliated|associated|published|out))?(?: (?:from|at|with|of|out of)) (?:(?:people|researchers|authors|folks|someone) (?:at|from) )?(?P<subject>.+)"),
    (Intent.PAPERS_FROM, rf"\b{_PAPER} (?:has|have|with|list|lists|name|names) (?:an? )?(?P<subject>.+?) (?:affiliations?|authors?|affiliated)\b"),
    (Intent.PAPERS_FROM, rf"\b{_PAPER} (?:affiliated|associated) (?:with|to) (?P<subject>.+)"),
    (Intent.PAPERS_FROM, r"\bwhat (?:has|did|does) (?P<subject>.+?) (?:publish(?:ed)?|put out|release)\b"),
    (Intent.PAPERS_IN, rf"\b{_PAPER} (?:(?:are|is|were|was) )?(?:there )?(?:listed |filed |categori[sz]ed )?(?:in|under|as|with) (?:the )?(?:arxiv )?(?:category |section |field |area |class )?(?P<subject>[a-z]{{2,4}})(?: category| section)?[\s?.!]*$"),
    (Intent.PAPERS_IN, rf"\b{_PAPER} (?:(?:are|is|were|was|came|come) )?(?:published |released |out |written )?(?:in|from|during|of) (?P<subject>(?:[a-z]+ )?(?:19|20)\d\d)\b"),
(Intent.WRITERS, r"\b(?:names? of )?(?:the |all )?authors? (?:of|on|for|list|names?|behind|are|is)\b|\bauthors?\W*$|^(?:the )?authors?\b|\bwho(?:s| are| is| were)? (?:the |its |their )?authors?\b|\b(?:is|was|are|were|did|does|has) .+ (?:an? )?(?:co-?)?author(?:s|ed)?\b|\bwho(?:s|se| is| are| was| were| all)? (?:(?:the )?(?:people|folks|guys|team|researchers|ones) )?(?:that )?(?:wrote|writes|written|authored|co-?authored)\b|\b(?:written|authored) by who(?:m)?\b|\bwhose (?:paper|work)\b"),
    (Intent.AUTHORS, r"\bwho(?:s|se| is| are| was| were)? (?:all )?(?:(?:the )?(?:people|folks|guys|team|researchers|ones) )?(?:that )?(?:wrote|writes|written|authored|co-?authored|made|makes|created|built|build|developed|behind|published|did|invented|came up with|introduced|proposed|released|designed|worked on|trained|responsible for|put together|presented|conducted|compiled|assembled|collected)\b|\b(?:written|authored|made|created|built|developed|published|proposed|introduced|trained) by who(?:m)?\b|\bby who(?:m)?\b|\bwhose (?:paper|work|model)\b"),
    (Intent.CATEGORY, r"\b(?:arxiv|subject|which|what|wat)[- ]+(?:\w+ )?(?:categor(?:y|ies)|subject area|section)\b|\bcategor(?:y|ies) (?:of|for|is)\b|\bcategory\W*$|\b(?:filed|listed|categori[sz]ed) (?:under|in|as)\b(?! (?:which|what) (?:author|paper))"),
    (Intent.AFFILIATION, r"\baffiliat(?:ion|ions|ed)\b|\b(?:which|what) (?:universit(?:y|ies)|institut(?:e|es|ion|ions)|lab|labs|compan(?:y|ies)|organi[sz]ations?) (?:is|are|was|were|did|does|do)?\b.*\b(?:authors?|written|wrote|from|behind|affiliated|paper)\b|\bwhere (?:do|are|were) (?:the )?(?:authors|people|researchers|they)\b.*\b(?:work|from|based)\b"),
    (Intent.PUBLISHED, r"\bwhen (?:was|were|did|is|has|have)\b.*\b(?:publish\w*|publication|releas\w*|com\w+ out|came out|out|written|wrote|submit\w*|appear\w*|post\w*|upload\w*|introduc\w*|announc\w*|present\w*|made|created|drop\w*|written|launched?|paper|from)\b|\b(?:publication|release|publishing|submission) (?:date|year|month)\b|\bdate of (?:publication|release)\b|\b(?:what|which|wat) (?:year|month|date|day) (?:was|is|were|did|does|of)\b|\b(?:year|date) (?:of|for) (?:the )?\w+(?: \w+)? paper\b|\bhow old (?:is|are)\b|\bin (?:what|which) (?:year|month)\b|\bwhen\W*$|\bdate of\b|\b(?:paper|article|publication|preprint) (?:date|year)\b|\bdate\W*$"),
    (Intent.CODE, r"\b(?:is|are|was|were|has|have|does|do|any|got|with|there)\b.*\bcode (?:available|out|public|published|open|released|for|with|anywhere|link\w*)\b|\b(?:have|has|is there|release|published?) (?:any |some |its |the |public |open )*code\b"),
    (Intent.TITLE, rf"\b(?:title|name) of (?:the |that |this )?{_PAPER}\b|\bwhat(?:s| is) the {_PAPER} (?:called|named|titled)\b"),
)  # fmt: skip
_TYPES: tuple[tuple[AnswerType, str], ...] = (
    (AnswerType.LICENCE, r"\b(?:licen[cs]\w*|terms of use|commercial(?:ly)? us\w+)\b"),
    (AnswerType.ACRONYM, r"\bstand(?:s|ing)? for\b|\bshort for\b|\babbreviat\w+|\bacronym\b|\b(?:full|long) (?:form|name)\b|\bspell(?:ed)? out\b"),
    (AnswerType.DEFINITION, r"\b(?:define|definition)\b|\bmeaning of\b|\bwhat does (?:the )?\S+ mean\b"),
    (AnswerType.QUANTITY, r"\bhow (?:many|much|big|large|long|fast|quick\w*|high|low|small|tiny|heavy|old|accurate\w*|often|far|close|slow)\b|\bcosts?\b|\b(?:price|prize)\b|\bcontext (?:length|size|window) of\b|\b(?:number|amount|percent\w*|share|fraction|proportion|size|count|accuracy|sensitivity|specificity|latency|delay|duration|length|budget|ratio|score|win rate|rate) (?:of|did|does|do|is|was|has|have|for)\b|\bwhat (?:percent\w*|share|fraction|proportion|number|size|score|accuracy|win rate)\b|^(?!.*\b(?:which|what|why|where|how|who)\b).*\b(?:params?|parameters|size|sensitivity|specificity|accuracy|win rate|rate|score|tokens|context (?:length|size|window)|latency|budget)\W*$"),
    (AnswerType.COMPARISON, r"\b(?:which|who|what)(?: one| of \w+)? (?:is|are|was|has|have) (?:the )?(?:better|bigger|larger|smaller|faster|newer|older|more|less)\b|\b(?:difference|compare[ds]?|comparison) (?:between|of|to|with)\b|\bdiffers?\b|\bdifferent from\b|\bversus\b|\bvs\b"),
    (AnswerType.REASON, r"\bwhy\b|\bhow come\b|\bwhat(?:s| is| are| was| were)? (?:the )?(?:reason|cause|motivat\w+|purpose|goal|aim|point)\b|\bwhat (?:causes|explains|motivates)\b|\bcause of\b|\bwhat for\b"),
    (AnswerType.PLACE, r"\bwhere\b|\b(?:url|link|website|repo|repository)\b"),
    (AnswerType.DATE, r"\bwhen\b|\bwhat (?:year|month|date|day)\b|\b(?:until|since) when\b"),
    (AnswerType.LIST, r"\b(?:which|what) (?:(?:two|three|four|five|six|seven|other|main|new|different|[a-z]+al|[a-z]+ive) )?(?!(?:is|was|has|does|this|its|uses|makes|process|loss|class|bias|analysis|basis|as|us)\b)[a-z-]{3,}(?<![su])s\b|\b(?:which|what) (?:are|were|kinds?|types?|sorts?|languages|datasets|models|tasks|benchmarks|domains|risks?|principles|steps|variants|areas|dimensions|scripts?|sources|capabilit\w+)\b|\b(?:list|name) (?:the|all|some|a few|three|two|four)\b"),
    (AnswerType.METHOD, r"\bhow (?:do|does|did|is|are|was|were|can|could|would|to|has|have)\b|\b(?:method|technique|approach|way|mechanism|architecture|strategy)\b"),
    (AnswerType.NAME, r"\bwhich \w+|\bwhat \w+ (?:was|is|are|were|did|does|do|has|have|can)\b|\bwho(?:m|se)?\b|\bcalled\b|\bname[ds]?\b"),
    (AnswerType.DEFINITION, r"\bwhat(?:s| is| are| r| was)\b|\bwhats\b|\btell me about\b|\bdescribe\b|\bexplain\b|\boverview\b|\bsummar\w+"),
    (AnswerType.YES_NO, r"^(?:so |and |but |hey |ok |um )*(?:is|are|was|were|does|do|did|has|have|had|can|could|will|would|should|isnt|arent|doesnt|didnt|cant)\b"),
)  # fmt: skip
_YES_NO_FIRST = re.compile(_TYPES[-1][1])
_WHICH = re.compile(r"\b(?:which|what|wat)(?: (?:other|kind of|type of|sort of))?\b")
_COUNTED = re.compile(r"\bhow many\b|\b(?:number|count|nr|num) of\b")


_HEADED = {
    AnswerType.QUANTITY: _COUNTED,
    AnswerType.NAME: _WHICH,
    AnswerType.LIST: _WHICH,
}
"""What stands before the head of a question, by the type of the answer."""


@cache
def _patterns(which: str) -> tuple[tuple[Intent | AnswerType, re.Pattern[str]], ...]:
    rules: tuple[tuple[Intent | AnswerType, str], ...] = _INTENTS if which == "intents" else _TYPES
    return tuple((name, re.compile(pattern)) for name, pattern in rules)


@cache
def generic_words() -> frozenset[str]:
    """Stems of words that speak of papers in general."""
    return frozenset(stem(word) for word in table("questions")["generic"]["words"].split())


@cache
def _uncounted() -> frozenset[str]:
    """Stems of nouns so general that an abstract would count something more specific."""
    return frozenset(stem(word) for word in table("questions")["generic"]["nouns"].split())


@cache
def _about_papers() -> frozenset[str]:
    """Stems of words with which one asks for bibliographic data."""
    return frozenset(stem(word) for word in table("questions")["bibliographic"]["words"].split())


@cache
def synonyms() -> dict[str, tuple[str, ...]]:
    """For a stem, the stems of words that mean nearly the same."""
    found: dict[str, dict[str, None]] = {}
    for line in table("questions")["synonyms"]["groups"]:
        group = dict.fromkeys(stem(word) for word in line.split())
        for member in group:
            found.setdefault(member, {}).update(group)
    return {member: tuple(o for o in others if o != member) for member, others in found.items()}


def analyse(text: str, retriever: Retriever) -> Question:
    """Read a question against the words that a collection holds."""
    plain = " ".join(_asking_word(fold(w)) for w in re.sub(r"['’]", "", text).split())
    intent, subject = _intent(plain)
    dropped = generic_words() if intent is Intent.CONTENT else generic_words() | _about_papers()
    foci, notes = _foci(text, retriever, dropped)
    answer_type = _answer_type(plain)
    head = _head(_HEADED.get(answer_type), plain, text, foci)
    return Question(text, foci, answer_type, intent, head, subject, notes)


@cache
def _asking_words() -> tuple[str, ...]:
    written = table("questions")["bibliographic"]["words"].split()
    return tuple(fold(word) for word in written if len(word) >= _LONG_WORD)


@lru_cache(maxsize=4096)
def _asking_word(word: str) -> str:
    """A word, or the word that one asks for bibliographic data with, if it misspells that."""
    bare = word.strip("?.,!")
    if len(bare) < _LONG_WORD or common(bare) or bare in _asking_words():
        return word
    near = (w for w in _asking_words() if w[0] == bare[0] and OSA.distance(w, bare) == 1)
    return next(near, word)


def _intent(plain: str) -> tuple[Intent, str]:
    for intent, pattern in _patterns("intents"):
        if match := pattern.search(plain):
            subject = match.groupdict().get("subject") or ""
            return Intent(intent), subject.strip(" ?.!,\"'")
    return Intent.CONTENT, ""


def _answer_type(plain: str) -> AnswerType:
    if _YES_NO_FIRST.search(plain) and " or " not in plain:
        return AnswerType.YES_NO
    for answer_type, pattern in _patterns("types"):
        if pattern.search(plain):
            return AnswerType(answer_type)
    return AnswerType.OTHER


def _head(
    pattern: re.Pattern[str] | None, plain: str, text: str, foci: Sequence[Focus]
) -> Focus | None:
    counted = pattern.search(plain) if pattern else None
    following = plain[counted.end() :].split() if counted else []
    if counted is None or not following or stem(following[0].strip("?.,!")) in _uncounted():
        return None
    words_before = len(plain[: counted.end()].split())
    begin = sum(len(m) for m in re.findall(r"\S+\s*", text)[:words_before])
    return next((focus for focus in foci if focus.start >= begin), None)


def _foci(
    text: str, retriever: Retriever, dropped: frozenset[str]
) -> tuple[tuple[Focus, ...], tuple[str, ...]]:
    tokens = [token for token in tokenise(text) if not token.stop]
    foci, notes = [], []
    for sides in _either(list(_compounds(tokens, text, retriever)), text):
        read = [_focus(group, text, retriever, dropped) for group in sides]
        focus = _merged([side for side in read if side is not None])
        if focus is None:
            continue
        foci.append(focus)
        if focus.corrected:
            notes.append(f"Showing results for “{focus.corrected}” instead of “{focus.concept.surface}”.")
    return tuple(foci), tuple(notes)


def _either(groups: list[list[Token]], text: str) -> list[list[list[Token]]]:
    """Groups of words; the two sides of "dense or sparse" together, as either will do."""
    joined: list[list[list[Token]]] = []
    for group in groups:
        before = text[joined[-1][-1][-1].end : group[0].start] if joined else ""
        if before.split() in (["or"], ["or", "a"], ["or", "an"], ["or", "the"]):
            joined[-1].append(group)
        else:
            joined.append([group])
    return joined


def _compounds(tokens: list[Token], text: str, retriever: Retriever) -> Iterator[list[Token]]:
    """Words that the collection writes as one (`data set`, `open guardrails`, `Llama 3`) together."""
    index = 0
    while index < len(tokens):
        for length in range(min(LONGEST_COMPOUND, len(tokens) - index), 1, -1):
            group = tokens[index : index + length]
            between = text[group[0].start : group[-1].end]
            if len(between.split()) == length and retriever.document_frequency(_joined(group)):
                break
        else:
            group = tokens[index : index + 1]
        yield group
        index += len(group)


def _joined(group: Sequence[Token]) -> str:
    return stem("".join(token.surface for token in group))


def _focus(
    group: Sequence[Token], text: str, retriever: Retriever, dropped: frozenset[str]
) -> Focus | None:
    surface = text[group[0].start : group[-1].end]
    name = any(_looks_like_name(token, text) for token in group)
    if len(group) == 1 and not name and stem(_asking_word(fold(surface))) in dropped:
        return None
    name = name or any(retriever.is_name(token.terms[0]) for token in group)
    alternatives = dict(_alternatives(group))
    if not name and len(group) == 1:
        _add_near_words(alternatives, fold(surface), retriever)
    known = {t: w for t, w in alternatives.items() if retriever.document_frequency(t)}
    corrected = None
    if not known and len(group) == 1 and not common(fold(surface)):
        corrected = next(iter(retriever.similar_words(fold(surface))), None)
        if corrected is not None:
            known = {t: w * 0.9 for t, w in _expanded(corrected) if retriever.document_frequency(t)}
    terms = known or {group[0].terms[0]: 1.0}
    concept = Concept(surface, tuple(Alternative(t, w) for t, w in terms.items()))
    return Focus(concept, name, bool(known), group[0].start, corrected)


def _merged(sides: Sequence[Focus]) -> Focus | None:
    """One focus that any of its sides covers; None where there is no side."""
    known = [side for side in sides if side.known] or list(sides)
    if len(known) <= 1:
        return known[0] if known else None
    alternatives = tuple(a for side in known for a in side.concept.alternatives)
    surface = " or ".join(side.concept.surface for side in sides)
    name = all(side.name for side in known)
    return Focus(Concept(surface, alternatives), name, known[0].known, sides[0].start)


def _add_near_words(alternatives: dict[str, float], word: str, retriever: Retriever) -> None:
    for other, nearness in retriever.near_words(word):
        term = stem(other)
        alternatives[term] = max(alternatives.get(term, 0.0), nearness)


def _alternatives(group: Sequence[Token]) -> Iterator[tuple[str, float]]:
    if len(group) > 1:
        yield _joined(group), 1.0
        for token in group:
            yield token.terms[0], PART_WEIGHT
        return
    token = group[0]
    yield from ((term, PART_WEIGHT) for term in reversed(_parts(token)))
    yield from reversed(list(_expanded(token.surface)))
    yield token.terms[0], 1.0


def _parts(token: Token) -> list[str]:
    """The parts by which a compound is found too; those of `GPT-5` say nothing of it."""
    parts = list(token.terms[1:])
    if token.terms[0][-1].isdigit() and token.terms[0][0].isalpha():
        return [part for part in parts if not part.isalpha() and not part.isdigit()]
    return parts


def _expanded(word: str) -> Iterator[tuple[str, float]]:
    """A word's own term, what it is short for, and its synonyms."""
    term = stem(word)
    yield term, 1.0
    for long in table("questions")["abbreviations"].get(fold(word), "").split():
        yield stem(long), 0.9
        for other in synonyms().get(stem(long), ()):
            yield other, SYNONYM_WEIGHT
    for other in synonyms().get(term, ()):
        yield other, SYNONYM_WEIGHT


def _looks_like_name(token: Token, text: str) -> bool:
    surface = token.surface
    if any(c.isdigit() for c in surface) or any(c.isupper() for c in surface[1:]):
        return True
    sentence_start = token.start == 0 or text[: token.start].rstrip()[-1:] in {".", "?", "!", ":"}
    return surface[0].isupper() and not sentence_start
