"""Yes/no questions: the claim that one asks about, and what its answer says."""

import re
from dataclasses import replace

from knowledge.answers.candidates import Candidate
from knowledge.answers.replies import quotes
from knowledge.model import Answer
from knowledge.questions.question import Question
from knowledge.settings import table, tuned

SAID = tuned().answers.yes_no
_TAIL = re.compile(r"[\s?.!]+$")
_EITHER = re.compile(r",? or not$", re.IGNORECASE)


def asserted(question: Question) -> str | None:
    """The claim that a yes/no question asks about; None where it is none."""
    if not question.yes_no:
        return None
    rules = table("patterns")["asserting"]
    text = _EITHER.sub("", _TAIL.sub("", question.text.strip()))
    for opening in rules["openings"]:
        text = re.sub(rf"^(?:{opening})\b[\s,]*", "", text, flags=re.IGNORECASE)
    rest = re.sub(rf"^(?:{rules['auxiliaries']})\b\s*", "", text, flags=re.IGNORECASE)
    if not rest or rest == text:
        return None
    return f"{rest[0].upper()}{rest[1:]}."


def affirmed(answer: Answer, paper: Candidate) -> Answer:
    """A quoted answer to a yes/no question: "Yes" or "No" where the paper decides it.

    The sentence that decides is quoted then, and says so by itself, too. Otherwise the quote stands
    for itself, and nothing in it is marked as the short answer.
    """
    leaning = paper.said.settled
    said = "Yes" if leaning.supports > leaning.refutes else "No"
    quoted = paper.said.closely(paper.said.deciding).leaning
    agrees = (quoted.supports > quoted.refutes) == (said == "Yes")
    if max(leaning.supports, leaning.refutes) < SAID or not agrees:
        plain = tuple(replace(statement, short=None) for statement in answer.statements)
        return replace(answer, statements=plain, short_answer=None)
    stated = quotes(paper.reading, [paper.said.deciding])
    return replace(
        answer,
        statements=stated.statements,
        citations=stated.citations,
        short_answer=said,
    )
