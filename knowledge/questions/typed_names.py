"""What in a question, as typed, may be a name of somebody or of a place."""

from knowledge.questions.intents import speaks_of_papers
from knowledge.search.question_words import bibliographic_words, generic_words
from knowledge.text.tokens import fold, stem, tokenise

_MARKS = " ?.!,;:\"'"


def may_be_name(text: str) -> str:
    """What in a question may be the name of somebody or of a place; empty: nothing."""
    names = names_alone(text)
    return " ".join(names) if len(names) > 1 or speaks_of_papers(text.casefold()) else ""


def names_alone(text: str) -> list[str]:
    """The words of a question that are left when those that only ask are taken away."""
    asking = generic_words() | bibliographic_words()
    words = [token.surface for token in tokenise(text) if not token.stop]
    return [word for word in words if stem(word) not in asking]


def as_typed(subject: str, text: str) -> str:
    """The words of a question that a folded subject stands for, as they were typed; "": none do."""
    asked, words = subject.split(), text.split()
    for start in range(len(words) - len(asked) + 1):
        run = words[start : start + len(asked)]
        if [fold(word.strip(_MARKS)) for word in run] == [word.strip(_MARKS) for word in asked]:
            return " ".join(run).strip(_MARKS) if asked else ""
    return ""
