"""A ledger whose server is killed: told in one line, then as if nothing had been."""

import pytest

from bot.ledger import Ledger
from knowledge.errors import StoreError
from tests.bot.ledger.samples import GUILD, NOW, asked, owed
from tests.knowledge.postgres_server import Server


def test_a_killed_server_is_told_of_and_nothing_is_lost(mortal: Server) -> None:
    """What was kept before stands there after, and the same open ledger goes on."""
    ledger = Ledger(mortal.url)
    numbers = [ledger.keep_asked(asked(f"{number}?")) for number in range(20)]
    ledger.owe(owed(5))
    mortal.kill()
    for use in (lambda: ledger.owed(NOW), lambda: ledger.keep_asked(asked())):
        with pytest.raises(StoreError) as error:
            use()
        assert "\n" not in str(error.value)
    mortal.start()
    assert [each.id for each in ledger.asked_since(GUILD, NOW)] == numbers
    assert ledger.owed(NOW) == [owed(5)]
    assert ledger.keep_asked(asked()) > numbers[-1]
    ledger.close()
