"""From a question to an Answer or an Abstention."""
