"""The terminal chat: the bot's commands without Discord and without a token."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from difflib import get_close_matches

from bot.cli import terminal
from bot.cli.conversation import Conversation
from bot.cli.phrases import counted, nothing_fits
from bot.protocol import Knowledge
from bot.service.courtesy import Courtesy, courtesy
from bot.service.examples import examples
from bot.visible import visible
from knowledge.claims.detection import split
from knowledge.errors import InputError
from knowledge.questions.periods import period

PROMPT = "> "
_HOW = "Ask a question, or type /help for the commands. Ctrl-D leaves."
FAREWELL = "Goodbye."
_OPENINGS = {Courtesy.GREETING: "Hello!", Courtesy.THANKS: "You are welcome!"}
_REGRET = "I am sorry about that. Please look at the sources, or ask again in other words."
_OFFER = "Type /help for the commands."
_LEAVING = frozenset({"/quit", "/exit", "quit", "exit"})


@dataclass(frozen=True, slots=True)
class Command:
    """Something to type after a slash: what may follow it, what it is for, and what does it."""

    argument: str
    purpose: str
    run: Callable[[Conversation, str], Iterable[terminal.Line]]


def chat(base: Knowledge, lines: Iterable[str], screen: terminal.Screen) -> None:
    """Carry out each of `lines` until they end or one of them says that it is over, as `/quit`.

    A line that begins with a slash is a command; any other is a question.

    Raises:
        StoreError: the database cannot be used any more.
    """
    conversation = Conversation(base)
    for line in lines:
        words = line.strip()
        if words.lower() in _LEAVING:
            return
        if words:
            screen.show(_carried_out(conversation, words))


def typed_lines() -> Iterator[str]:
    """The lines that a person types at a prompt, until Ctrl-D or Ctrl-C.

    Earlier lines can be called back with the arrow keys where Python has readline.
    """
    with suppress(ImportError):
        import readline  # noqa: F401 - importing it gives input() its history
    with suppress(EOFError, KeyboardInterrupt):
        while True:
            yield input(PROMPT)


def opening(base: Knowledge) -> list[terminal.Line]:
    """What a chat begins with: what the base holds, what could be asked, and how.

    Raises:
        FootnoteError: the base cannot be asked.
    """
    return terminal.plain("\n".join([*_offered(base), _HOW]))


def _offered(base: Knowledge) -> list[str]:
    held = base.statistics().abstracts
    if not held:
        return ["There are no papers yet: `footnote ingest` and `footnote add` bring some in."]
    papers, offered = counted(held, "paper"), examples(base)
    intro = f"Answers come from the abstracts of {papers}, with quotes and sources."
    asks = ["You could ask, for example:", *(f"  {visible(each)}" for each in offered)]
    return [intro, *(asks if offered else [])]


def _carried_out(conversation: Conversation, words: str) -> Iterable[terminal.Line]:
    try:
        if (polite := courtesy(words)) is Courtesy.OBJECTION:
            return terminal.plain(_REGRET)
        if not words.startswith("/") and polite:
            greeting = _OPENINGS.get(polite, "")
            return [*terminal.plain(greeting), *opening(conversation.base)]
        if not words.startswith("/"):
            return _ask(conversation, words)
        name, *rest = words.split(maxsplit=1)
        command = COMMANDS.get(name.lower())
        if command is None:
            return terminal.plain(f"There is no command {visible(name)}. {_meant(name)}{_OFFER}")
        return command.run(conversation, " ".join(rest))
    except InputError as error:
        return terminal.plain(str(error))


def _meant(name: str) -> str:
    """The command that was mistyped, to be offered; empty where none is spelt alike."""
    near = get_close_matches(name.lower(), [*COMMANDS, "/quit"], 1)
    return f"Did you mean {near[0]}? " if near else ""


def _ask(conversation: Conversation, question: str) -> list[terminal.Line]:
    return terminal.reply(conversation.ask(question))


def _check(conversation: Conversation, message: str) -> list[terminal.Line]:
    """The verdict on each claim of a message; on the message itself, if it holds none as such."""
    claims = split(message) or [message]
    if len(claims) == 1:
        return terminal.verdict(conversation.base.check(claims[0]))
    shown = [terminal.checked(conversation.base.check(claim)) for claim in claims]
    between = terminal.plain(" ")
    return [line for n, block in enumerate(shown) for line in [*(between if n else ()), *block]]


def _new(conversation: Conversation, _: str) -> list[terminal.Line]:
    conversation.begin_anew()
    return terminal.plain("A new conversation: what was asked before is left behind.")


def _papers(conversation: Conversation, query: str) -> Iterable[terminal.Line]:
    if not query:
        return terminal.papers(conversation.base.papers())
    found = conversation.base.papers(query)
    if not found:
        return terminal.plain(f"{nothing_fits(query)} /papers alone lists them all.")
    if period(query):
        return terminal.papers(found)
    return terminal.paper(found[0], found[1:])


def _about(conversation: Conversation, _: str) -> list[terminal.Line]:
    return terminal.statistics(conversation.base.statistics())


def _help(_: Conversation, __: str) -> list[terminal.Line]:
    usages = {f"{name} {command.argument}": command for name, command in COMMANDS.items()}
    width = max(map(len, usages))
    table = [f"  {usage:<{width}}  {command.purpose}" for usage, command in usages.items()]
    table.append(f"  {'/quit':<{width}}  leave (Ctrl-D does so too)")
    intro = "A line without a slash is a question; it may follow up on those before. Commands:"
    return terminal.plain("\n".join([intro, *table]))


COMMANDS = {
    "/ask": Command("QUESTION", "answer a question, with sources", _ask),
    "/check": Command("MESSAGE", "check each claim of a message, with sources", _check),
    "/papers": Command(
        "[QUERY]", "list the papers (or a year's), or show the one that fits best", _papers
    ),
    "/new": Command("", "begin a new conversation", _new),
    "/about": Command("", "say what the knowledge base holds", _about),
    "/help": Command("", "show this list", _help),
}
