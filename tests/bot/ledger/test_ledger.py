"""What the ledger keeps comes back as it was, by server, and once."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.ledger import (
    DailyLimits,
    Dispatch,
    Feedback,
    Golden,
    GoldenRun,
    Ledger,
    Proposed,
    QaChannel,
    Replies,
    Served,
    ServerSettings,
    WhenUnanswered,
    ledger_place,
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
from tests.bot.samples import texts

DAY = dt.timedelta(days=1)
_ids = st.none() | st.integers(1, 2**63 - 1)
_settings = st.builds(
    ServerSettings,
    guild_id=st.just(GUILD),
    channels=st.lists(
        st.builds(QaChannel, st.integers(1, 2**63 - 1), st.sampled_from(WhenUnanswered)),
        max_size=4,
        unique_by=lambda channel: channel.id,
    ).map(tuple),
    replies=st.sampled_from(Replies),
    strictness=st.sampled_from([None, "strict", "lenient"]),
    helper_role=_ids,
    asker_role=_ids,
    keeper_role=_ids,
    limits=st.builds(DailyLimits, *[st.none() | st.integers(0, 10_000)] * 3),
    language=st.sampled_from([None, "de", "ja"]),
    retention_days=st.integers(1, 3650),
)


def test_settings_begin_with_defaults(ledger: Ledger) -> None:
    """A server that has set nothing has the defaults."""
    kept: Ledger = ledger
    assert kept.settings(GUILD) == ServerSettings(GUILD)
    assert kept.settings(GUILD).channel(CHANNEL) is None


def test_settings_come_back_as_they_were(place: Path | str) -> None:
    """Whatever is set is read again, also by the next process, and no other server has it."""
    ledger = Ledger(place)

    @given(_settings)
    def holds(settings: ServerSettings) -> None:
        assert ledger.change_settings(GUILD, lambda _: settings) == settings
        assert ledger.settings(GUILD) == settings
        assert ledger.settings(OTHER_GUILD) == ServerSettings(OTHER_GUILD)

    holds()
    before = ledger.settings(GUILD)
    ledger.close()
    again = Ledger(place)
    assert again.settings(GUILD) == before
    again.close()


def test_changes_at_the_same_time_are_all_kept(ledger: Ledger) -> None:
    """Each change sees the one before it."""

    def add(number: int) -> None:
        ledger.change_settings(
            GUILD, lambda now: replace(now, channels=(*now.channels, QaChannel(number)))
        )

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(add, range(1, 25)))
    assert {channel.id for channel in ledger.settings(GUILD).channels} == set(range(1, 25))
    assert ledger.settings(GUILD).channel(7) == QaChannel(7)


def test_questions_come_back_as_they_were(ledger: Ledger) -> None:
    """By number, by the answer's message, by channel, and by server; another server's never."""
    first = asked(context=("Before?",))
    number = ledger.keep_asked(first)
    second = ledger.keep_asked(abstained(at=NOW + DAY))
    ledger.keep_asked(asked(guild_id=OTHER_GUILD, channel_id=99))
    assert ledger.asked(number) == replace(first, id=number)
    assert ledger.asked(9999) is None
    ledger.place_answer(number, 555)
    assert ledger.answer_in(555) == replace(first, id=number)
    assert ledger.answer_in(556) is None
    assert [each.id for each in ledger.asked_in(CHANNEL, 5)] == [number, second]
    assert [each.id for each in ledger.asked_in(CHANNEL, 1)] == [second]
    assert [each.id for each in ledger.asked_since(GUILD, NOW)] == [number, second]
    assert [each.id for each in ledger.asked_since(GUILD, NOW + DAY)] == [second]
    assert ledger.asked_since(None, NOW) == []


def test_any_words_can_be_kept(ledger: Ledger) -> None:
    """Whatever somebody types, what is no text is a question mark and all else as it was."""

    @given(texts(), texts())
    @example("NUL \0 and half \ud800", "\0")
    def holds(question: str, reason: str) -> None:
        kept = ledger.asked(ledger.keep_asked(asked(question, uncovered=(question,))))
        assert kept is not None
        assert kept.question == question.encode("utf-8", "replace").decode().replace("\0", "?")
        assert kept.uncovered == (question,)
        assert ledger.keep_feedback(Feedback(kept.id, BERT, helpful=False, at=NOW, reason=reason))
        ledger.keep_wish(wish(question))
        assert not ledger.keep_wish(wish(question))

    holds()


def test_one_opinion_for_each_person_and_answer(ledger: Ledger) -> None:
    """The latest counts; the same again is no news; an answer that is gone takes none."""
    number = ledger.keep_asked(asked())
    up = Feedback(number, BERT, helpful=True, at=NOW)
    assert ledger.keep_feedback(up)
    assert not ledger.keep_feedback(replace(up, at=NOW + DAY))
    down = Feedback(number, BERT, helpful=False, at=NOW, reason="Wrong year.")
    assert ledger.keep_feedback(down)
    assert not ledger.keep_feedback(replace(down, reason=None))
    assert ledger.feedback_since(GUILD, NOW) == [down]
    assert ledger.feedback_since(OTHER_GUILD, NOW) == []
    assert not ledger.keep_feedback(replace(up, asked_id=9999))


def test_unmet_are_the_unanswered_and_the_unhelpful(ledger: Ledger) -> None:
    """An answer that helped is not among them; the reasons are."""
    ledger.keep_asked(asked("Fine?"))
    poor = ledger.keep_asked(asked("Poor?"))
    none = ledger.keep_asked(abstained())
    ledger.keep_feedback(Feedback(poor, ANNE, helpful=False, at=NOW, reason="Old."))
    ledger.keep_feedback(Feedback(poor, BERT, helpful=False, at=NOW))
    ledger.keep_feedback(Feedback(none, BERT, helpful=True, at=NOW))
    found = {each.asked.id: (each.unhelpful, each.reasons) for each in ledger.unmet(GUILD, NOW)}
    assert found == {poor: (2, ("Old.",)), none: (0, ())}


def test_humans_are_asked_once(ledger: Ledger) -> None:
    """Only the first who asks them does; nobody does for an answer that is gone."""
    number = ledger.keep_asked(asked())
    assert ledger.ask_a_human(number, ANNE, NOW)
    assert not ledger.ask_a_human(number, BERT, NOW)
    assert not ledger.ask_a_human(9999, BERT, NOW)


@pytest.mark.parametrize("guild", [GUILD, None])
def test_a_wish_is_granted_once(ledger: Ledger, guild: int | None) -> None:
    """The same wish is kept once for a server, and taken out by one."""
    assert ledger.keep_wish(wish(guild_id=guild))
    assert not ledger.keep_wish(wish(guild_id=guild, at=NOW + DAY))
    assert ledger.keep_wish(wish(guild_id=OTHER_GUILD))
    (kept,) = ledger.wishes(guild)
    assert kept == wish(guild_id=guild, id=kept.id)
    assert [ledger.grant(kept.id), ledger.grant(kept.id)] == [True, False]
    assert ledger.wishes(guild) == []


def test_golden_questions_belong_to_a_server(ledger: Ledger) -> None:
    """The same words again replace the papers; another server can neither see nor remove them."""
    ledger.add_golden(Golden(GUILD, "How tall?", ("a1",), NOW, ANNE))
    number = ledger.add_golden(Golden(GUILD, "How tall?", ("a1", "b2"), NOW, ANNE))
    assert ledger.goldens(GUILD) == [Golden(GUILD, "How tall?", ("a1", "b2"), NOW, ANNE, id=number)]
    assert ledger.goldens(OTHER_GUILD) == []
    assert not ledger.remove_golden(OTHER_GUILD, number)
    assert ledger.remove_golden(GUILD, number)
    assert ledger.goldens(GUILD) == []


def test_golden_runs_come_latest_first(ledger: Ledger) -> None:
    """No more than asked for."""
    runs = [GoldenRun(GUILD, NOW, "v", passed, 5) for passed in range(4)]
    for run in runs:
        ledger.keep_golden_run(run)
    assert ledger.golden_runs(GUILD, 3) == runs[:0:-1]
    assert ledger.golden_runs(OTHER_GUILD) == []


def test_a_reply_is_owed_until_it_is_settled(ledger: Ledger) -> None:
    """It is settled by one; then neither its token nor its question is kept."""
    ledger.owe(owed(5))
    ledger.owe(owed(6, acknowledged_at=NOW - DAY))
    assert ledger.owed(NOW) == [owed(5)]
    assert [each.interaction_id for each in ledger.owed(NOW - DAY)] == [6, 5]
    assert ledger.settle(5, Dispatch.ANSWERED)
    assert not ledger.settle(5, Dispatch.APOLOGISED)
    assert ledger.owed(NOW) == []


def test_a_message_is_claimed_by_one(ledger: Ledger) -> None:
    """Of many at once, one gets it."""
    with ThreadPoolExecutor(8) as pool:
        got = list(pool.map(lambda _: ledger.claim_message(CHANNEL, 9, NOW), range(8)))
    assert sorted(got) == [False] * 7 + [True]


def test_what_was_seen_never_goes_back(ledger: Ledger) -> None:
    """The latest message of each channel counts, whatever order they come in."""
    for message in (5, 9, 7):
        ledger.see(CHANNEL, message)
    ledger.see(72, 1)
    assert ledger.last_seen() == {CHANNEL: 9, 72: 1}


def test_daily_limits_are_counted_by_scope(ledger: Ledger) -> None:
    """Each scope has its own count, the day starts anew, and what is refused is not counted."""
    limits = DailyLimits(user=2, channel=3, server=4)
    day = NOW.date()

    def spend(user: int, channel: int, on: dt.date = day) -> str | None:
        return ledger.spend(on, user, channel, GUILD, limits)

    assert [spend(ANNE, 1) for _ in range(3)] == [None, None, "user"]
    assert [spend(BERT, 1) for _ in range(2)] == [None, "channel"]
    assert [spend(BERT, 2), spend(13, 3)] == [None, "server"]
    assert spend(ANNE, 1, day + DAY) is None
    assert ledger.spend(day, ANNE, 1, None, DailyLimits()) is None


def test_served_interactions_are_kept_by_server(ledger: Ledger) -> None:
    """With their times, and whether they failed."""
    here = Served("ask", GUILD, NOW, 12.0, 30.0)
    failed = Served("check", GUILD, NOW + DAY, None, None, failed=True)
    for each in (here, failed, Served("ask", None, NOW, 1.0, 2.0)):
        ledger.keep_served(each)
    assert ledger.served_since(GUILD, NOW) == [here, failed]
    assert ledger.served_since(GUILD, NOW + DAY) == [failed]


def test_who_changed_the_papers_is_known(ledger: Ledger) -> None:
    """By the number of the history's entry; the first note stands."""
    ledger.keep_change(GUILD, 3, ANNE)
    ledger.keep_change(GUILD, 3, BERT)
    assert ledger.changers(GUILD) == {3: ANNE}
    assert ledger.changers(OTHER_GUILD) == {}


