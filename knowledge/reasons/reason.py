"""What all reasons have in common: a sentence in English, and the values that belong into it."""

from dataclasses import dataclass, fields, replace
from typing import ClassVar, Self

Value = str | int | tuple[str, ...]
"""What stands for a placeholder. A `StrEnum` is itself worded in English; a tuple is joined."""


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason. The names of its fields are the placeholders in `sentence`.

    One without values is a plain class: a data class takes its time to be made at every start.

    Attributes:
        sentence: in English.
        several: the sentence for any `number` but one, where there is a number.
        joint: what stands between the values of a tuple.
    """

    sentence: ClassVar[str] = ""
    several: ClassVar[str] = ""
    joint: ClassVar[str] = ", "

    @property
    def placeholders(self) -> dict[str, Value]:
        """The values by their placeholders."""
        return {each.name: getattr(self, each.name) for each in fields(self)}

    def naming(self, where: str, name: str) -> Self:
        """The same reason, in which whatever names one place names another."""
        values = self.placeholders.items()
        return replace(self, **{k: v.replace(where, name) for k, v in values if v == where})

    def __str__(self) -> str:
        values = self.placeholders
        many = self.several and values.get("number") != 1
        said = {name: _in_english(value, self.joint) for name, value in values.items()}
        return (self.several if many else self.sentence).format(**said)


def _in_english(value: Value, joint: str) -> str:
    if isinstance(value, tuple):
        return joint.join(value)
    return f"{value:,}" if isinstance(value, int) else str(value)
