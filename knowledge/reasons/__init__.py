"""Why something is so, as records with values; the bot words them for people.

reason.py          what all have in common: `str` words one in English, for `--json` and terminals
why_abstained.py   why there is no answer
why_found.py       what the verdict on a claim rests on
remarks.py         how something was read, and what there is to know of what is shown
why_unusable.py    why something cannot be asked, or a paper cannot be added
"""

from knowledge.reasons.reason import Reason

__all__ = ["Reason"]
