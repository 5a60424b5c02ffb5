"""What tests of a reader behind an endpoint share."""

from collections.abc import Iterator

import pytest

from tests.knowledge.reader.loopback import Loopback, loopback


@pytest.fixture
def server() -> Iterator[Loopback]:
    """An endpoint that answers well."""
    with loopback() as running:
        yield running
