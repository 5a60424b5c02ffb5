"""The words for what a fact check finds: the same on the command line and in Discord."""

from bot.language.speech import mark
from knowledge.model import Finding, Stance

FINDINGS = {
    Finding.SUPPORTED: mark("Supported"),
    Finding.REFUTED: mark("Refuted"),
    Finding.NOT_ENOUGH_INFO: mark("Not enough information"),
}
"""In English; for Discord said later, as `say(FINDINGS[finding])`."""
DECIDING = {Finding.SUPPORTED: Stance.SUPPORTS, Finding.REFUTED: Stance.REFUTES}
"""Which stance of a sentence says what the finding says."""
