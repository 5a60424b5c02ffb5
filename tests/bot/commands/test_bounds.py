"""What a command was sent with, against its definition."""

from typing import Any

import pytest
from discord import Attachment, Interaction, app_commands

from bot.commands.bounds import keeps_bounds, options_in


@app_commands.command()
@app_commands.choices(how=[app_commands.Choice(name="Well", value="well")])
async def _command(  # noqa: PLR0917  # options are named
    _interaction: Interaction,
    words: app_commands.Range[str, 2, 5],
    number: app_commands.Range[int, 1, 9] = 1,
    share: app_commands.Range[float, 0.0, 1.0] = 0.5,
    flag: bool = False,  # a command's option
    how: str = "well",
    file: Attachment | None = None,
) -> None:
    """A command with an option of each kind."""


def _kept(**given: Any) -> bool:
    """Whether the command takes this, with one file described."""
    options = [{"name": name, "value": value} for name, value in given.items()]
    return keeps_bounds(_command.parameters, options, {"attachments": {"77": {}}})


def test_what_discord_lets_through_is_taken() -> None:
    """Up to the bounds, with all options or those that are needed."""
    assert _kept(words="ab")
    assert _kept(words="abcde", number=9, share=1, flag=True, how="well", file="77")


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"words": "a"},
        {"words": "abcdef"},
        {"words": 7},
        {"words": None},
        {"number": 0},
        {"number": 10},
        {"number": "7"},
        {"number": True},
        {"share": 1.5},
        {"flag": "yes"},
        {"flag": 1},
        {"how": "ill"},
        {"file": "78"},
        {"file": ["77"]},
        {"unknown": 1},
    ],
)
def test_what_goes_beyond_is_refused(given: dict[str, Any]) -> None:
    """Too short, too long, too great, of another type, unknown, or nothing where it is needed."""
    needed = {"words": "abc"} if given else {}
    assert not _kept(**needed | given)


def test_an_option_that_is_given_twice_is_refused() -> None:
    """Nobody could say which counts."""
    twice = [{"name": "words", "value": "abc"}] * 2
    assert not keeps_bounds(_command.parameters, twice, {})


def test_options_stand_at_the_end_of_the_path() -> None:
    """Below a group and its subcommand."""
    inner = {"type": 1, "name": "sub", "options": [{"type": 3, "name": "a", "value": "b"}]}
    data = {"options": [{"type": 2, "name": "group", "options": [inner]}]}
    assert options_in(data) == inner["options"]
    assert options_in({}) == []
