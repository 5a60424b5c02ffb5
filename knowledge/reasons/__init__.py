"""Why something is so, as records with values; the bot words them for people.

Here are the English words of abstentions, notes and explanations that people read; those of other
languages are in `config/translations/`.

reason.py         what all have in common: `str` words one in English, for `--json` and terminals
why_abstained.py  the words of abstentions: why there is no answer
why_found.py      the words of explanations: what a verdict rests on
remarks.py        the words of notes: how something was read, what a list leaves out
why_unusable.py   the words of refusals: what cannot be asked, or added, and why
"""

from knowledge.reasons.reason import Reason

__all__ = ["Reason"]