def test_the_ledger_stands_beside_the_base(tmp_path: Path) -> None:
    """In its data directory, or in the same database."""
    assert ledger_place(tmp_path) == tmp_path / "ledger.db"
    url = "postgresql://somewhere/base"
    assert ledger_place(Path(url)) == url


def test_a_persons_pace_is_one(place: Path | str) -> None:
    """Whoever counts: of ten in a minute, the eleventh waits, and another person does not."""
    one, other = Ledger(place), Ledger(place)
    with ThreadPoolExecutor(8) as pool:
        waits = list(pool.map(lambda n: (one, other)[n % 2].pace(ANNE, 10), range(14)))
    assert waits.count(0.0) == 10
    assert all(0 < wait <= 60 for wait in waits if wait)
    assert one.pace(BERT, 10) == 0.0
    one.close()
    other.close()


def test_a_proposal_waits_for_one_decision(place: Path | str) -> None:
    """Also in another process; not of another server, and not for ever."""
    ledger = Ledger(place)
    made = Proposed("a1", GUILD, ANNE, {"entries": [1, "two"]}, NOW + DAY)
    ledger.propose(made)
    ledger.propose(replace(made, token="b2"))
    ledger.close()
    again = Ledger(place)
    assert again.decide(OTHER_GUILD, "a1", NOW) is None
    assert again.decide(GUILD, "a1", NOW) == made
    assert again.decide(GUILD, "a1", NOW) is None
    assert again.decide(GUILD, "b2", NOW + DAY) is None
    again.close()
