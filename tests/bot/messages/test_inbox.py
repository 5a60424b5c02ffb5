"""Messages handled once each, whatever happens between."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from discord import Object

from bot.ledger import Ledger
from bot.messages.inbox import Inbox
from bot.messages.progress import Missed
from bot.serve.owed_replies import OwedReplies
from tests.discord_server.waiting import LIMIT, Changes

CHANNEL = 7


class Room:
    """A channel with numbered messages, and somebody who answers them unless told to fail."""

    def __init__(self, owed_replies: OwedReplies, *, most_waiting: int = 100) -> None:
        self.said: list[Object] = []
        self.answered: list[int] = []
        self.failures: list[Exception] = []
        self.gate = asyncio.Event()
        self.gate.set()
        self.reads = 0
        self.changes = Changes()
        self.inbox = Inbox(
            owed_replies, self._answer, self._since, most_waiting=most_waiting, pauses=(0, 0)
        )
        self.inbox.follow({CHANNEL: 0})

    def say(self, *numbers: int, heard: bool = True) -> None:
        """Say messages; those that are not heard stand in the channel alone."""
        for number in numbers:
            self.said.append(Object(number))
            if heard:
                self.inbox.take(self.said[-1], CHANNEL)

    async def _answer(self, message: Object) -> None:
        await self.gate.wait()
        if self.failures:
            failure = self.failures.pop(0)
            self.changes.announce()
            raise failure
        self.answered.append(message.id)
        self.changes.announce()

    async def _since(self, channel_id: int, mark: int) -> Missed[Object]:
        assert channel_id == CHANNEL
        self.reads += 1
        if self.failures:
            raise self.failures.pop(0)
        missed = [m for m in self.said if m.id > mark]
        return Missed(missed, frozenset(self.answered))


@pytest_asyncio.fixture
async def owed_replies(tmp_path: Path) -> AsyncIterator[OwedReplies]:
    """What is owed, on a ledger in a file."""
    ledger = Ledger(tmp_path / "ledger.db")
    made = OwedReplies(ledger)
    yield made
    await made.close()
    assert ledger.last_seen().get(CHANNEL, 0) in range(200)
    ledger.close()


@pytest.mark.asyncio
async def test_what_arrives_and_what_was_missed_is_answered_once(owed_replies: OwedReplies) -> None:
    """After a gap, what came in it is picked up, and what was answered stays as it is."""
    room = Room(owed_replies)
    await room.inbox.catch_up()
    room.say(1, 2)
    room.inbox.miss()
    room.say(3, 4, heard=False)
    room.say(5)
    await room.inbox.catch_up()
    await room.inbox.catch_up()
    await room.inbox.close(LIMIT)
    assert sorted(room.answered) == [1, 2, 3, 4, 5]
    assert room.reads == 2


@pytest.mark.asyncio
async def test_what_a_dead_process_answered_is_not_answered_again(
    owed_replies: OwedReplies,
) -> None:
    """The next process, which knows the mark alone, finds the answers that stand there."""
    room = Room(owed_replies)
    room.say(1, 2, 3, heard=False)
    room.answered = [2]
    await room.inbox.catch_up()
    await room.inbox.close(LIMIT)
    assert room.answered == [2, 1, 3]


@pytest.mark.asyncio
async def test_a_flood_is_read_in_turns(owed_replies: OwedReplies) -> None:
    """Messages beyond what waits in memory are read again when there is room, none is lost."""
    room = Room(owed_replies, most_waiting=10)
    await room.inbox.catch_up()
    room.gate.clear()
    room.say(*range(1, 51))
    room.gate.set()
    await room.changes.until(lambda: len(room.answered) == 50, LIMIT, "fifty answers")
    await room.inbox.close(LIMIT)
    assert sorted(room.answered) == list(range(1, 51))


@pytest.mark.asyncio
@pytest.mark.parametrize("failures", [[OSError()], [OSError(), OSError()]])
async def test_trouble_with_discord_is_overcome(
    owed_replies: OwedReplies, failures: list[Exception]
) -> None:
    """A message that could not be answered is tried again."""
    room = Room(owed_replies)
    await room.inbox.catch_up()
    room.failures = failures
    room.say(1)
    await room.inbox.close(LIMIT)
    assert room.answered == [1]


@pytest.mark.asyncio
async def test_a_message_that_always_fails_stops_nobody(
    owed_replies: OwedReplies, caplog: pytest.LogCaptureFixture
) -> None:
    """It is given up with a line in the log, and the ones after it are answered."""
    room = Room(owed_replies)
    await room.inbox.catch_up()
    room.failures = [RuntimeError("inner words")]
    room.say(1)
    await room.changes.until(lambda: not room.failures, LIMIT, "the failure")
    room.say(2)
    await room.inbox.close(LIMIT)
    assert room.answered == [2]
    assert "inner words" in caplog.text


@pytest.mark.asyncio
async def test_trouble_of_any_length_is_overcome(owed_replies: OwedReplies) -> None:
    """What Discord does not take is kept until it does, and then answered once."""
    room = Room(owed_replies)
    await room.inbox.catch_up()
    room.failures = [OSError("gone")] * 20
    room.say(1)
    await room.changes.until(lambda: room.answered == [1], LIMIT, "the answer")
    await room.inbox.close(LIMIT)
    assert room.answered == [1]


@pytest.mark.asyncio
async def test_history_that_cannot_be_read_is_read_later(owed_replies: OwedReplies) -> None:
    """Where Discord does not tell what was said, it is asked until it does."""
    room = Room(owed_replies)
    room.say(1, heard=False)
    room.failures = [OSError("down")] * 3
    await room.inbox.catch_up()
    await room.inbox.close(LIMIT)
    assert room.answered == [1]


@pytest.mark.asyncio
async def test_history_is_not_read_while_stopping(owed_replies: OwedReplies) -> None:
    """What was not read by then is left for the next start."""
    room = Room(owed_replies)
    room.say(1, heard=False)
    room.inbox.stop()
    await room.inbox.catch_up()
    await room.inbox.close(LIMIT)
    assert (room.answered, room.reads) == ([], 0)


@pytest.mark.asyncio
async def test_channels_that_are_not_followed_are_handled_as_they_come(
    owed_replies: OwedReplies,
) -> None:
    """Direct messages and mentions elsewhere are answered, and never looked up again."""
    room = Room(owed_replies)
    room.inbox.take(Object(9), 99)
    room.inbox.leave([CHANNEL])
    assert room.inbox.followed == frozenset()
    room.inbox.take(Object(10), CHANNEL)
    await room.inbox.catch_up()
    await room.inbox.close(LIMIT)
    room.inbox.take(Object(11), CHANNEL)
    assert sorted(room.answered) == [9, 10]
    assert room.reads == 0


@pytest.mark.asyncio
async def test_what_hangs_at_the_end_is_left_for_the_next_start(owed_replies: OwedReplies) -> None:
    """A stop waits no longer than the grace, and what was not answered is picked up afterwards."""
    room = Room(owed_replies)
    await room.inbox.catch_up()
    room.gate.clear()
    room.say(1)
    await room.inbox.close(0)
    after = Room(owed_replies)
    after.said = room.said
    await after.inbox.catch_up()
    await after.inbox.close(LIMIT)
    assert (room.answered, after.answered) == ([], [1])


@pytest.mark.asyncio
@pytest.mark.parametrize("is_answered", [False, True])
async def test_what_came_before_its_channel_was_followed_is_not_read_again(
    owed_replies: OwedReplies, is_answered: bool
) -> None:
    """Whether it is still in hand by then or dealt with, it is answered once, and noted as read."""
    room = Room(owed_replies)
    room.inbox.leave([CHANNEL])
    if not is_answered:
        room.gate.clear()
    room.say(3)
    await room.changes.until(lambda: room.answered == [3] * is_answered, LIMIT, "an answer")
    room.inbox.follow({CHANNEL: 2})
    await room.inbox.catch_up()
    room.gate.set()
    await room.changes.until(lambda: room.answered == [3], LIMIT, "an answer")
    await room.inbox.close(LIMIT)
    assert room.answered == [3]
    after = Room(owed_replies)
    after.said = room.said
    after.inbox.leave([CHANNEL])
    after.inbox.follow(owed_replies._ledger.last_seen())
    await after.inbox.catch_up()
    await after.inbox.close(LIMIT)
    assert after.answered == []


@pytest.mark.asyncio
async def test_only_so_many_messages_are_remembered(owed_replies: OwedReplies) -> None:
    """Of channels that nobody follows, the latest few thousand messages are kept in mind."""
    room = Room(owed_replies)
    room.inbox.leave([CHANNEL])
    room.say(*range(1, 5100))
    assert len(room.inbox._loose) == 5000
    await room.inbox.close(LIMIT)
