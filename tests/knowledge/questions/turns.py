"""Turns of a conversation, asked of a base."""

from knowledge.base import KnowledgeBase
from knowledge.reasons.remarks import ReadAs


def read_as(base: KnowledgeBase, *turns: str) -> str:
    """What the last of some turns is read as; as typed where it stands on its own."""
    reply = base.ask(turns[-1], turns[:-1])
    note = next((n for n in reply.notes if isinstance(n, ReadAs)), None)
    assert reply.question == turns[-1]
    return note.question if note else turns[-1]
