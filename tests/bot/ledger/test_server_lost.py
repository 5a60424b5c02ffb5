"""A ledger whose server is killed: told in one line, then as if nothing had been."""

import pytest

from bot.ledger import Ledger
from knowledge.errors import StoreError
from tests.bot.ledger.samples import GUILD, NOW, asked, owed
from tests.knowledge import postgres_server


def test_a_killed_server_is_told_of_and_nothing_is_lost() -> None:
    """What was kept before stands there after, and the same open ledger goes on."""
    bin_folder = postgres_server.programs()
    if bin_folder is None:
        pytest.skip("PostgreSQL is not installed (Debian: apt-get install postgresql)")
    with postgres_server.served(bin_folder) as server:
        ledger = Ledger(server.url)
        numbers = [ledger.keep_asked(asked(f"{number}?")) for number in range(20)]
        ledger.owe(owed(5))
        server.kill()
        for use in (lambda: ledger.owed(NOW), lambda: ledger.keep_asked(asked())):
            with pytest.raises(StoreError) as error:
                use()
            assert "\n" not in str(error.value)
        server.start()
        assert [each.id for each in ledger.asked_since(GUILD, NOW)] == numbers
        assert ledger.owed(NOW) == [owed(5)]
        assert ledger.keep_asked(asked()) > numbers[-1]
        ledger.close()
