"""What is said when something fails: commands as commands, and nothing of the machine."""

import pytest

from bot.render.notes import note
from bot.serve.failures import _wording, placeless
from knowledge.errors import InputError, PageError, StoreError


@pytest.mark.parametrize(
    "text",
    [
        "See `/knowledge history`.",
        "use `/settings` again",
        "`/ask` or `/check`",
        "whoever runs me can add it with `footnote ingest`.",
    ],
)
def test_commands_are_shown_as_commands(text: str) -> None:
    """Everything else that has a meaning to Discord is shown as it stands."""
    assert note(text).blocks == (text,)
    assert note(f"*{text}* `<@1>`").blocks == (f"\\*{text}\\* \\`\\<\\@\u200b1\\>\\`",)


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ("/srv/footnote/data/page.txt is empty.", "page.txt is empty."),
        ("Read “/tmp/footnote-upload-x/uploads/a.bib” first.", "Read “a.bib” first."),
        ("Use `/settings` or /ask; see https://arxiv.org/abs/1.", None),
        ("10.1000/182 and either/or", None),
    ],
)
def test_files_are_called_by_their_names(message: str, said: str | None) -> None:
    """Where they are on the machine is no business of who asks."""
    assert placeless(message) == (said or message)
    (block,) = _wording(PageError(message)).blocks
    assert "/srv" not in block
    assert "/tmp" not in block  # noqa: S108  # the text of a message


def test_a_database_out_of_order_is_told_without_where(caplog: pytest.LogCaptureFixture) -> None:
    """Who runs the bot finds the path in the log, by the reference that the person is given."""
    (block,) = _wording(StoreError("The disk with /srv/data/ledger.db is full.")).blocks
    assert "ledger" not in block
    reference = block.rsplit(" ", 1)[-1]
    assert reference in caplog.text
    assert "/srv/data/ledger.db" in caplog.text
    assert _wording(InputError("Too long.")).blocks == ("Too long.",)
