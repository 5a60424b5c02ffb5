"""What a collection knows of the words of a question: it is asked for all at once."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from knowledge.search.engines.retriever import Near, Retriever, Term
from knowledge.search.synonyms import expanded
from knowledge.text.tokens import Token, fold, stem, tokenise

LONGEST_COMPOUND = 3
"""So many words of a question may be written as one by the collection."""


class Lexicon:
    """The words of a collection, for reading one question. To be used by one thread at a time.

    What was not prefetched is asked for when it is needed: it costs a round trip more and changes
    nothing else.
    """

    def __init__(self, retriever: Retriever) -> None:
        self._retriever = retriever
        self._terms: dict[str, Term] = {}
        self._near: dict[str, Near] = {}

    def read(self, text: str, more: Collection[str] = ()) -> None:
        """Ask for whatever may be looked up of a text, and for some more terms."""
        tokens = [token for token in tokenise(text) if not token.stop]
        words = (fold(token.surface) for token in tokens)
        terms = {*_terms(tokens), *more}
        self._look_up(terms - self._terms.keys(), {*words} - self._near.keys())

    def _look_up(self, terms: Collection[str], words: Collection[str] = ()) -> None:
        if terms or words:
            known = self._retriever.look_up(terms, words)
            self._terms.update(known.terms)
            self._near.update(known.near)

    def document_frequency(self, term: str) -> int:
        """The number of abstracts that hold a term."""
        return self._term(term).held

    def is_name(self, term: str) -> bool:
        """Whether the collection writes a term as a name: with a capital, within sentences."""
        return self._term(term).is_name

    def _term(self, term: str) -> Term:
        if term not in self._terms:
            self._look_up([term])
        return self._terms[term]

    def near_words(self, word: str) -> Near:
        """Words of the collection that mean nearly the same, with how near (0 to 1), best first."""
        if word not in self._near:
            self._look_up((), [word])
        return self._near[word]

    def similar_words(self, words: Collection[str]) -> Mapping[str, Sequence[str]]:
        """For each word, folded, those of the collection that it may misspell, best first."""
        return self._retriever.similar_words(words) if words else {}


def joined(group: Iterable[Token]) -> str:
    """The term of words that are written as one."""
    return stem("".join(token.surface for token in group))


def _terms(tokens: Sequence[Token]) -> Iterator[str]:
    """What may be looked up: of each word, of what stands for it, and of words in a row."""
    for place, token in enumerate(tokens):
        yield from token.terms
        yield stem(fold(token.surface))
        yield from (term for term, _ in expanded(token.surface))
        for end in range(place + 2, min(place + LONGEST_COMPOUND, len(tokens)) + 1):
            yield joined(tokens[place:end])
