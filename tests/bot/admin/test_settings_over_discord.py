"""The panel of settings over the wire: what is chosen is set, by those who may."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ledger import DailyLimits, QaChannel, Replies, ServerSettings, WhenUnanswered
from bot.service.settings_changes import changed_by, limited_by
from knowledge.errors import InputError
from tests.bot.admin.office import Office
from tests.bot.ledger.samples import GUILD
from tests.discord_server import Interaction, Message

SETTINGS = ServerSettings(GUILD, channels=(QaChannel(5), QaChannel(6)))


async def _chosen(office: Office, panel: Message, name: str, *values: object) -> Interaction:
    """The manager chooses values in a menu of the panel."""
    interaction = await office.server.select(
        office.manager, panel, f"settings:{name}", [str(value) for value in values]
    )
    await interaction.response()
    return interaction


def _set(office: Office) -> ServerSettings:
    return office.ledger.settings(office.guild.id)


def _defaults(panel: Message, name: str) -> list[str]:
    """What a menu of the panel shows as chosen."""
    menu = panel.component(f"settings:{name}")
    of_type = [str(value["id"]) for value in menu.get("default_values") or []]
    return of_type + [o["value"] for o in menu.get("options") or [] if o.get("default")]


@pytest.mark.asyncio
async def test_every_menu_sets_what_was_chosen_and_shows_it(office: Office) -> None:
    """One after another, on one panel, which shows each as it is set."""
    panel = await office.use("settings")
    assert panel.is_ephemeral
    channel = office.stage.channel.id
    second = office.role
    steps: list[tuple[str, tuple[object, ...], dict[str, Any]]] = [
        ("channels", (channel,), {"channels": (QaChannel(channel),)}),
        ("silent", (channel,), {"channels": (QaChannel(channel, WhenUnanswered.SILENT),)}),
        ("replies", ("thread",), {"replies": Replies.THREAD}),
        ("strictness", ("strict",), {"strictness": "strict"}),
        ("asker", (second,), {"asker_role": second}),
        ("helper", (second,), {"helper_role": second}),
        ("keeper", (second,), {"keeper_role": second}),
        ("language", ("de",), {"language": "de"}),
        ("retention", (30,), {"retention_days": 30}),
    ]
    expected = ServerSettings(office.guild.id)
    for name, values, change in steps:
        await _chosen(office, panel, name, *values)
        expected = replace(expected, **change)
        assert _set(office) == expected
        assert _defaults(panel, name) == [str(value) for value in values]
    for name, unset in (("asker", ()), ("strictness", ("-",)), ("language", ("-",))):
        await _chosen(office, panel, name, *unset)
    assert _set(office) == replace(expected, asker_role=None, strictness=None, language=None)
    await _chosen(office, panel, "channels")
    assert _set(office).channels == ()
    assert office.ledger.settings(office.other_guild.id) == ServerSettings(office.other_guild.id)


@pytest.mark.asyncio
async def test_the_panel_works_after_a_restart(office: Office) -> None:
    """A new client serves the menus of an old panel."""
    panel = await office.use("settings")
    await office.stage.restart()
    await _chosen(office, panel, "replies", "private")
    assert _set(office).replies is Replies.PRIVATE


@pytest.mark.asyncio
async def test_daily_limits_are_typed_into_a_form(office: Office) -> None:
    """It shows what is set; what is no number is told, and nothing changes."""
    panel = await office.use("settings")

    async def typed(**values: str) -> Interaction:
        opened = await office.server.click(office.manager, panel, "Change the limits")
        await opened.acknowledged()
        return await office.server.submit(opened, values)

    await (await typed(user="5", channel="", server="1000")).response()
    assert _set(office).limits == DailyLimits(5, None, 1000)
    assert "5 for a person, – in a channel, 1,000 in all" in panel.text
    told = await (await typed(user="many", channel="", server="")).response()
    assert "A daily limit is a whole number" in told.text
    assert _set(office).limits == DailyLimits(5, None, 1000)
    await (await typed(user="", channel="", server="")).response()
    assert _set(office).limits == DailyLimits()


@pytest.mark.asyncio
async def test_a_form_that_was_open_over_a_restart_is_taken(office: Office) -> None:
    """A new client sets what somebody had begun to type before it came."""
    panel = await office.use("settings")
    opened = await office.server.click(office.manager, panel, "Change the limits")
    await opened.acknowledged()
    await office.stage.restart()
    sent = await office.server.submit(opened, {"user": "5", "channel": "", "server": ""})
    await sent.response()
    assert _set(office).limits == DailyLimits(5, None, None)


@pytest.mark.asyncio
async def test_only_those_who_manage_the_server_change_its_settings(office: Office) -> None:
    """A member who gets hold of a panel, or of its form, changes nothing."""
    panel = await office.use("settings")
    opened = await office.server.click(office.manager, panel, "Change the limits")
    await opened.acknowledged()
    panel.visible_to = office.keeper.user
    before = _set(office)
    for name, values in (("replies", ["thread"]), ("keeper", [str(office.role)])):
        refused = await office.server.select(office.keeper, panel, f"settings:{name}", values)
        await refused.acknowledged()
        assert "Only those who may manage" in (refused.original or panel).text
    refused = await office.server.click(office.keeper, panel, "Change the limits")
    assert "Only those who may manage" in (await refused.response()).text
    forged = await office.server.submit(
        opened, {"user": "1", "channel": "", "server": ""}, member=office.keeper
    )
    await forged.acknowledged()
    assert _set(office) == before


@pytest.mark.asyncio
async def test_another_servers_panel_changes_ones_own_server_only(office: Office) -> None:
    """Whose panel it is makes no difference: the server is that of the one who chooses."""
    theirs = await office.elsewhere("settings")
    choosing = await office.server.select(
        office.other_manager, theirs, "settings:replies", ["private"]
    )
    await choosing.response()
    assert _set(office).replies is Replies.INLINE
    assert office.ledger.settings(office.other_guild.id).replies is Replies.PRIVATE


@pytest.mark.asyncio
async def test_what_is_gone_is_not_shown(office: Office) -> None:
    """Channels and roles that the server no longer has are left out of the panel."""
    office.ledger.change_settings(
        office.guild.id,
        lambda now: replace(now, channels=(QaChannel(1),), helper_role=2, retention_days=45),
    )
    panel = await office.use("settings")
    assert _defaults(panel, "channels") == _defaults(panel, "helper") == []
    assert _defaults(panel, "retention") == ["45"]
    with pytest.raises(LookupError):
        panel.component("settings:silent")


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("nonsense", ["1"]),
        ("limits", []),
        ("channels", ["x"]),
        ("channels", ["-1"]),
        ("channels", [str(1 << 63)]),
        ("channels", [str(n) for n in range(26)]),
        ("replies", []),
        ("replies", ["thread", "inline"]),
        ("replies", ["nowhere"]),
        ("strictness", ["wild"]),
        ("language", ["tlh"]),
        ("retention", ["100000"]),
        ("keeper", ["٣"]),
    ],
)
def test_what_no_menu_offers_is_refused(name: str, values: list[str]) -> None:
    """A forged value sets nothing."""
    with pytest.raises(InputError, match="cannot be set"):
        changed_by(name, values)


@given(st.sampled_from(["user", "channel", "server"]), st.text(max_size=12))
def test_a_limit_is_a_number_or_refused(which: str, typed: str) -> None:
    """Whatever is typed, it sets that number, no limit, or nothing."""
    try:
        limits = limited_by({which: typed})(SETTINGS).limits
    except InputError:
        return
    value = getattr(limits, which)
    assert value is None if not typed.strip() else value == int(typed)


def test_a_channel_that_stays_keeps_its_way() -> None:
    """Choosing the channels anew leaves those that stay silent silent."""
    silent = changed_by("silent", ["5"])(SETTINGS)
    assert [c.when_unanswered for c in silent.channels] == [
        WhenUnanswered.SILENT,
        WhenUnanswered.TELL,
    ]
    assert changed_by("channels", ["7", "5", "5"])(silent).channels == (
        QaChannel(7),
        QaChannel(5, WhenUnanswered.SILENT),
    )
