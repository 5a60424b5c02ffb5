"""A collection as it would be: what it holds now, whatever engine finds that, and a few changes."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from knowledge.model import Abstract
from knowledge.search.overlay.filing import Refiled
from knowledge.search.overlay.finding import Finding
from knowledge.search.shelf import Fetched, Shelf


def overlaid(beneath: Shelf, put: Sequence[Abstract], gone: Collection[str]) -> Shelf:
    """A shelf that answers as one would that was made of what `beneath` holds after changes.

    Args:
        beneath: what there is now; it stays as it is.
        put: abstracts that come, each in place of what is held under its identifier.
        gone: identifiers of those that go; one that is not held is no error.
    """
    come = {abstract.id: abstract for abstract in put}
    replaced = {abstract.id: abstract for abstract in beneath.of({*gone, *come})}
    finding = Finding(beneath, come.values(), replaced)

    def fetched(ids: Sequence[str]) -> Mapping[str, Abstract]:
        below = beneath.of(i for i in ids if i not in come and i not in replaced)
        return {a.id: a for a in (*below, *(come[i] for i in ids if i in come))}

    def every() -> Iterable[str]:
        yield from (i for i in beneath.abstracts if i not in replaced)
        yield from come

    return Shelf(
        finding,
        Refiled(beneath, list(come.values()), replaced.keys()),
        Fetched(fetched, every, len(finding)),
        lambda text, titles, name: beneath.prefetch(text, lambda _: titles, lambda _: name),
    )
