"""Questions and claims, one after the other: put to the knowledge base, shown as they come."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, TypeVar

from bot.cli.console import screen, tell
from bot.cli.conversation import Conversation
from knowledge.errors import QuestionError
from knowledge.model import Abstention, Answer, Finding, Verdict
from knowledge.reasons import Reason

if TYPE_CHECKING:
    from bot.protocol import Knowledge

_T = TypeVar("_T")
Said = Answer | Abstention


def answer_each(base: "Knowledge", questions: Iterable[str], *, as_json: bool, one: bool) -> bool:
    """Answer every question as it comes; False if any could not be asked.

    One that cannot be asked is told on stderr and ends nothing: it too gets its line of JSON.
    """
    return _each(questions, base.ask, _replies(as_json=as_json, one=one), _unasked(base), as_json)


def converse(base: "Knowledge", lines: Iterable[str], *, as_json: bool) -> bool:
    """Answer the turns of conversations; an empty line begins the next one."""
    talk = Conversation(base)
    show = _replies(as_json=as_json, one=False)
    return _each(talk.turns(lines), talk.ask, show, _unasked(base), as_json)


def check_each(base: "Knowledge", claims: Iterable[str], *, as_json: bool, one: bool) -> bool:
    """Check every claim as it comes; False if any could not be checked."""
    return _each(claims, base.check, _verdicts(as_json=as_json, one=one), _unchecked(base), as_json)


def _each(
    texts: Iterable[str],
    put: Callable[[str], _T],
    show: Callable[[_T], None],
    instead: Callable[[str, Reason], _T],
    as_json: bool,
) -> bool:
    all_put = True
    for text in texts:
        try:
            show(put(text))
        except QuestionError as error:
            all_put = False
            tell(str(error))
            if as_json:
                show(instead(text, error.reason))
    return all_put


def _unasked(base: "Knowledge") -> Callable[[str, Reason], Said]:
    """What stands for a question that could not be asked, for a reason."""

    def instead(question: str, reason: Reason) -> Said:
        version = base.statistics().knowledge_version
        return Abstention(question, reason, (), (), 0.0, version, 0.0)

    return instead


def _unchecked(base: "Knowledge") -> Callable[[str, Reason], Verdict]:
    """What stands for a claim that could not be checked, for a reason."""

    def instead(claim: str, reason: Reason) -> Verdict:
        version = base.statistics().knowledge_version
        return Verdict(claim, Finding.NOT_ENOUGH_INFO, 0.0, reason, (), version, 0.0)

    return instead


def _replies(*, as_json: bool, one: bool) -> Callable[[Said], None]:
    if as_json:
        from bot.cli.jsonlines import json_line, reply_shape

        return lambda said: print(json_line(reply_shape(said)), flush=True)
    from bot.cli.terminal import exchange, reply

    stdout, shown = screen(), reply if one else exchange
    return lambda said: stdout.show(shown(said))


def _verdicts(*, as_json: bool, one: bool) -> Callable[[Verdict], None]:
    if as_json:
        from bot.cli.jsonlines import json_line, verdict_shape

        return lambda found: print(json_line(verdict_shape(found)), flush=True)
    from bot.cli.terminal import checked, verdict

    stdout, shown = screen(), verdict if one else checked
    return lambda found: stdout.show(shown(found))
