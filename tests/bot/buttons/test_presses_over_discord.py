"""What can be done with an answer: verified, rated, shared, taken to people; each also twice."""

from typing import Any

import pytest

from bot.ledger import Replies
from tests.bot.buttons.pressing import REGATTA, Place, press, put, said
from tests.bot.samples import TEXT, abstract
from tests.bot.stage import QUESTION
from tests.discord_server import CallbackType, Message


@pytest.mark.asyncio
async def test_an_answer_has_its_buttons(stage: Place) -> None:
    """Three, and a menu with the rest of what can be done with it; an abstention has others."""
    put(stage, helper_role=min(stage.may_ping))
    shown = await stage.ask()
    first, rest = ["Show in context", "👍", "👎"], ["Verify", "BibTeX", "Ask a human"]
    assert [button["label"] for button in shown.buttons] == first
    assert shown.component("More …")["custom_id"] == "more"
    assert shown.offers == [*first, *rest, "Dismiss"]
    assert (await stage.ask(REGATTA)).offers == ["Notify me", "Ask a human", "Dismiss"]
    assert (await stage.ask(private=True)).offers == [*first, *rest, "Share", "Dismiss"]


@pytest.mark.asyncio
@pytest.mark.parametrize("forged", ["", "more", "verify:", "verify:x", "settings:channels", "show"])
async def test_what_no_menu_offers_is_told(stage: Place, forged: str) -> None:
    """An option that is none does nothing, and says so privately."""
    shown = await stage.ask()
    menu = shown.component("More …")
    menu["options"].append({"label": "Forged", "value": forged})
    told = await (await stage.server.click(stage.stranger, shown, "Forged")).response()
    assert told.is_ephemeral
    assert "offered no more" in told.text


@pytest.mark.asyncio
async def test_verify_looks_again(stage: Place) -> None:
    """The quote against what is stored now, the version, and what would be answered today."""
    shown = await stage.ask()
    told = await press(stage, shown, "Verify", stage.stranger)
    assert told.is_ephemeral
    assert "The quote stands" in told.text
    assert "have not changed since" in told.text
    assert "the same answer" in told.text
    stage.knowledge.abstracts = [abstract(text=TEXT.replace("176B", "180B but once 176B"))]
    told = await press(stage, shown, "Verify")
    assert "0 of 1 quote stands" in told.text
    assert "another one today" in told.text
    assert "180B" in told.text
    stage.knowledge.abstracts = [abstract("other", title="Sands of Time")]
    told = await press(stage, shown, "Verify")
    assert "no longer hold" in told.text
    assert "gets no answer today" in told.text


@pytest.mark.asyncio
async def test_bibtex_is_given(stage: Place) -> None:
    """Of an answer, of a paper and of a verdict."""
    for shown in (
        await stage.ask(),
        await (await stage.slash("papers", query="tidal")).response(),
        await (await stage.slash("check", claim="Tidal has 176B parameters.")).response(),
    ):
        told = await press(stage, shown, "BibTeX", stage.stranger)
        assert told.is_ephemeral
        assert "@misc{north2022tidal" in told.text


@pytest.mark.asyncio
async def test_an_opinion_is_kept_once_for_each_person(stage: Place) -> None:
    """The same again changes nothing, another one replaces the first."""
    shown = await stage.ask()
    assert "Thank you for telling me" in (await press(stage, shown, "👍")).text
    assert "noted that already" in (await press(stage, shown, "👍")).text
    await press(stage, shown, "👍", stage.stranger)
    assert len(opinions(stage)) == 2
    await disliked(stage, shown, "It is about lakes.")
    assert sorted((o.helpful, o.reason) for o in opinions(stage)) == [
        (False, "It is about lakes."),
        (True, None),
    ]


def opinions(stage: Place) -> list[Any]:
    """What is kept of what people think."""
    first = stage.ledger.asked_in(stage.channel.id, 1)[0].at
    return stage.ledger.feedback_since(stage.guild.id, first)


async def disliked(stage: Place, shown: Message, reason: str) -> Message:
    """The asker says that an answer did not help, and why, while the bot is restarted."""
    opened = await (await stage.server.click(stage.asker, shown, "👎")).acknowledged()
    assert opened.callback_type is CallbackType.MODAL
    await stage.restart()
    return await (await stage.server.submit(opened, {"reason": reason})).response()


