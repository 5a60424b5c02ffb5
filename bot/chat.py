"""The terminal chat: the bot's commands without Discord and without a token."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass

from bot import terminal
from bot.port import Knowledge
from bot.rendering.escaping import visible
from knowledge.errors import InputError

PROMPT = "> "
WELCOME = "Ask a question, or type /help for the commands. Ctrl-D leaves."
FAREWELL = "Goodbye."
_OFFER = "Type /help for the commands."


@dataclass(frozen=True, slots=True)
class Command:
    """Something to type after a slash: what may follow it, what it is for, and what does it."""

    argument: str
    purpose: str
    run: Callable[[Knowledge, str], Iterable[terminal.Line]]


def chat(base: Knowledge, lines: Iterable[str], screen: terminal.Screen) -> None:
    """Carry out each of `lines` until they end or one of them is `/quit`.

    A line that begins with a slash is a command; any other is a question.

    Raises:
        StoreError: the database cannot be used any more.
    """
    for line in lines:
        words = line.strip()
        if words.lower() == "/quit":
            return
        if words:
            screen.show(_carried_out(base, words))


def typed_lines() -> Iterator[str]:
    """The lines that a person types at a prompt, until Ctrl-D or Ctrl-C.

    Earlier lines can be called back with the arrow keys where Python has readline.
    """
    with suppress(ImportError):
        import readline  # noqa: F401, PLC0415 - importing it gives input() its history
    with suppress(EOFError, KeyboardInterrupt):
        while True:
            yield input(PROMPT)


def _carried_out(base: Knowledge, words: str) -> Iterable[terminal.Line]:
    try:
        if not words.startswith("/"):
            return _ask(base, words)
        name, *rest = words.split(maxsplit=1)
        command = COMMANDS.get(name.lower())
        if command is None:
            return terminal.plain(f"There is no command {visible(name)}. {_OFFER}")
        return command.run(base, " ".join(rest))
    except InputError as error:
        return terminal.plain(str(error))


def _ask(base: Knowledge, question: str) -> list[terminal.Line]:
    return terminal.reply(base.ask(question))


def _papers(base: Knowledge, query: str) -> Iterable[terminal.Line]:
    if not query:
        return terminal.papers(base.papers())
    found = base.papers(query)
    if not found:
        return terminal.plain("No paper matches this. /papers alone lists them all.")
    return terminal.paper(found[0], found[1:])


def _about(base: Knowledge, _: str) -> list[terminal.Line]:
    return terminal.statistics(base.statistics())


def _help(_: Knowledge, __: str) -> list[terminal.Line]:
    usages = {f"{name} {command.argument}": command for name, command in COMMANDS.items()}
    width = max(map(len, usages))
    table = [f"  {usage:<{width}}  {command.purpose}" for usage, command in usages.items()]
    table.append(f"  {'/quit':<{width}}  leave (Ctrl-D does so too)")
    return terminal.plain("\n".join(["A line without a slash is a question. Commands:", *table]))


COMMANDS = {
    "/ask": Command("QUESTION", "answer a question, with sources", _ask),
    "/papers": Command("[QUERY]", "list the papers, or show the one that fits best", _papers),
    "/about": Command("", "say what the knowledge base holds", _about),
    "/help": Command("", "show this list", _help),
}
