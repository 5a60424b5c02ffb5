"""A reader behind an OpenAI-compatible endpoint; what it does not read, another one does."""

import logging
import multiprocessing
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TypeVar

from knowledge.model import Readings
from knowledge.reader.builtin import built_in
from knowledge.reader.prompt import Both, UnusableError, request, told
from knowledge.reader.protocol import Judgement, Passage, Reader, Said
from knowledge.settings import tuned

SECONDS = tuned().endpoint.seconds
AT_ONCE = tuned().endpoint.at_once
LONGEST = tuned().endpoint.longest
KEPT = 512
"""So many readings are remembered."""
FAILURES = tuned().endpoint.failures
REST = tuned().endpoint.rest_seconds
T = TypeVar("T")
_log = logging.getLogger(__name__)
logging.getLogger("httpx2").setLevel(logging.WARNING)  # it logs every request


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where an endpoint is, such as `http://127.0.0.1:8080/v1`, and which of its models reads.

    `key` is sent as a bearer token where there is one.
    """

    url: str
    model: str
    key: str | None = field(default=None, repr=False)
    seconds: float = SECONDS

    @property
    def address(self) -> str:
        """Where chat completions are asked for."""
        return f"{self.url.rstrip('/')}/chat/completions"


class Tally:
    """How many passages were put to an endpoint, and how many were read otherwise in the end.

    Any thread may call any method; if `shared`, any process that is started with it may as well.
    """

    def __init__(self, *, shared: bool = False) -> None:
        context = multiprocessing.get_context("spawn")
        self._lock = context.Lock() if shared else threading.Lock()
        self._numbers = context.RawArray("Q", 2) if shared else [0, 0]

    def add(self, calls: int, fallbacks: int) -> Readings:
        """Count some more; what it is then."""
        with self._lock:
            self._numbers[0] += calls
            self._numbers[1] += fallbacks
            return Readings(*self._numbers)

    def told(self) -> Readings:
        """What it is now."""
        return self.add(0, 0)


class EndpointReader:
    """Reads by asking an endpoint; the built-in reader reads what that cannot be asked, or spoils.

    Any thread may call any method. What the endpoint says is taken for `prompt.SURE`.

    Args:
        endpoint: whom to ask.
        tally: counts.
        otherwise: gives the reader for what the endpoint does not read.
        clock: seconds that never go back.
    """

    def __init__(
        self,
        endpoint: Endpoint,
        tally: Tally | None = None,
        otherwise: Callable[[], Reader] = built_in,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        from knowledge.reader.transport import Posting  # noqa: PLC0415  # 100 ms for httpx2

        self._tally = tally or Tally()
        self._endpoint = endpoint
        self._otherwise = otherwise
        self._posting = Posting(endpoint.address, endpoint.key, endpoint.seconds)
        self._pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="endpoint")
        self._memory = _Memory()
        self._patience = _Patience(clock)

    def read(self, question: str, passages: Sequence[Passage]) -> list[Said]:
        """What each passage says, asked for side by side; those read before are remembered."""
        known = self._known(question, passages)
        told = {passage: both[0] for passage, both in known.items() if both}
        return _completed(told, passages, lambda left: self._otherwise().read(question, left))

    def judge(self, claim: str, passages: Sequence[Passage]) -> list[Judgement]:
        """What each passage says of a claim, asked for and remembered together with the other."""
        known = self._known(claim, passages)
        told = {passage: both[1] for passage, both in known.items() if both}
        return _completed(told, passages, lambda left: self._otherwise().judge(claim, left))

    def counted(self) -> Readings:
        """How many passages were put to the endpoint, and how many it did not read."""
        return self._tally.told()

    def _known(self, text: str, passages: Sequence[Passage]) -> dict[Passage, Both | None]:
        """What the endpoint says of each, or said before; None where nothing that can be used."""
        known = {p: self._memory.get(text, p) for p in dict.fromkeys(passages)}
        return known | self._asked(text, [p for p, both in known.items() if both is None])

    def _asked(self, text: str, passages: Sequence[Passage]) -> dict[Passage, Both | None]:
        until = time.monotonic() + self._endpoint.seconds
        calls = [self._pool.submit(self._ask, text, passage) for passage in passages]
        ended = [_ended(call, until) for call in calls]
        self._count([o for o in ended if isinstance(o, str)], len(passages))
        return {
            passage: None if isinstance(outcome, str) else outcome
            for passage, outcome in zip(passages, ended, strict=True)
        }

    def _ask(self, text: str, passage: Passage) -> Both:
        if len(passage.title) + sum(map(len, passage.sentences)) > LONGEST:
            raise UnusableError("too long to be sent")
        if self._patience.is_over():
            raise UnusableError("left alone after failures")
        try:
            both = told(self._posting.post(request(self._endpoint.model, text, passage)), passage)
        except UnusableError:
            self._patience.failed()
            raise
        self._patience.succeeded()
        self._memory.keep(text, passage, both)
        return both

    def _count(self, failures: Sequence[str], calls: int) -> None:
        if not calls:
            return
        so_far = self._tally.add(calls, len(failures))
        if failures:
            _log.warning(
                "the endpoint did not read %d of %d passages (%s); so far %d of %d",
                len(failures),
                calls,
                ", ".join(dict.fromkeys(failures)),
                so_far.fallbacks,
                so_far.calls,
            )


def _completed(
    told: Mapping[Passage, T],
    passages: Sequence[Passage],
    otherwise: Callable[[Sequence[Passage]], list[T]],
) -> list[T]:
    """What is told of each passage; of those of which nothing is, what is told otherwise."""
    left = [passage for passage in dict.fromkeys(passages) if passage not in told]
    found = dict(told)
    if left:
        found |= zip(left, otherwise(left), strict=True)
    return [found[passage] for passage in passages]


def _ended(call: "Future[Both]", until: float) -> Both | str:
    """What a call gives, by a moment on the monotonic clock; or why nothing."""
    try:
        error = call.exception(max(0.0, until - time.monotonic()))
    except TimeoutError:
        call.cancel()
        return "no reply in time"
    if error is None:
        return call.result()
    return str(error) if isinstance(error, UnusableError) else type(error).__name__


class _Memory:
    """What was said of passages, the latest `KEPT`."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[str, Passage], Both] = OrderedDict()

    def get(self, text: str, passage: Passage) -> Both | None:
        with self._lock:
            known = self._kept.get((text, passage))
            if known is not None:
                self._kept.move_to_end((text, passage))
            return known

    def keep(self, text: str, passage: Passage, both: Both) -> None:
        with self._lock:
            self._kept[text, passage] = both
            if len(self._kept) > KEPT:
                self._kept.popitem(last=False)


class _Patience:
    """Ends after some failures in a row, and comes back after a rest."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._lock = threading.Lock()
        self._clock = clock
        self._failures = 0
        self._again = float("-inf")

    def is_over(self) -> bool:
        with self._lock:
            return self._clock() < self._again

    def failed(self) -> None:
        with self._lock:
            self._failures += 1
            if self._failures >= FAILURES:
                self._again = self._clock() + REST

    def succeeded(self) -> None:
        with self._lock:
            self._failures = 0


def counted(reader: Reader) -> Readings | None:
    """How much a reader read, in all processes that share the count; None: it does not count."""
    return reader.counted() if isinstance(reader, EndpointReader) else None
