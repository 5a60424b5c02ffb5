"""Which engine a collection is searched with."""

from knowledge.errors import InputError
from knowledge.settings import tuned

AUTO = "auto"
IN_MEMORY = "rank-bm25"
ON_DISK = "tantivy"
ON_CLUSTER = "opensearch"
ENGINES = (AUTO, IN_MEMORY, ON_DISK)


def chosen(engine: str | None, abstracts: int) -> str:
    """The engine for so many abstracts: `IN_MEMORY` or `ON_DISK`.

    Args:
        engine: one of `ENGINES`; None: what `config/tuned/retrieval.toml` says.
        abstracts: how many there are.

    Raises:
        InputError: there is no such engine, or it needs an address.
    """
    named = engine or tuned().retrieval.engine
    if named == ON_CLUSTER:
        raise InputError(
            "The engine “opensearch” needs a cluster: say where it is with FOOTNOTE_SEARCH__URLS."
        )
    if named not in ENGINES:
        raise InputError(f"There is no engine “{named}”: name one of {', '.join(ENGINES)}.")
    if named == AUTO:
        return IN_MEMORY if abstracts <= tuned().retrieval.in_memory else ON_DISK
    return named
