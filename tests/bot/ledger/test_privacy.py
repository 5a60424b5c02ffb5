"""What is forgotten, or older than the retention, is gone to the last byte; all else stays."""

import datetime as dt
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ledger import (
    DailyLimits,
    Dispatch,
    Feedback,
    Golden,
    GoldenRun,
    Ledger,
    Served,
)
from tests.bot.ledger.samples import (
    ANNE,
    BERT,
    CHANNEL,
    GUILD,
    NOW,
    OTHER_GUILD,
    abstained,
    asked,
    owed,
    wish,
)
from tests.examples import times

DAY = dt.timedelta(days=1)


Written = Callable[[], bytes]


def fill(ledger: Ledger, user: int, mark: str) -> None:
    """Something of a person's in every table, with a mark in every text."""
    for number in range(40):
        ledger.keep_asked(asked(f"{mark} {number}?", user_id=user, context=(f"{mark} before",)))
    answer = ledger.keep_asked(abstained(f"{mark}?", user_id=user, uncovered=(mark,)))
    ledger.keep_feedback(Feedback(answer, user, helpful=False, at=NOW, reason=f"{mark} reason"))
    ledger.ask_a_human(answer, user, NOW)
    ledger.keep_wish(wish(f"{mark} wish", user_id=user, asked_id=answer))
    ledger.owe(owed(user, user_id=user, what=f"{mark} owed", token=f"{mark}-token"))
    ledger.spend(NOW.date(), user, CHANNEL, GUILD, DailyLimits())
    ledger.keep_change(GUILD, user, user)
    ledger.add_golden(Golden(GUILD, f"Golden of {user}?", ("a1",), NOW, user))


def test_who_is_forgotten_leaves_no_byte(ledger: Ledger, written: Written) -> None:
    """After forgetting, nothing they wrote stands in any file, and everybody else's rows stay."""
    fill(ledger, BERT, "kept-words")
    before = ledger.about_user(BERT)
    fill(ledger, ANNE, "secret-words")
    assert b"secret-words" in written()
    assert ledger.forget_user(ANNE) > 40
    assert b"secret-words" not in written()
    assert ledger.about_user(ANNE) == {}
    assert ledger.about_user(BERT) == before
    assert len(ledger.goldens(GUILD)) == 2
    assert ledger.forget_user(ANNE) == 0


def test_opinions_on_a_forgotten_answer_go_with_it(ledger: Ledger) -> None:
    """What others thought of it has nothing to stand on."""
    answer = ledger.keep_asked(asked())
    ledger.keep_feedback(Feedback(answer, BERT, helpful=True, at=NOW))
    ledger.forget_user(ANNE)
    assert ledger.about_user(BERT) == {}
    assert ledger.keep_asked(asked()) > answer


def test_somebody_is_told_all_that_is_kept(ledger: Ledger) -> None:
    """Every table that holds something lasting of theirs is named; no token is shown."""
    fill(ledger, ANNE, "words")
    told = ledger.about_user(ANNE)
    assert set(told) == {
        "questions",
        "feedback",
        "humans_asked",
        "wishes",
        "tallies",
        "changes",
        "goldens",
    }
    assert told["feedback"][0]["reason"] == "words reason"
    assert told["feedback"][0]["at"] == NOW.isoformat()
    assert "words-token" not in str(told)


def test_nothing_outlives_the_retention(ledger: Ledger) -> None:
    """Exactly the questions that are older than their server's retention go."""
    places = {"ours": GUILD, "another's": OTHER_GUILD, "nobody's": None}
    since = NOW - 999 * DAY

    @times(0.5)
    @given(
        st.lists(st.tuples(st.sampled_from(list(places)), st.integers(0, 200)), max_size=12),
        st.integers(1, 180),
    )
    def holds(rows: list[tuple[str, int]], days: int) -> None:
        ledger.change_settings(GUILD, lambda now: replace(now, retention_days=days))
        for whose, age in rows:
            ledger.keep_asked(asked(f"age {age}", guild_id=places[whose], at=NOW - age * DAY))
        purged = ledger.purge(NOW)
        left = [each for guild in places.values() for each in ledger.asked_since(guild, since)]
        young = [age for whose, age in rows if age <= (days if whose == "ours" else 90)]
        assert sorted(each.question for each in left) == sorted(f"age {age}" for age in young)
        assert purged == len(rows) - len(young)
        ledger.forget_user(ANNE)

    holds()


