"""How long commands take is remembered for the last of them."""

from bot.serve.stopwatch import LatencyRing


def test_latency_is_measured_over_the_last_commands() -> None:
    """The ring gives count, median and 95th percentile by nearest rank, of the last 500."""
    ring = LatencyRing()
    assert ring.measured() is None
    for milliseconds in [10_000.0] * 50 + [float(n) for n in range(1, 501)]:
        ring.add(milliseconds)
    measured = ring.measured()
    assert measured is not None
    assert (measured.count, measured.median_ms, measured.p95_ms) == (500, 250.5, 475.0)
