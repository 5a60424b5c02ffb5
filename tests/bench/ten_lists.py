"""Whether the ten best of an index on disk are complete: `python -m tests.bench.ten_lists DIR`.

For 600 made-up questions and queries it scores every abstract by the formula, from what the index
holds, and prints how many of the lists differ from those that are found.
"""

import sys
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.base import KnowledgeBase
from knowledge.evaluation import synthetic
from knowledge.search.engines.bm25 import idf, saturated
from knowledge.search.engines.retriever import Concept, once
from knowledge.search.engines.tantivy import Tantivy
from knowledge.search.query import concepts_of
from knowledge.text.tokens import index_terms

COUNT = 600
BEST = 10
Postings = tuple[NDArray[np.int64], NDArray[np.float64]]


class Formula:
    """Every abstract of a base, to be scored by the book: no index, no candidates.

    `wanted`: the terms that will be asked for.
    """

    def __init__(self, base: KnowledgeBase, wanted: set[str]) -> None:
        self.ids: list[str] = []
        lengths: list[int] = []
        found: dict[str, dict[int, int]] = {}
        for place, paper in enumerate(base.papers()):
            terms = [*index_terms(paper.title or "") * 2, *index_terms(paper.text)]
            terms += [t for name in paper.bibliography.authors for t in index_terms(name)]
            for term in wanted & {*terms}:
                found.setdefault(term, {})[place] = terms.count(term)
            self.ids.append(paper.id)
            lengths.append(len(terms))
        self._found: Mapping[str, Postings] = {
            term: (np.fromiter(of, np.int64), np.fromiter(of.values(), np.float64))
            for term, of in found.items()
        }
        self._share = np.array(lengths) / np.mean(lengths)

    def best(self, concepts: list[Concept]) -> list[str]:
        """The identifiers of the best ten; equal scores in order of identifier."""
        total = np.zeros(len(self.ids))
        for concept in once(concepts):
            best = np.zeros(len(self.ids))
            for each in concept.alternatives:
                if each.term in self._found:
                    held, often = self._found[each.term]
                    worth = idf(len(self.ids), len(held)) * saturated(often, self._share[held])
                    best[held] = np.maximum(best[held], worth * each.weight)
            total += best * concept.weight
        tenth = np.partition(total, -BEST)[-BEST]
        chosen = np.flatnonzero(total >= max(tenth, 1e-12)).tolist()
        return [self.ids[n] for n in sorted(chosen, key=lambda n: (-total[n], self.ids[n]))][:BEST]


def asked(among: int) -> Iterator[str]:
    """Questions with an answer among so many abstracts, and queries of a few words, in turns."""
    questions = synthetic.questions(COUNT, among, seed=3)
    for question, words in zip(questions, synthetic.queries(COUNT, seed=3), strict=True):
        yield question.question
        yield " ".join(words)


def main() -> None:
    """Print how many lists differ."""
    with KnowledgeBase.open(Path(sys.argv[1]), seed=False, engine="tantivy") as base:
        retriever = base._held.current().retriever  # what is measured
        if not isinstance(retriever, Tantivy):
            sys.exit(f"{retriever.name} finds them, not tantivy.")
        texts = islice(asked(len(retriever)), COUNT)
        queries = [list(concepts_of(text, retriever)) for text in texts]
        wanted = {each.term for asked in queries for c in asked for each in c.alternatives}
        formula = Formula(base, wanted)
        differ = 0
        for concepts in queries:
            found = [hit.abstract_id for hit in retriever.search(concepts, BEST)]
            differ += found != formula.best(concepts)
    sys.stdout.write(f"{differ} of {COUNT} lists of {BEST} differ, among {len(formula.ids)}\n")


if __name__ == "__main__":
    main()
