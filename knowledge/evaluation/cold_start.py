"""A process that opens a base and asks it: how long that takes, and what it needs of memory.

`python -m knowledge.evaluation.cold_start DATA ABSTRACTS QUESTIONS SEED` prints one line of JSON.
"""

import json
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from knowledge.garbage_collection import settle
from knowledge.reader import Reader

_UNIT = 1000
_FAILED = "The process that asks the base ended with code {code}: {why}"


@dataclass(frozen=True, slots=True)
class Cold:
    """What it took.

    `first`: seconds from the start of the process to the first answer; `milliseconds`: what every
    further question took; `right`: the share of them with the right answer; `anonymous`,
    `resident`: megabytes afterwards, without and with the files that are mapped.
    """

    first: float
    milliseconds: list[float]
    right: float
    anonymous: float
    resident: float


def asked(data: Path, abstracts: int, questions: int, seed: int = 7) -> Cold:
    """Ask a base of made-up abstracts so many questions, in a process of its own.

    Raises:
        RuntimeError: the process failed.
    """
    command = [sys.executable, "-m", __name__, str(data), str(abstracts), str(questions), str(seed)]
    started = time.time()
    run = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  # our own
    if run.returncode:
        raise RuntimeError(_FAILED.format(code=run.returncode, why=run.stderr[-500:]))
    told = json.loads(run.stdout)
    first = told.pop("answered_at") - started
    return Cold(first=first, **told)


def main(
    data: str, abstracts: str, questions: str, seed: str, reader: Reader | None = None
) -> None:
    """Ask, and print what it took."""
    from knowledge.base import KnowledgeBase  # noqa: PLC0415  # timed with the rest

    with KnowledgeBase.open(Path(data), seed=False, reader=reader) as base:
        base.ask("How many layers does it have?")
        answered_at = time.time()
        from knowledge.evaluation import synthetic  # noqa: PLC0415  # not timed

        posed = synthetic.questions(int(questions), int(abstracts), int(seed))
        settle()
        spent, right = [], 0
        for each in posed:
            began = time.perf_counter()
            reply = base.ask(each.question)
            spent.append((time.perf_counter() - began) * _UNIT)
            right += each.answer in getattr(reply, "text", "")
        anonymous, resident = memory()
    told = {
        "answered_at": answered_at,
        "milliseconds": spent,
        "right": right / max(1, len(posed)),
        "anonymous": anonymous,
        "resident": resident,
    }
    sys.stdout.write(f"{json.dumps(told)}\n")


def memory() -> tuple[float, float]:
    """Megabytes of this process that are its own, and those with mapped files; 0: unknown."""
    try:
        lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    except OSError:
        return 0.0, 0.0
    known = {line.split(":")[0]: line.split()[1] for line in lines if line.startswith("Rss")}
    known |= {line.split(":")[0]: line.split()[1] for line in lines if line.startswith("VmRSS")}
    return int(known.get("RssAnon", 0)) / _UNIT, int(known.get("VmRSS", 0)) / _UNIT


if __name__ == "__main__":
    DATA, ABSTRACTS, QUESTIONS, SEED = sys.argv[1:]
    main(DATA, ABSTRACTS, QUESTIONS, SEED)
