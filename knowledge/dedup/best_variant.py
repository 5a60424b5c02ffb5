"""The one abstract that statements of one work make, whatever their order.

Its text, with its id, is that of one variant, chosen by the first of these that decides:

1. it is whole: it has at least nine tenths of the words of the longest variant;
2. the newest: by the latest date that is stated with it;
3. a title is stated with it;
4. the longest;
5. the smallest id.

What is stated beside the text is merged by the rules of `merge`, over all variants; so are the
sources. When a better variant comes, the abstract changes its text and its id with it.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from functools import reduce

from knowledge.dedup.merge import merge_all, merge_bibliographies
from knowledge.model import Abstract
from knowledge.settings import tuned

WHOLE = tuned().dedup.whole


def canonical_of(stated: Iterable[Abstract]) -> Abstract:
    """The abstract that statements of one work, at least one, make together."""
    by_text: defaultdict[str, list[Abstract]] = defaultdict(list)
    for each in stated:
        by_text[each.id].append(each)
    variants = [merge_all(same) for same in by_text.values()]
    if len(variants) == 1:
        return variants[0]
    longest = max(len(variant.text.split()) for variant in variants)
    best = min(variants, key=lambda variant: _rank(variant, longest))
    ordered = sorted(variants, key=lambda variant: variant.id)
    return replace(
        best,
        bibliography=reduce(merge_bibliographies, (each.bibliography for each in ordered)),
        sources=tuple(sorted({source for each in variants for source in each.sources})),
    )


def _rank(variant: Abstract, longest: int) -> tuple[bool, int, bool, int, str]:
    length = len(variant.text.split())
    newest = variant.bibliography.published.date or dt.date.min
    return (
        length < WHOLE * longest,
        -newest.toordinal(),
        variant.title is None,
        -length,
        variant.id,
    )
