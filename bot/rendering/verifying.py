"""What came of looking at an answer again, as a reply."""

from bot.rendering.citations import small
from bot.rendering.replies import Reply
from bot.rendering.shortening import fit
from bot.verifying import Standing, Verification

_ANSWER_LIMIT = 1500
_VERSION_LENGTH = 12


def verified(found: Verification) -> Reply:
    """The quotes first, then the version, then whether the answer would be the same."""
    lines = (_quotes(found), _version(found), _answer(found))
    return Reply(("\n".join(filter(None, lines)),), private=True)


def _quotes(found: Verification) -> str:
    count = len(found.quotes)
    if not count:
        return "This answer quotes no abstract: it is what sources state of the papers."
    stand = found.quotes.count(Standing.STANDS)
    if stand == count:
        which = "The quote stands" if count == 1 else f"All {count} quotes stand"
        return f"✓ **{which}** in the stored text, character for character."
    told = [f"✗ **{stand} of {count} quotes stand** in the stored text."]
    changed, gone = found.quotes.count(Standing.CHANGED), found.quotes.count(Standing.GONE)
    if changed:
        told.append(f"{changed} {_is(changed)} no longer what is stored there.")
    if gone:
        told.append(f"{gone} {_is(gone)} from abstracts that I no longer hold.")
    return " ".join(told)


def _is(count: int) -> str:
    return "is" if count == 1 else "are"


def _version(found: Verification) -> str:
    then, now = (_short(version) for version in (found.version_then, found.version_now))
    if found.version_then == found.version_now:
        return f"My papers have not changed since that answer (knowledge version {now})."
    return f"My papers have changed since that answer (knowledge version {then}, now {now})."


def _short(version: str) -> str:
    return fit(version[:_VERSION_LENGTH], 40)


def _answer(found: Verification) -> str:
    if found.same:
        return "Asked again, the question gets the same answer."
    if found.answer_now is None:
        return "**Asked again, the question gets no answer today.** Please do not rely on this one."
    return "**Asked again, the answer is another one today:**\n" + small(
        fit(found.answer_now, _ANSWER_LIMIT)
    )
