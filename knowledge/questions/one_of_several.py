"""One of several things that were spoken of: "which one is newer?", "and the second one?".

The patterns are in `config/english/follow_ups.toml`.
"""

from knowledge.questions import rewrites
from knowledge.questions.topics import named, names_a_thing
from knowledge.questions.turns import Topics, Turn


def weighed(text: str, turn: Turn, topics: Topics) -> str | None:
    """A question which of the last things it is, with these; None for all other words."""
    match = rewrites.pattern("which_of_them").fullmatch(rewrites.bare(text))
    if match is None or named(topics.look(text).question, ()):
        return None
    things = _presented(turn)
    return f"{match['which']} {match['rest']}, {' or '.join(things)}?" if len(things) > 1 else None


def _presented(turn: Turn) -> list[str]:
    """The last things that papers present: of one turn, or of those that each have one."""
    found: dict[str, str] = {}
    before: Turn | None = turn
    while before is not None and len(found) <= 1:
        things = {thing.text.casefold(): thing.text for thing in before.things if thing.paper}
        found = {**things, **found}
        before = before.earlier
    return list(found.values())


def counted(text: str, turn: Turn, topics: Topics) -> str | None:
    """A question with the thing in it that "the second one" stands for; None without any."""
    for match, index in rewrites.ordinals(text):
        things, of = _listed(turn, topics)
        if not -len(things) <= index < len(things):
            return None
        if rewrites.bare(text).casefold() == match[0].casefold():
            return _what_is(things[index], of, topics)
        return f"{text[: match.start()]}{things[index]}{text[match.end() :]}"
    return None


def _listed(turn: Turn, topics: Topics) -> tuple[list[str], Turn]:
    """The things that one may count: of the last turn that has several, and this turn."""
    before: Turn | None = turn
    while before is not None:
        if len(things := topics.listed(before)) > 1:
            return things, before
        before = before.earlier
    return [], turn


def _what_is(thing: str, turn: Turn, topics: Topics) -> str:
    """What is asked of one of the things of a turn; of a common noun, within its topic."""
    asked = f"what is {thing}"
    topic = topics.topic(turn)
    if (
        topic is None
        or thing.startswith("“")
        or any(map(names_a_thing, topics.look(asked).question.foci))
    ):
        return f"{asked}?"
    return rewrites.completed(asked, topic)
