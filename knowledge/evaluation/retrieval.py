"""How well abstracts are found: nDCG@10 and recall at 100, by ir-measures."""

import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from itertools import islice

import ir_measures
from ir_measures import R, nDCG

from knowledge.base import KnowledgeBase
from knowledge.evaluation.baseline import Baseline
from knowledge.evaluation.datasets import Judged
from knowledge.evaluation.figures import (
    ALL,
    REPORTED,
    TUNED,
    Figure,
    Progress,
    followed,
    speeds,
)
from knowledge.model import Hit

DEPTH = 100
MEASURES = {"nDCG@10": nDCG @ 10, "R@100": R @ 100}
Run = dict[str, dict[str, float]]
"""TREC's word: for each query the documents found, with their scores."""


def figures(
    dataset: str,
    judged: Judged,
    base: KnowledgeBase,
    baseline: Baseline,
    progress: Progress | None = None,
) -> list[Figure]:
    """The figures on every other query from the first (tuned), on the others, and on all."""
    qrels = _of_abstracts(judged.qrels, base)
    asked = list(judged.queries.items())
    run, spent = _run(asked, base.search, f"{dataset}: searching", progress)
    plain, plainly = _run(asked, baseline.search, f"{dataset}: baseline", progress)
    found: list[Figure] = []
    for part, first, step in ((TUNED, 0, 2), (REPORTED, 1, 2), (ALL, 0, 1)):
        keys = list(islice(judged.queries, first, None, step))
        measured, compared = (_measure(qrels, r, keys) for r in (run, plain))
        found += [Figure(dataset, part, n, measured[n], compared[n]) for n in measured]
    return [*found, *speeds(dataset, ALL, "search", spent, plainly)]


def _of_abstracts(
    qrels: dict[str, dict[str, int]], base: KnowledgeBase
) -> dict[str, dict[str, int]]:
    """Relevance of abstracts instead of documents: two documents may hold the same abstract.

    A document that the base does not hold stays: it counts as not found.
    """
    holder = {source.file: a.id for a in base.papers() for source in a.sources}
    judged: dict[str, dict[str, int]] = defaultdict(dict)
    for query, documents in qrels.items():
        for document, relevance in documents.items():
            key = holder.get(document, document)
            judged[query][key] = max(relevance, judged[query].get(key, 0))
    return dict(judged)


def _run(
    asked: Sequence[tuple[str, str]],
    search: Callable[[str, int], list[Hit]],
    what: str,
    progress: Progress | None,
) -> tuple[Run, list[float]]:
    """What is found for each query, and the milliseconds that each took."""
    search(asked[0][1], DEPTH)  # what is loaded once is not timed
    run: Run = {}
    spent = []
    for key, text in followed(asked, what, progress):
        started = time.perf_counter()
        hits = search(text, DEPTH)
        spent.append((time.perf_counter() - started) * 1000)
        run[key] = {hit.abstract_id: hit.score for hit in hits}
    return run, spent


def _measure(qrels: dict[str, dict[str, int]], run: Run, keys: Sequence[str]) -> dict[str, float]:
    """The measures, by name, over some of the queries; one that finds nothing counts as 0."""
    judged = {key: qrels[key] for key in keys}
    found = {key: run[key] for key in keys}
    measured = ir_measures.calc_aggregate(list(MEASURES.values()), judged, found)
    return {name: float(measured[measure]) for name, measure in MEASURES.items()}
