"""From a claim to a Verdict."""