@pytest.mark.asyncio
async def test_why_an_answer_did_not_help_may_be_told(stage: Place) -> None:
    """In a form, which needs no reason and works after a restart; sent twice, it is kept once."""
    shown = await stage.ask()
    assert "Thank you" in (await disliked(stage, shown, "wrong paper")).text
    assert "noted that already" in (await disliked(stage, shown, "wrong paper")).text
    assert [o.reason for o in opinions(stage)] == ["wrong paper"]
    (gap,) = stage.ledger.unmet(stage.guild.id, stage.ledger.asked_in(stage.channel.id, 1)[0].at)
    assert (gap.unhelpful, gap.reasons) == (1, ("wrong paper",))
    await disliked(stage, shown, "")
    assert [(o.helpful, o.reason) for o in opinions(stage)] == [(False, "wrong paper")]


@pytest.mark.asyncio
async def test_a_private_answer_is_shared_once(stage: Place) -> None:
    """Everybody reads it then, and it can be asked on; the button is gone, and works no more."""
    shown = await stage.ask(private=True)
    assert said(stage) == []
    before = shown.components
    for _ in range(2):
        click = await stage.server.click(stage.asker, shown, "Share")
        await click.acknowledged()
        await stage.quiet()
        assert "Share" not in shown.offers
        shown.components = before  # an old screen
        await stage.restart()
    (public,) = said(stage)
    assert "176B" in public.text
    assert "Share" not in public.offers
    told = await press(stage, public, "Verify", stage.stranger)
    assert "The quote stands" in told.text
    assert stage.ledger.answer_in(public.id) is not None


@pytest.mark.asyncio
async def test_verdicts_are_shared_too(stage: Place) -> None:
    """A claim that was checked privately."""
    private = await stage.slash("check", claim="Tidal has 176B parameters.", private=True)
    click = await stage.server.click(stage.asker, await private.response(), "Share")
    assert "Supported" in (await click.followup()).text
    assert len(said(stage)) == 1


@pytest.mark.asyncio
async def test_humans_are_asked_once(stage: Place) -> None:
    """Only the helpers are pinged, with the question and a link to where it was asked."""
    (role,) = stage.may_ping
    put(stage, helper_role=role)
    shown = await stage.ask(REGATTA)
    click = await stage.server.click(stage.asker, shown, "Ask a human")
    call, told = await click.followup(1), await click.followup(2)
    assert call.pings == [f"<@&{role}>"]
    assert REGATTA in call.text
    assert f"https://discord.com/channels/{stage.guild.id}/{stage.channel.id}/" in call.text
    assert told.is_ephemeral
    await stage.restart()
    again = await stage.server.click(stage.asker, shown, "Ask a human")
    assert "asked about this already" in (await again.followup()).text
    assert len([m for m in said(stage) if m.pings]) == 1


@pytest.mark.asyncio
async def test_only_the_one_who_asked_calls_humans(stage: Place) -> None:
    """Or who moderates; and nobody where no helpers are chosen any more."""
    put(stage, helper_role=min(stage.may_ping))
    shown = await stage.ask(REGATTA)
    told = await (await stage.server.click(stage.stranger, shown, "Ask a human")).followup()
    assert "Only the one who asked" in told.text
    put(stage, helper_role=None)
    told = await (await stage.server.click(stage.moderator, shown, "Ask a human")).followup()
    assert "Nobody has been chosen" in told.text
    put(stage, helper_role=min(stage.may_ping))
    called = await (await stage.server.click(stage.moderator, shown, "Ask a human")).followup()
    assert called.pings


@pytest.mark.asyncio
async def test_a_command_begins_a_conversation_in_a_thread(stage: Place) -> None:
    """Where that is configured: below its answer, which is the context there."""
    put(stage, replies=Replies.THREAD)
    stage.guild.bot_permissions |= 1 << 35  # opens threads
    stage.reads_messages = True
    stage.server.gateway._enabled = 1 << 15
    await stage.restart()
    shown = await stage.ask()
    await stage.quiet()
    thread = stage.server._core.world.channels[shown.id]
    assert thread.name == QUESTION
    await stage.say("and its license?", thread)
    assert len(await stage.answers(thread)) == 1
    assert stage.knowledge.contexts[-1] == (QUESTION,)
    await stage.ask(REGATTA)
    await stage.ask(private=True)
    await stage.quiet()
    assert [c.type for c in stage.server._core.world.channels.values()].count(11) == 1
