"""Where a cluster is, and how it is spoken to: what fails is told as a StoreError."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from knowledge.errors import InputError, StoreError

if TYPE_CHECKING:
    from opensearchpy import OpenSearch

SECONDS = 10.0
"""So long one request may take."""
_REFUSED = {401, 403}
_EXTRA = "OpenSearch needs the package {}: pip install 'footnote-bot[opensearch]'."


@dataclass(frozen=True, slots=True)
class Address:
    """Where a cluster is, and who asks.

    Attributes:
        urls: of its nodes; one is enough, others are asked where that is gone.
        name: what its indexes begin with.
        shards: of a new index.
        authority: a file with the certificates of those who vouch for it; None: the system's.
        user: who asks, with `password`.
        key: an API key, in place of user and password.
    """

    urls: tuple[str, ...]
    name: str = "footnote"
    shards: int = 1
    authority: Path | None = None
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    key: str | None = field(default=None, repr=False)

    @property
    def place(self) -> str:
        """What to call it in a message."""
        return ", ".join(self.urls)


@lru_cache(maxsize=8)
def client(address: Address) -> "OpenSearch":
    """A client of the cluster, which any thread may use; one for each address.

    Raises:
        InputError: the package is missing.
    """
    try:
        from opensearchpy import OpenSearch  # noqa: PLC0415  # an extra
    except ModuleNotFoundError as error:
        raise InputError(_EXTRA.format(error.name)) from None
    logging.getLogger("opensearch").setLevel(logging.ERROR)  # what fails is told by who asks
    given: dict[str, Any] = {}
    if address.key:
        given["headers"] = {"authorization": f"ApiKey {address.key}"}
    elif address.user:
        given["http_auth"] = (address.user, address.password or "")
    if address.authority:
        given["ca_certs"] = str(address.authority)
    return OpenSearch(
        list(address.urls),
        verify_certs=True,
        timeout=SECONDS,
        pool_maxsize=16,
        max_retries=2 * len(address.urls),
        retry_on_timeout=True,
        dead_timeout=5,
        http_compress=False,
        **given,
    )


@contextmanager
def told(address: Address) -> Iterator[None]:
    """A block whose failures in the cluster become StoreErrors that name it."""
    from opensearchpy.exceptions import OpenSearchException, TransportError  # noqa: PLC0415

    try:
        yield
    except TransportError as error:
        if error.status_code in _REFUSED:
            raise StoreError(
                f"The cluster at {address.place} does not let us in: check the user and the "
                "password, or the key."
            ) from error
        raise StoreError(_failed(address, f"{error.status_code}, {error.error}")) from error
    except OpenSearchException as error:
        raise StoreError(_failed(address, str(error).splitlines()[0])) from error


def _failed(address: Address, error: str) -> str:
    return (
        f"The cluster at {address.place} could not be used ({error}): check that enough of its "
        "nodes run, and its address."
    )
