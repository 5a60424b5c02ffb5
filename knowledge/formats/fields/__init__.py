"""What formats state of a paper, in one form: dates, people, identifiers, plain text."""
