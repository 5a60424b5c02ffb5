"""A command line, and what it did."""

import io
import json
from collections.abc import Callable
from dataclasses import dataclass

ASKED = "How many parameters does BLOOM have?"


class Keyboard(io.TextIOWrapper):
    """Standard input where a person types."""

    def isatty(self) -> bool:
        return True


@dataclass(frozen=True)
class Outcome:
    """What a command line did."""

    code: int
    out: str
    err: str

    def lines(self) -> list[dict[str, object]]:
        """Stdout as JSON Lines."""
        return [json.loads(line) for line in self.out.splitlines()]


Run = Callable[..., Outcome]


def one_line(err: str) -> str:
    """Stderr as the one line that it has to be."""
    assert err.count("\n") == 1
    assert err.startswith("footnote: ")
    assert "Traceback" not in err
    return err
