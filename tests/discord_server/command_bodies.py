"""Commands, and answers to interactions, that Discord refuses."""

from typing import Any

from .bodies import row, text

Json = dict[str, Any]


def command(**changes: Any) -> Json:
    """A slash command."""
    return {"name": "ask", "description": "Asks.", "type": 1} | changes


def option(**changes: Any) -> Json:
    """A text option."""
    return {"type": 3, "name": "question", "description": "What to ask."} | changes


BAD_COMMANDS: dict[str, list[Json]] = {
    "a capital letter": [command(name="Ask")],
    "a space": [command(name="ask me")],
    "an emoji": [command(name="ask✨")],
    "a dot": [command(name="a.b")],
    "a long name": [command(name="x" * 33)],
    "no name": [{"description": "x"}],
    "no description": [{"name": "ask"}],
    "an empty description": [command(description="")],
    "a blank description": [command(description="  ")],
    "a long description": [command(description="x" * 101)],
    "the same twice": [command(), command()],
    "101 commands": [command(name=f"c{n}") for n in range(101)],
    "an unknown key": [command(colour=1)],
    "a described menu": [command(type=3, name="Quote")],
    "a menu with options": [{"type": 2, "name": "Quote", "options": [option()]}],
    "a blank menu": [{"type": 2, "name": " "}],
    "an option with a capital letter": [command(options=[option(name="Q")])],
    "an option without description": [command(options=[{"type": 3, "name": "q"}])],
    "an option of an unknown type": [command(options=[option(type=12)])],
    "an option twice": [command(options=[option(), option()])],
    "26 options": [command(options=[option(name=f"o{n}") for n in range(26)])],
    "required after optional": [command(options=[option(), option(name="second", required=True)])],
    "a subcommand beside an option": [
        command(options=[option(), {"type": 1, "name": "sub", "description": "x"}])
    ],
    "choices and autocomplete": [
        command(options=[option(autocomplete=True, choices=[{"name": "a", "value": "a"}])])
    ],
    "26 choices": [
        command(options=[option(choices=[{"name": str(n), "value": str(n)} for n in range(26)])])
    ],
    "a choice twice": [command(options=[option(choices=[{"name": "a", "value": "a"}] * 2)])],
    "a blank choice": [command(options=[option(choices=[{"name": " ", "value": "a"}])])],
    "a long choice": [command(options=[option(choices=[{"name": "a", "value": "x" * 101}])])],
    "bounds crossed": [command(options=[option(min_length=5, max_length=2)])],
    "8001 characters": [
        command(
            options=[
                option(
                    name=f"o{n}",
                    choices=[{"name": f"{m:x<100}", "value": f"{m:y<100}"} for m in range(5)],
                )
                for n in range(8)
            ]
        )
    ],
}


def choices(*pairs: tuple[Any, Any]) -> Json:
    """Suggestions from names and values."""
    return {"choices": [{"name": name, "value": value} for name, value in pairs]}


BAD_ANSWERS: dict[str, tuple[str, int, Any]] = {
    "26 choices": ("autocomplete", 8, choices(*[(str(n), str(n)) for n in range(26)])),
    "an empty choice name": ("autocomplete", 8, choices(("", "a"))),
    "a blank choice name": ("autocomplete", 8, choices((" ", "a"))),
    "a long choice name": ("autocomplete", 8, choices(("x" * 101, "a"))),
    "a long choice value": ("autocomplete", 8, choices(("a", "x" * 101))),
    "a number for text": ("autocomplete", 8, choices(("a", 5))),
    "a message for choices": ("autocomplete", 4, {"content": "x"}),
    "choices for a message": ("slash", 8, choices(("a", "a"))),
    "an update of nothing": ("slash", 7, {"content": "x"}),
    "an unknown type": ("slash", 77, {"content": "x"}),
    "a bad message": ("slash", 4, {"content": "x" * 2001}),
    "a form without fields": ("slash", 9, {"title": "x", "custom_id": "x", "components": []}),
    "a form of six texts": (
        "slash",
        9,
        {"title": "x", "custom_id": "x", "components": [text() for _ in range(6)]},
    ),
    "a form with an id twice": (
        "slash",
        9,
        {
            "title": "x",
            "custom_id": "x",
            "components": [row({"type": 4, "custom_id": "a", "style": 1, "label": "x"})] * 2,
        },
    ),
}
