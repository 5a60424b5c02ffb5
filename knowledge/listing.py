"""Which papers a question asks for: by an author, from an affiliation, of a category or a date."""

from collections.abc import Callable, Iterator

from knowledge.catalogue import Catalogue, Filed, squeezed
from knowledge.patterns import bibliographic_words, generic_words, speaks_of_papers
from knowledge.questions import Intent, Question
from knowledge.text import stem, tokenise

Find = Callable[[str], Filed | None]
"""From words to what they name in the catalogue and the identifiers of its papers."""


_MAY_NAME = frozenset(
    {Intent.CONTENT, Intent.FIRST_AUTHOR, Intent.PAPERS_BY, Intent.PAPERS_FROM, Intent.PAPERS_IN}
)
"""Intents with which nothing but a name may be left: "papers by Ada Lovelace", "Ada Lovelace?"."""


class Listing:
    """The lists of papers that a collection can give."""

    def __init__(self, catalogue: Catalogue) -> None:
        people: tuple[tuple[str, Find], ...] = (
            ("by", catalogue.author),
            ("from", catalogue.affiliation),
        )
        filed: tuple[tuple[str, Find], ...] = (
            ("in", catalogue.category),
            ("of", catalogue.published_in),
        )
        in_question = (("by", catalogue.author_in),)
        self._ways = {
            Intent.PAPERS_BY: people + filed,
            Intent.PAPERS_FROM: people + filed,
            Intent.PAPERS_IN: filed + people,
            Intent.AUTHORS: in_question,
            Intent.WRITERS: in_question,
        }
        self._by_name = people
        self._by_whole_name: tuple[tuple[str, Find], ...] = (
            ("by", catalogue.author),
            ("from", _whole(catalogue.affiliation)),
        )

    def find(self, question: Question) -> tuple[str, Filed] | None:
        """The heading of the list that a question asks for, and the papers under it."""
        for (heading, find), words in self._tries(question):
            found = find(words)
            if found and found.total:
                return f"Papers {heading} {found.name}", found
        return None

    def _tries(self, question: Question) -> Iterator[tuple[tuple[str, Find], str]]:
        for way in self._ways.get(question.intent, ()):
            yield way, question.subject or question.text
        if question.intent not in _MAY_NAME:
            return
        names = _names_alone(question.text)
        of_papers = speaks_of_papers(question.text.casefold())
        if len(names) > 1 or (names and of_papers):
            # A question about papers may say more of them; any other is nothing but the name.
            for way in self._by_name if of_papers else self._by_whole_name:
                yield way, " ".join(names)


def _whole(find: Find) -> Find:
    """What finds a name only where the words are that name, without a word more."""

    def found(words: str) -> Filed | None:
        named = find(words)
        return named if named and squeezed(named.name) == squeezed(words) else None

    return found


def _names_alone(text: str) -> list[str]:
    """The words of a question that are left when those that only ask are taken away."""
    asking = generic_words() | bibliographic_words()
    words = [token.surface for token in tokenise(text) if not token.stop]
    return [word for word in words if stem(word) not in asking]