def test_what_is_purged_leaves_no_byte(ledger: Ledger, written: Written) -> None:
    """Old questions, wishes, replies and counts go without a trace; what is young stays."""
    fill(ledger, ANNE, "stale-words")
    ledger.claim_message(CHANNEL, 9, NOW)
    ledger.keep_served(Served("ask", GUILD, NOW, 1.0, 2.0))
    ledger.keep_golden_run(GoldenRun(GUILD, NOW, "v", 1, 1))
    ledger.keep_asked(asked("fresh-words", at=NOW + 91 * DAY))
    assert ledger.purge(NOW) == 0
    assert ledger.purge(NOW + 91 * DAY) > 40
    assert b"stale-words" not in written()
    assert b"fresh-words" in written()
    assert ledger.served_since(GUILD, NOW) == []
    assert ledger.golden_runs(GUILD) != []
    assert ledger.claim_message(CHANNEL, 9, NOW)


def test_a_settled_reply_leaves_neither_token_nor_question(
    ledger: Ledger, written: Written
) -> None:
    """Once it is settled, not even whose it was is kept, though it is known to be settled."""
    somebody = 0x1122334455667788
    ledger.owe(owed(what="owed-words", token="secret-token", user_id=somebody))
    forms = somebody.to_bytes(8, "big"), str(somebody).encode()
    assert any(form in written() for form in forms)
    ledger.settle(5, Dispatch.ANSWERED)
    assert not ledger.settle(5, Dispatch.APOLOGISED)
    ledger.purge(NOW + DAY / 2)
    ledger.forget_user(BERT)
    assert b"owed-words" not in written()
    assert b"secret-token" not in written()
    assert all(form not in written() for form in forms)


def test_a_server_is_forgotten(ledger: Ledger, written: Written) -> None:
    """All about it goes; another server's rows stay."""
    fill(ledger, ANNE, "server-words")
    ledger.change_settings(GUILD, lambda now: replace(now, retention_days=5))
    ledger.keep_asked(asked("elsewhere", guild_id=OTHER_GUILD))
    assert ledger.forget_server(GUILD) > 40
    assert b"server-words" not in written()
    assert ledger.settings(GUILD).retention_days != 5
    assert ledger.goldens(GUILD) == []
    assert [each.question for each in ledger.asked_since(OTHER_GUILD, NOW)] == ["elsewhere"]


def test_who_reads_meanwhile_is_not_disturbed(ledger: Ledger) -> None:
    """Others read and write while somebody is forgotten, and nothing of theirs is lost."""

    def go_on(number: int) -> int:
        ledger.asked_in(CHANNEL, 5)
        return ledger.keep_asked(asked(user_id=BERT, channel_id=100 + number))

    fill(ledger, ANNE, "words")
    with ThreadPoolExecutor(4) as pool:
        working = [pool.submit(go_on, number) for number in range(40)]
        forgotten = pool.submit(ledger.forget_user, ANNE)
    assert forgotten.result() > 40
    assert all(ledger.asked(each.result()) is not None for each in working)


@pytest.mark.parametrize("user", [-1, 2**62])
def test_nobody_is_nobody(ledger: Ledger, user: int) -> None:
    """Nothing is kept about somebody who never came."""
    fill(ledger, ANNE, "words")
    assert ledger.about_user(user) == {}
    assert ledger.forget_user(user) == 0


def test_a_server_that_took_the_bot_out_is_forgotten_after_its_retention(ledger: Ledger) -> None:
    """Not before; not where the bot is asked back; also where nobody saw that it was taken out."""
    for guild in (GUILD, OTHER_GUILD, 900):
        ledger.change_settings(guild, lambda now: replace(now, retention_days=10, language="de"))
        ledger.add_golden(Golden(guild, "Golden?", ("a1",), NOW, ANNE))
    ledger.leave_server(GUILD, NOW)
    ledger.attend([OTHER_GUILD], lambda guild: guild != GUILD, NOW + DAY)
    assert ledger.forget_departed(NOW + 10 * DAY) == 0
    assert all(ledger.settings(guild).language for guild in (GUILD, OTHER_GUILD, 900))
    assert ledger.forget_departed(NOW + 10.5 * DAY) == 3
    assert ledger.settings(GUILD).language is None
    assert ledger.goldens(GUILD) == []
    assert ledger.settings(900).language == "de"
    ledger.return_to(900)
    ledger.leave_server(OTHER_GUILD, NOW)
    ledger.attend([OTHER_GUILD, 900], lambda _: True, NOW + DAY)
    assert ledger.forget_departed(NOW + 99 * DAY) == 0
    assert all(ledger.settings(guild).language for guild in (OTHER_GUILD, 900))
