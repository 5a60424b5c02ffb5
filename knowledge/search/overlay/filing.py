"""The catalogue of an overlay: what is filed beneath and what comes, less what goes."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet

from knowledge.model import Abstract
from knowledge.search.catalogue.catalogue import MOST, MOST_NAMED, Filed, MemoryCatalogue
from knowledge.search.catalogue.keys import day_of
from knowledge.search.shelf import Shelf

_NOTHING = Filed("", [], 0)


class Refiled:
    """The catalogue over a shelf beneath, with the papers that come and without those replaced.

    Args:
        beneath: what is there.
        come: the abstracts that come.
        replaced: identifiers of those beneath that go, or that others come for.
    """

    def __init__(
        self, beneath: Shelf, come: Sequence[Abstract], replaced: AbstractSet[str]
    ) -> None:
        self._shelf = beneath
        self._below = beneath.catalogue
        self._days = {abstract.id: day_of(abstract.bibliography.published) for abstract in come}
        self._come = MemoryCatalogue(sorted(come, key=lambda abstract: abstract.id))
        self._replaced = replaced

    def author(self, asked: str) -> Filed | None:
        """The author whose name holds every word asked for; None where there are several."""
        found = self.authors(asked)
        return found[0] if len(found) == 1 else None

    def authors(self, asked: str) -> list[Filed]:
        """Every author whose name holds every word asked for, by name."""
        below = {each.name: each for each in self._below.authors(asked)}
        come = {each.name: each for each in self._come.authors(asked)}
        both = (self._both(below.get(name), come.get(name)) for name in sorted({*below, *come}))
        return [each for each in both if each is not None][:MOST_NAMED]

    def author_in(self, question: str) -> Filed | None:
        """The author whose whole name stands in a question; of several, whose paper comes first."""
        found = (self._below.author_in(question), self._come.author_in(question))
        held = [each for one in found if one and (each := self._whole(one.name))]
        return min(held, key=lambda each: each.ids[0]) if held else None

    def titled(self, titles: Collection[str]) -> Mapping[str, list[str]]:
        """The papers with these titles, by identifier."""
        below, come = self._below.titled(titles), self._come.titled(titles)
        both = {t: sorted({*self._left(below.get(t, ())), *come.get(t, ())}) for t in titles}
        return {title: ids for title, ids in both.items() if ids}

    def dated(self, first: int, last: int) -> Filed:
        """The papers of these years, the newest first."""
        below, come = self._below.dated(first, last), self._come.dated(first, last)
        left = list(self._left(below.ids))
        total = below.total - (len(below.ids) - len(left)) + come.total
        ids = self._newest_first([*left, *come.ids]) if come.ids else left
        return Filed(below.name, ids[:MOST], total)

    def affiliation(self, asked: str) -> Filed | None:
        """The affiliation whose name is among the words asked for."""
        below, come = self._below.affiliation(asked), self._come.affiliation(asked)
        if below and come and below.name != come.name:
            return min(filter(None, (self._both(below, None), come)))
        return self._both(below, come)

    def category(self, asked: str) -> Filed | None:
        """The category with this code, or in these words."""
        return self._both(self._below.category(asked), self._come.category(asked))

    def published_in(self, asked: str) -> Filed | None:
        """The papers of a year, or of a month and year."""
        return self._both(self._below.published_in(asked), self._come.published_in(asked))

    def _whole(self, name: str) -> Filed | None:
        """The papers of an author, by the whole name."""
        return next((each for each in self.authors(name) if each.name == name), None)

    def _both(self, below: Filed | None, come: Filed | None) -> Filed | None:
        """The papers under one name; None where there are none left."""
        found = next(filter(None, (below, come)), None)
        if found is None:
            return None
        old, new = below or _NOTHING, come or _NOTHING
        left = list(self._left(old.ids))
        ids = [*left, *new.ids]
        kept = ids if len(ids) <= MOST else self._newest_first(ids)[:MOST]
        count = old.total - (len(old.ids) - len(left)) + new.total
        return Filed(found.name, sorted(kept), count) if count else None

    def _left(self, ids: Iterable[str]) -> Iterable[str]:
        return (each for each in ids if each not in self._replaced)

    def _newest_first(self, ids: Sequence[str]) -> list[str]:
        below = [each for each in ids if each not in self._days]
        days = self._days | {a.id: day_of(a.bibliography.published) for a in self._shelf.of(below)}
        return sorted(ids, key=lambda each: -days.get(each, 0))
