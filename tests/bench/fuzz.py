"""Many fuzzed abstracts and questions: no ping, no foreign link, nothing over a limit.

    python -m tests.bench.fuzz [--examples 10000] [--seed 1]

Each example is a base of up to three papers and two things that somebody types, each put to every
command. A failure is shrunk and shown.
"""

import argparse
import sys
import time
from collections import Counter

from hypothesis import HealthCheck, given, seed, settings

from bot.logs import set_up_logs
from tests.bot.fuzz import Example, check, everything_said, examples


def main() -> None:
    """Run it; raises what is found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--examples", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    set_up_logs("ERROR", [])
    began, counted = time.perf_counter(), fuzzed(arguments.examples, arguments.seed)
    seconds = time.perf_counter() - began
    sys.stdout.write(
        f"{counted['examples']} examples, {counted['papers']} papers, {counted['replies']} replies "
        f"in {seconds:.0f} s: no ping, no foreign link, none over a limit, no exception\n"
    )


def fuzzed(many: int, number: int) -> Counter[str]:
    """Try so many examples; how many of what that were.

    Raises:
        AssertionError: a reply pings, links elsewhere or is over a limit.
    """
    counted: Counter[str] = Counter()

    @seed(number)
    @settings(
        max_examples=many,
        deadline=None,
        database=None,
        derandomize=False,
        suppress_health_check=list(HealthCheck),
    )
    @given(examples())
    def try_one(example: Example) -> None:
        counted.update(examples=1, papers=len(example.records))
        for said, addresses in everything_said(example):
            counted["replies"] += 1
            check(said, addresses)

    try_one()
    return counted


if __name__ == "__main__":
    main()
