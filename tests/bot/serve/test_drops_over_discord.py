"""A Q&A channel through lost connections, refused resumes and restarts."""

import pytest

from tests.bench.drops import Outcome, Troubles, endured


@pytest.mark.asyncio
@pytest.mark.timeout(60)
async def test_every_message_is_answered_once() -> None:
    """Whatever happens to the connection, no message is lost and none is answered twice."""
    troubles = Troubles(messages=60, drops=5, refused=2, restarts=2)
    assert await endured(troubles) == Outcome((), ())
