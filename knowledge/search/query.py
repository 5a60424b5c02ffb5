"""A query as a whole: every word of it counts, each with what else stands for it.

A question is read for what it asks; a query, which may be a whole sentence or a paragraph, for what
it is about. The weights were chosen on SciFact, Cranfield and Medline, looking at all of their
queries; between 0.4 and 0.8 the one for other words matters little.
"""

from collections.abc import Sequence
from itertools import pairwise

from knowledge.search.concepts import looks_like_name
from knowledge.search.correction import read
from knowledge.search.engines.retriever import Alternative, Concept, Retriever
from knowledge.search.lexicon import Lexicon, joined
from knowledge.search.question_words import generic_words
from knowledge.search.synonyms import expanded
from knowledge.settings import tuned
from knowledge.text.tokens import Token, fold, stem, tokenise

PART = tuned().retrieval.query_part
OTHER = tuned().retrieval.query_other
GENERIC = tuned().retrieval.query_generic


def concepts_of(query: str, retriever: Retriever) -> tuple[Concept, ...]:
    """What a retriever is asked for to find the abstracts that a query is about."""
    lexicon = Lexicon(retriever)
    text = read(query, lexicon).text
    tokens = [token for token in tokenise(text) if not token.stop]
    compounds = _compounds(tokens, text, lexicon)
    return tuple(
        Concept(token.surface, _alternatives(token, text, made, lexicon), _weight(token))
        for token, made in zip(tokens, compounds, strict=True)
    )


def _weight(token: Token) -> float:
    return GENERIC if stem(fold(token.surface)) in generic_words() else 1.0


def _compounds(tokens: Sequence[Token], text: str, lexicon: Lexicon) -> list[list[str]]:
    """For each word, the terms that it makes with its neighbours and that the collection holds."""
    found: list[list[str]] = [[] for _ in tokens]
    for (i, left), (j, right) in pairwise(enumerate(tokens)):
        whole = joined((left, right))
        adjacent = not text[left.end : right.start].strip()
        if adjacent and lexicon.document_frequency(whole):
            found[i].append(whole)
            found[j].append(whole)
    return found


def _alternatives(
    token: Token, text: str, made: Sequence[str], lexicon: Lexicon
) -> tuple[Alternative, ...]:
    others = dict(expanded(token.surface))
    if not looks_like_name(token, text):
        for word, nearness in lexicon.near_words(fold(token.surface)):
            others[stem(word)] = max(others.get(stem(word), 0.0), nearness)
    weights = {term: weight * OTHER for term, weight in others.items()}
    weights |= dict.fromkeys((*token.terms, *made), PART)
    weights[token.terms[0]] = 1.0
    return tuple(Alternative(term, weight) for term, weight in weights.items())
