"""Yes/no questions: the claim that one asks about, and what its answer says."""

import re
from dataclasses import replace

from knowledge.answers.candidates import Candidate
from knowledge.answers.replies import quotes
from knowledge.model import Answer
from knowledge.questions.question import Question
from knowledge.reader import Passage, Reader
from knowledge.reader.reading import passage_of
from knowledge.settings import english, tuned
from knowledge.text.tokens import tokenise

SAID = tuned().answers.yes_no
_TAIL = re.compile(r"[\s?.!]+$")
_EITHER = re.compile(r",? or not$", re.IGNORECASE)


def asserted(question: Question) -> str | None:
    """The claim that a yes/no question asks about; None where it is none."""
    if not question.yes_no:
        return None
    rules = english("yes_no")
    text = _EITHER.sub("", _TAIL.sub("", question.text.strip()))
    for opening in rules["openings"]:
        text = re.sub(rf"^(?:{opening})\b[\s,]*", "", text, flags=re.IGNORECASE)
    rest = re.sub(rf"^(?:{rules['auxiliaries']})\b\s*", "", text, flags=re.IGNORECASE)
    if not rest or rest == text:
        return None
    return f"{rest[0].upper()}{rest[1:]}."


def affirmed(answer: Answer, paper: Candidate, question: str, claim: str, reader: Reader) -> Answer:
    """A quoted answer to a yes/no question: "Yes" or "No" where the paper decides it.

    The sentence that decides is quoted then, and says so by itself, too. For a "No" it must refute
    the claim that the question asks about as well, and not merely repeat it: of fields that the
    reader was not trained on, 88 % are right in place of 86 %, said for 71 % in place of 78 %.
    Otherwise the quote stands for itself, and nothing in it is marked as the short answer.

    Args:
        answer: the quote.
        paper: what it is of.
        question: what was asked.
        claim: what the question asks about, as `asserted` has it.
        reader: judges both.
    """
    (judgement,) = reader.judge(question, [passage_of(paper.reading)])
    leaning = judgement.settled
    said = "Yes" if leaning.supports > leaning.refutes else "No"
    quoted = judgement.alone
    agrees = (quoted.supports > quoted.refutes) == (said == "Yes")
    sure = max(leaning.supports, leaning.refutes) >= SAID and agrees
    if not sure or (said == "No" and not _denied(claim, paper, judgement.deciding, reader)):
        plain = tuple(replace(statement, short=None) for statement in answer.statements)
        return replace(answer, statements=plain, short_answer=None)
    stated = quotes(paper.reading, [judgement.deciding])
    return replace(
        answer,
        statements=stated.statements,
        citations=stated.citations,
        short_answer=said,
    )


def _denied(claim: str, paper: Candidate, deciding: int, reader: Reader) -> bool:
    """Whether the sentence that decides goes against a claim, put by itself.

    One that has all of its words, and denies no more than it, repeats it: of the written questions
    that are so, a quarter has "no" for an answer, of the others half.
    """
    sentence = paper.reading.sentences[deciding]
    words = {token.terms[0] for token in tokenise(claim) if not token.stop}
    if words <= sentence.terms and _denies(claim) == _denies(sentence.sentence.text):
        return False
    title = paper.reading.abstract.title or ""
    leaning = reader.judge(claim, [Passage(title, (sentence.sentence.text,))])[0].leaning
    return leaning.refutes > leaning.supports


def _denies(text: str) -> bool:
    denials = english("yes_no")["denials"]
    return re.search(rf"\b(?:{denials})\b", text, re.IGNORECASE) is not None
