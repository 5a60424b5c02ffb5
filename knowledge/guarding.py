"""When nothing supports a claim, whatever a sentence shares with it.

A model of shared words takes a bolder claim for what is said, and one about something else too:
these rules do not. Tried and left out, as they took more than they gave: that every name in a
claim must stand in the abstract, and that another name in its place refutes it.
"""

from collections.abc import Sequence

from knowledge.claiming import ReadClaim
from knowledge.features import absolute, features
from knowledge.passages import Passage


def supportable(claim: ReadClaim, passages: Sequence[Passage]) -> bool:
    """Whether sentences of one abstract, at least one, may support a claim.

    Not where the claim has numbers and none is stated. Where there are other abstracts, not where
    it has a name that none of them holds, or says that something holds without exception and the
    sentences do not. Evidence that is given alone need not name what it is about.
    """
    seen = [features(claim, passage) for passage in passages]
    stated = any(found["number_open"] < 1 for found in seen)
    if not claim.choice:
        return stated
    known = not all(found["unknown_name"] for found in seen)
    bold = absolute(claim.text) and not any(absolute(passage.text) for passage in passages)
    return stated and known and not bold
