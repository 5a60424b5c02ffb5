"""Exact titles, and words that nobody wrote, in a base: `python -m tests.bench.titles DIR`.

It prints which share of titles finds its paper, in quotation marks and without, and how long a
question with a word takes that the base has not got.
"""

import random
import sys
import time
from pathlib import Path

from knowledge.base import KnowledgeBase
from knowledge.dedup.titles import plain_title
from knowledge.model import Abstract, Answer

MOST = 1000
_WARM = 20


def found(base: KnowledgeBase, question: str, paper: Abstract) -> bool:
    """Whether what is said is of the paper, or of papers with its very title."""
    reply = base.ask(question)
    if not isinstance(reply, Answer):
        return "no source states" in str(reply.reason) and paper.id in {p.id for p in reply.nearest}
    cited = {c.abstract.id: plain_title(c.abstract.title or "") for c in reply.citations}
    return paper.id in cited or set(cited.values()) == {plain_title(paper.title or "")}


def slips(count: int, rng: random.Random) -> list[str]:
    """Words that nobody wrote."""
    letters = "abcdefghijklmnoprstuvwyz"
    return ["".join(rng.choices(letters, k=rng.randint(7, 12))) for _ in range(count)]


def shares(taken: list[float]) -> tuple[float, float]:
    """What half of them, and 99 of a hundred, stay below."""
    ordered = sorted(taken)
    return ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.99)]


def main() -> None:
    """Print the figures."""
    rng = random.Random(1)
    with KnowledgeBase.open(Path(sys.argv[1]), seed=False) as base:
        titled = [p for p in base.papers() if p.title and p.bibliography.authors]
        chosen = rng.sample(titled, min(MOST, len(titled)))
        for form in ("Who wrote “{}”?", "who wrote {}", "Who are the authors of '{}'"):
            right = sum(found(base, form.format(p.title), p) for p in chosen)
            share = right / len(chosen)
            sys.stdout.write(f"{form}: {share:.4f} of {len(chosen)} among {len(titled)}\n")
        for what, clock in (("", time.perf_counter), (", processor time", time.process_time)):
            taken = []
            for word in slips(_WARM + 150, rng):
                started = clock()
                base.ask(f"What is the {word} of the model?")
                taken.append((clock() - started) * 1000)
            p50, p99 = shares(taken[_WARM:])
            sys.stdout.write(f"a word nobody wrote{what}: p50 {p50:.1f} ms, p99 {p99:.1f} ms\n")
        retriever = base._held.current().retriever  # what is measured
        sought = []
        for word in slips(300, rng):
            started = time.process_time()
            retriever.similar_words([word])
            sought.append((time.process_time() - started) * 1000)
        p50, p99 = shares(sought)
        sys.stdout.write(f"its neighbours, processor time: p50 {p50:.1f} ms, p99 {p99:.1f} ms\n")


if __name__ == "__main__":
    main()
