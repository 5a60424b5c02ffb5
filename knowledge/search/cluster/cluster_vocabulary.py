"""The words of a collection: those that misspelt ones may mean, for all of these at once."""

from collections.abc import Collection, Mapping, Sequence

from knowledge.search.cluster.mapping import RUNS
from knowledge.search.cluster.view import View
from knowledge.search.engines.spelling import Shape, pairs, shapes, similar
from knowledge.store.word_counts import Like, WordCounts


class ClusterVocabulary:
    """What is counted of words, and who are neighbours in the index."""

    def __init__(self, counts: WordCounts, view: View) -> None:
        self._counts = counts
        self._view = view

    def similar(self, words: Collection[str]) -> Mapping[str, Sequence[str]]:
        """For each word, folded, those that it may misspell or run together, best first.

        Two round trips at most.
        """
        likes = [_like(shape) for word in words for shape in shapes(word)]
        apart = {pair for word in words for pair in pairs(word)}
        met = self._counts.alike(likes, {half for pair in apart for half in pair})
        held = {pair for pair in apart if met.get(pair[0]) and met.get(pair[1])}
        neighbours = self._view.any_of({pair: _phrase(*pair) for pair in held}) if held else set()

        def alike(shape: Shape) -> list[str]:
            return [word for word in met if shape.fits(word)]

        return {
            word: similar(word, alike, met.__getitem__, lambda *pair: pair in neighbours)
            for word in words
        }


def _like(shape: Shape) -> Like:
    return Like(shape.start, shape.ending, shape.shortest, shape.longest)


def _phrase(left: str, right: str) -> Mapping[str, object]:
    return {"match_phrase": {RUNS: f"{left} {right}"}}
